"""The core's pages and files as objects of MkDocs, and which of the author's files MkDocs copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page

from coach.publish.assets import ENDINGS, JOINED, join, minify
from coach.source.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from coach.publish.build import Build
    from coach.site.generated_pages import GeneratedFile

# MkDocs dates its compressed sitemap by its pages; any fixed day keeps the bytes the same.
_ALWAYS = "2026-01-01"
_NOT_FOR_READERS = (".md", ".yml", ".yaml")


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
    """Return the files with our pages at their addresses, scripts and styles minified, and without sources."""
    # Pictures that are written at the end of the build without their metadata, and those that are not published.
    for address in build.pictures.files | build.pictures.withheld:
        if (there := files.get_file_from_path(address)) is not None:
            files.remove(there)
    modules = {file.src_uri: file.content_string for file in files if file.src_uri.endswith(".mjs")}
    written = {file.src_uri: file for file in files if file.src_uri.endswith(".md")}
    for file in list(files):
        if file.src_uri.endswith(_NOT_FOR_READERS):
            files.remove(file)
        elif file.src_uri.endswith(ENDINGS):
            text = join(file.src_uri, modules) if file.src_uri in JOINED else file.content_string
            file.content_string = minify(file.src_uri, text)
    for item in build.site.written:
        file = written[item.file.source.path]
        _add(files, _placed(file, item.address), config, build, build.facts(item))
    for page in build.site.generated:
        _add(files, _generated(page.address, config), config, build, build.facts(page))
    for redirect in build.site.redirects:
        _add(files, _generated(redirect.address, config), config, build, build.facts(redirect))
    add_published(files, build.site.files, config)
    return files


def add_published(files: Files, made: Iterable[GeneratedFile], config: MkDocsConfig) -> None:
    """Add generated files; MkDocs writes them with the pictures and styles."""
    for one in made:
        files.append(File.generated(config, one.address, content=one.content, inclusion=InclusionLevel.INCLUDED))


def _add(files: Files, file: File, config: MkDocsConfig, build: Build, facts: dict[str, Any]) -> None:
    CoachPage(file, config, facts, lambda: build.html(facts["address"]))
    files.append(file)
