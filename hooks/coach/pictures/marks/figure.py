"""Figures in pixels: how much of each pixel is ink, the first stroke or the second."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from coach.content.config.colours import Channels, ColourFields, channels

if TYPE_CHECKING:
    from PIL import Image

_PAPER, _INK = (0xFB, 0xF8, 0xF3), (0x1F, 0x1B, 0x16)
_SHADES = 8
_SMALL = 240  # pixels: three times as wide as mail shows it
BOX = (160, 120)  # the size of every figure, in the units of its template
FLOOR, RIGHT = 103.5, 140  # where its figures stand, and the right end of what must be seen
# Each role in a colour of its own, on black: then red, green and blue say how much of a pixel each of them covers.
_STYLE = ".figure{color:#f00}.figure__first{stroke:#0f0}.figure__second{fill:#00f;stroke:none}"


def covers(drawing: str, width: int) -> tuple[Image.Image, Image.Image, Image.Image]:
    """Return the coverage from 0 to 255 by ink, first and second stroke; `drawing` is the SVG of a figure."""
    import resvg_py  # noqa: PLC0415 - a build that finds all cards in the cache draws none
    from PIL import Image  # noqa: PLC0415 - as above

    data = resvg_py.svg_to_bytes(
        svg_string=drawing, width=width, background="#000", style_sheet=_STYLE, skip_system_fonts=True
    )
    ink, first, second = Image.open(BytesIO(bytes(data))).convert("RGB").split()
    return ink, first, second


@dataclass(frozen=True)
class Plate:
    """A figure alone on paper, as mail shows it; `drawing` is its SVG."""

    drawing: str
    colours: ColourFields


def draw_plate(plate: Plate) -> bytes:
    """Return the figure as a small PNG; the same plate gives the same bytes."""
    from PIL import Image  # noqa: PLC0415 - as above

    picture = Image.new("P", (_SMALL, _SMALL * BOX[1] // BOX[0]))
    palette = [_PAPER]
    colours = (_INK, channels(plate.colours.second.light), channels(plate.colours.accent.light))
    for colour, cover in zip(colours, covers(plate.drawing, _SMALL), strict=True):
        levels = [round(level * _SHADES / 255) for level in range(256)]
        picture.paste(
            cover.point([level and len(palette) + level - 1 for level in levels]),
            mask=cover.point([255 if level else 0 for level in levels]),
        )
        palette += [_mixed(colour, shade) for shade in range(1, _SHADES + 1)]
    picture.putpalette([channel for colour in palette for channel in colour])
    data = BytesIO()
    picture.save(data, "PNG", optimize=True)
    return data.getvalue()


def _mixed(colour: Channels, shade: int) -> Channels:
    """Return the colour on paper, from the first shade to the last, which is the colour itself."""
    red, green, blue = (round(p + (c - p) * shade / _SHADES) for p, c in zip(_PAPER, colour, strict=True))
    return red, green, blue
