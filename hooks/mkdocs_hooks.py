"""MkDocs' events: each one asks the core, and puts the answer where MkDocs looks for it."""

from __future__ import annotations

import gc
import os
from functools import cache
from logging import INFO, WARNING
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from mkdocs.plugins import event_priority, get_plugin_logger

from coach.content.settings import Settings, read_settings
from coach.io.bytecode import TemplateCache
from coach.io.cache import Cache
from coach.io.clock import read_clock
from coach.io.disk import Folder, read_font, read_sources
from coach.io.templates import Pieces
from coach.pictures.card_store import CardPress
from coach.pictures.store import FilePictures
from coach.publish.build import Build, Outfit, start_build
from coach.publish.files import publish
from coach.publish.search.job import FOLDER as SEARCH
from coach.publish.search.job import SearchJob
from coach.publish.search.records import search_records
from coach.publish.texts import TextCache
from mkdocs_files import add_published, arrange_files
from mkdocs_page_cache import cached_pages, is_alone
from mkdocs_site_folder import hide_site, set_log_right, show_site, stands_there, sweep_site
from mkdocs_templates import hide_theme, prepare_templates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

    from coach.publish.page.page_cache import PageCache
    from coach.source.problems import Problem
    from mkdocs_pages import CoachPage

log = get_plugin_logger("coach")

# MkDocs keeps this module between the builds of `serve`: all but `serving` is made anew in each of them.
serving = False
theme: list[str]
build: Build
templates: TemplateCache
pages: PageCache
cards: CardPress
search: SearchJob | None = None


def on_startup(command: str, **_: Any) -> None:
    """Know whether an author is watching: then drafts and scheduled articles are shown."""
    global serving  # noqa: PLW0603 - MkDocs offers no other place for it
    serving = command == "serve"
    gc.set_threshold(100_000, 20, 50)  # most of what a build makes lives to its end: look through it less often
    set_log_right()


def on_pre_build(config: MkDocsConfig) -> None:
    """Spare what the last build wrote and this one writes over, and copy nothing of the theme."""
    global theme, search  # noqa: PLW0603 - handed on to the later events of the same build
    search = None
    hide_site(config)
    theme = hide_theme(config)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read docs/, name every mistake, give MkDocs the pages to build, and begin with cards and search."""
    global build  # noqa: PLW0603 - handed on to the later events of the same build
    show_site(config, files)
    config.theme.dirs = theme
    settings, problems = _settings(config)
    docs = Path(config.docs_dir)
    outfit = _outfit(config, settings)
    build = start_build(read_sources(docs, docs.name), settings, read_clock(os.environ), outfit, preview=serving)
    _begin(config, settings)
    _warn([*problems, *build.site.problems])
    return arrange_files(files, build, config)


def _begin(config: MkDocsConfig, settings: Settings) -> None:
    """Let other processes begin with what takes long."""
    global cards, search  # noqa: PLW0603 - handed on to the later events of the same build
    kept = _cache(config)
    if not serving:
        gc.freeze()  # all of this lives to the end of the process; under `serve` the next build is to free it
        search = SearchJob(kept, search_records(build))
    cards = CardPress(kept, read_font, _jobs(settings))
    cards.begin(build.cards.values())


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Check the links, now that every page is rendered, publish feeds and mail, give the templates the library."""
    global templates, pages  # noqa: PLW0603 - saved when all pages are written
    _warn(build.text_problems())
    add_published(files, publish(build), config)
    index = [f"{SEARCH}/"] if search else []
    sweep_site(config, files, [*map(build.card_of, build.cards), *build.pictures.files, *index])
    templates = TemplateCache(_cache(config))
    prepare_templates(env, build, theme, templates)
    pages = cached_pages(build, files, config, _cache(config), env)


def on_page_context(context: dict[str, Any], page: CoachPage, **_: Any) -> dict[str, Any]:
    """Give the template what its page shows."""
    return {**context, **page.facts, "kept": pages.get(page.facts["address"])}


@event_priority(100)  # before anybody changes it
def on_post_page(output: str, page: CoachPage, config: MkDocsConfig) -> str:
    """Keep what the template gave; MkDocs need not write it where it stands already."""
    pages.add(page.facts["address"], output)
    return "" if is_alone(config) and stands_there(page, output) else output


def on_serve(server: LiveReloadServer, **_: Any) -> None:
    """Build as soon as a change is seen: all that was saved at once is seen at once."""
    server.build_delay = 0.02


def on_post_build(config: MkDocsConfig) -> None:
    """Put pictures, cards and search index into the site, and keep what was made."""
    site, kept = Folder(Path(config.site_dir)), _cache(config)
    templates.save()
    pages.finish()
    _pictures(config).deliver(site)
    cards.deliver({build.card_of(page): card for page, card in build.cards.items()}, site)
    if search and (why := search.deliver(site)):
        log.log(INFO if "not installed" in why else WARNING, "search is left out: %s", why)
    kept.end_build()
    if lost := kept.take_loss():
        log.info("everything was made anew, because the cache could not be used: %s", lost)
    if not serving:
        gc.freeze()  # the process ends: none of this is looked through once more


def on_build_error(**_: Any) -> None:
    """Leave nothing behind of a build that failed."""
    if search:
        search.stop()


def _outfit(config: MkDocsConfig, settings: Settings) -> Outfit:
    pieces = Pieces(FileSystemLoader(str(config.theme.custom_dir)))
    return Outfit(pieces, _texts(config), _pictures(config), _jobs(settings), _cache(config))


def _cache(config: MkDocsConfig) -> Cache:
    return _cache_at(Path(config.config_file_path).parent / ".cache" / "cache.sqlite")


def _texts(config: MkDocsConfig) -> TextCache:
    return _texts_in(_cache(config))


def _pictures(config: MkDocsConfig) -> FilePictures:
    return _pictures_of(Path(config.docs_dir), _cache(config))


@cache  # one for all builds of `serve`, as the next two
def _cache_at(path: Path) -> Cache:
    return Cache(path)


@cache
def _texts_in(kept: Cache) -> TextCache:
    return TextCache(kept)


@cache  # what it has measured stays known
def _pictures_of(docs: Path, kept: Cache) -> FilePictures:
    return FilePictures(Folder(docs), kept)


def _jobs(settings: Settings) -> int:
    return settings.coach.jobs or os.cpu_count() or 1


def _settings(config: MkDocsConfig) -> tuple[Settings, list[Problem]]:
    text = Path(config.config_file_path).read_text(encoding="utf-8-sig")
    return read_settings(text, config.site_url)


def _warn(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.warning("%s", problem)
