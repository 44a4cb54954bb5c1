"""Reading docs/."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.source.files.kinds import is_leftover
from coach.source.files.sort import Entry, Form, Sorting, missing_home, nothing_excluded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coach.source.sources import Sources


def read_sources(
    folder: Path, shown: str = "docs", excluded: Callable[[str], bool | None] = nothing_excluded
) -> Sources:
    """Return what is below `folder`, which messages call `shown`; `excluded` is what mkdocs.yml says of a path."""
    sorting = Sorting(shown, lambda path: _bytes(folder / path), excluded)
    for entry in _entries(folder, folder.resolve(), "", excluded):
        sorting.add(entry)
    sources = sorting.sources()
    return replace(sources, problems=(*sources.problems, *missing_home(sources, shown)))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _entries(
    folder: Path, root: Path, prefix: str, excluded: Callable[[str], bool | None], *, linked: bool = False
) -> Iterator[Entry]:
    """Yield everything below the folder, sorted by name; what is never published is not looked into.

    In a folder that is `linked`, links to further folders are not followed: two of them can make endless paths.
    """
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield Entry(prefix.rstrip("/"), Form.UNREADABLE)
        return
    for entry in found:
        path = f"{prefix}{entry.name}"
        form = _form(entry, root)
        if form is not Form.FOLDER:
            yield Entry(path, form, entry.stat().st_size if form is Form.FILE else 0)
            continue
        if entry.name.endswith(".md"):
            yield Entry(path, form)
        if excluded(f"{path}/") is False or not is_leftover(path):
            is_link = entry.is_symlink()
            if is_link and linked:
                yield Entry(path, Form.NESTED)
            else:
                yield from _entries(Path(entry.path), root, f"{path}/", excluded, linked=linked or is_link)


def _form(entry: os.DirEntry[str], root: Path) -> Form:
    """Return what an entry of a folder is; a link is what it leads to, if that is in docs/ too."""
    try:
        if entry.is_symlink() and (form := _form_of_link(entry.path, root)):
            return form
        if entry.is_dir():
            return Form.FOLDER
        if not entry.is_file():
            return Form.SPECIAL
        return Form.FILE if os.access(entry.path, os.R_OK) else Form.UNREADABLE
    except OSError:
        return Form.UNREADABLE


def _form_of_link(path: str, root: Path) -> Form | None:
    """Return why a symbolic link is left out; None for one to a file or folder of docs/ that is published."""
    try:
        target = Path(path).resolve(strict=True)
    except OSError as error:
        return Form.LOOP if error.errno == errno.ELOOP else Form.BROKEN
    except RuntimeError:  # Python 3.11 and 3.12 say so of a circle
        return Form.LOOP
    if not target.is_relative_to(root):
        return Form.OUTSIDE
    if Path(path).parent.resolve().is_relative_to(target):
        return Form.LOOP
    return Form.TO_LEFTOVER if is_leftover(target.relative_to(root).as_posix()) else None
