"""The part of a quiz that scoring depends on, apart from all words, and its fingerprint."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

PROFILE, CHECKLIST = "profile", "checklist"
USUAL_LEAST = 75  # and that of definitions which do not name it


@dataclass(frozen=True)
class ScaleItem:
    """An item: the facet it counts for, and which end ("low" or "high") stands on the left."""

    id: str
    facet: str
    left: str


@dataclass(frozen=True)
class ScaleZone:
    """A stretch of the line from 0 to 100, both ends included."""

    id: str
    first: int
    last: int


@dataclass(frozen=True)
class Scale:
    """Items in the order of the page, and zones from 0 to 100.

    `least` is how many per cent of the items of a part must be answered for a score.
    """

    kind: str
    items: tuple[ScaleItem, ...]
    zones: tuple[ScaleZone, ...]
    least: int = USUAL_LEAST

    def as_data(self) -> dict[str, Any]:
        """Return plain values, for JSON and YAML."""
        data: dict[str, Any] = {
            "kind": self.kind,
            "items": [[item.id, item.facet, item.left] for item in self.items],
            "zones": [[zone.id, zone.first, zone.last] for zone in self.zones],
        }
        return data if self.least == USUAL_LEAST else {**data, "least": self.least}

    @cached_property
    def digest(self) -> bytes:
        """A hash of everything that scoring depends on, and nothing else: three bytes."""
        text = json.dumps(self.as_data(), separators=(",", ":"), sort_keys=True)
        return sha256(text.encode()).digest()[:3]

    @property
    def fingerprint(self) -> str:
        """The digest as six hexadecimal digits."""
        return self.digest.hex()


def read_scale(data: Any) -> Scale:
    """Return the scale from plain values, as `as_data` gives them; ValueError when they are something else."""
    try:
        items = tuple(ScaleItem(*map(str, item)) for item in data["items"])
        zones = tuple(ScaleZone(str(zone), int(first), int(last)) for zone, first, last in data["zones"])
        kind, least = str(data["kind"]), int(data.get("least", USUAL_LEAST))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError("not a scale") from error
    if kind not in {PROFILE, CHECKLIST} or not items or not 0 < least <= 100:
        raise ValueError("not a scale")
    return Scale(kind, items, zones, least)
