"""The index on its way: taken from the cache where no record has changed, else made while the build goes on."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

from coach.io.cache import key_of, unpack
from coach.io.fingerprint import code_of, fingerprint
from coach.io.processes import Beside, ProcessFailed, variable
from coach.publish.search.record import as_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.io.cache import Cache
    from coach.io.disk import Folder
    from coach.publish.search.record import Record

FOLDER = "pagefind"  # of the site
_INDEXER = "coach.publish.search.indexer"


class SearchJob:
    """An index of the records; of no records there is none."""

    def __init__(self, kept: Cache, records: Iterable[Record]) -> None:
        """Start the process that makes it, unless it is kept."""
        self._cache = kept
        self._lines = as_lines(list(records))
        self._key = key_of(_versions(), self._lines) if self._lines else ""
        is_new = self._key and not kept.known("search", [self._key])
        self._process = Beside(_INDEXER, self._lines) if is_new else None

    def __bool__(self) -> bool:
        """Whether there is anything to search."""
        return bool(self._lines)

    def deliver(self, site: Folder) -> str:
        """Put the index into the site's folder; return why there is none, or ""."""
        if not self:
            return ""
        try:
            files = unpack(self._cache.cached("search", self._key, self._made))
        except ProcessFailed as error:
            site.fill(FOLDER, {})
            return str(error)
        site.fill(FOLDER, files)
        return ""

    def stop(self) -> None:
        """Give it up."""
        if self._process:
            self._process.stop()

    def _made(self) -> bytes:
        """Return what the process makes; it starts only now where the kept index turned out to be damaged."""
        self._process = self._process or Beside(_INDEXER, self._lines)
        return self._process.result()


@cache
def _versions() -> str:
    """Return a word that changes with Pagefind and with our code that asks it."""
    code = code_of("publish/search/record.py", "publish/search/indexer.py")
    try:
        return fingerprint(["pagefind", "lxml"], code) + variable("PAGEFIND_BINARY_PATH")
    except PackageNotFoundError:
        return ""
