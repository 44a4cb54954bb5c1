"""The files of the web editor, where `extra.coach.editor` is on: its packages are installed by npm, and copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from coach.io.disk.files import read_data
from coach.io.packages import NotInstalled, install_packages
from coach.publish.editor.config import config_file, without_editor
from coach.publish.editor.library import PACKAGES, served, served_files, wanted_folders
from coach.site.generated_pages import EDITOR
from mkdocs_pages import EDITOR_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from coach.publish.build import Build
    from coach.source.problems import Problem

_GUIDE = "WRITING.md"
_INCLUDED = InclusionLevel.INCLUDED


def add_editor(files: Files, build: Build, config: MkDocsConfig) -> list[Problem]:
    """Add the editor's configuration and its packages; return the problem that keeps them out, if there is one."""
    settings = build.site.settings
    if settings.coach.editor is None:
        return []
    project = Path(config.config_file_path).parent
    try:
        named = {name: read_data(f"publish/editor/{name}") for name in PACKAGES}
        modules = install_packages(project / ".cache" / "editor", named)
    except NotInstalled as reason:
        for file in [file for file in files if file.dest_uri.startswith((EDITOR, EDITOR_PARTS))]:
            files.remove(file)
        return [without_editor(settings, str(reason))]
    guide = project / _GUIDE
    words = guide.read_text(encoding="utf-8") if guide.is_file() else ""
    made = config_file(build.site, read_data("publish/editor/words.yml"), words)
    files.append(File.generated(config, made.address, content=made.content, inclusion=_INCLUDED))
    addresses = {address: path for path, address in served_files(_paths(modules))}
    for address, path in addresses.items():
        content = served(address, (modules / path).read_bytes(), addresses)
        files.append(File.generated(config, address, content=content, inclusion=_INCLUDED))
    return []


def _paths(modules: Path) -> Iterator[str]:
    for folder in wanted_folders():
        for path in (modules / folder).rglob("*"):
            if path.is_file():
                yield path.relative_to(modules).as_posix()
