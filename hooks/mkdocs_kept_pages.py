"""Pages of articles that an earlier build wrote, where they are the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from coach.content.article import FOLDER, Article
from coach.publish.page.cache_keys import PageKeys
from coach.source.urls import between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from coach.kept_texts import KeptTexts
    from coach.publish.build import Build
    from mkdocs_pages import CoachPage

_TEMPLATE = "kept.html"
_AT_ONCE = 500  # pages that are held in memory


class KeptPages:
    """Pages by their addresses, from the store and into it."""

    def __init__(self, store: KeptTexts, keys: Mapping[str, str]) -> None:
        """`keys` are those of the pages that may be kept, by address, in the order in which they are built."""
        self._store = store
        self._keys = keys
        self._order = list(keys.values())
        self._asked: set[str] = set()
        self._ahead: dict[str, str] = {}
        self._fresh: dict[str, str] = {}
        self._used: list[str] = []

    def get(self, address: str) -> Markup | None:
        """Return the page as it was written; None when there is none that is the same."""
        key = self._keys.get(address, "")
        if key and key not in self._asked:
            self._read_ahead(key)
        page = self._ahead.pop(key, None)
        if page is None:
            return None
        self._used.append(key)
        return Markup(page)  # noqa: S704 - a template's own output, escaped there

    def add(self, address: str, page: str) -> None:
        """Keep the page, if it may be kept and was not taken from the store."""
        key = self._keys.get(address, "")
        if not key or key in self._used[-1:] or not _can_be_written(page):
            return
        self._fresh[key] = page
        if len(self._fresh) == _AT_ONCE:
            self._store.put(self._fresh, last=False)
            self._fresh = {}

    def finish(self) -> None:
        """Write what is left."""
        self._store.put(self._fresh, self._used)

    def _read_ahead(self, key: str) -> None:
        here = self._order.index(key)
        keys = self._order[here : here + _AT_ONCE]
        self._asked |= set(keys)
        self._ahead = self._store.get(keys)


def keep_pages(build: Build, files: Files, config: MkDocsConfig, store: KeptTexts, shape: str) -> KeptPages:
    """Return the pages that may be kept, and let MkDocs ask for them: articles', where no plugin has a say in pages."""
    if not is_alone(config):
        return KeptPages(store, {})
    keys = PageKeys(build, shape)
    found: dict[str, str] = {}
    for file in files.documentation_pages():
        page: CoachPage = file.page  # type: ignore[assignment]
        if isinstance(article := page.facts.get("article"), Article):
            page.meta["template"] = _TEMPLATE
            found[article.address] = keys.of(article)
    return KeptPages(store, found)


def is_alone(config: MkDocsConfig) -> bool:
    """Return whether no plugin or hook but ours has a say in pages."""
    return all(len(config.plugins.events[event]) == 1 for event in ("env", "page_context", "post_page"))


def around_articles(env: Environment, config: MkDocsConfig) -> Iterator[str]:
    """Yield what surrounds every article, so that a key covers whatever that depends on."""
    root = between("", f"{FOLDER}x/")
    shared: Any = env.globals["shared"]
    yield shared("components/head/head.html", root=root)
    yield shared("components/header/header.html", root=root, here=None)
    yield shared("components/footer/footer.html", root=root, licence=config.copyright)


def _can_be_written(page: str) -> bool:
    try:
        page.encode()
    except UnicodeEncodeError:
        return False
    return True
