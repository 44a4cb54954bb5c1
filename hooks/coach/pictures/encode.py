"""Renditions of a picture: bytes in, bytes out, the same bytes each time."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms, ImageOps, features
from PIL.Image import open as read_image

from coach.pictures.measure import UNREADABLE

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

    from coach.pictures.image_set import Fault

# A column of text is 346 pixels wide on most telephones and 660 on a desk; screens have one to three dots a pixel.
WIDTHS = (480, 800, 1320)
LARGEST = 2400
# Pillow's name of each type, and how it is saved. One thread each: several pictures are made at once.
_TYPES: dict[str, dict[str, Any]] = {
    "avif": {"quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
}
_ORIGINALS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88, "method": 4},
    "AVIF": {"quality": 75, "speed": 8, "max_threads": 1},
}
# What a file may say of itself and still be published as it is: nothing of who took it, where, and with what.
_HARMLESS = {
    "adobe",
    "adobe_transform",
    "aspect",
    "background",
    "dpi",
    "duration",
    "gamma",
    "interlace",
    "jfif",
    "jfif_density",
    "jfif_unit",
    "jfif_version",
    "loop",
    "progression",
    "progressive",
    "srgb",
    "timestamp",
    "transparency",
}


@dataclass(frozen=True)
class Encoded:
    """A picture made ready: size, renditions as (width, type, bytes), and bytes for the original's place, if needed."""

    width: int
    height: int
    renditions: tuple[tuple[int, str, bytes], ...] = ()
    original: bytes | None = None


def encode(data: bytes, *, shown: bool) -> Encoded | Fault:
    """Return the still picture that was measured before without metadata, and with renditions where it is `shown`."""
    try:
        with read_image(BytesIO(data)) as image:
            return _encode(image, data, shown=shown)
    except Exception:  # noqa: BLE001 - see measure: a damaged file makes Pillow raise anything
        return UNREADABLE


def _encode(image: ImageFile, data: bytes, *, shown: bool) -> Encoded:
    plain = max(image.size) <= LARGEST
    image.draft(None, (LARGEST, LARGEST))  # a JPEG far bigger than that is decoded smaller
    image.load()
    plain = plain and _is_plain(image)  # known only now: in a PNG, words may come last
    upright = _in_srgb(ImageOps.exif_transpose(image))
    if max(upright.size) > LARGEST:
        upright = ImageOps.contain(upright, (LARGEST, LARGEST), Image.Resampling.LANCZOS)
    original = None if plain else _original(image, upright)
    found = _renditions(upright, original or data) if shown else ()
    return Encoded(*upright.size, found, original)


def _original(image: ImageFile, upright: Image.Image) -> bytes:
    """Return what takes the original's place; a PNG that only loses words keeps its few colours."""
    kind = image.format or "PNG"
    if kind == "PNG" and upright.size == image.size and not image.info.keys() & {"icc_profile", "exif"}:
        upright = image.copy()
        upright.info = {name: value for name, value in image.info.items() if name == "transparency"}
    if kind == "JPEG" and upright.mode != "RGB":
        upright = upright.convert("RGB")
    return _save(upright, kind, _ORIGINALS[kind])


def _is_plain(image: ImageFile) -> bool:
    """Return whether the file says nothing but what its pixels are."""
    segments = {name for name, _ in getattr(image, "applist", [])}
    return image.info.keys() <= _HARMLESS and segments <= {"APP0", "APP14"} and not image.getexif()


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in the colours of the web, 8 bits each, with nothing attached."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I", "F")):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    see_through = image.has_transparency_data
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        image = _convert_colours(image, profile)
    bare = image.convert("RGBA" if see_through else "RGB")
    bare.info = {}
    return bare


def _convert_colours(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that says nothing sensible


def _renditions(image: Image.Image, original: bytes) -> tuple[tuple[int, str, bytes], ...]:
    """Return the picture in each type and width; a type that saves nothing over the original is left out."""
    most = min(image.width, WIDTHS[-1])
    widths = [*(width for width in WIDTHS if width < most), most]
    resized = {width: _resize(image, width) for width in widths}
    found = []
    for kind, options in _TYPES.items():
        if not features.check(kind):
            continue  # a Pillow that was built without it
        made = [(width, kind, _save(resized[width], kind, options)) for width in widths]
        if len(made[-1][2]) < len(original):
            found += made
    return tuple(found)


def _resize(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _save(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    target = BytesIO()
    image.save(target, kind.upper(), **options)
    return target.getvalue()
