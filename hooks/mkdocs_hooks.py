"""MkDocs' events: each one asks the core, and puts the answer where MkDocs looks for it."""

from __future__ import annotations

import gc
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from mkdocs.plugins import event_priority, get_plugin_logger

from coach.content.settings import Settings, read_settings
from coach.edge import (
    read_card_versions,
    read_clock,
    read_font,
    read_page_shape,
    read_providers,
    read_sources,
    read_stored,
    read_versions,
)
from coach.kept_texts import KeptTexts
from coach.pictures.card_store import CardPress
from coach.pictures.store import FilePictures
from coach.publish.build import Build, Outfit, start_build
from coach.publish.files import publish
from coach.publish.search.records import search_records
from coach.publish.text_cache import FileStore
from coach.site.curation.related import NO_RELATED
from coach.template_cache import TemplateCache
from coach.templates import Pieces
from mkdocs_files import add_published, arrange_files
from mkdocs_kept_pages import KeptPages, around_articles, is_alone, keep_pages
from mkdocs_search import FOLDER, begin_search
from mkdocs_site_folder import hide_site, set_log_right, show_site, stands_there, sweep_site
from mkdocs_templates import hide_theme, prepare_templates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

    from coach.source.problems import Problem
    from mkdocs_pages import CoachPage
    from mkdocs_search import SearchJob

log = get_plugin_logger("coach")

# MkDocs keeps this module between the builds of `serve`: `build` is made anew in each of them.
serving = False
theme: list[str]
build: Build
related = NO_RELATED
compiled: TemplateCache
pages: KeptPages
press: CardPress
search: SearchJob | None = None


def on_startup(command: str, **_: Any) -> None:
    """Know whether an author is watching: then drafts and scheduled articles are shown."""
    global serving  # noqa: PLW0603 - MkDocs offers no other place for it
    serving = command == "serve"
    gc.set_threshold(100_000, 20, 50)  # most of what a build makes lives to its end: look through it less often
    set_log_right()


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin with search, spare what the last build wrote and this one writes over, copy nothing of the theme."""
    global theme, search  # noqa: PLW0603 - handed on to the later events of the same build
    search = None if serving else begin_search(Path(config.site_dir), _cache(config), log)
    hide_site(config)
    theme = hide_theme(config)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read docs/, name every mistake, and give MkDocs the pages to build."""
    global build, press, related  # noqa: PLW0603 - handed on to the later events of the same build
    show_site(config, files)
    config.theme.dirs = theme
    settings, problems = _settings(config)
    docs = Path(config.docs_dir)
    outfit = _outfit(config, settings)
    build = start_build(read_sources(docs, docs.name), settings, read_clock(os.environ), outfit, preview=serving)
    related = build.related
    if not serving:
        gc.freeze()  # all of this lives to the end of the process; under `serve` the next build is to free it
    press = _press(config, settings)
    if search:
        search.index(search_records(build), _jobs(settings))
    press.begin(build.cards.values())
    _warn([*problems, *build.site.problems])
    return arrange_files(files, build, config)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Check the links, now that every page is rendered, publish feeds and mail, give the templates the library."""
    global compiled, pages  # noqa: PLW0603 - saved and awaited when all pages are written
    _warn(build.text_problems())
    add_published(files, publish(build), config)
    index = [f"{FOLDER}/"] if search and search.records else []
    sweep_site(config, files, [*map(build.card_of, build.cards), *index])
    compiled = TemplateCache(_cache(config) / "templates.bin")
    overrides = Path(str(config.theme.custom_dir))
    prepare_templates(env, build, theme, compiled)
    code = read_page_shape(Path(config.config_file_path), overrides)
    shape = " ".join((code, config.site_url or "", *around_articles(env, config)))
    pages = keep_pages(build, files, config, _pages(config), shape)


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
    """Keep what was made, and let readers share and search the finished site, whose index was made meanwhile."""
    compiled.save()
    build.keep_texts()
    pages.finish()
    if lost := _texts(config).take_loss() or _pages(config).take_loss():
        log.info("texts and pages were made anew, because the cache could not be used: %s", lost)
    press.deliver({build.card_of(page): card for page, card in build.cards.items()}, Path(config.site_dir))
    if not serving:
        gc.freeze()  # the process ends: none of this is looked through once more
    if search:
        search.finish()


def on_build_error(**_: Any) -> None:
    """Leave nothing behind of a build that failed."""
    if search:
        search.stop()


def _cache(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / ".cache"


def _texts(config: MkDocsConfig) -> FileStore:
    return _store(_cache(config) / "texts.sqlite")


def _pages(config: MkDocsConfig) -> KeptTexts:
    return _page_store(_cache(config) / "pages.sqlite")


@cache  # one store for all builds of `serve`
def _store(path: Path) -> FileStore:
    return FileStore(path)


@cache
def _page_store(path: Path) -> KeptTexts:
    return KeptTexts(path, builds=4)  # a new template makes all of them anew


@cache  # what it has measured stays known under `serve`
def _pictures(docs: Path, kept: Path) -> FilePictures:
    return FilePictures(docs, kept)


def _outfit(config: MkDocsConfig, settings: Settings) -> Outfit:
    return Outfit(
        Pieces(FileSystemLoader(str(config.theme.custom_dir))),
        read_providers(),
        _texts(config),
        read_versions(),
        _pictures(Path(config.docs_dir), _cache(config) / "pictures"),
        _jobs(settings),
        read_stored(),
        related,
    )


def _press(config: MkDocsConfig, settings: Settings) -> CardPress:
    return CardPress(_cache(config) / "cards", read_font, read_card_versions(), _jobs(settings))


def _jobs(settings: Settings) -> int:
    return settings.coach.jobs or os.cpu_count() or 1


def _settings(config: MkDocsConfig) -> tuple[Settings, list[Problem]]:
    text = Path(config.config_file_path).read_text(encoding="utf-8-sig")
    return read_settings(text, config.site_url)


def _warn(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.warning("%s", problem)
