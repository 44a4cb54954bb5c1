"""The folder of the site, where a build writes over what the last one wrote, and leaves what is the same.

MkDocs empties the folder first. Removing thousands of files and making them again is half of what a quick build does,
and a disk looks long for room when as many were just removed. So MkDocs is shown a folder that is not there until it
has done so, and what no longer belongs to the site is removed when it is known what does.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from coach.io.disk import holds, sweep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_NOWHERE = ".not-there"


def hide_site(config: MkDocsConfig) -> None:
    """Let MkDocs find nothing to empty."""
    config.site_dir = str(Path(config.site_dir, _NOWHERE))


def show_site(config: MkDocsConfig, files: Files) -> None:
    """Let everything lead to the real folder again."""
    folder = Path(config.site_dir)
    if folder.name != _NOWHERE:
        return
    config.site_dir = str(folder.parent)
    for file in files:
        file.dest_dir = config.site_dir


def sweep_site(config: MkDocsConfig, files: Files, others: Iterable[str]) -> None:
    """Remove what this build writes nothing over: no file of MkDocs' and none of `others`, by their paths in the site.

    Hidden files stay, as they do with MkDocs.
    """
    written = {file.dest_uri for file in files if file.inclusion.is_included()}  # type: ignore[no-untyped-call]
    sweep(Path(config.site_dir), {*written, *others}, hidden=True)


def stands_there(page: Page, output: str) -> bool:
    """Return whether the page's file holds this already."""
    return holds(page.file.abs_dest_path, output.encode("utf-8", "xmlcharrefreplace"))


def set_log_right() -> None:
    """Let MkDocs' log name the real folder, and leave out that a page is empty where it is told not to write it."""
    for tool in ("mkdocs", "properdocs"):
        logging.getLogger(f"{tool}.commands.build").addFilter(_set_right)


def _set_right(record: logging.LogRecord) -> bool:
    record.msg = str(record.msg).replace(f"{os.sep}{_NOWHERE}", "")
    return not record.msg.startswith("Page skipped: ")
