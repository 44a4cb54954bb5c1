"""The pictures of docs/ as they are published: from the cache, or made by a thread pool."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from posixpath import splitext
from typing import TYPE_CHECKING

from coach.io.cache import key_of, pack, unpack
from coach.io.fingerprint import code_of, fingerprint
from coach.io.workers import each
from coach.pictures.encode import encode
from coach.pictures.image_set import MOST_BYTES, TOO_BIG, UNREADABLE, UNSIZED, Fault, ImageSet, Pictures, Rendition
from coach.pictures.kinds import FIRST, kind_of, named_picture
from coach.pictures.marks.drawing import fault_of
from coach.pictures.marks.mark import FILE as MARK
from coach.pictures.measure import Measured, decode, measure, without_metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from coach.io.cache import Cache
    from coach.io.disk.folder import Folder

    State = tuple[str, int, int]

_ORIGINAL = "original"
_CODE = ("pictures/drawings", "pictures/metadata", "pictures/kinds.py", "pictures/measure.py", "pictures/encode.py")


@dataclass(frozen=True)
class _Made:
    """A picture as it is published: the cache key of its files, its size, and the length of each file by name.

    Under `serve` there is no key, and at most the original without its metadata. A size of 0 by 0 is the measured one.
    """

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
        return Rendition(f"{splitext(self.path)[0]}.{self.key[:8]}-{width}.{kind}", int(width), kind)

    def image_set(self) -> ImageSet:
        """Return the picture in the form that templates use."""
        renditions = tuple(self.rendition(name) for name in self.files if name != _ORIGINAL)
        return ImageSet(self.path, self.width, self.height, renditions)


class _FaultFoundError(Exception):
    """A picture cannot be published; raised so that the cache stores nothing."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class FilePictures:
    """The pictures of the folder docs/; results are cached."""

    def __init__(self, docs: Folder, cache: Cache) -> None:
        self._docs, self._cache = docs, cache
        self._known: dict[State, bool] = {}
        self._measured: dict[State, tuple[Measured | Fault, str]] = {}
        self._keys: dict[str, str] = {}
        self._cleaned: dict[State, _Made | Fault] = {}
        self._delivered: dict[str, State] = {}
        self._made: list[_Made] = []

    def measure(self, paths: Iterable[str]) -> Pictures:
        """Return sizes and faults; under `serve` a file is measured again only when it has changed."""
        found = {path: self._measure(path) for path in paths if self._is_picture(path)}
        sets = {path: ImageSet(path, one.width, one.height) for path, one in found.items() if isinstance(one, Measured)}
        return _with_faults(Pictures(sets), {path: one for path, one in found.items() if isinstance(one, Fault)})

    def check(self, paths: Iterable[str]) -> Pictures:
        """Return sizes and faults, including those that show only when a picture is read to its end."""
        measured = self.measure(paths)
        found = each(_published(measured), lambda path: decode(self._docs.read(path), path), None)
        return _with_faults(measured, {path: one for path, one in found.items() if one})

    def make(self, paths: Iterable[str], shown: Collection[str], jobs: int) -> Pictures:
        """Take the metadata out of all pictures, and encode those that are shown in several widths and types."""
        return self._collect(paths, lambda path: self._make(path, shown=path in shown), jobs)

    def preview(self, paths: Iterable[str], jobs: int) -> Pictures:
        """Take the metadata out of all pictures, and do nothing else: enough for `serve`, and quick."""
        return self._collect(paths, self._clean, jobs)

    def drawing(self, path: str) -> str:
        """Return a drawing (SVG) as it is published; "" for one that is not."""
        clean = without_metadata(self._docs.read(path), path)
        return clean.decode() if isinstance(clean, bytes) else ""

    def published(self, path: str) -> bytes:
        """Return a picture as it is published: without its metadata, and no larger than need be."""
        one = next((one for one in self._made if one.path == path), None)
        if one and one.key and _ORIGINAL in one.files:
            return self._files(one.key, path, shown=one.shown)[_ORIGINAL]
        clean = without_metadata(self._docs.read(path), path)
        return clean if isinstance(clean, bytes) else self._docs.read(path)

    def deliver(self, site: Folder) -> None:
        """Write to the site what is not published as it lies in docs/."""
        for one in self._made:
            if one.key:
                files = self._files(one.key, one.path, shown=one.shown)
                site.write((address, files[name]) for name, address in one.addresses())
            elif one.files:
                self._deliver_clean(one.path, site)

    def _deliver_clean(self, path: str, site: Folder) -> None:
        state = self._state(path)
        if self._delivered.get(path) == state and site.has(path):
            return
        if isinstance(clean := without_metadata(self._docs.read(path), path), bytes):
            site.write([(path, clean)])
            self._delivered[path] = state

    def _collect(self, paths: Iterable[str], make: Callable[[str], _Made | Fault], jobs: int) -> Pictures:
        measured = self.measure(paths)
        made = each(_published(measured), make, jobs)
        self._made = [one for one in made.values() if isinstance(one, _Made)]
        sets = {**measured.sets, **{one.path: one.image_set() for one in self._made if one.width}}
        found = replace(
            measured,
            sets=sets,
            files=frozenset(address for one in self._made for _, address in one.addresses()),
            lengths={one.path: one.files[_ORIGINAL] for one in self._made if _ORIGINAL in one.files},
        )
        return _with_faults(found, {path: one for path, one in made.items() if isinstance(one, Fault)})

    def _state(self, path: str) -> State:
        return (path, *self._docs.state(path))

    def _is_picture(self, path: str) -> bool:
        """Return whether a file is a picture; the name of most files is enough to know."""
        if named_picture(path):
            return True
        try:
            if (state := self._state(path)) not in self._known:
                self._known[state] = bool(kind_of(self._docs.read(path, FIRST), path))
            return self._known[state]
        except OSError:
            return False

    def _measure(self, path: str) -> Measured | Fault:
        try:
            state = self._state(path)
            if state not in self._measured:
                self._measured[state] = self._size(path) if state[1] <= MOST_BYTES else (TOO_BIG, "")
        except OSError:
            return UNREADABLE
        found, self._keys[path] = self._measured[state]
        return found

    def _size(self, path: str) -> tuple[Measured | Fault, str]:
        """Return the picture's size and cache key; a build with nothing new finds the size without Pillow."""
        data = self._docs.read(path)
        key = key_of(self._versions, kind_of(data[:FIRST], path), data)
        if path == MARK and (fault := fault_of(data, path)):
            return fault, key
        try:
            return Measured(*json.loads(self._cache.cached("size", key, lambda: _size(data, path)))), key
        except _FaultFoundError as error:
            return error.fault, key

    def _make(self, path: str, *, shown: bool) -> _Made | Fault:
        key = key_of("shown" if shown else "", self._keys[path])
        try:
            facts = self._cache.cached("picture", key, lambda: _facts(self._files(key, path, shown=shown)))
        except _FaultFoundError as error:
            return error.fault
        return _Made(path, key, shown, **json.loads(facts))

    def _clean(self, path: str) -> _Made | Fault:
        if (state := self._state(path)) not in self._cleaned:
            self._cleaned[state] = self._clean_anew(path)
        return self._cleaned[state]

    def _clean_anew(self, path: str) -> _Made | Fault:
        data = self._docs.read(path)
        if isinstance(clean := without_metadata(data, path), Fault):
            return clean
        return _Made(path, "", False, 0, 0, {} if clean == data else {_ORIGINAL: len(clean)})

    def _files(self, key: str, path: str, *, shown: bool) -> dict[str, bytes]:
        """Return the files of a picture by name, and its size in one that is named "size"."""
        made = self._cache.cached("renditions", key, lambda: _encoded(self._docs.read(path), path, shown=shown))
        return unpack(made)

    @cached_property
    def _versions(self) -> str:
        return fingerprint(["pillow", "lxml"], code_of(*_CODE, "pictures/store.py"))


def _with_faults(pictures: Pictures, faults: Mapping[str, Fault]) -> Pictures:
    """Return the pictures with more faults; what has one is neither shown nor published, but for a drawing's size."""
    withheld = pictures.withheld | {path for path, fault in faults.items() if fault != UNSIZED}
    sets = {path: one for path, one in pictures.sets.items() if path not in withheld}
    return replace(pictures, sets=sets, faults={**pictures.faults, **faults}, withheld=withheld)


def _published(pictures: Pictures) -> list[str]:
    return [path for path in (*pictures.sets, *pictures.faults) if path not in pictures.withheld]


def _size(data: bytes, path: str) -> bytes:
    if isinstance(found := measure(data, path), Fault):
        raise _FaultFoundError(found)
    return json.dumps([found.width, found.height, found.moving]).encode()


def _encoded(data: bytes, path: str, *, shown: bool) -> bytes:
    encoded = encode(data, path, shown=shown)
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
