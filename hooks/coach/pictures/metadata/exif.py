"""The one fact of Exif that a picture needs: which way up it stands."""

from __future__ import annotations

UPRIGHT = 1
_ORIENTATION = 0x0112  # the tag: Exif 2.3, table 6
# A TIFF file (Exif 2.3, 4.5.2) with one entry, a SHORT, to which value and end are added.
_HEAD = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"


def orientation_only(tiff: bytes) -> bytes:
    """Return Exif data with nothing but the orientation; empty where the picture stands upright as it is."""
    orientation = _orientation(tiff)
    return b"" if orientation == UPRIGHT else _HEAD + bytes((orientation, 0, 0, 0)) + bytes(4)


def _orientation(tiff: bytes) -> int:
    from PIL.Image import Exif  # noqa: PLC0415 - Pillow is loaded when there is a picture to read

    exif = Exif()
    try:
        exif.load(tiff.removeprefix(b"Exif\0\0"))
        found = exif.get(_ORIENTATION)
    except Exception:  # noqa: BLE001 - damaged data makes Pillow raise anything from SyntaxError to struct.error
        return UPRIGHT
    return found if isinstance(found, int) and found in range(1, 9) else UPRIGHT
