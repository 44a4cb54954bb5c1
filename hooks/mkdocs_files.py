"""Which files MkDocs builds and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, InclusionLevel

from coach.publish.assets import ENDINGS, JOINED, join, minify
from mkdocs_pages import CoachPage, generated_file, place_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from coach.publish.build import Build
    from coach.site.generated_pages import GeneratedFile

_NOT_FOR_READERS = (".md", ".yml", ".yaml")


def arrange_files(files: Files, build: Build, config: MkDocsConfig) -> Files:
    """Return the files with our pages at their addresses, scripts and styles minified, and without sources."""
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
        _add(files, place_file(file, item.address), config, build, build.facts(item))
    for page in build.site.generated:
        _add(files, generated_file(page.address, config), config, build, build.facts(page))
    for redirect in build.site.redirects:
        _add(files, generated_file(redirect.address, config), config, build, build.facts(redirect))
    add_published(files, build.site.files, config)
    _leave_out_replaced(files, build.pictures.files)
    return files


def _leave_out_replaced(files: Files, made: Collection[str]) -> None:
    """Leave out the originals of pictures that are encoded anew, which are written at the end of the build."""
    for address in made:
        if (there := files.get_file_from_path(address)) is not None:
            files.remove(there)


def add_published(files: Files, made: Iterable[GeneratedFile], config: MkDocsConfig) -> None:
    """Add generated files; MkDocs writes them with the pictures and styles."""
    for one in made:
        files.append(File.generated(config, one.address, content=one.content, inclusion=InclusionLevel.INCLUDED))


def _add(files: Files, file: File, config: MkDocsConfig, build: Build, facts: dict[str, Any]) -> None:
    CoachPage(file, config, facts, lambda: build.html(facts["address"]))
    files.append(file)
