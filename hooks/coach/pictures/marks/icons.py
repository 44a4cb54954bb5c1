"""The icons of a site, made from its mark: for browsers' tabs and for a phone's first screen."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from coach.io.cache import key_of, pack, unpack
from coach.io.fingerprint import code_of, fingerprint
from coach.pictures.lettering import Typeface
from coach.pictures.marks.mark import APP_ICONS, MASKABLE, painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.io.cache import Cache
    from coach.pictures.marks.mark import Look

FAVICON, TOUCH_ICON = "assets/favicon.ico", "assets/apple-touch-icon.png"
_SIZES = (16, 32, 48)
_TOUCH, _SHARE = 180, 0.58  # of the square that the mark fills
_MASKED = 0.42  # all of it has to lie within a circle of four fifths of the square (W3C, maskable icons)
_PAPER = (0xFB, 0xF8, 0xF3)
_CODE = ("pictures/marks", "pictures/lettering.py")
_PACKAGES = ("pillow", "uharfbuzz", "fontpkg-source-serif-4", "resvg-py")


def make_icons(look: Look, font: Callable[[], bytes], cache: Cache) -> dict[str, bytes]:
    """Return the icons by address, from the cache if they are there."""
    key = key_of(fingerprint(_PACKAGES, code_of(*_CODE)), repr(look))
    return unpack(cache.cached("icons", key, lambda: pack(_draw(look, Typeface(font())))))


def _draw(look: Look, face: Typeface) -> dict[str, bytes]:
    squares = {
        address: _square(look, face, size, _MASKED if address == MASKABLE else _SHARE)
        for address, size in {TOUCH_ICON: _TOUCH, **APP_ICONS}.items()
    }
    return {FAVICON: _favicon(look, face), **squares}


def _favicon(look: Look, face: Typeface) -> bytes:
    pictures = [painted(look.mark, size, look.colours, face) for size in _SIZES]
    data = BytesIO()
    sizes = [(size, size) for size in _SIZES]
    pictures[-1].save(data, "ICO", sizes=sizes, append_images=pictures[:-1])
    return data.getvalue()


def _square(look: Look, face: Typeface, size: int, share: float) -> bytes:
    """Return a square without transparency, which phones would fill with black."""
    from PIL import Image  # noqa: PLC0415 - a build that finds all pictures in the cache does not load Pillow

    icon, inner = Image.new("RGB", (size, size), _PAPER), round(size * share)
    mark = painted(look.mark, inner, look.colours, face)
    icon.paste(mark, ((size - inner) // 2, (size - inner) // 2), mark)
    data = BytesIO()
    icon.save(data, "PNG", optimize=True)
    return data.getvalue()
