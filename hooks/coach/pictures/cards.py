"""Card pictures, 1200 x 630: what messengers and networks show of a link. Values in, the bytes of a PNG out.

Paper ground, the mark, a title of at most four lines, one hairline, the site's name; a quiz shows its line as well.
Sixteen colours are all there are: that makes small files, and makes them quickly.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from coach.pictures.line_breaks import break_lines

if TYPE_CHECKING:
    from coach.pictures.lettering import Typeface

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
LINES = 4
_SIZES = (108, 100, 92, 84, 76, 68, 60, 54)
_LEADING = 1.14
_TOP = 176  # titles stay below the mark
_HAIRLINE = 532
_NAME, _NAME_SIZE = 588, 36
_LAST = 478  # the baseline of a title's last line
_LAST_ABOVE_LINE = 342
_RAIL, _ENDS, _END_SIZE = 420, 488, 32

_PAPER, _INK, _ACCENT, _SECOND, _RULE = (
    (0xFB, 0xF8, 0xF3),
    (0x1F, 0x1B, 0x16),
    (0x1F, 0x5A, 0x46),
    (0x8A, 0x4B, 0x08),
    (0xE4, 0xDC, 0xCF),
)
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Ramp:
    """A colour's place in the palette: `steps` shades from just off the paper to the full colour."""

    colour: Colour
    first: int
    steps: int

    def shades(self) -> list[Colour]:
        """Return the colours themselves."""
        return [
            tuple(round(p + (c - p) * step / self.steps) for p, c in zip(_PAPER, self.colour, strict=True))  # type: ignore[misc]  # three of them
            for step in range(1, self.steps + 1)
        ]

    @cached_property
    def levels(self) -> list[int]:
        """Return the palette's entry for each of 256 degrees of cover."""
        shades = [round(cover * self.steps / 255) for cover in range(256)]
        return [self.first + shade - 1 if shade else 0 for shade in shades]


_INKS, _ACCENTS, _SECONDS = Ramp(_INK, 1, 8), Ramp(_ACCENT, 9, 4), Ramp(_SECOND, 13, 2)
_HAIR = 15
_PALETTE = [_PAPER, *_INKS.shades(), *_ACCENTS.shades(), *_SECONDS.shades(), _RULE]


@dataclass(frozen=True)
class Card:
    """What a card shows; `ends` are the names of a quiz's two poles.

    Without a title it is plain: the site's name stands in the title's place.
    """

    title: str
    site_name: str
    ends: tuple[str, str] | None = None


def fit_to_font(card: Card, face: Typeface) -> Card:
    """Return the card as this font can show it: what has a character that it lacks is left out."""
    title, name = unicodedata.normalize("NFC", card.title), unicodedata.normalize("NFC", card.site_name)
    ends = card.ends if card.ends and all(face.has(end) for end in card.ends) else None
    return Card(title if face.has(title) else "", name if face.has(name) else "", ends if face.has(title) else None)


def draw_card(card: Card, face: Typeface) -> bytes:
    """Return the card as a PNG; the same card and font give the same bytes."""
    card = fit_to_font(card, face)
    cover = Image.new("L", (WIDTH, HEIGHT))
    if card.title:
        face.write(cover, card.site_name, MARGIN, _NAME, _NAME_SIZE)
    last = _LAST_ABOVE_LINE if card.ends else _LAST
    size, lines = _set_title(card.title or card.site_name, face, last)
    for number, line in enumerate(reversed(lines)):
        face.write(cover, line, MARGIN, last - round(number * size * _LEADING), size)
    if card.ends:
        _name_ends(cover, card.ends, face)
    picture = cover.point(_INKS.levels)
    _draw_mark(picture)
    if card.ends:
        _draw_line(picture)
    ImageDraw.Draw(picture).rectangle((MARGIN, _HAIRLINE, WIDTH - MARGIN - 1, _HAIRLINE + 1), fill=_HAIR)
    return _as_png(picture)


def _set_title(title: str, face: Typeface, last: int) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits, and its lines; at the smallest size it is cut."""
    for size in _SIZES:
        room = 1 + int((last - _TOP - size) / (size * _LEADING))
        lines, whole = break_lines(title, (WIDTH - 2 * MARGIN) / size, min(LINES, room), face.width)
        if whole:
            return size, lines
    return size, lines


def _name_ends(cover: Image.Image, ends: tuple[str, str], face: Typeface) -> None:
    face.write(cover, ends[0], MARGIN, _ENDS, _END_SIZE)
    face.write(cover, ends[1], WIDTH - MARGIN - face.width(ends[1]) * _END_SIZE, _ENDS, _END_SIZE)


def _draw_mark(picture: Image.Image) -> None:
    """Draw the mark's two tallies, the first outlined, the second filled."""
    _tally(picture, (MARGIN, 72), (24, 72), _ACCENTS, filled=False)
    _tally(picture, (MARGIN + 38, 72), (24, 72), _ACCENTS, filled=True)


def _draw_line(picture: Image.Image) -> None:
    """Draw a quiz's line: an outlined pole, a filled one, and the stroke that will say where the reader stands."""
    middle, right = WIDTH // 2, WIDTH - MARGIN
    pen = ImageDraw.Draw(picture)
    pen.rectangle((MARGIN + 16, _RAIL - 1, right - 17, _RAIL + 1), fill=_INKS.first + 4)
    _tally(picture, (MARGIN, _RAIL - 22), (16, 44), _SECONDS, filled=False)
    _tally(picture, (right - 16, _RAIL - 22), (16, 44), _ACCENTS, filled=True)
    pen.rectangle((middle - 4, _RAIL - 30, middle + 3, _RAIL + 29), fill=_INKS.first + _INKS.steps - 1)


def _tally(picture: Image.Image, corner: tuple[int, int], size: tuple[int, int], ramp: Ramp, *, filled: bool) -> None:
    """Draw one upright stroke, four times as large and then made smaller, so that its corners are round."""
    width, height = size
    large = Image.new("L", (width * 4, height * 4))
    line = width * 4 if filled else round(width * 1.2)
    box = (0, 0, width * 4 - 1, height * 4 - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, round(width * 1.1), 255 if filled else 0, 255, line)
    picture.paste(large.reduce(4).point(ramp.levels), corner)


def _as_png(picture: Image.Image) -> bytes:
    picture.putpalette([channel for colour in _PALETTE for channel in colour])
    out = BytesIO()
    picture.save(
        out, "PNG", compress_level=6, compress_type=zlib.Z_RLE
    )  # a third of the default's time, 15 % more bytes
    return out.getvalue()
