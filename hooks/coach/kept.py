"""Files kept between builds: written whole or not at all, and believed only when their digest is right."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_DIGEST = 16
_NEW = ".new"


def read_kept(path: Path, shape: bytes = b"") -> bytes | None:
    """Return what was kept at `path`; None when there is nothing, or when it is not as it was kept for this shape."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data[_DIGEST:] if _digest(data[_DIGEST:], shape) == data[:_DIGEST] else None


def keep(data: bytes, path: Path, shape: bytes = b"") -> None:
    """Keep the data at `path`, in place of whatever stands there; a folder that cannot be written to is done without.

    `shape` is anything that must be the same when the data is read again.
    """
    fresh = path.with_name(f"{path.name}{_NEW}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            remove(path)
        remove(fresh)  # a link would lead the data elsewhere
        fresh.write_bytes(_digest(data, shape) + data)
        fresh.replace(path)


def remove(path: Path) -> None:
    """Remove a folder with what is in it, a file or a link, if it is there; OSError for a file that has to stay."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)  # another build may be at it too
    else:
        path.unlink(missing_ok=True)


def sweep(folder: Path, wanted: Collection[str], *, hidden: bool = False) -> None:
    """Remove all but the wanted files, which are about to be written over; with `hidden`, spare what begins with a dot.

    `wanted` are paths in the folder, with slashes; one that ends with a slash is a folder with all that is in it. A
    link goes too, also a second name of a file: who writes over it would change what it leads to.
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
                if f"{name}/" not in wanted:
                    _sweep(entry.path, f"{name}/", wanted, folders, hidden=False)
                continue
        elif name in wanted and _is_plain(entry):
            continue
        remove(Path(entry.path))


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Return whether the file can be written over, and nothing else changes with it."""
    found = entry.stat(follow_symlinks=False)
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and bool(found.st_mode & stat.S_IWUSR)


def make_way(folder: Path) -> None:
    """Remove what stands where the folder belongs, if it is none."""
    with suppress(OSError):
        if not folder.is_dir():
            folder.unlink(missing_ok=True)


def forget_half(path: Path) -> None:
    """Remove what a killed build left half-made beside `path`."""
    with suppress(OSError):
        path.with_name(f"{path.name}{_NEW}").unlink(missing_ok=True)


def tidy(folder: Path, used: Iterable[str], spare: int) -> None:
    """Drop what killed builds left half-made, and the oldest of what is not used, beyond `spare` of them."""
    used = set(used)
    with suppress(OSError):
        idle = [path for path in folder.iterdir() if path.name not in used]
        for path in idle:
            if path.name.endswith(_NEW):
                path.unlink(missing_ok=True)
        rest = [path for path in idle if not path.name.endswith(_NEW)]
        for path in sorted(rest, key=lambda path: path.lstat().st_mtime, reverse=True)[spare:]:
            remove(path)


def _digest(data: bytes, shape: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST, key=blake2b(shape).digest()).digest()
