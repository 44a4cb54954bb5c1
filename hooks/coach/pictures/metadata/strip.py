"""Picture files without metadata: only what is known to be picture is copied; everything else stays behind.

Pixels are not touched: a file that holds nothing else stays the same byte for byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.pictures.metadata.avif import strip_avif
from coach.pictures.metadata.gif import strip_gif
from coach.pictures.metadata.ico import strip_ico
from coach.pictures.metadata.jpeg import strip_jpeg
from coach.pictures.metadata.png import strip_png
from coach.pictures.metadata.webp import strip_webp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STRIPPED: Mapping[str, Callable[[bytes], bytes | None]] = {
    "JPEG": strip_jpeg,
    "PNG": strip_png,
    "GIF": strip_gif,
    "WebP": strip_webp,
    "AVIF": strip_avif,
    "ICO": strip_ico,
}


def strip(data: bytes, kind: str) -> bytes | None:
    """Return the file of this kind, one of STRIPPED, without metadata; None if it is damaged.

    The orientation stays, and of a colour profile what describes colours.
    """
    return STRIPPED[kind](data)
