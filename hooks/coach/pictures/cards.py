"""Card pictures (og:image), 1200 x 630 pixels, as PNG files.

A card has the mark, a title of at most four lines, a hairline and the site's name; a quiz's card has its scale as well,
and that of an article or path its figure beside the title. A palette of sixteen colours keeps the files small and fast
to make. Only title and figure differ between the cards of a site, so the rows above and below them are drawn and
compressed once.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from coach.content.config.colours import Channels, channels
from coach.pictures.line_breaks import break_lines
from coach.pictures.marks.figure import BOX, FLOOR, RIGHT, covers
from coach.pictures.marks.mark import PLAIN, Look, shape, tally

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

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
_HEAD, _FOOT, _FOOT_ABOVE_LINE = 152, 528, 388  # the rows of a title, first and last
_FIGURE = 440  # the width of a figure's box; its floor is the baseline of the title's last line
_BESIDE = 660  # the width of a title beside a figure
_RAIL, _ENDS, _END_SIZE = 420, 488, 32

_PAPER, _INK, _RULE = (0xFB, 0xF8, 0xF3), (0x1F, 0x1B, 0x16), (0xE4, 0xDC, 0xCF)
_MARK_TOP, _MARK_HEIGHT, _MARK_WIDEST = 72, 72, 480
_PAD = 2  # see _canvas
_ROW = (_PAD + WIDTH) // 2  # bytes
_LEFT, _RIGHT = _PAD + MARGIN, _PAD + WIDTH - MARGIN
_ZLIB = b"\x78\xda"  # the head of a zlib stream, RFC 1950: a window of 32 KB


@dataclass(frozen=True)
class Ramp:
    """A colour's place in the palette: `steps` shades from just off the paper to the full colour."""

    first: int
    steps: int

    def shades(self, colour: Channels) -> list[Channels]:
        """Return the shades of the colour, the lightest first."""
        return [
            tuple(round(p + (c - p) * step / self.steps) for p, c in zip(_PAPER, colour, strict=True))  # type: ignore[misc]  # three channels
            for step in range(1, self.steps + 1)
        ]

    @cached_property
    def levels(self) -> list[int]:
        """The palette index for each coverage from 0 to 255."""
        shades = [round(cover * self.steps / 255) for cover in range(256)]
        return [self.first + shade - 1 if shade else 0 for shade in shades]

    @cached_property
    def mask(self) -> list[int]:
        """255 for each coverage that gets a shade, else 0."""
        return [255 if level else 0 for level in self.levels]


_INKS, _ACCENTS, _SECONDS = Ramp(1, 7), Ramp(8, 4), Ramp(12, 3)
_FULL = _INKS.steps  # ink comes first in the palette, so a shade is its own index
_HAIR = 15


@dataclass(frozen=True)
class Card:
    """What a card shows; `ends` are the names of a quiz's two poles, `span` a zone between them, from 0 to 100.

    `figure` is the SVG that stands beside the title. Without a title it is plain: the site's name stands in its place.
    """

    title: str
    site_name: str
    ends: tuple[str, str] | None = None
    look: Look = PLAIN
    span: tuple[int, int] | None = None
    figure: str = ""


def fit_to_font(card: Card, face: Typeface) -> Card:
    """Return the card without the texts for which this font lacks a character."""
    title, name = unicodedata.normalize("NFC", card.title), unicodedata.normalize("NFC", card.site_name)
    ends = card.ends if card.ends and all(face.has(end) for end in card.ends) else None
    return replace(
        card,
        title=title if face.has(title) else "",
        site_name=name if face.has(name) else "",
        ends=ends if face.has(title) else None,
    )


def draw_card(card: Card, face: Typeface) -> bytes:
    """Return the card as a PNG; the same card and font give the same bytes."""
    card = fit_to_font(card, face)
    ground = _ground(card.site_name if card.title else "", card.ends, card.span, card.look, face)
    last = _LAST_ABOVE_LINE if card.ends else _LAST
    size, lines = _set_title(card.title or card.site_name, face, last, _BESIDE if card.figure else WIDTH - 2 * MARGIN)
    picture, pen = _canvas(ground.foot - _HEAD)
    for number, line in enumerate(reversed(lines)):
        face.write(pen, line, (_LEFT, last - round(number * size * _LEADING) - _HEAD), size, _FULL)
    if card.figure:
        _draw_figure(picture, card.figure)
    return ground.around(picture, card.look)


def _draw_figure(picture: Image.Image, drawing: str) -> None:
    """Draw the figure at the right, in the rows of the title."""
    scale = _FIGURE / BOX[0]
    corner = (round(_RIGHT - RIGHT * scale), round(_LAST - FLOOR * scale) - _HEAD)
    for cover, ramp in zip(covers(drawing, _FIGURE), (_INKS, _SECONDS, _ACCENTS), strict=True):
        picture.paste(cover.point(ramp.levels), corner, cover.point(ramp.mask))


def _set_title(title: str, face: Typeface, last: int, width: int) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits, and its lines; at the smallest size it is cut."""
    for size in _SIZES:
        room = 1 + int((last - _TOP - size) / (size * _LEADING))
        lines, whole = break_lines(title, width / size, min(LINES, room), face.width)
        if whole:
            return size, lines
    return size, lines


@dataclass(frozen=True)
class Ground:
    """A card without its title: the compressed rows above it, and from row `foot` on those below it.

    `check` is the Adler-32 of the upper rows, `below` are the lower rows uncompressed, from which it is continued.
    """

    head: bytes
    check: int
    foot: int
    tail: bytes
    below: bytes

    def around(self, title: Image.Image, look: Look) -> bytes:
        """Return the PNG with the title's rows between the others."""
        rows = _rows(title)
        packed = _deflate(rows, 1, zlib.Z_RLE, zlib.Z_FULL_FLUSH)  # half the time of the default, a tenth more bytes
        check = zlib.adler32(self.below, zlib.adler32(rows, self.check))
        return _as_png(b"".join((self.head, packed, self.tail, check.to_bytes(4, "big"))), _colours(look))


@lru_cache(maxsize=16)
def _ground(
    name: str, ends: tuple[str, str] | None, span: tuple[int, int] | None, look: Look, face: Typeface
) -> Ground:
    """Return the background that all cards with this name, these ends and this zone share."""
    picture, pen = _canvas(HEIGHT)
    if name:
        face.write(pen, name, (_LEFT, _NAME), _NAME_SIZE, _FULL)
    mark = shape(look.mark, _MARK_HEIGHT, _MARK_WIDEST, face)
    picture.paste(mark.point(_ACCENTS.levels), (_LEFT, _MARK_TOP))
    if ends:
        _draw_line(picture, pen, span)
        face.write(pen, ends[0], (_LEFT, _ENDS), _END_SIZE, _FULL)
        face.write(pen, ends[1], (_RIGHT - face.width(ends[1]) * _END_SIZE, _ENDS), _END_SIZE, _FULL)
    pen.rectangle((_LEFT, _HAIRLINE, _RIGHT - 1, _HAIRLINE + 1), fill=_HAIR)
    foot = _FOOT_ABOVE_LINE if ends else _FOOT
    rows = _rows(picture)
    above, below = rows[: _HEAD * _ROW], rows[foot * _ROW :]
    head = _deflate(above, 9, zlib.Z_DEFAULT_STRATEGY, zlib.Z_FULL_FLUSH)
    tail = _deflate(below, 9, zlib.Z_DEFAULT_STRATEGY, zlib.Z_FINISH)
    return Ground(_ZLIB + head, zlib.adler32(above), foot, tail, below)


def _canvas(height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return an empty image and its pen; two extra pixels on the left become each row's filter byte, 0 for none."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - a build that finds all cards in the cache does not load Pillow

    picture = Image.new("P", (_PAD + WIDTH, height))
    return picture, ImageDraw.Draw(picture)


def _draw_line(picture: Image.Image, pen: ImageDraw.ImageDraw, span: tuple[int, int] | None) -> None:
    """Draw a quiz's scale: an outlined pole, a filled one, and between them a zone, or the marker for a score."""
    first, last = _LEFT + 16, _RIGHT - 17
    pen.rectangle((first, _RAIL - 1, last, _RAIL + 1), fill=_INKS.first + 4)
    if span:
        start, end = (first + 24 + (last - first - 48) * points // 100 for points in span)
        pen.rectangle((start, _RAIL - 14, end, _RAIL + 13), fill=_ACCENTS.first + _ACCENTS.steps - 1)
    else:
        middle = _PAD + WIDTH // 2
        pen.rectangle((middle - 4, _RAIL - 30, middle + 3, _RAIL + 29), fill=_FULL)
    picture.paste(tally((16, 44), filled=False).point(_SECONDS.levels), (_LEFT, _RAIL - 22))
    picture.paste(tally((16, 44), filled=True).point(_ACCENTS.levels), (_RIGHT - 16, _RAIL - 22))


def _rows(picture: Image.Image) -> bytes:
    """Return the rows of a PNG with 4 bits a pixel: a filter byte, then two pixels in each byte."""
    return picture.tobytes("raw", "P;4")


def _deflate(rows: bytes, level: int, strategy: int, end: int) -> bytes:
    """Return the rows compressed (RFC 1951); more data may follow unless `end` is Z_FINISH."""
    packer = zlib.compressobj(level, wbits=-zlib.MAX_WBITS, strategy=strategy)
    return packer.compress(rows) + packer.flush(end)


def _colours(look: Look) -> list[Channels]:
    accent, second = channels(look.colours.accent.light), channels(look.colours.second.light)
    return [_PAPER, *_INKS.shades(_INK), *_ACCENTS.shades(accent), *_SECONDS.shades(second), _RULE]


def _as_png(data: bytes, colours: list[Channels]) -> bytes:
    """Return the PNG (W3C, PNG third edition, 5 and 11.2) with these rows: Pillow cannot join compressed parts."""
    header = WIDTH.to_bytes(4, "big") + HEIGHT.to_bytes(4, "big") + bytes((4, 3, 0, 0, 0))  # 4 bits, a palette
    palette = bytes(channel for colour in colours for channel in colour)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
