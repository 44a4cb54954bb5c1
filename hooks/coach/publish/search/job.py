"""The index on its way: parts are taken from the cache where no record has changed, else made while the build goes on.

A large site has two whole indexes, which the browser searches together (Pagefind's mergeIndex): they are made at once
on two cores, and an edit makes only one of them anew.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING
from zlib import crc32

from coach.io.cache import key_of, unpack
from coach.io.fingerprint import code_of, fingerprint
from coach.io.processes import Beside, ProcessFailed, variable
from coach.publish.search.record import as_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.io.cache import Cache
    from coach.io.disk import Folder
    from coach.publish.search.record import Record

FOLDER = "pagefind"  # of the site
MOST_PARTS = 2  # one more costs a reader's first search 27 KB
_PART = 600  # records
_INDEXER = "coach.publish.search.indexer"
# What readers load once, whatever the number of parts.
_PROGRAM = ("pagefind.js", "wasm.")


class SearchJob:
    """An index of the records; of no records there is none."""

    def __init__(self, kept: Cache, records: Iterable[Record]) -> None:
        """Start a process for each part that is not kept."""
        self._parts = [_Part(kept, part) for part in in_parts(list(records))]

    def __bool__(self) -> bool:
        """Whether there is anything to search."""
        return bool(self._parts)

    def deliver(self, site: Folder) -> str:
        """Put the index into the site's folder; return why there is none, or ""."""
        if not self:
            return ""
        try:
            files = {path: data for number, part in enumerate(self._parts) for path, data in part.files(number)}
        except ProcessFailed as error:
            self.stop()
            site.fill(FOLDER, {})
            return str(error)
        site.fill(FOLDER, {**files, "parts.json": str(len(self._parts)).encode()})
        return ""

    def stop(self) -> None:
        """Give it up."""
        for part in self._parts:
            part.stop()


class _Part:
    """One whole index."""

    def __init__(self, kept: Cache, records: Sequence[Record]) -> None:
        self._cache, self._lines = kept, as_lines(records)
        self._key = key_of(_versions(), self._lines)
        is_known = bool(kept.known("search", [self._key]))
        self._process = None if is_known else Beside(_INDEXER, self._lines)

    def files(self, number: int) -> Iterable[tuple[str, bytes]]:
        """Yield the files by their paths: the first part's as they are, another's in a folder with its number."""
        for path, data in unpack(self._cache.cached("search", self._key, self._made)).items():
            if number == 0:
                yield path, data
            elif not path.startswith(_PROGRAM):
                yield f"{number}/{path}", data

    def stop(self) -> None:
        if self._process:
            self._process.stop()

    def _made(self) -> bytes:
        """Return what the process makes; it starts only now where the kept index turned out to be damaged."""
        self._process = self._process or Beside(_INDEXER, self._lines)
        return self._process.result()


def in_parts(records: Sequence[Record]) -> list[list[Record]]:
    """Return the records in parts; a record stays in its part while their number is the same."""
    count = min(MOST_PARTS, -(-len(records) // _PART))
    parts: list[list[Record]] = [[] for _ in range(count)]
    for record in records:
        parts[crc32(record.url.encode()) % count].append(record)
    return [part for part in parts if part]


@cache
def _versions() -> str:
    """Return a word that changes with Pagefind and with our code that asks it."""
    code = code_of("publish/search/record.py", "publish/search/indexer.py")
    try:
        return fingerprint(["pagefind", "lxml"], code) + variable("PAGEFIND_BINARY_PATH")
    except PackageNotFoundError:
        return ""
