"""Files kept between builds: written whole or not at all, and believed only when their digest is right."""

from __future__ import annotations

import shutil
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

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
    """Remove a folder, a file or a link, if it is there; OSError when it cannot be removed."""
    shutil.rmtree(path, ignore_errors=True)
    path.unlink(missing_ok=True)


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
