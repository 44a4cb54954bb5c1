"""The cache of articles' rendered pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.io.cache import Cache

_AT_ONCE = 500  # pages that are held in memory


class PageCache:
    """Rendered pages by their addresses, read from the cache and written to it many at a time."""

    def __init__(self, cache: Cache, keys: Mapping[str, str]) -> None:
        """`keys` are the cache keys of the pages that may be cached, by address, in the order of the build."""
        self._cache, self._keys = cache, keys
        self._order = list(keys.values())
        self._asked: set[str] = set()
        self._ahead: dict[str, bytes] = {}
        self._fresh: dict[str, bytes] = {}
        self._taken = ""

    def get(self, address: str) -> Markup | None:
        """Return the cached page; None if there is none."""
        key = self._keys.get(address, "")
        if key and key not in self._asked:
            self._read_ahead(key)
        page = self._ahead.pop(key, None)
        if page is None:
            return None
        self._taken = key
        return Markup(page.decode(errors="surrogatepass"))  # noqa: S704 - a template's own output, escaped there

    def add(self, address: str, page: str) -> None:
        """Store the page, if it may be cached and was not just read from the cache."""
        key = self._keys.get(address, "")
        if not key or key == self._taken:
            return
        self._fresh[key] = page.encode(errors="surrogatepass")
        if len(self._fresh) == _AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Write the pages that are not written yet."""
        self._cache.put("page", self._fresh)
        self._fresh = {}

    def _read_ahead(self, key: str) -> None:
        here = self._order.index(key)
        keys = self._order[here : here + _AT_ONCE]
        self._asked |= set(keys)
        self._ahead = self._cache.get("page", keys)
