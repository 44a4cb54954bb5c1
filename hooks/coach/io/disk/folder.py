"""Folders that are written: files that are unchanged stay untouched, and what is not wanted goes."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coach.io.disk.files import holds, patiently

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_PLAIN = stat.S_IWUSR | stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_OPEN = _PLAIN | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH


class Folder:
    """A folder; its files are named by relative paths with slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str, most: int = -1) -> bytes:
        """Return the file's bytes, or the first of them, at most `most`; OSError where it cannot be read."""
        with (self.root / path).open("rb") as file:
            return file.read(most)

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return (self.root / path).is_file()

    def state(self, path: str) -> tuple[int, int]:
        """Return the file's size in bytes and its modification time in nanoseconds; OSError if there is none."""
        found = (self.root / path).stat()
        return found.st_size, found.st_mtime_ns

    def write(self, made: Iterable[tuple[str, bytes]]) -> None:
        """Write these files; those that have the same content already are not touched."""
        for path, data in made:
            place = self.root / path
            if not holds(place, data):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)

    def fill(self, name: str, made: Mapping[str, bytes]) -> None:
        """Make the subfolder `name` hold exactly these files; those that are unchanged are not touched."""
        place = self.root / name
        if not made or place.is_symlink() or not place.is_dir():
            remove(place)
        sweep(place, made.keys())
        Folder(place).write(made.items())


def remove(path: Path) -> None:
    """Remove a folder with its content, a file or a link, if it exists; OSError for a file that cannot be removed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)  # another build may be removing it too
    else:
        patiently(lambda: path.unlink(missing_ok=True))


def sweep(folder: Path, wanted: Collection[str], *, hidden: bool = False) -> None:
    """Remove everything but the `wanted` files; with `hidden`, names that begin with a dot are kept.

    `wanted` are paths in the folder, with slashes; one that ends with a slash is a folder that is kept with all its
    content. Wanted files that are symbolic or hard links are removed too: the caller is about to overwrite them, and
    would change the file that they point to.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        _sweep(str(folder), "", wanted, {path[: at + 1] for path in wanted for at in _slashes(path)}, hidden=hidden)


def _slashes(path: str) -> Iterable[int]:
    return (at for at, letter in enumerate(path) if letter == "/")


def _sweep(folder: str, prefix: str, wanted: Collection[str], folders: Collection[str], *, hidden: bool) -> None:
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        name = f"{prefix}{entry.name}"
        if hidden and entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if f"{name}/" in folders:
                _open_folder(entry)
                if f"{name}/" not in wanted:
                    _sweep(entry.path, f"{name}/", wanted, folders, hidden=False)
                continue
        elif name in wanted and _is_plain(entry):
            continue
        remove(Path(entry.path))


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Return whether it is a regular file that is writable, that all may read, and that has no other hard link."""
    found = entry.stat(follow_symlinks=False)
    links = found.st_nlink or Path(entry.path).lstat().st_nlink  # Windows does not say it here: 0
    return stat.S_ISREG(found.st_mode) and links == 1 and found.st_mode & _PLAIN == _PLAIN


def _open_folder(entry: os.DirEntry[str]) -> None:
    """Let everybody look into a folder of the site, also where it was made with stricter rights."""
    mode = entry.stat(follow_symlinks=False).st_mode
    if mode & _OPEN != _OPEN:
        os.chmod(entry.path, mode | _OPEN)  # noqa: PTH101 - there is no Path yet
