"""The cache keys of pages, from what MkDocs knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.content.article import FOLDER, Article
from coach.io.fingerprint import code_of, fingerprint
from coach.publish.page.cache_keys import PageKeys
from coach.publish.page.page_cache import PageCache
from coach.source.urls import between

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from coach.io.cache import Cache
    from coach.publish.build import Build
    from mkdocs_pages import CoachPage

_TEMPLATE = "kept.html"
_PACKAGES = ("mkdocs-material", "jinja2", "markupsafe")


def cached_pages(build: Build, files: Files, config: MkDocsConfig, cache: Cache, env: Environment) -> PageCache:
    """Return the cache of articles' pages, and let MkDocs render those with kept.html.

    It is empty if another plugin or hook may change pages.
    """
    if not is_alone(config):
        return PageCache(cache, {})
    keys = PageKeys(build, " ".join((page_fingerprint(config), config.site_url or "", *_shared_parts(env, config))))
    found: dict[str, str] = {}
    for file in files.documentation_pages():
        page: CoachPage = file.page  # type: ignore[assignment]
        if isinstance(article := page.facts.get("article"), Article):
            page.meta["template"] = _TEMPLATE
            found[article.address] = keys.of(article)
    return PageCache(cache, found)


def page_fingerprint(config: MkDocsConfig) -> str:
    """Return the fingerprint of everything but docs/ that a page depends on: settings, templates, code, packages."""
    templates = sorted(Path(str(config.theme.custom_dir)).rglob("*.html"))
    adapter = sorted(Path(__file__).parent.glob("*.py"))
    return fingerprint(_PACKAGES, [Path(config.config_file_path), *templates, *adapter, *code_of("")])


def is_alone(config: MkDocsConfig) -> bool:
    """Return whether no other plugin or hook handles the events of a page."""
    return all(len(config.plugins.events[event]) == 1 for event in ("env", "page_context", "post_page"))


def _shared_parts(env: Environment, config: MkDocsConfig) -> Iterator[str]:
    """Yield the parts that all articles' pages share, so that a key covers whatever those depend on."""
    root = between("", f"{FOLDER}x/")
    shared: Any = env.globals["shared"]
    yield shared("components/head/head.html", root=root)
    yield shared("components/header/header.html", root=root, here=None)
    yield shared("components/footer/footer.html", root=root, licence=config.copyright)
    yield shared("components/team/team.html", root=root)
