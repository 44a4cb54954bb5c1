"""The picture of a site's podcast: its mark and its name on paper."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

from coach.io.cache import key_of
from coach.io.fingerprint import code_of, fingerprint
from coach.pictures.lettering import Typeface
from coach.pictures.line_breaks import break_lines
from coach.pictures.marks.mark import painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

    from coach.io.cache import Cache
    from coach.pictures.marks.mark import Look

COVER = "assets/podcast.png"
SMALLEST, LARGEST = 1400, 3000  # pixels: what Apple takes
_SIZE, _MARGIN = 1400, 150
_MARK_TOP, _MARK = 150, 290
_NAME_TOP, _NAME_LAST, _RULE_TOP = 560, 1130, 1244
_SIZES = (220, 196, 172, 148, 124, 100, 84)
_LEADING = 1.12
_PAPER, _INK, _RULE = (0xFB, 0xF8, 0xF3), (0x1F, 0x1B, 0x16), (0xE4, 0xDC, 0xCF)
_CODE = ("pictures/marks", "pictures/lettering.py", "pictures/line_breaks.py")
_PACKAGES = ("pillow", "uharfbuzz", "fontpkg-source-serif-4", "resvg-py")


def make_cover(look: Look, name: str, font: Callable[[], bytes], cache: Cache) -> bytes:
    """Return the picture as a PNG, from the cache if it is there."""
    key = key_of(fingerprint(_PACKAGES, code_of(*_CODE)), repr(look), name)
    return cache.cached("cover", key, lambda: _draw(look, name, Typeface(font())))


def _draw(look: Look, name: str, face: Typeface) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - a build that finds all pictures in the cache does not load Pillow

    picture = Image.new("RGB", (_SIZE, _SIZE), _PAPER)
    mark = _cut(painted(look.mark, _MARK, look.colours, face))
    picture.paste(mark, (_MARGIN, _MARK_TOP), mark)
    ImageDraw.Draw(picture).rectangle((_MARGIN, _RULE_TOP, _SIZE - _MARGIN - 1, _RULE_TOP + 5), fill=_RULE)
    letters = Image.new("L", (_SIZE, _SIZE))
    pen, name = ImageDraw.Draw(letters), unicodedata.normalize("NFC", name)
    size, lines = _set_name(name, face) if face.has(name) else (0, [])
    for number, line in enumerate(reversed(lines)):
        face.write(pen, line, (_MARGIN, _NAME_LAST - round(number * size * _LEADING)), size, 255)
    picture.paste(_INK, (0, 0), letters)
    data = BytesIO()
    picture.save(data, "PNG", optimize=True)
    return data.getvalue()


def _cut(mark: Image.Image) -> Image.Image:
    """Return the mark without the empty space around it, so that it stands at the margin."""
    return mark.crop(mark.getchannel("A").getbbox())


def _set_name(name: str, face: Typeface) -> tuple[int, list[str]]:
    """Return the largest size at which the name fits, and its lines; at the smallest size it is cut."""
    for size in _SIZES:
        room = 1 + int((_NAME_LAST - _NAME_TOP - size) / (size * _LEADING))
        lines, whole = break_lines(name, (_SIZE - 2 * _MARGIN) / size, room, face.width)
        if whole:
            return size, lines
    return size, lines
