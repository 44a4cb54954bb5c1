"""The icons of a site, made from its mark: for browsers' tabs and for a phone's first screen."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from coach.io.cache import key_of, pack, unpack
from coach.io.fingerprint import code_of, fingerprint
from coach.pictures.lettering import Typeface
from coach.pictures.marks.mark import painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.io.cache import Cache
    from coach.pictures.marks.mark import Look

FAVICON, TOUCH_ICON = "assets/favicon.ico", "assets/apple-touch-icon.png"
_SIZES = (16, 32, 48)
_TOUCH, _TOUCH_MARK = 180, 104
_PAPER = (0xFB, 0xF8, 0xF3)
_CODE = ("pictures/marks", "pictures/lettering.py")
_PACKAGES = ("pillow", "uharfbuzz", "fontpkg-source-serif-4", "resvg-py")


def make_icons(look: Look, font: Callable[[], bytes], cache: Cache) -> dict[str, bytes]:
    """Return the icons by address, from the cache if they are there."""
    key = key_of(fingerprint(_PACKAGES, code_of(*_CODE)), repr(look))
    return unpack(cache.cached("icons", key, lambda: pack(_draw(look, Typeface(font())))))


def _draw(look: Look, face: Typeface) -> dict[str, bytes]:
    return {FAVICON: _favicon(look, face), TOUCH_ICON: _touch_icon(look, face)}


def _favicon(look: Look, face: Typeface) -> bytes:
    pictures = [painted(look.mark, size, look.colours, face) for size in _SIZES]
    data = BytesIO()
    sizes = [(size, size) for size in _SIZES]
    pictures[-1].save(data, "ICO", sizes=sizes, append_images=pictures[:-1])
    return data.getvalue()


def _touch_icon(look: Look, face: Typeface) -> bytes:
    """Return a square without transparency, which phones would fill with black."""
    from PIL import Image  # noqa: PLC0415 - a build that finds all pictures in the cache does not load Pillow

    icon = Image.new("RGB", (_TOUCH, _TOUCH), _PAPER)
    mark = painted(look.mark, _TOUCH_MARK, look.colours, face)
    icon.paste(mark, ((_TOUCH - _TOUCH_MARK) // 2, (_TOUCH - _TOUCH_MARK) // 2), mark)
    data = BytesIO()
    icon.save(data, "PNG", optimize=True)
    return data.getvalue()
