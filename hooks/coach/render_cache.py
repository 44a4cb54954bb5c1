"""Rendered texts kept between builds.

A kept text is the same as a fresh one: its key covers the text and everything that shapes it, and its value is
checked before it is believed. What cannot be read is dropped; a build never fails for its cache.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from dataclasses import asdict
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

from coach.kept import remove
from coach.rendering import Block, Heading, Homework, Link, Rendered, Renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

KEPT_BUILDS = 20  # or half as many: which are used is noted at every tenth build
MOST = 50_000
_FEW = 500
# Another build is writing, or nobody may, or the disk is full: what is kept is as it was.
_SOUND = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL}
_SCHEMA = """
PRAGMA page_size = 16384;
CREATE TABLE IF NOT EXISTS texts
    (key TEXT PRIMARY KEY, value TEXT NOT NULL, digest TEXT NOT NULL, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS builds (number INTEGER NOT NULL);
"""


class Store(Protocol):
    """Where rendered texts are kept."""

    def get(self, keys: Iterable[str]) -> dict[str, Rendered]:
        """Return those that are there and whole."""

    def put(self, texts: Mapping[str, Rendered], used: Iterable[str]) -> None:
        """Keep new texts, and note which of the old ones were used."""


class Recipe:
    """How texts are rendered: extensions, their options, kinds of blocks, and a word for all else that matters."""

    def __init__(
        self, extensions: Sequence[str], configs: Mapping[str, Any], kinds: Sequence[str], versions: str
    ) -> None:
        self.extensions, self.configs, self.kinds = tuple(extensions), dict(configs), tuple(kinds)
        shape = json.dumps([self.extensions, self.configs, self.kinds, versions], sort_keys=True, default=repr)
        self._shape = blake2b(shape.encode(), digest_size=16).digest()

    def key(self, body: str) -> str:
        """Return the key of a text rendered in this way."""
        return blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16, key=self._shape).hexdigest()

    def renderer(self) -> Renderer:
        """Return a renderer of this kind."""
        return Renderer(self.extensions, self.configs, self.kinds)


class NoStore:
    """Keeps nothing."""

    def get(self, keys: Iterable[str]) -> dict[str, Rendered]:  # noqa: ARG002 - it has none of them
        return {}

    def put(self, texts: Mapping[str, Rendered], used: Iterable[str]) -> None:
        """Forget them."""


class FileStore:
    """Keeps texts in an SQLite file, which stands interruptions and two builds at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lost = ""
        self._seen: dict[str, Rendered] = {}

    def get(self, keys: Iterable[str]) -> dict[str, Rendered]:
        """Return those that are there and whole; a file that is none of ours is thrown away.

        What this object gave or took before, as under `serve`, it knows without the file.
        """
        wanted = set(keys)
        if not wanted <= self._seen.keys():
            self._seen |= self._read(wanted - self._seen.keys())
        return {key: self._seen[key] for key in wanted if key in self._seen}

    def _read(self, wanted: set[str]) -> dict[str, Rendered]:
        try:
            with self._open() as base:
                few = len(wanted) <= _FEW
                only = f" WHERE key IN ({','.join('?' * len(wanted))})" if few else ""
                rows = base.execute(f"SELECT key, value, digest FROM texts{only}", [*wanted] if few else []).fetchall()  # noqa: S608 - question marks
        except (sqlite3.Error, OSError) as error:
            self._throw_away(error)
            return {}
        return {key: text for key, value, digest in rows if key in wanted and (text := _whole(key, value, digest))}

    def put(self, texts: Mapping[str, Rendered], used: Iterable[str]) -> None:
        """Keep new texts; what no build has needed for long is dropped."""
        self._seen |= texts
        rows = [(key, value := _text_of(text), _digest(key, value)) for key, text in texts.items()]
        try:
            with self._open() as base:
                number = base.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM builds").fetchone()[0]
                base.execute("DELETE FROM builds")
                base.execute("INSERT INTO builds VALUES (?)", (number,))
                base.executemany("REPLACE INTO texts VALUES (?, ?, ?, ?)", [(*row, number) for row in rows])
                stale = number - KEPT_BUILDS // 2  # a text that is used is written again once in so many builds
                base.executemany(
                    "UPDATE texts SET used = ? WHERE key = ? AND used < ?", [(number, key, stale) for key in used]
                )
                base.execute("DELETE FROM texts WHERE used < ?", (number - KEPT_BUILDS,))
                base.execute(
                    "DELETE FROM texts WHERE key IN (SELECT key FROM texts ORDER BY used DESC LIMIT -1 OFFSET ?)",
                    (MOST,),
                )
        except (sqlite3.Error, OSError) as error:
            self._throw_away(error)

    def take_loss(self) -> str:
        """Return why the file could not be used, once; "" when it could."""
        lost, self._lost = self._lost, ""
        return lost

    def _open(self) -> _Transaction:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return _Transaction(self.path)

    def _throw_away(self, error: Exception) -> None:
        """Remember why nothing is kept, and remove what is damaged or none of ours."""
        self._lost = str(error)
        if isinstance(error, sqlite3.Error) and _code(error) not in _SOUND:
            for ending in ("", "-journal", "-wal", "-shm"):
                path = self.path.with_name(self.path.name + ending)
                with suppress(OSError):
                    remove(path)


class _Transaction:
    """An open database that is committed or rolled back, and closed."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(path, timeout=5)

    def __enter__(self) -> sqlite3.Connection:
        try:
            self.base.executescript(_SCHEMA)
            self.base.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            self.base.close()
            raise
        return self.base

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self.base.rollback() if kind else self.base.commit()
        finally:
            self.base.close()


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code; 0 when the mistake is not SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _digest(key: str, value: str) -> str:
    return blake2b(f"{key} {value}".encode(), digest_size=12).hexdigest()


def _text_of(text: Rendered) -> str:
    return json.dumps(asdict(text), ensure_ascii=True, default=sorted)


def _whole(key: str, value: object, digest: str) -> Rendered | None:
    """Return the text that the value holds, or None when it is not what was kept under this key."""
    if not isinstance(value, str) or _digest(key, value) != digest:
        return None
    data = json.loads(value)
    return Rendered(
        marked=data["marked"],
        links=tuple(Link(**link) for link in data["links"]),
        blocks=tuple(Block(**block) for block in data["blocks"]),
        anchors=frozenset(data["anchors"]),
        headings=tuple(Heading(**heading) for heading in data["headings"]),
        nameless_images=tuple(data["nameless_images"]),
        homework=tuple(Homework(**homework) for homework in data["homework"]),
        boxes=frozenset(data["boxes"]),
    )
