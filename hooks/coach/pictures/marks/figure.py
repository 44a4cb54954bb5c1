"""Figures in pixels: how much of each pixel is ink, the first stroke or the second."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

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
