"""How big a drawing is, from the attributes of its root."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 100_000  # pixels a side; more is a slip of the pen
_NUMBER = r"[+-]?(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?"  # without backtracking, so that none takes long
_LENGTH = re.compile(rf"\s*+({_NUMBER})\s*+(px|in|cm|mm|q|pt|pc|em|rem|ex|ch)?\s*", re.ASCII | re.IGNORECASE)
_VIEW = re.compile(r"\s*+" + r"(?:\s*+,\s*+|\s++)".join([f"({_NUMBER})"] * 4) + r"\s*+", re.ASCII)
_PIXELS = {  # CSS Values 3, 6.2; fonts as browsers have them where nothing else is said
    "px": 1,
    "in": 96,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "pt": 96 / 72,
    "pc": 16,
    "em": 16,
    "rem": 16,
    "ex": 8,
    "ch": 8,
}


def drawing_size(attributes: Mapping[str, str]) -> tuple[int, int] | None:
    """Return width and height in pixels; None if the drawing does not say, or says what is no size."""
    width, height = (_pixels(attributes.get(name, "")) for name in ("width", "height"))
    view = _VIEW.fullmatch(attributes.get("viewBox", ""))
    wide, high = (float(view[3]), float(view[4])) if view else (0.0, 0.0)
    if not (0 < wide < float("inf") and 0 < high < float("inf")):
        wide = high = 0.0
    if wide and width and not height:
        height = width * high / wide
    elif wide and height and not width:
        width = height * wide / high
    elif not (width and height):
        width, height = wide, high
    return (max(1, round(width)), max(1, round(height))) if 0 < width <= _MOST and 0 < height <= _MOST else None


def _pixels(text: str) -> float:
    """Return a length in pixels; 0 for a share of the page, and for what is no length."""
    if not (found := _LENGTH.fullmatch(text)):
        return 0.0
    length = float(found[1]) * _PIXELS[(found[2] or "px").lower()]
    return length if 0 < length < float("inf") else 0.0
