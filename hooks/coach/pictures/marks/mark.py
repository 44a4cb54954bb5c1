"""The site's mark, and how it is drawn in one colour or in its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.content.config.colours import ColourFields, channels
from coach.pictures.marks.drawing import coverage, rendered

if TYPE_CHECKING:
    from PIL import Image

    from coach.pictures.lettering import Typeface

_USUAL = ColourFields()
FILE = "assets/mark.svg"  # an author's own mark in docs/
# The icons of an installed site, with their sizes; of the last one, phones show a circle or another shape.
MASKABLE = "assets/icon-maskable.png"
APP_ICONS = {"assets/icon-192.png": 192, "assets/icon-512.png": 512, MASKABLE: 512}
_CAPITALS = 0.67  # height of a capital letter in ems, in the font of the cards


@dataclass(frozen=True)
class Mark:
    """The mark of a site: a drawing (SVG), else initials, else two tallies, the first outlined, the second filled.

    A `dark` drawing cannot be seen on the ground of the dark scheme: there it stands on paper.
    """

    initials: str = ""
    drawing: str = ""
    dark: bool = False


TALLIES = Mark()


@dataclass(frozen=True)
class Look:
    """What pictures of a site have of its own."""

    colours: ColourFields = _USUAL
    mark: Mark = TALLIES


PLAIN = Look()


def initials_of(name: str) -> str:
    """Return the first letters of the first two words of a name, in capitals."""
    return "".join(word[0] for word in name.split() if word[0].isalnum())[:2].upper()


def shape(mark: Mark, height: int, widest: int, face: Typeface) -> Image.Image:
    """Return the mark in one colour, as the coverage of each pixel from 0 to 255."""
    if mark.drawing:
        return coverage(rendered(mark.drawing, height, widest))
    if mark.initials and face.has(mark.initials):
        return _letters(mark.initials, height, face)
    return _tallies(height)


def painted(mark: Mark, size: int, colours: ColourFields, face: Typeface) -> Image.Image:
    """Return the mark in colour on a transparent square."""
    from PIL import Image  # noqa: PLC0415 - a build that finds all pictures in the cache does not load Pillow

    if mark.drawing:
        picture = rendered(mark.drawing, size, size)
    else:
        cover = shape(mark, size, size, face)
        cover.thumbnail((size, size))
        picture = Image.new("RGBA", cover.size, (*channels(colours.accent.light), 255))
        picture.putalpha(cover)
    square = Image.new("RGBA", (size, size))
    square.paste(picture, ((size - picture.width) // 2, (size - picture.height) // 2))
    return square


def tally(size: tuple[int, int], *, filled: bool) -> Image.Image:
    """Return one upright stroke, drawn four times as large and then made smaller, so that its corners are round."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    width, height = size
    large = Image.new("L", (width * 4, height * 4))
    line = width * 4 if filled else max(1, round(width * 1.2))
    box = (0, 0, width * 4 - 1, height * 4 - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, round(width * 1.1), 255 if filled else 0, 255, line)
    return large.reduce(4)


def _tallies(height: int) -> Image.Image:
    from PIL import Image  # noqa: PLC0415 - as above

    width, gap = max(2, round(height / 3)), max(1, round(height * 14 / 72))
    cover = Image.new("L", (2 * width + gap, height))
    cover.paste(tally((width, height), filled=False), (0, 0))
    cover.paste(tally((width, height), filled=True), (width + gap, 0))
    return cover


def _letters(words: str, height: int, face: Typeface) -> Image.Image:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    size = round(height / _CAPITALS)
    cover = Image.new("L", (round(face.width(words) * size) + 2, height))
    face.write(ImageDraw.Draw(cover), words, (0, height), size, 255)
    return cover
