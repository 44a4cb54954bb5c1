"""Renditions kept between builds, by the original's bytes and by all that shapes them; new ones on all cores.

What is kept is believed only when every file is as it was written. The facts come last, so that what a killed build
left is not believed; each file is put in place whole, so that two builds may work at once.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from coach.edge import read_picture_versions
from coach.kept import keep, read_kept, remove
from coach.pictures.encode import Encoded, encode
from coach.pictures.image_set import RASTER, SHOWN, Fault, ImageSet, Pictures, Rendition
from coach.pictures.measure import MOST_BYTES, TOO_BIG, UNREADABLE, Measured, decode, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

T = TypeVar("T")

_FACTS = "facts.json"
_ORIGINAL = "original"
MOST_KEPT = 256 * 2**20  # bytes of what this build does not need


@dataclass(frozen=True)
class _Kept:
    """A picture in the cache: its folder, its size, and the files there by name with their lengths."""

    folder: Path
    width: int
    height: int
    files: Mapping[str, int]


class FilePictures:
    """Pictures of a folder, with renditions kept in another."""

    def __init__(self, docs: Path, cache: Path) -> None:
        self.docs, self.cache = docs, cache
        self._measured: dict[tuple[str, int, int], Measured | Fault] = {}
        self._sizes: dict[str, Measured] = {}

    def measure(self, paths: Iterable[str]) -> Pictures:
        """Return sizes and faults; what was measured before, as under `serve`, is known while the file is the same."""
        found = {path: self._measure(path) for path in paths if path.lower().endswith(SHOWN)}
        sets = {path: ImageSet(path, one.width, one.height) for path, one in found.items() if isinstance(one, Measured)}
        return Pictures(sets, {path: one for path, one in found.items() if isinstance(one, Fault)})

    def check(self, paths: Iterable[str]) -> Pictures:
        """Return sizes and faults, those too that show only when a picture is read to its end."""
        measured = self.measure(paths)
        found = self._each(self._still(measured), lambda path: decode((self.docs / path).read_bytes()), os.cpu_count())
        return replace(measured, faults={**measured.faults, **{path: one for path, one in found.items() if one}})

    def make(self, paths: Collection[str], shown: Collection[str], jobs: int) -> Pictures:
        """Return all pictures ready for readers; one that breaks on the way stays as it is, with its fault."""
        measured = self.measure(paths)
        self._keep_sizes()
        made = self._each(self._still(measured), lambda path: self._make(path, shown=path in shown), jobs)
        self._forget({one.folder for one in made.values() if isinstance(one, _Kept)})
        good = {path: one for path, one in made.items() if isinstance(one, _Kept)}
        files = {address: file for path, one in good.items() for address, file in _published(path, one)}
        return Pictures(
            sets={**measured.sets, **{path: _image_set(path, one) for path, one in good.items()}},
            faults={**measured.faults, **{path: one for path, one in made.items() if isinstance(one, Fault)}},
            files=files,
            lengths={path: one.files[_ORIGINAL] for path, one in good.items() if _ORIGINAL in one.files},
        )

    def _still(self, measured: Pictures) -> list[str]:
        """Return the paths of those that renditions can be made of."""
        return [path for path in measured.sets if path.lower().endswith(RASTER) and not self._moves(path)]

    def _each(self, paths: list[str], do: Callable[[str], T], jobs: int | None) -> dict[str, T]:
        """Return what is done with each path, several at a time."""
        with warnings.catch_warnings(), ThreadPoolExecutor(jobs or 1) as pool:
            warnings.simplefilter("ignore")  # as in `measure`; set here, since it holds for all threads
            return dict(zip(paths, pool.map(do, paths), strict=True))

    def _measure(self, path: str) -> Measured | Fault:
        try:
            state = (self.docs / path).stat()
            key = (path, state.st_size, state.st_mtime_ns)
            if key not in self._measured:
                small = state.st_size <= MOST_BYTES
                self._measured[key] = self._size((self.docs / path).read_bytes()) if small else TOO_BIG
            return self._measured[key]
        except OSError:
            return UNREADABLE

    def _size(self, data: bytes) -> Measured | Fault:
        """Return the size that an earlier build found for the same bytes, or else measure them."""
        digest = _digest(data)
        found = self._kept_sizes.get(digest) or measure(data)
        if isinstance(found, Measured):
            self._sizes[digest] = found
        return found

    @property
    def _sizes_file(self) -> Path:
        return self.cache.with_name(f"{self.cache.name}.sizes")

    @cached_property
    def _kept_sizes(self) -> Mapping[str, Measured]:
        """Sizes by the digest of a picture's bytes, so that a build with nothing new need not load Pillow."""
        data = read_kept(self._sizes_file, self._versions)
        return {digest: Measured(*size) for digest, size in json.loads(data or b"{}").items()}

    def _keep_sizes(self) -> None:
        if self._sizes != self._kept_sizes:
            sizes = {digest: (one.width, one.height, one.moving) for digest, one in sorted(self._sizes.items())}
            keep(json.dumps(sizes).encode(), self._sizes_file, self._versions)

    def _moves(self, path: str) -> bool:
        found = self._measure(path)
        return isinstance(found, Measured) and found.moving

    def _make(self, path: str, *, shown: bool) -> _Kept | Fault:
        data = (self.docs / path).read_bytes()
        key = blake2b(data, digest_size=16, key=self._versions, salt=b"shown" if shown else b"").hexdigest()
        if kept := _read(self.cache / key):
            return kept
        encoded = encode(data, shown=shown)
        if isinstance(encoded, Fault):
            return encoded
        try:
            return _keep(encoded, self.cache / key)
        except OSError:
            return _keep(encoded, self._elsewhere / key)

    @cached_property
    def _versions(self) -> bytes:
        return blake2b(read_picture_versions().encode()).digest()

    @cached_property
    def _elsewhere(self) -> Path:
        """Where files lie until the process ends when the cache cannot be written."""
        folder = tempfile.mkdtemp(prefix="pictures-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    def _forget(self, used: set[Path]) -> None:
        """Drop what this build did not need, the oldest first, beyond some megabytes."""
        try:
            for folder in used:
                os.utime(folder)
            idle = [(folder.lstat().st_mtime_ns, folder) for folder in self.cache.iterdir() if folder not in used]
            total = 0
            for _, folder in sorted(idle, reverse=True):
                total += sum(file.lstat().st_size for file in folder.rglob("*")) or folder.lstat().st_size
                if total > MOST_KEPT:
                    remove(folder)
        except OSError:
            return  # another build tidies too, or nothing can be written here


def _read(folder: Path) -> _Kept | None:
    """Return a kept picture, if each of its files is as it was written."""
    try:
        facts: dict[str, Any] = json.loads((folder / _FACTS).read_bytes())
        if facts.pop("digest") != _digest(json.dumps(facts).encode()):
            return None
        lengths = {}
        for name, digest in facts["files"].items():
            data = (folder / name).read_bytes()
            if _digest(data) != digest:
                return None
            lengths[name] = len(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # nothing there, or not what was written
    return _Kept(folder, facts["width"], facts["height"], lengths)


def _keep(picture: Encoded, folder: Path) -> _Kept:
    """Write the picture into its folder."""
    if not folder.is_dir() or folder.is_symlink():
        remove(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{width}.{kind}": data for width, kind, data in picture.renditions}
    if picture.original is not None:
        files[_ORIGINAL] = picture.original
    for name, data in files.items():
        _put(folder / name, data)
    digests = {name: _digest(data) for name, data in files.items()}
    facts: dict[str, Any] = {"width": picture.width, "height": picture.height, "files": digests}
    facts["digest"] = _digest(json.dumps(facts).encode())
    _put(folder / _FACTS, json.dumps(facts).encode())
    return _Kept(folder, picture.width, picture.height, {name: len(data) for name, data in files.items()})


def _put(path: Path, data: bytes) -> None:
    """Write the file under another name first, so that nobody ever sees half of it."""
    if path.is_dir() and not path.is_symlink():
        remove(path)
    descriptor, fresh = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    Path(fresh).replace(path)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _image_set(path: str, kept: _Kept) -> ImageSet:
    found = (_rendition(path, kept, name) for name in kept.files if name != _ORIGINAL)
    return ImageSet(path, kept.width, kept.height, tuple(found))


def _rendition(path: str, kept: _Kept, name: str) -> Rendition:
    """Return the rendition; its address changes with the original's bytes, so that no browser shows an old one."""
    width, _, kind = name.partition(".")
    return Rendition(f"{path.rpartition('.')[0]}.{kept.folder.name[:8]}-{width}.{kind}", int(width), kind)


def _published(path: str, kept: _Kept) -> Iterator[tuple[str, Path]]:
    for name in kept.files:
        address = path if name == _ORIGINAL else _rendition(path, kept, name).address
        yield address, kept.folder / name
