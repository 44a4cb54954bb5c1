"""The cache: a SQLite file that keeps the results of expensive work between builds, as blobs by kind and key.

It survives interrupted builds and two builds at once. Each blob is verified against its digest when it is read; a file
that is damaged or not ours is deleted; an error of the cache never fails a build.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any

from coach.io.disk.folder import remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

MOST_IDLE = 256 * 2**20  # bytes of blobs that the last build did not use; beyond that the least recently used go
_AT_ONCE = 500  # keys in one query
# The file is locked, read-only, or the disk is full; what is stored in it is sound.
_SOUND = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL}
# No fsync: what a power failure loses is computed again.
_SETTINGS = "PRAGMA synchronous = OFF; PRAGMA page_size = 16384; PRAGMA cache_size = -8000;"
# `used` is the number of the last build that used the blob; PRAGMA user_version is the number of the last build.
_TABLE = """
CREATE TABLE IF NOT EXISTS blobs (kind TEXT NOT NULL, key TEXT NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL,
    digest BLOB NOT NULL, data BLOB NOT NULL, UNIQUE (kind, key));
"""
_DROP_IDLE = """
DELETE FROM blobs WHERE rowid IN (SELECT id FROM (
    SELECT rowid AS id, SUM(size) OVER (ORDER BY used DESC, rowid) AS total FROM blobs WHERE used < :now
) WHERE total > :most)
"""


class Cache:
    """The cache file at `path`; without a path nothing is stored."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._used: set[tuple[str, str]] = set()
        self._changed = False
        self._lost = ""

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the stored blobs of this kind by key, without those that are damaged."""
        rows = self._rows("key, digest, data", kind, keys)
        found = {key: data for key, digest, data in rows if digest == _digest(kind, key, data)}
        self._used.update((kind, key) for key in found)
        return found

    def known(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Return those of the keys that are stored. The blobs are not read: one may turn out to be damaged later."""
        return {key for (key,) in self._rows("key", kind, keys)}

    def put(self, kind: str, blobs: Mapping[str, bytes]) -> None:
        """Store the blobs, in place of those with the same keys."""
        if self.path is None or not blobs:
            return
        self._used.update((kind, key) for key in blobs)
        self._changed = True
        try:
            with _Transaction(self.path, write=True) as base:
                now = _last_build(base) + 1
                rows = ((kind, key, now, len(data), _digest(kind, key, data), data) for key, data in blobs.items())
                base.executemany("REPLACE INTO blobs VALUES (?, ?, ?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError) as error:
            self._throw_away(error)

    def cached(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the stored blob; if there is none, call `make`, and store and return its result."""
        if (found := self.get(kind, [key]).get(key)) is None:
            found = make()
            self.put(kind, {key: found})
        return found

    def end_build(self) -> None:
        """Record which blobs this build used, and delete the least recently used ones beyond MOST_IDLE.

        Writes nothing if the build stored nothing.
        """
        used, self._used = self._used, set()
        if self.path is None or not self._changed:
            return
        self._changed = False
        try:
            with _Transaction(self.path, write=True) as base:
                now = _last_build(base) + 1
                base.executemany("UPDATE blobs SET used = ? WHERE kind = ? AND key = ?", ((now, *one) for one in used))
                base.execute(_DROP_IDLE, {"now": now, "most": MOST_IDLE})
                base.execute(f"PRAGMA user_version = {now}")
        except (sqlite3.Error, OSError) as error:
            self._throw_away(error)

    def take_loss(self) -> str:
        """Return the error for which the file could not be used, once; "" when there was none."""
        lost, self._lost = self._lost, ""
        return lost

    def _rows(self, columns: str, kind: str, keys: Iterable[str]) -> list[Any]:
        if self.path is None:
            return []
        rows: list[Any] = []
        try:
            with _Transaction(self.path, write=False) as base:
                left = iter(dict.fromkeys(keys))
                while some := list(islice(left, _AT_ONCE)):
                    marks = ",".join("?" * len(some))
                    query = f"SELECT {columns} FROM blobs WHERE kind = ? AND key IN ({marks})"  # noqa: S608 - our words
                    rows += base.execute(query, (kind, *some)).fetchall()
        except (sqlite3.Error, OSError) as error:
            self._throw_away(error)
        return rows

    def _throw_away(self, error: Exception) -> None:
        """Remember the error, and delete a file that is damaged or not ours."""
        self._lost = str(error)
        if self.path and isinstance(error, sqlite3.Error) and _code(error) not in _SOUND:
            for ending in ("", "-journal", "-wal", "-shm"):
                with suppress(OSError):
                    remove(self.path.with_name(self.path.name + ending))


class _Transaction:
    """Opens the database, and commits or rolls back and closes it at the end."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self._path, self._write = path, write

    def __enter__(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        try:
            self._base.executescript(_SETTINGS)
            if self._write or not self._base.execute("SELECT 1 FROM sqlite_master WHERE name = 'blobs'").fetchone():
                self._base.execute("BEGIN IMMEDIATE")
                self._base.execute(_TABLE)
            else:
                self._base.execute("BEGIN")
        except sqlite3.Error:
            self._base.close()
            raise
        return self._base

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._base.rollback() if kind else self._base.commit()
        finally:
            self._base.close()


def key_of(*inputs: str | bytes) -> str:
    """Return the cache key for these inputs: a hash of 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    for given in inputs:
        data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return several files as one blob."""
    head = json.dumps({path: len(data) for path, data in files.items()}).encode()
    return b"".join([len(head).to_bytes(4, "big"), head, *files.values()])


def unpack(blob: bytes) -> dict[str, bytes]:
    """Return the files that `pack` made the blob of."""
    start = 4 + int.from_bytes(blob[:4], "big")
    files = {}
    for path, size in json.loads(blob[4:start]).items():
        files[path] = blob[start : start + size]
        start += size
    return files


def _last_build(base: sqlite3.Connection) -> int:
    return int(base.execute("PRAGMA user_version").fetchone()[0])


def _digest(kind: str, key: str, data: object) -> bytes:
    digest = blake2b(f"{kind}\0{key}\0".encode(), digest_size=16)
    digest.update(data if isinstance(data, bytes) else b"")
    return digest.digest()


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code; 0 for an error that has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
