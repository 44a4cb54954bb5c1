"""Texts kept between builds by their keys, in an SQLite file.

It stands interruptions and two builds at once. A text is checked before it is believed; what cannot be read is dropped,
and a build never fails for what it keeps.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from coach.kept import remove

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MOST = 50_000
_FEW = 500
# Another build is writing, or nobody may, or the disk is full: what is kept is as it was.
_SOUND = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL}
# What a disk loses with its power is made anew: nothing has to be on it before the build goes on.
_SCHEMA = """
PRAGMA synchronous = OFF;
PRAGMA page_size = 16384;
CREATE TABLE IF NOT EXISTS texts
    (key TEXT PRIMARY KEY, value TEXT NOT NULL, digest TEXT NOT NULL, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS builds (number INTEGER NOT NULL);
"""


class KeptTexts:
    """Texts by their keys in the file at `path`; one that so many builds did not need is dropped."""

    def __init__(self, path: Path, builds: int = 20) -> None:
        self.path = path
        self._builds = builds
        self._lost = ""

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """Return those that are there and whole; a file that is none of ours is thrown away."""
        wanted = set(keys)
        try:
            with self._open() as base:
                few = len(wanted) <= _FEW
                only = f" WHERE key IN ({','.join('?' * len(wanted))})" if few else ""
                rows = base.execute(f"SELECT key, value, digest FROM texts{only}", [*wanted] if few else []).fetchall()  # noqa: S608 - question marks
        except (sqlite3.Error, OSError) as error:
            self._throw_away(error)
            return {}
        return {key: value for key, value, digest in rows if key in wanted and _is_whole(key, value, digest)}

    def put(self, texts: Mapping[str, str], used: Iterable[str] = (), *, last: bool = True) -> None:
        """Keep new texts; with the `last` ones of a build, what no build has needed for long is dropped."""
        rows = [(key, value, _digest(key, value)) for key, value in texts.items()]
        try:
            with self._open() as base:
                number = base.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM builds").fetchone()[0]
                base.executemany("REPLACE INTO texts VALUES (?, ?, ?, ?)", [(*row, number) for row in rows])
                if last:
                    self._end_build(base, number, used)
        except (sqlite3.Error, OSError) as error:
            self._throw_away(error)

    def _end_build(self, base: sqlite3.Connection, number: int, used: Iterable[str]) -> None:
        base.execute("DELETE FROM builds")
        base.execute("INSERT INTO builds VALUES (?)", (number,))
        stale = number - self._builds // 2  # which texts are used is noted once in so many builds
        base.executemany("UPDATE texts SET used = ? WHERE key = ? AND used < ?", [(number, key, stale) for key in used])
        base.execute("DELETE FROM texts WHERE used < ?", (number - self._builds,))
        most = "SELECT key FROM texts ORDER BY used DESC LIMIT -1 OFFSET ?"
        base.execute(f"DELETE FROM texts WHERE key IN ({most})", (MOST,))  # noqa: S608 - a question mark

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


def _is_whole(key: str, value: object, digest: object) -> bool:
    return isinstance(value, str) and _digest(key, value) == digest
