"""Colour profiles (ICC.1:2022) without their words: they name devices, programs and sometimes owners."""

from __future__ import annotations

import struct

MOST_BYTES = 4 * 2**20
_HEADER = 128  # bytes; then a number of tags, each with name, offset and size
_KEPT_OF_HEADER = ((8, 24), (36, 40), (64, 80))  # version, class and spaces; the signature; intent and illuminant
_TAGS = {
    *(b"wtpt", b"bkpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"chad", b"cicp"),
    *(b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2"),
}
_NUMBERS = {b"XYZ ", b"curv", b"para", b"sf32", b"mft1", b"mft2", b"mAB ", b"mBA ", b"cicp"}


def colours_only(profile: bytes) -> bytes:
    """Return the profile with what describes colours, and nothing else; empty if it is none."""
    try:
        return _rebuilt(profile)
    except struct.error:
        return b""


def _rebuilt(profile: bytes) -> bytes:
    if profile[36:40] != b"acsp" or len(profile) > MOST_BYTES:
        return b""
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    tags = [struct.unpack_from(">4sII", profile, _HEADER + 4 + 12 * number) for number in range(min(count, 100))]
    kept = [tag for tag in tags if tag[0] in _TAGS and profile[tag[1] : tag[1] + 4] in _NUMBERS]
    table, body, places = b"", b"", dict[bytes, int]()
    for name, offset, size in kept:
        data = profile[offset : offset + size]
        if data not in places:  # the three curves are often one
            places[data] = _HEADER + 4 + 12 * len(kept) + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, places[data], len(data))
    header = bytearray(_HEADER)
    for start, end in _KEPT_OF_HEADER:
        header[start:end] = profile[start:end]
    header[:4] = struct.pack(">I", _HEADER + 4 + len(table) + len(body))
    return bytes(header) + struct.pack(">I", len(kept)) + table + body
