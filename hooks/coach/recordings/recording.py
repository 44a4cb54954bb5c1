"""A recording as pages and feeds show it, and its length, from the bytes of its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from posixpath import splitext
from types import MappingProxyType
from typing import TYPE_CHECKING

from coach.pictures.image_set import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.content.article import Article

MOST_BYTES = 500 * 2**20
UNREADABLE = Fault('the length of the recording "{}" cannot be read.', "Save it again as MP3 or M4A.")
TOO_BIG = Fault(
    f'the recording "{{}}" is bigger than {MOST_BYTES // 2**20} MB.', "Save it again with 64 kbit/s, in mono."
)
# What tinytag takes a file for, by the ending of its name; behind an M4A's stands its codec.
_KINDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4"}


@dataclass(frozen=True)
class Recording:
    """A recording: its path in docs/, its length in whole seconds and in bytes, and its MIME type."""

    path: str
    seconds: int
    length: int
    type: str

    @property
    def minutes(self) -> int:
        """The time to listen in whole minutes, at least one."""
        return max(1, round(self.seconds / 60))


@dataclass(frozen=True)
class Recordings:
    """The recordings by their paths in docs/; those that cannot be published have a fault."""

    found: Mapping[str, Recording] = field(default_factory=lambda: MappingProxyType({}))
    faults: Mapping[str, Fault] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, article: Article) -> Recording | None:
        """Return the article's recording; None if it has none, or one that cannot be published."""
        return self.found.get(article.file.beside(article.audio)) if article.audio else None


def seconds_of(data: bytes, path: str) -> int | Fault:
    """Return the length of a sound file in whole seconds, at least one; a fault if it is not what its name says."""
    import tinytag  # noqa: PLC0415 - a build that finds all lengths in the cache does not load it

    try:
        read = tinytag.TinyTag.get(file_obj=BytesIO(data), tags=False)
    except tinytag.TinyTagException:
        return UNREADABLE
    kind = _KINDS[splitext(path)[1].lower()]
    seconds = round(read.duration or 0) if (read.mime_type or "").startswith(kind) else 0
    return seconds or UNREADABLE
