"""The pictures of docs/ encoded for browsers: from the cache, or by a thread pool."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from coach.io.cache import key_of, pack, unpack
from coach.io.fingerprint import code_of, fingerprint
from coach.io.workers import each
from coach.pictures.encode import encode
from coach.pictures.image_set import RASTER, SHOWN, Fault, ImageSet, Pictures, Rendition
from coach.pictures.measure import MOST_BYTES, TOO_BIG, UNREADABLE, Measured, decode, measure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from coach.io.cache import Cache
    from coach.io.disk import Folder

_ORIGINAL = "original"


@dataclass(frozen=True)
class _Made:
    """An encoded picture: the cache key of its renditions, its size, and the length of each of its files by name."""

    path: str
    key: str
    shown: bool
    width: int
    height: int
    files: Mapping[str, int]

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield each file's name and address."""
        return ((name, self.path if name == _ORIGINAL else self.rendition(name).address) for name in self.files)

    def rendition(self, name: str) -> Rendition:
        """Return a rendition; its address contains the cache key, so that no browser shows an outdated one."""
        width, _, kind = name.partition(".")
        return Rendition(f"{self.path.rpartition('.')[0]}.{self.key[:8]}-{width}.{kind}", int(width), kind)

    def image_set(self) -> ImageSet:
        """Return the picture in the form that templates use."""
        renditions = tuple(self.rendition(name) for name in self.files if name != _ORIGINAL)
        return ImageSet(self.path, self.width, self.height, renditions)


class _FaultFoundError(Exception):
    """A picture cannot be decoded; raised so that the cache stores nothing."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class FilePictures:
    """The pictures of the folder docs/; results are cached."""

    def __init__(self, docs: Folder, cache: Cache) -> None:
        self._docs, self._cache = docs, cache
        self._measured: dict[tuple[str, int, int], Measured | Fault] = {}
        self._made: list[_Made] = []

    def measure(self, paths: Iterable[str]) -> Pictures:
        """Return sizes and faults; under `serve` a file is measured again only when it has changed."""
        found = {path: self._measure(path) for path in paths if path.lower().endswith(SHOWN)}
        sets = {path: ImageSet(path, one.width, one.height) for path, one in found.items() if isinstance(one, Measured)}
        return Pictures(sets, {path: one for path, one in found.items() if isinstance(one, Fault)})

    def check(self, paths: Iterable[str]) -> Pictures:
        """Return sizes and faults, including those that show only when a picture is read to its end."""
        measured = self.measure(paths)
        found = each(self._still(measured), lambda path: decode(self._docs.read(path)), None)
        return replace(measured, faults={**measured.faults, **{path: one for path, one in found.items() if one}})

    def make(self, paths: Collection[str], shown: Collection[str], jobs: int) -> Pictures:
        """Encode all pictures; one that cannot be decoded stays unchanged, and has a fault."""
        measured = self.measure(paths)
        made = each(self._still(measured), lambda path: self._make(path, shown=path in shown), jobs)
        self._made = [one for one in made.values() if isinstance(one, _Made)]
        return Pictures(
            sets={**measured.sets, **{one.path: one.image_set() for one in self._made}},
            faults={**measured.faults, **{path: one for path, one in made.items() if isinstance(one, Fault)}},
            files=frozenset(address for one in self._made for _, address in one.addresses()),
            lengths={one.path: one.files[_ORIGINAL] for one in self._made if _ORIGINAL in one.files},
        )

    def deliver(self, site: Folder) -> None:
        """Write the encoded files to the site."""
        for one in self._made:
            files = self._files(one.key, self._docs.read(one.path), shown=one.shown)
            site.write((address, files[name]) for name, address in one.addresses())

    def _still(self, measured: Pictures) -> list[str]:
        """Return the paths of still raster pictures, which can have renditions."""
        return [path for path in measured.sets if path.lower().endswith(RASTER) and not self._moves(path)]

    def _measure(self, path: str) -> Measured | Fault:
        try:
            size, written = self._docs.state(path)
            key = (path, size, written)
            if key not in self._measured:
                self._measured[key] = self._size(self._docs.read(path)) if size <= MOST_BYTES else TOO_BIG
            return self._measured[key]
        except OSError:
            return UNREADABLE

    def _size(self, data: bytes) -> Measured | Fault:
        """Return the picture's size; from the cache, so that a build with nothing new need not load Pillow."""
        try:
            return Measured(*json.loads(self._cache.cached("size", key_of(self._versions, data), lambda: _size(data))))
        except _FaultFoundError as error:
            return error.fault

    def _moves(self, path: str) -> bool:
        found = self._measure(path)
        return isinstance(found, Measured) and found.moving

    def _make(self, path: str, *, shown: bool) -> _Made | Fault:
        data = self._docs.read(path)
        key = key_of(self._versions, "shown" if shown else "", data)
        try:
            facts = self._cache.cached("picture", key, lambda: _facts(self._files(key, data, shown=shown)))
        except _FaultFoundError as error:
            return error.fault
        return _Made(path, key, shown, **json.loads(facts))

    def _files(self, key: str, data: bytes, *, shown: bool) -> dict[str, bytes]:
        """Return the files of a picture by name, and its size in one that is named "size"."""
        return unpack(self._cache.cached("renditions", key, lambda: _encoded(data, shown=shown)))

    @cached_property
    def _versions(self) -> str:
        return fingerprint(["pillow"], code_of("pictures/measure.py", "pictures/encode.py", "pictures/store.py"))


def _size(data: bytes) -> bytes:
    if isinstance(found := measure(data), Fault):
        raise _FaultFoundError(found)
    return json.dumps([found.width, found.height, found.moving]).encode()


def _encoded(data: bytes, *, shown: bool) -> bytes:
    encoded = encode(data, shown=shown)
    if isinstance(encoded, Fault):
        raise _FaultFoundError(encoded)
    files = {f"{width}.{kind}": made for width, kind, made in encoded.renditions}
    if encoded.original is not None:
        files[_ORIGINAL] = encoded.original
    return pack({"size": json.dumps([encoded.width, encoded.height]).encode(), **files})


def _facts(files: dict[str, bytes]) -> bytes:
    width, height = json.loads(files.pop("size"))
    return json.dumps(
        {"width": width, "height": height, "files": {name: len(data) for name, data in files.items()}}
    ).encode()
