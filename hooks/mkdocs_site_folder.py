"""Builds into the existing folder of the site: what has changed is overwritten, what is outdated removed.

MkDocs empties the folder first. Deleting thousands of files and creating them again is half the work of a fast build,
and file systems are slow to allocate after as many deletions. So while MkDocs does so, `site_dir` names a folder that
does not exist; outdated files are removed once it is known which ones the build writes.

Nor does MkDocs look through docs/: it would follow links round in circles, and copy what the core keeps back. So
`docs_dir` names no folder either until the core has read docs/.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from coach.io.disk.files import holds
from coach.io.disk.folder import sweep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_NOWHERE = ".not-there"


def hide_folders(config: MkDocsConfig) -> None:
    """Point `site_dir` and `docs_dir` to folders that do not exist: MkDocs has nothing to empty or to copy."""
    config.site_dir = str(Path(config.site_dir, _NOWHERE))
    config.docs_dir = str(Path(config.docs_dir, _NOWHERE))


def show_folders(config: MkDocsConfig, files: Files) -> None:
    """Point `site_dir`, `docs_dir` and all files to the real folders again."""
    folder = Path(config.site_dir)
    if folder.name != _NOWHERE:
        return
    config.site_dir = str(folder.parent)
    config.docs_dir = str(Path(config.docs_dir).parent)
    for file in files:
        file.dest_dir = config.site_dir


def sweep_site(config: MkDocsConfig, files: Files, others: Iterable[str]) -> None:
    """Remove all files that this build does not write: neither MkDocs' nor `others`, by their paths in the site.

    Hidden files stay, as they do with MkDocs.
    """
    written = {file.dest_uri for file in files if file.inclusion.is_included()}  # type: ignore[no-untyped-call]
    sweep(Path(config.site_dir), {*written, *others}, hidden=True)


def is_unchanged(page: Page, output: str) -> bool:
    """Return whether the page's file has this content already."""
    return holds(page.file.abs_dest_path, output.encode("utf-8", "xmlcharrefreplace"))


def correct_log() -> None:
    """Let MkDocs' log name the real folder, and not report unchanged pages as skipped."""
    for tool in ("mkdocs", "properdocs"):
        logging.getLogger(f"{tool}.commands.build").addFilter(_correct)


def _correct(record: logging.LogRecord) -> bool:
    record.msg = str(record.msg).replace(f"{os.sep}{_NOWHERE}", "")
    return not record.msg.startswith("Page skipped: ")
