"""The size of a picture, whether it is animated, and what is wrong with it, from the bytes of its file."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from coach.pictures.image_set import Fault

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MOST_PIXELS = 50_000_000  # what a good telephone takes; decoded it is 150 MB
MOST_BYTES = 40 * 2**20
_ORIENTATION = 0x0112  # the tag, and its values for a quarter turn: Exif 2.3, table 6
_TURNED = (5, 6, 7, 8)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")

UNREADABLE = Fault('the picture "{}" cannot be read.', "Save it again as JPEG or PNG.")
TOO_BIG = Fault(
    f'the picture "{{}}" is too big: more than {MOST_PIXELS // 1_000_000} million pixels or {MOST_BYTES // 2**20} MB.',
    "Save it again with at most 2400 pixels on its longer side.",
)
UNSIZED = Fault(
    'the drawing "{}" does not say how big it is.', 'Give its <svg> a viewBox, as in viewBox="0 0 640 360".'
)


@dataclass(frozen=True)
class Measured:
    """A picture's width and height in pixels as shown, and whether it is animated."""

    width: int
    height: int
    moving: bool = False


def measure(data: bytes) -> Measured | Fault:
    """Return the picture's size, or what is wrong with it; only the header is decoded."""
    if len(data) > MOST_BYTES:
        return TOO_BIG
    if _is_svg(data):
        return _measure_drawing(data)
    from PIL.Image import DecompressionBombError  # noqa: PLC0415 - Pillow is loaded when there is a picture to read
    from PIL.Image import open as read_image  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow grumbles about oddities that do no harm
            return _measure_image(read_image(BytesIO(data)))
    except DecompressionBombError:
        return TOO_BIG
    except Exception:  # noqa: BLE001 - a damaged file makes Pillow raise anything from SyntaxError to struct.error
        return UNREADABLE


def decode(data: bytes) -> Fault | None:
    """Return what is wrong with a measured picture when all of it is decoded; a JPEG at a reduced scale."""
    from PIL.Image import open as read_image  # noqa: PLC0415 - as above

    try:
        with read_image(BytesIO(data)) as image:
            image.draft(None, (1, 1))
            image.load()
    except Exception:  # noqa: BLE001 - as above
        return UNREADABLE
    return None


def _measure_image(image: ImageFile) -> Measured | Fault:
    width, height = image.size
    if width * height > MOST_PIXELS:
        return TOO_BIG
    if image.getexif().get(_ORIENTATION) in _TURNED:
        width, height = height, width
    return Measured(width, height, bool(getattr(image, "is_animated", False)))


def _is_svg(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _measure_drawing(data: bytes) -> Measured | Fault:
    from lxml import etree  # noqa: PLC0415 - loaded when there is a drawing to read

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return UNREADABLE
    if etree.QName(root).localname != "svg":
        return UNREADABLE
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    view = root.get("viewBox", "").replace(",", " ").split()
    texts = [side[1] for side in sides if side] if all(sides) else view[2:4]
    try:
        width, height = (round(float(text)) for text in texts)
    except ValueError:
        return UNSIZED
    return Measured(width, height) if width > 0 and height > 0 else UNSIZED
