"""An export on disk: one file, a folder, or a zip that is read in place and never unpacked."""

from __future__ import annotations

import os
import zipfile
import zlib
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from coach.importing.blog import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.importing.blog import Export

MOST = 1_000_000_000  # bytes of one file
_BOMB = 1000  # times as long as it was packed: no text and no picture is
_PASSED_OVER = {"node_modules", "__MACOSX", ".git", ".cache", ".venv", "vendor"}


def open_export(path: Path, site: str = "") -> Export:
    """Return the export at a path, of a site at that URL; ExportError if nothing there can be read."""
    if path.is_dir():
        return FolderExport(path, site)
    if not path.is_file():
        raise ExportError(f"there is no {path.as_posix()}.")
    return ZipExport(path, site) if zipfile.is_zipfile(path) else FileExport(path, site)


def open_media(path: Path) -> Export:
    """Return the files below a folder or in a zip; ExportError for anything else."""
    found = open_export(path)
    if isinstance(found, FileExport):
        raise ExportError(f"{path.as_posix()} is neither a folder nor a zip.")
    return found


class FileExport:
    """An export of one file."""

    def __init__(self, path: Path, site: str = "") -> None:
        self.path, self.site = path, site
        self.sizes: Mapping[str, int] = {path.name: path.stat().st_size}

    def read(self, path: str) -> bytes:
        """Return its content."""
        return _bytes(self.path, path)


class FolderExport:
    """The files below a folder, without hidden ones and links that leave it."""

    def __init__(self, folder: Path, site: str = "") -> None:
        self.folder, self.site = folder, site

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """The length of each file by path."""
        return dict(sorted(self._files()))

    def _files(self) -> Iterator[tuple[str, int]]:
        root = self.folder.resolve()
        for folder, folders, names in os.walk(self.folder):
            folders[:] = [name for name in folders if name not in _PASSED_OVER and not Path(folder, name).is_symlink()]
            for name in names:
                path = Path(folder, name)
                if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(root)):
                    yield path.relative_to(self.folder).as_posix(), path.stat().st_size

    def read(self, path: str) -> bytes:
        """Return a file's content."""
        if path not in self.sizes:
            raise ExportError(f"there is no {path} in the export.")
        return _bytes(self.folder / path, path)


class ZipExport:
    """The files of a zip; one whose name leads out of it, or that is far longer than it was packed, is not there."""

    def __init__(self, path: Path, site: str = "") -> None:
        self.site = site
        try:
            self._zip = zipfile.ZipFile(path)
            self._infos = {info.filename: info for info in self._zip.infolist() if _is_sound(info)}
        except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
            raise ExportError(f"{path.as_posix()} is damaged: {error}.") from None
        self.sizes: Mapping[str, int] = {name: info.file_size for name, info in sorted(self._infos.items())}

    def read(self, path: str) -> bytes:
        """Return a file's content."""
        if path not in self._infos:
            raise ExportError(f"there is no {path} in the export.")
        try:
            return self._zip.read(self._infos[path])
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            raise ExportError(f"{path} in the zip is damaged: {error}.") from None


def _is_sound(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    leads_out = path.is_absolute() or ".." in path.parts or ":" in info.filename or "\\" in info.filename
    packed = max(info.compress_size, 1)
    swollen = info.file_size > MOST or (info.file_size > 1_000_000 and info.file_size / packed > _BOMB)
    return not (info.is_dir() or leads_out or swollen or _PASSED_OVER & set(path.parts))


def _bytes(file: Path, shown: str) -> bytes:
    try:
        if file.stat().st_size > MOST:
            raise ExportError(f"{shown} is longer than {MOST // 1_000_000} MB.")
        return file.read_bytes()
    except OSError as error:
        raise ExportError(f"{shown} cannot be read: {error.strerror}.") from None
