"""The icons of the site in another accent: the same drawings, each pixel moved from one colour to the other."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from coach.pictures.cards import Colour


def tint(data: bytes, paper: Colour, ours: Colour, own: Colour) -> bytes:
    """Return a picture that is drawn in `ours` on `paper`, or on nothing, in `own` instead; the format stays."""
    from PIL import Image  # noqa: PLC0415 - a site in the default colours does not load Pillow for this

    picture = Image.open(BytesIO(data))
    kind, sizes = picture.format, picture.info.get("sizes")
    made = BytesIO()
    options = {"sizes": sorted(sizes)} if sizes else {}
    _tinted(picture.convert("RGBA"), paper, ours, own).save(made, kind, **options)
    return made.getvalue()


def _tinted(picture: Image.Image, paper: Colour, ours: Colour, own: Colour) -> Image.Image:
    span = sum((start - end) ** 2 for start, end in zip(paper, ours, strict=True))

    @cache  # a drawing has few colours
    def moved(pixel: tuple[int, ...]) -> tuple[int, ...]:
        red_green_blue, alpha = pixel[:3], pixel[3]
        if alpha < 255:  # an edge over nothing: its colour is the drawing's
            return (*own, alpha)
        along = sum((start - p) * (start - end) for p, start, end in zip(red_green_blue, paper, ours, strict=True))
        share = min(1.0, max(0.0, along / span))
        return (*(round(start + share * (end - start)) for start, end in zip(paper, own, strict=True)), alpha)

    picture.putdata([moved(pixel) for pixel in picture.get_flattened_data()])
    return picture
