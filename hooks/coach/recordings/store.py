"""The recordings of docs/: their lengths, from the cache or measured."""

from __future__ import annotations

from functools import cached_property
from posixpath import splitext
from typing import TYPE_CHECKING

from coach.content.article_fields import SOUNDS
from coach.io.cache import key_of
from coach.io.fingerprint import code_of, fingerprint
from coach.pictures.image_set import Fault
from coach.recordings.recording import MOST_BYTES, TOO_BIG, UNREADABLE, Recording, Recordings, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.io.cache import Cache
    from coach.io.disk.folder import Folder

    State = tuple[str, int, int]


class FileRecordings:
    """The recordings of the folder docs/; a length is cached by the content of its file."""

    def __init__(self, docs: Folder, cache: Cache) -> None:
        self._docs, self._cache = docs, cache
        self._measured: dict[State, int | Fault] = {}

    def measure(self, paths: Iterable[str]) -> Recordings:
        """Return lengths and faults; under `serve` a file is measured again only when it has changed."""
        found: dict[str, Recording] = {}
        faults: dict[str, Fault] = {}
        for path in sorted(set(paths)):
            try:
                size, changed = self._docs.state(path)
                seconds = self._measure((path, size, changed))
            except OSError:
                seconds = UNREADABLE
            if isinstance(seconds, Fault):
                faults[path] = seconds
            else:
                found[path] = Recording(path, seconds, size, SOUNDS[splitext(path)[1].lower()])
        return Recordings(found, faults)

    def _measure(self, state: State) -> int | Fault:
        if state not in self._measured:
            path, size, _ = state
            self._measured[state] = TOO_BIG if size > MOST_BYTES else self._length(path)
        return self._measured[state]

    def _length(self, path: str) -> int | Fault:
        """Return the length; 0 in the cache stands for one that cannot be read."""
        data = self._docs.read(path)
        key = key_of(self._versions, splitext(path)[1].lower(), data)
        seconds = int(self._cache.cached("length", key, lambda: _as_number(seconds_of(data, path))))
        return seconds or UNREADABLE

    @cached_property
    def _versions(self) -> str:
        return fingerprint(["tinytag"], code_of("recordings"))


def _as_number(found: int | Fault) -> bytes:
    return b"0" if isinstance(found, Fault) else str(found).encode()
