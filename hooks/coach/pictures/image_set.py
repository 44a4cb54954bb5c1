"""A picture as pages show it: its size, and the renditions that a browser may choose from."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# What browsers show. Still raster pictures get renditions; animated ones and all others are only copied.
RASTER = (".jpg", ".jpeg", ".png", ".webp", ".avif")
SHOWN = (*RASTER, ".gif", ".svg")


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


NO_FAULTS: Mapping[str, Fault] = MappingProxyType({})


@dataclass(frozen=True)
class Pictures:
    """The pictures of docs/ by path.

    `files` are the addresses of all files that `deliver` writes: renditions, and originals without their metadata,
    whose `lengths` are in bytes.
    """

    sets: Mapping[str, ImageSet] = field(default_factory=lambda: MappingProxyType({}))
    faults: Mapping[str, Fault] = field(default_factory=lambda: MappingProxyType({}))
    files: frozenset[str] = frozenset()
    lengths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
