"""The size of a picture, whether it is animated, and why it is not published, from the bytes of its file."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from coach.pictures.drawings.clean import read_drawing
from coach.pictures.image_set import MOST_BYTES, MOST_PIXELS, TOO_BIG, UNREADABLE, UNSIZED, Fault
from coach.pictures.kinds import DRAWING, STILL, kind_of, named_kind, unfit
from coach.pictures.metadata.strip import STRIPPED, strip

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

ORIENTATION = 0x0112  # the tag, and its values for a quarter turn: Exif 2.3, table 6
_TURNED = (5, 6, 7, 8)


@dataclass(frozen=True)
class Measured:
    """A picture's width and height in pixels as shown, and whether it is animated."""

    width: int
    height: int
    moving: bool = False


def measure(data: bytes, path: str = "") -> Measured | Fault:
    """Return the picture's size, or what is wrong with it; of a raster picture only the header is decoded."""
    if len(data) > MOST_BYTES:
        return TOO_BIG
    if kind_of(data, path) == DRAWING:
        return _measure_drawing(data)
    if isinstance(clean := without_metadata(data, path), Fault):
        return clean
    from PIL.Image import DecompressionBombError  # noqa: PLC0415 - Pillow is loaded when there is a picture to read
    from PIL.Image import open as read_image  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow grumbles about oddities that do no harm
            return _measure_image(read_image(BytesIO(clean)))
    except DecompressionBombError:
        return TOO_BIG
    except Exception:  # noqa: BLE001 - a damaged file makes Pillow raise anything from SyntaxError to struct.error
        return UNREADABLE


def without_metadata(data: bytes, path: str) -> bytes | Fault:
    """Return the file with the same pixels and without metadata, or why it is not published."""
    kind = kind_of(data, path)
    if kind == DRAWING:
        drawing = read_drawing(data)
        return drawing if isinstance(drawing, Fault) else drawing.data
    if kind in STRIPPED:
        stripped = strip(data, kind)
        return UNREADABLE if stripped is None else stripped
    return unfit(named) if (named := kind or named_kind(path)) else UNREADABLE


def decode(data: bytes, path: str = "") -> Fault | None:
    """Return what is wrong with a measured picture when all of it is decoded; a JPEG at a reduced scale."""
    if isinstance(clean := without_metadata(data, path), Fault):
        return clean
    if kind_of(data, path) not in STILL:
        return None
    from PIL.Image import open as read_image  # noqa: PLC0415 - as above

    try:
        with read_image(BytesIO(clean)) as image:
            image.draft(None, (1, 1))
            image.load()
    except Exception:  # noqa: BLE001 - as above
        return UNREADABLE
    return None


def _measure_image(image: ImageFile) -> Measured | Fault:
    width, height = image.size
    if width * height > MOST_PIXELS:
        return TOO_BIG
    if image.getexif().get(ORIENTATION) in _TURNED:
        width, height = height, width
    return Measured(width, height, bool(getattr(image, "is_animated", False)))


def _measure_drawing(data: bytes) -> Measured | Fault:
    drawing = read_drawing(data)
    if isinstance(drawing, Fault):
        return drawing
    return Measured(*drawing.size) if drawing.size else UNSIZED
