"""MkDocs' events: each one calls the core, and hands the result to MkDocs."""

from __future__ import annotations

import functools
import gc
import os
from logging import ERROR, INFO, WARNING
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from mkdocs.plugins import event_priority, get_plugin_logger

from coach.content.settings import Settings, read_settings, with_catalogue
from coach.io.bytecode import TemplateCache
from coach.io.cache import Cache
from coach.io.clock import read_clock
from coach.io.disk.files import read_font, read_messages
from coach.io.disk.folder import Folder
from coach.io.disk.sources import read_sources
from coach.io.processes import variable
from coach.io.templates import Pieces
from coach.pictures.card_store import CardStore
from coach.pictures.marks.cover import COVER, make_cover
from coach.pictures.marks.icons import make_icons
from coach.pictures.store import FilePictures
from coach.publish.build import Build, Resources, start_build
from coach.publish.copies.booklet import Tools, make_booklets
from coach.publish.files import publish
from coach.publish.offline.worker import ADDRESS as WORKER
from coach.publish.page.folder_links import open_from_folder
from coach.publish.page.live_check import mistakes_file
from coach.publish.search.job import FOLDER as SEARCH
from coach.publish.search.job import SearchJob
from coach.publish.search.records import search_records
from coach.publish.texts import TextCache
from coach.recordings.store import FileRecordings
from coach.site.generated_pages import PODCAST
from mkdocs_clock import check_clock
from mkdocs_editor import add_editor
from mkdocs_offline import Worker, take_worker
from mkdocs_page_cache import cached_pages, is_alone
from mkdocs_pages import add_icons, add_published, arrange_files
from mkdocs_process import prepare_process
from mkdocs_site_folder import correct_log, hide_folders, is_unchanged, show_folders, sweep_site
from mkdocs_templates import hide_theme, prepare_templates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

    from coach.publish.page.page_cache import PageCache
    from coach.site.generated_pages import GeneratedFile
    from coach.source.problems import Problem
    from mkdocs_pages import CoachPage

log = get_plugin_logger("coach")

# MkDocs keeps this module between builds of `serve`; each build sets all of these again but the first three.
serving = False
previewing = False
sweeping = True
theme: list[str]
build: Build
told: list[Problem]
templates: TemplateCache
pages: PageCache
cards: CardStore
worker: Worker
search: SearchJob | None = None


def on_startup(command: str, dirty: bool) -> None:
    """Check the clock; remember whether this is `serve`, or a preview: both show drafts and scheduled articles."""
    global serving, previewing, sweeping  # noqa: PLW0603 - for all builds of this process
    check_clock()
    prepare_process()
    serving, sweeping = command == "serve", not dirty
    previewing = not serving and variable("PREVIEW") == "yes"
    gc.set_threshold(100_000, 20, 50)  # most objects of a build live to its end: collect garbage less often
    correct_log()


def on_pre_build(config: MkDocsConfig) -> None:
    """Keep MkDocs from emptying the site's folder, and from copying files of docs/ and of the theme."""
    global theme, search  # noqa: PLW0603 - handed on to the later events of the same build
    search = None
    hide_folders(config)
    theme = hide_theme(config)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read docs/, report every mistake, give MkDocs the pages to build, and start on cards and search."""
    global build, told  # noqa: PLW0603 - handed on to the later events of the same build
    show_folders(config, files)
    config.theme.dirs = theme
    settings, problems = _settings(config)
    docs = Path(config.docs_dir)
    resources = _resources(config, settings)
    sources = read_sources(docs, settings.docs, settings.excluded(preview=serving or previewing))
    build = start_build(sources, settings, read_clock(os.environ), resources, preview=serving or previewing)
    _begin(config, settings)
    told = [*problems, *build.site.problems]
    _warn(told, config)
    return arrange_files(files, build, config)


def _booklets(config: MkDocsConfig) -> list[GeneratedFile]:
    """Return the booklets, and let the pages of their paths name them."""
    cache, _, pictures, _ = _kept(config)
    made = list(make_booklets(build, Tools(pictures.published, read_font, cache)))
    build.booklets |= {one.address: len(one.content) for one in made}
    return made


def _begin(config: MkDocsConfig, settings: Settings) -> None:
    """Start the worker processes for search and cards."""
    global cards, search  # noqa: PLW0603 - handed on to the later events of the same build
    cache, *_ = _kept(config)
    if not build.preview:
        gc.freeze()  # these objects live to the end of the process; under `serve` the next build frees them
        records = search_records(build) if settings.coach.search else ()
        search = SearchJob(cache, records, settings.catalogue.language)
    cards = CardStore(cache, read_font, _jobs(settings))
    cards.begin(build.drawn.values())


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Check the links, now that every page is rendered, add feeds and mail, and prepare the templates."""
    global templates, pages, worker  # noqa: PLW0603 - saved when all pages are written
    _warn(wrong := [*build.text_problems(), *add_editor(files, build, config)], config)
    live = [mistakes_file(build, [*told, *wrong])] if serving else []
    add_published(files, [*publish(build), *_booklets(config), *live], config)
    add_icons(files, build, _own_pictures(_kept(config)[0]), config)
    worker = take_worker(files, build, config)
    index = [f"{SEARCH}/", WORKER] if search else [WORKER]
    if sweeping:
        sweep_site(config, files, [*build.drawn, *build.pictures.files, *index])
    cache, *_ = _kept(config)
    templates = TemplateCache(cache)
    prepare_templates(env, build, theme, templates)
    pages = cached_pages(build, files, config, cache, env)


def on_page_context(context: dict[str, Any], page: CoachPage, **_: Any) -> dict[str, Any]:
    """Add the variables of the page's template, and the page itself if it is cached."""
    return {**context, **page.facts, "kept": pages.get(page.facts["address"])}


@event_priority(100)  # before any other plugin changes it
def on_post_page(output: str, page: CoachPage, config: MkDocsConfig) -> str:
    """Cache the page; MkDocs need not write a file that has the same content already."""
    pages.add(page.facts["address"], output)
    if previewing:
        output = open_from_folder(output)
    return "" if is_alone(config) and is_unchanged(page, output) else output


def on_serve(server: LiveReloadServer, **_: Any) -> None:
    """Rebuild as soon as a change is seen: files that are saved together are seen together."""
    server.build_delay = 0.02


def on_post_build(config: MkDocsConfig) -> None:
    """Write pictures, cards and search index to the site, and save the caches."""
    site, (cache, _, pictures, _) = Folder(Path(config.site_dir)), _kept(config)
    templates.save()
    pages.finish()
    pictures.deliver(site)
    cards.deliver(build.drawn, site)
    worker.deliver(site)
    if search and (why := search.deliver(site)):
        log.log(INFO if "not installed" in why else WARNING, "search is left out: %s", why)
    cache.end_build()
    if lost := cache.take_loss():
        log.info("everything was made anew, because the cache could not be used: %s", lost)
    if not serving:
        gc.freeze()  # the process ends: garbage need not be collected once more


def on_build_error(**_: Any) -> None:
    """Stop the worker processes of a failed build."""
    if search:
        search.stop()


def _own_pictures(cache: Cache) -> dict[str, bytes]:
    """Return the site's pictures of itself by address: icons, and the cover if there is a podcast."""
    icons = make_icons(build.look, read_font, cache)
    if PODCAST not in build.site.targets.addresses:
        return icons
    return {**icons, COVER: make_cover(build.look, build.site.settings.site_name, read_font, cache)}


def _resources(config: MkDocsConfig, settings: Settings) -> Resources:
    pieces = Pieces(FileSystemLoader(str(config.theme.custom_dir)), settings.catalogue)
    cache, texts, pictures, recordings = _kept(config)
    return Resources(pieces, texts, pictures, recordings, _jobs(settings), cache)


def _kept(config: MkDocsConfig) -> tuple[Cache, TextCache, FilePictures, FileRecordings]:
    return _kept_in(Path(config.config_file_path).parent / ".cache" / "cache.sqlite", Path(config.docs_dir))


@functools.cache  # the same for all builds of `serve`: they remember texts, and the sizes of pictures and recordings
def _kept_in(file: Path, docs: Path) -> tuple[Cache, TextCache, FilePictures, FileRecordings]:
    cache, folder = Cache(file), Folder(docs)
    return cache, TextCache(cache), FilePictures(folder, cache), FileRecordings(folder, cache)


def _jobs(settings: Settings) -> int:
    return settings.coach.jobs or os.cpu_count() or 1


def _settings(config: MkDocsConfig) -> tuple[Settings, list[Problem]]:
    text = Path(config.config_file_path).read_text(encoding="utf-8-sig")
    settings, problems = read_settings(text, config.site_url)
    settings, unsaid = with_catalogue(settings, read_messages(Path(str(config.theme.custom_dir))))
    return settings, [*problems, *unsaid]


def _warn(problems: Iterable[Problem], config: MkDocsConfig) -> None:
    """Tell of mistakes. With --quiet MkDocs neither shows nor counts warnings, and --strict would let them pass."""
    passes = config.strict and not log.isEnabledFor(WARNING)
    for problem in problems:
        log.log(ERROR if passes else WARNING, "%s", problem)
