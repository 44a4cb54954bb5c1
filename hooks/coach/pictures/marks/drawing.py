"""A mark that is a drawing (SVG): whether it can be one, and its pixels."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from coach.content.config.colours import GROUNDS, contrast
from coach.pictures.image_set import UNREADABLE, Fault
from coach.pictures.measure import Measured, measure, without_metadata

if TYPE_CHECKING:
    from PIL import Image

MOST_STRETCHED = 10
_LEAST = 3.0  # contrast of what is no text (WCAG 2.2, 1.4.11)
_SIZE = 48  # pixels, for looking at a drawing
_LEAST_AREA = 0.05  # share of a drawing that has to be seen in the dark scheme
_SEEN = 64  # coverage from which a pixel is seen
_PAPER = 0xF6  # what is as light as this or lighter leaves no trace in one colour

UNDRAWN = Fault(
    'the mark "{}" cannot be drawn, or shows nothing on paper; icons and cards would be empty.',
    'Save it as plain SVG with a viewBox, as in viewBox="0 0 16 16", dark enough for paper, with its letters as paths.',
)
STRETCHED = Fault(
    f'the mark "{{}}" is more than {MOST_STRETCHED} times as long as the other way; in an icon it would be a line.',
    'Draw it in a square, such as viewBox="0 0 16 16".',
)


def fault_of(data: bytes, path: str) -> Fault | None:
    """Return why a drawing cannot be a site's mark, or None; `data` is the file as it lies in docs/."""
    size, clean = measure(data, path), without_metadata(data, path)
    if isinstance(clean, Fault):
        return UNDRAWN if clean == UNREADABLE else clean
    if isinstance(size, Measured) and max(size.width, size.height) > MOST_STRETCHED * min(size.width, size.height):
        return STRETCHED
    try:
        seen = coverage(rendered(clean.decode(), _SIZE, _SIZE)).getextrema()[1] if isinstance(size, Measured) else 0
    except Exception:  # noqa: BLE001 - resvg has no error of its own, and a damaged file makes Pillow raise anything
        return UNDRAWN
    return None if seen else UNDRAWN


def is_dark(drawing: str) -> bool:
    """Return whether next to nothing of a drawing can be seen on the ground of the dark scheme.

    One that brings colours for that scheme is none. Single light pixels come from making it smaller, which draws rings
    around edges.
    """
    if "prefers-color-scheme" in drawing:
        return False
    picture = rendered(drawing, _SIZE, _SIZE)
    shown = [pixel[:3] for pixel in picture.get_flattened_data() if pixel[3] >= _SEEN]  # type: ignore[index]  # four channels
    ground = GROUNDS["dark"][0]
    light = {colour for colour in set(shown) if contrast("#{:02x}{:02x}{:02x}".format(*colour), ground) >= _LEAST}
    return sum(colour in light for colour in shown) < _LEAST_AREA * len(shown)


def rendered(drawing: str, height: int, widest: int) -> Image.Image:
    """Return the drawing in its colours, as large as fits into height and width, on a transparent ground."""
    import resvg_py  # noqa: PLC0415 - only a site with a drawing of its own needs it
    from PIL import Image  # noqa: PLC0415 - a build that finds all pictures in the cache does not load Pillow

    # Text in a drawing would depend on the fonts of this machine, so it is left out.
    data = resvg_py.svg_to_bytes(svg_string=drawing, height=4 * height, skip_system_fonts=True)
    picture = Image.open(BytesIO(bytes(data))).convert("RGBA")
    picture.thumbnail((widest, height), Image.Resampling.LANCZOS)
    return picture


def coverage(picture: Image.Image) -> Image.Image:
    """Return how dark each pixel is on paper, the darkest being 255; all are 0 if nothing is darker than paper."""
    from PIL import Image  # noqa: PLC0415 - as above

    paper = Image.new("RGBA", picture.size, (_PAPER, _PAPER, _PAPER, 255))
    grey = Image.alpha_composite(paper, picture).convert("L")
    darkest, _ = grey.getextrema()
    span = max(1, _PAPER - int(darkest))  # type: ignore[arg-type]  # one band, so one pair of numbers
    return grey.point([min(255, max(0, round(255 * (_PAPER - level) / span))) for level in range(256)])
