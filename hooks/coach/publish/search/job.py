"""The search index: from the cache if no record has changed, else made by worker processes during the build.

A large site has two whole indexes, which the browser searches together (Pagefind's mergeIndex): they are made in
parallel on two cores, and an edit remakes only one of them.
"""

from __future__ import annotations

import functools
import json
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING
from zlib import crc32

from coach.io.cache import key_of, unpack
from coach.io.fingerprint import code_of, fingerprint
from coach.io.processes import ProcessFailed, WorkerProcess, variable
from coach.publish.search.record import as_lines
from coach.publish.search.words import PART, whole_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.io.cache import Cache
    from coach.io.disk.folder import Folder
    from coach.publish.search.record import Record

FOLDER = "pagefind"  # of the site
MOST_PARTS = 2  # one more costs a reader's first search 27 KB
_PART = 600  # records
_INDEXER = "coach.publish.search.indexer"
# What browsers load once, whatever the number of parts.
_PROGRAM = ("pagefind.js", "wasm.")


class SearchJob:
    """The search index of these records; false if there are none."""

    def __init__(self, cache: Cache, records: Iterable[Record], language: str = "en") -> None:
        """Start a worker process for each part that is not cached; `language` is that of the words, as in "en"."""
        self._parts = [_Part(cache, part, language) for part in in_parts(list(records))]

    def __bool__(self) -> bool:
        """Whether there is anything to search."""
        return bool(self._parts)

    def deliver(self, site: Folder) -> str:
        """Write the index to the site's folder; return why there is none, or ""."""
        if not self:
            return ""
        try:
            made = [part.files() for part in self._parts]
        except ProcessFailed as error:
            self.stop()
            site.fill(FOLDER, {})
            return str(error)
        site.fill(FOLDER, _joined(made))
        return ""

    def stop(self) -> None:
        """End the worker processes."""
        for part in self._parts:
            part.stop()


class _Part:
    """One whole index."""

    def __init__(self, cache: Cache, records: Sequence[Record], language: str) -> None:
        self._cache, self._lines = cache, as_lines(records, language)
        self._key = key_of(_versions(), self._lines)
        is_known = bool(cache.known("search", [self._key]))
        self._process = None if is_known else WorkerProcess(_INDEXER, self._lines)

    def files(self) -> dict[str, bytes]:
        """Return the files by path, with the counts of words."""
        return unpack(self._cache.cached("search", self._key, self._made))

    def stop(self) -> None:
        if self._process:
            self._process.stop()

    def _made(self) -> bytes:
        """Return the index from the worker process, started only now if the cached index turned out to be damaged."""
        self._process = self._process or WorkerProcess(_INDEXER, self._lines)
        return self._process.result()


def _joined(made: Sequence[dict[str, bytes]]) -> dict[str, bytes]:
    """Return the files of all parts by path: those of the first part as they are, of another one in its own folder.

    parts.json tells the browser how many parts there are and the name of the word list, which changes with its content.
    """
    files = dict(made[0])
    for number, part in enumerate(made[1:], 1):
        files |= {f"{number}/{path}": data for path, data in part.items() if not path.startswith((*_PROGRAM, PART))}
    del files[PART]
    name, words = whole_list(part[PART] for part in made)
    told = {"count": len(made), "words": name}
    return {**files, name: words, "parts.json": json.dumps(told).encode()}


def in_parts(records: Sequence[Record]) -> list[list[Record]]:
    """Return the records in parts; a record stays in its part as long as the number of parts is the same."""
    count = min(MOST_PARTS, -(-len(records) // _PART))
    parts: list[list[Record]] = [[] for _ in range(count)]
    for record in records:
        parts[crc32(record.url.encode()) % count].append(record)
    return [part for part in parts if part]


@functools.cache
def _versions() -> str:
    """Return the fingerprint of Pagefind and of our code that runs it; "" without Pagefind."""
    code = code_of(*(f"publish/search/{name}.py" for name in ("record", "indexer", "words")))
    try:
        return fingerprint(["pagefind", "lxml"], code) + variable("PAGEFIND_BINARY_PATH")
    except PackageNotFoundError:
        return ""
