"""Text in pictures: which characters a font has, how wide a text is, and each glyph as a small mask.

Pillow kerns only where FriBiDi is installed; HarfBuzz does so everywhere, so a picture is the same on each machine.
Each character is one glyph: no ligatures, no combining characters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

# Axes of the variable font: semi-bold, in the cut for large sizes.
_AXES = {"wght": 600, "opsz": 40}
_EM = 16_000  # HarfBuzz measures in integers
_STEPS = 4  # glyphs are placed on quarters of a pixel
_FEATURES = {"liga": False, "clig": False, "calt": False}


class Typeface:
    """A variable font with the axes weight and optical size; HarfBuzz and Pillow are loaded for the first one."""

    def __init__(self, data: bytes) -> None:
        import uharfbuzz as hb  # noqa: PLC0415 - a build that finds all cards in the cache has no typeface

        self._data = data
        face = hb.Face(data)
        self._known = frozenset(face.unicodes)
        self._font = hb.Font(face)
        self._font.scale = (_EM, _EM)
        self._font.set_variations(_AXES)
        self._sized = lru_cache(maxsize=None)(self._at_size)
        self._drawn = lru_cache(maxsize=4000)(self._draw)
        self._word = lru_cache(maxsize=4000)(self._width)
        self._gap = lru_cache(maxsize=4000)(self._gap_width)
        self.width = lru_cache(maxsize=4000)(self._sum)

    def has(self, text: str) -> bool:
        """Return whether the font has each character as a single glyph, so that the text can be drawn."""
        return all(ord(letter) in self._known and not unicodedata.combining(letter) for letter in text)

    def place(self, text: str) -> tuple[list[tuple[str, float]], float]:
        """Return each letter with its distance from the start, and the width of all; in ems."""
        import uharfbuzz as hb  # noqa: PLC0415 - as above

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _FEATURES)
        placed, at = [], 0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            placed.append((text[info.cluster], at / _EM))
            at += position.x_advance
        return placed, at / _EM

    def _sum(self, text: str) -> float:
        """Return the text's width in ems; the widths of its words and of the gaps between them are cached."""
        words = text.split(" ")
        if "" in words:
            return self._word(text)
        gaps = (self._gap(left[-1], right[0]) for left, right in pairwise(words))
        return sum(map(self._word, words)) + sum(gaps)

    def _width(self, text: str) -> float:
        return self.place(text)[1] if text else 0

    def _gap_width(self, left: str, right: str) -> float:
        """Return the width of a space between two letters: it is kerned with both."""
        return self._width(f"{left} {right}") - self._width(left) - self._width(right)

    def write(self, pen: ImageDraw.ImageDraw, text: str, start: tuple[float, int], size: int, full: int) -> None:
        """Write the text from a point on its baseline, `size` pixels to the em; `full` is the value of full cover."""
        x, y = start
        for letter, at in self.place(text)[0]:
            pixel, step = divmod(round((x + at * size) * _STEPS), _STEPS)
            mask, left, top = self._drawn(letter, size, step)
            pen.bitmap((pixel + left, y + top), mask, full)

    def _draw(self, letter: str, size: int, step: int) -> tuple[Image.Image, int, int]:
        """Return the glyph, `step` steps right of a whole pixel, and the offset of its corner from its origin."""
        from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

        font = self._sized(size)
        left, top, right, bottom = (round(side) for side in font.getbbox(letter, anchor="ls"))
        mask = Image.new("L", (right - left + 3, bottom - top + 2))
        ImageDraw.Draw(mask).text((1 - left + step / _STEPS, 1 - top), letter, 255, font, anchor="ls")
        return mask, left - 1, top - 1

    def _at_size(self, size: int) -> ImageFont.FreeTypeFont:
        from PIL import ImageFont  # noqa: PLC0415 - as above

        font = ImageFont.truetype(BytesIO(self._data), size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes(list(_AXES.values()))
        return font
