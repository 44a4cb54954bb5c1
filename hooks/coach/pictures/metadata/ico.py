"""Icon files (.ico): a table, and pictures as PNG or as bitmaps, which hold nothing but pixels."""

from __future__ import annotations

import struct

from coach.pictures.metadata.png import SIGNATURE, strip_png

_HEAD, _ENTRY = 6, 16


def strip_ico(data: bytes) -> bytes | None:
    """Return the icon with the pixels of its pictures, and nothing else; None if it is damaged."""
    try:
        (count,) = struct.unpack_from("<H", data, 4)
        entries = [struct.unpack_from("<8sII", data, _HEAD + _ENTRY * number) for number in range(count)]
    except struct.error:
        return None
    table, body, start = b"", b"", _HEAD + _ENTRY * count
    for looks, size, offset in entries:
        found = data[offset : offset + size]
        picture = strip_png(found) if found.startswith(SIGNATURE) else found
        if picture is None or len(found) < size:
            return None
        table += struct.pack("<8sII", looks, len(picture), start + len(body))
        body += picture
    return data[:_HEAD] + table + body if entries else None
