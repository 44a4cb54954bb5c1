"""A picture as pages show it: its size, and the renditions that a browser may choose from."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Endings of what browsers show as pictures on every server.
SHOWN = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")


@dataclass(frozen=True)
class Rendition:
    """One file that a browser may take instead of the original; `type` is "avif" or "webp"."""

    address: str
    width: int
    type: str


@dataclass(frozen=True)
class ImageSet:
    """A picture: the original's address, its size in pixels as shown, and its renditions, narrow ones first."""

    address: str
    width: int
    height: int
    renditions: tuple[Rendition, ...] = ()

    @property
    def sources(self) -> list[tuple[str, list[Rendition]]]:
        """The renditions by type, in the order in which a browser should try the types."""
        kinds = dict.fromkeys(rendition.type for rendition in self.renditions)
        return [(kind, [one for one in self.renditions if one.type == kind]) for kind in kinds]


@dataclass(frozen=True)
class Fault:
    """Why a picture cannot be shown well, with {} for its name, and what its author can do."""

    message: str
    hint: str


MOST_PIXELS = 50_000_000  # what a good telephone takes; decoded it is 150 MB
MOST_BYTES = 40 * 2**20
UNREADABLE = Fault('the picture "{}" cannot be read.', "Save it again as JPEG or PNG.")
TOO_BIG = Fault(
    f'the picture "{{}}" is too big: more than {MOST_PIXELS // 1_000_000} million pixels or {MOST_BYTES // 2**20} MB.',
    "Save it again with at most 2400 pixels on its longer side.",
)
UNSIZED = Fault(
    'the drawing "{}" does not say how big it is.', 'Give its <svg> a viewBox, as in viewBox="0 0 640 360".'
)
NO_FAULTS: Mapping[str, Fault] = MappingProxyType({})


@dataclass(frozen=True)
class Pictures:
    """The pictures of docs/ by path.

    `files` are the addresses of all files that `deliver` writes: renditions, and originals without their metadata,
    whose `lengths` are in bytes. Files that are `withheld` must not be published; each has a fault.
    """

    sets: Mapping[str, ImageSet] = field(default_factory=lambda: MappingProxyType({}))
    faults: Mapping[str, Fault] = field(default_factory=lambda: MappingProxyType({}))
    files: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    lengths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
