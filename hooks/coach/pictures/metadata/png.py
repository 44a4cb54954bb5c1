"""PNG files (W3C, PNG third edition, 5.3) chunk by chunk; animated ones too."""

from __future__ import annotations

import zlib

from coach.pictures.metadata.colours import MOST_BYTES, colours_only
from coach.pictures.metadata.exif import orientation_only

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"bKGD", b"pHYs", b"sBIT"),
    *(b"acTL", b"fcTL", b"fdAT"),
}


def strip_png(data: bytes) -> bytes | None:
    """Return the file with pixels, frames, orientation and colours, and nothing else; None if it is damaged."""
    parts, names, at = [SIGNATURE], set[bytes](), len(SIGNATURE)
    while at < len(data) and b"IEND" not in names:
        end, name = at + 12 + int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        critical = not name[:1].islower()
        if end > len(data) or (critical and name not in _KEPT):
            return None
        parts.append(data[at:end] if name in _KEPT else _changed(name, data[at + 8 : end - 4]))
        names.add(name)
        at = end
    return b"".join(parts) if {b"IHDR", b"IDAT"} <= names else None


def _changed(name: bytes, content: bytes) -> bytes:
    """Return what stays of a chunk that is not kept as it is."""
    if name == b"eXIf" and (only := orientation_only(content)):
        return _chunk(name, only)
    if name == b"iCCP" and (profile := colours_only(_unpacked(content.partition(b"\0")[2][1:]))):
        return _chunk(name, b"icc\0\0" + zlib.compress(profile, 9))
    return b""


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_BYTES)
    except zlib.error:
        return b""


def _chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
