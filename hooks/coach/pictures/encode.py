"""Renditions of a picture; the same input always gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from coach.pictures.image_set import UNREADABLE, Fault
from coach.pictures.kinds import STILL, kind_of
from coach.pictures.measure import ORIENTATION, without_metadata
from coach.pictures.metadata.exif import UPRIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image
    from PIL.ImageFile import ImageFile

# The text column is 346 CSS pixels wide on most phones and 660 on desktops; each is one to three device pixels.
WIDTHS = (480, 800, 1320)
LARGEST = 2400
_ENOUGH = 1600  # a JPEG larger than LARGEST is decoded at a half or less, if its longer side keeps so many pixels
# Bits of Shannon entropy in the brightness of a picture, 0 to 8: screenshots and diagrams lie below, photographs above.
FEW_TONES = 6.3
# Pillow's options for each type. One thread each: several pictures are encoded at once.
# Measured on real pictures, see DECISIONS.md: AVIF at speed 9 keeps up with 8 on photographs only, and WebP is as
# small on drawings.
_PHOTOGRAPH: dict[str, dict[str, Any]] = {
    "avif": {"quality": 59, "speed": 9, "max_threads": 1},
    "webp": {"quality": 78, "method": 2},
}
_DRAWING: dict[str, dict[str, Any]] = {"webp": {"quality": 72, "method": 4, "alpha_quality": 80}}
_ORIGINALS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 88, "method": 4},
    "AVIF": {"quality": 75, "speed": 8, "max_threads": 1},
}


@dataclass(frozen=True)
class Encoded:
    """An encoded picture: size, renditions as (width, type, bytes), and the original's new bytes, if it changes.

    A size of 0 by 0 means that it is as `measure` found it.
    """

    width: int
    height: int
    renditions: tuple[tuple[int, str, bytes], ...] = ()
    original: bytes | None = None


def encode(data: bytes, path: str = "", *, shown: bool) -> Encoded | Fault:
    """Return the picture without metadata, with renditions if it is `shown` and still; one that `measure` accepted."""
    if isinstance(clean := without_metadata(data, path), Fault):
        return clean
    if kind_of(data, path) not in STILL:
        return Encoded(0, 0, (), None if clean == data else clean)
    from PIL.Image import open as read_image  # noqa: PLC0415 - Pillow is loaded when there is a picture to make

    try:
        with read_image(BytesIO(clean)) as image:
            if getattr(image, "is_animated", False):
                found = Encoded(0, 0, (), clean)
            else:
                found = _encode(image, clean, shown=shown)
    except Exception:  # noqa: BLE001 - see measure: a damaged file makes Pillow raise anything
        return UNREADABLE
    return replace(found, original=None) if found.original == data else found


def _encode(image: ImageFile, clean: bytes, *, shown: bool) -> Encoded:
    full = image.size
    if max(full) > LARGEST:
        _draft(image)
    image.load()
    keeps = image.getexif().get(ORIENTATION, UPRIGHT) == UPRIGHT
    upright = _upright(image)
    original, size = clean, full
    if not keeps or max(full) > LARGEST or "icc_profile" in image.info:
        made = _original(image, upright)
        if not keeps or len(made) <= len(clean):
            original, size = made, upright.size
    found = _renditions(upright, original) if shown else ()
    return Encoded(*size, found, original)


def _draft(image: ImageFile) -> None:
    """Let a JPEG be decoded at a reduced scale, which is a quarter of the work; no effect on other types."""
    ratio = _ENOUGH / max(image.size)
    image.draft(None, (round(image.width * ratio), round(image.height * ratio)))


def _upright(image: ImageFile) -> Image.Image:
    """Return the picture rotated as its metadata says, at most LARGEST pixels on each side, in sRGB."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    upright = _in_srgb(ImageOps.exif_transpose(_without_full_alpha(image)))
    if max(upright.size) > LARGEST:
        upright = ImageOps.contain(upright, (LARGEST, LARGEST), Image.Resampling.LANCZOS)
    return upright


def _without_full_alpha(image: Image.Image) -> Image.Image:
    """Return the picture without a fully opaque alpha channel, as in screenshots: it takes a quarter more time."""
    if image.mode != "RGBA" or image.getchannel("A").getextrema() != (255, 255):
        return image
    opaque = image.convert("RGB")
    opaque.info.pop("transparency", None)
    return opaque


def _original(image: ImageFile, upright: Image.Image) -> bytes:
    """Return the new bytes of the original."""
    kind = image.format or "PNG"
    if kind == "JPEG" and upright.mode != "RGB":
        upright = upright.convert("RGB")
    return _save(upright, kind, _ORIGINALS[kind])


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in sRGB, 8 bits a channel, without metadata."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I", "F")):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    see_through = image.has_transparency_data
    if profile and image.mode == "P":
        image = image.convert("RGBA" if see_through else "RGB")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        image = _convert_colours(image, profile)
    bare = image.convert("RGBA" if see_through else "RGB")
    bare.info = {}
    return bare


def _convert_colours(image: Image.Image, profile: bytes) -> Image.Image:
    from PIL import ImageCms  # noqa: PLC0415 - as above

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        mode = "RGBA" if image.mode == "RGBA" else "RGB"  # alpha is copied
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):
        return image  # an invalid profile


def _renditions(image: Image.Image, original: bytes) -> tuple[tuple[int, str, bytes], ...]:
    """Return the picture in each type and width, without those that are no smaller than a wider one."""
    from PIL import features  # noqa: PLC0415 - as above

    resized = list(_reduce(image))
    types = _DRAWING if resized[-1].convert("L").entropy() < FEW_TONES else _PHOTOGRAPH
    found: list[tuple[int, str, bytes]] = []
    for kind, options in types.items():
        if features.check(kind):  # else a Pillow that was built without it
            found += reversed(list(_smaller(resized, kind, options, len(original))))
    return tuple(found)


def _smaller(
    resized: list[Image.Image], kind: str, options: dict[str, Any], most: int
) -> Iterator[tuple[int, str, bytes]]:
    """Yield the picture in each width, the widest first, and only what is smaller than all wider ones."""
    for number, one in enumerate(resized):
        made = _save(one, kind, options)
        if len(made) < most:
            yield one.width, kind, made
            most = len(made)
        elif number == 0:
            return


def _reduce(image: Image.Image) -> Iterator[Image.Image]:
    """Yield the picture in each width, the widest first, each made from the one before."""
    from PIL import Image  # noqa: PLC0415 - as above

    ratio = image.height / image.width
    most = min(image.width, WIDTHS[-1])
    for width in (most, *(width for width in reversed(WIDTHS) if width < most)):
        if width < image.width:
            image = image.resize((width, max(1, round(width * ratio))), Image.Resampling.LANCZOS)
        yield image


def _save(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    target = BytesIO()
    image.save(target, kind.upper(), **options)
    return target.getvalue()
