"""The core's pages and files as objects of MkDocs, and which of the author's files MkDocs copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page

from coach.content.config.messages import FOLDER as MESSAGES
from coach.pictures.marks.mark import APP_ICONS, FILE
from coach.publish.assets import ENDINGS, JOINED, PAINTED, SCRIPTS, join, minify, own_keys, recolour, voices
from coach.publish.page.live_check import FOLDER as LIVE_CHECK
from coach.source.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from coach.publish.build import Build
    from coach.site.generated_pages import GeneratedFile

EDITOR_PARTS = "components/editor/"
# MkDocs dates its compressed sitemap by its pages; any fixed day keeps the bytes the same.
_ALWAYS = "2026-01-01"
_INCLUDED = InclusionLevel.INCLUDED


class CoachPage(Page):
    """A page whose text the core renders. It is not in MkDocs' navigation."""

    def __init__(self, file: File, config: MkDocsConfig, facts: Mapping[str, Any], render: Callable[[], str]) -> None:
        super().__init__(facts["title"], file, config)
        self.update_date = _ALWAYS
        self.facts = facts
        self.render_body = render

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs hands it over
        """Set what the core has read already."""
        self.markdown = ""
        self.meta = {"title": self.facts["title"], "template": self.facts["template"]}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs hands them over
        """Let the core convert the text."""
        self.content = self.render_body()


def _placed(file: File, address: str) -> File:
    """Return the file with the core's address instead of the one that MkDocs derives from its path."""
    file.dest_uri = file_of(address)
    file.url = quote(address) or "./"
    file.inclusion = InclusionLevel.NOT_IN_NAV
    return file


def _generated(address: str, config: MkDocsConfig) -> File:
    """Return a file that exists in memory only, for a page at the address."""
    source = f"{file_of(address).removesuffix('.html')}.md"
    return _placed(File.generated(config, source, content=""), address)


def arrange_files(files: Files, build: Build, config: MkDocsConfig) -> Files:
    """Return the files with our pages at their addresses, the author's that are published, and all minified."""
    for file in files.documentation_pages(inclusion=lambda _: True):
        files.remove(file)  # of the theme: no page of ours
    used = {LIVE_CHECK: build.preview, EDITOR_PARTS: build.site.settings.coach.editor is not None}
    unused = (f"{MESSAGES}/", *(folder for folder, is_used in used.items() if not is_used))
    for file in [file for file in files if file.src_uri.startswith(unused)]:
        files.remove(file)
    # Pictures are written at the end of the build without their metadata, or are not published.
    for path in sorted(build.site.sizes.keys() - build.pictures.files - build.pictures.withheld):
        _replace(files, File(path, config.docs_dir, config.site_dir, config.use_directory_urls, inclusion=_INCLUDED))
    _personalise(files, build, str(config.theme.custom_dir))
    _minify(files)
    for item in build.site.written:
        file = File(item.file.source.path, config.docs_dir, config.site_dir, config.use_directory_urls)
        _add(files, _placed(file, item.address), config, build, build.facts(item))
    for page in build.site.generated:
        _add(files, _generated(page.address, config), config, build, build.facts(page))
    for redirect in build.site.redirects:
        _add(files, _generated(redirect.address, config), config, build, build.facts(redirect))
    add_published(files, build.site.files, config)
    return files


def _replace(files: Files, file: File) -> None:
    """Add a file in place of the theme's that has the same path."""
    if (there := files.get_file_from_path(file.src_uri)) is not None:
        files.remove(there)
    files.append(file)


def _minify(files: Files) -> None:
    """Join and minify scripts and styles; one that is not UTF-8 stays as it is."""
    texts = {file: text for file in files if file.src_uri.endswith(ENDINGS) and (text := _text_of(file)) is not None}
    modules = {file.src_uri: text for file, text in texts.items() if file.src_uri.endswith(".mjs")}
    for file, text in texts.items():
        whole = join(file.src_uri, modules) if file.src_uri in JOINED else text
        file.content_string = minify(file.src_uri, whole)


def _personalise(files: Files, build: Build, overrides: str) -> None:
    """Put the site's colours into our own styles, scripts and drawings, and its key into the scripts."""
    coach = build.site.settings.coach
    changed = bool(voices(coach.colours))
    for file in files:
        if file.src_dir != overrides:
            continue
        if file.src_uri.endswith(SCRIPTS):
            file.content_string = own_keys(file.content_string, coach.newsletter.key)
        if changed and file.src_uri.endswith(PAINTED) and (text := _text_of(file)) is not None:
            file.content_string = recolour(text, coach.colours)


def _text_of(file: File) -> str | None:
    try:
        return file.content_string
    except UnicodeDecodeError:
        return None


def add_published(files: Files, made: Iterable[GeneratedFile], config: MkDocsConfig) -> None:
    """Add generated files; MkDocs writes them with the pictures and styles."""
    for one in made:
        path = f"{one.address}.txt" if one.address.endswith(".md") else one.address  # MkDocs would make a page of it
        file = File.generated(config, path, content=one.content, inclusion=_INCLUDED)
        file.dest_uri = one.address
        files.append(file)


def add_icons(files: Files, build: Build, icons: Mapping[str, bytes], config: MkDocsConfig) -> None:
    """Add the icons that are made from the mark, except those for which the author has files."""
    made: dict[str, str | bytes] = {**icons}
    if build.look.mark.initials:
        made[FILE] = build.pieces.render("components/mark/drawing.html", look=build.look)
    unused = () if build.site.settings.coach.offline else APP_ICONS
    for address in sorted(made.keys() - build.site.sizes.keys() - set(unused)):
        _replace(files, File.generated(config, address, content=made[address], inclusion=_INCLUDED))


def _add(files: Files, file: File, config: MkDocsConfig, build: Build, facts: dict[str, Any]) -> None:
    CoachPage(file, config, facts, lambda: build.html(facts["address"]))
    files.append(file)
