"""WebP files (RFC 9649) chunk by chunk; animated ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.pictures.metadata.colours import colours_only
from coach.pictures.metadata.exif import orientation_only

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIXELS = {b"VP8 ", b"VP8L", b"ALPH"}
_KEPT = {*_PIXELS, b"ANIM"}
_HEADER = 10  # bytes of VP8X
_FRAME_HEAD = 16  # bytes of ANMF before its own chunks
_ICC, _EXIF, _XMP = 0x20, 0x08, 0x04  # flags of VP8X


class _CutOffError(Exception):
    """The file ends within a chunk."""


def strip_webp(data: bytes) -> bytes | None:
    """Return the file with frames, orientation and colours, and nothing else; None if it is damaged."""
    end = 8 + int.from_bytes(data[4:8], "little")
    try:
        chunks = [(name, _kept(name, content)) for name, content in _chunks(data[12:end])]
    except _CutOffError:
        return None
    if not {b"VP8 ", b"VP8L", b"ANMF"} & {name for name, _ in chunks}:
        return None
    kept = {name: content for name, content in chunks if content}
    flags = (_ICC if b"ICCP" in kept else 0) | (_EXIF if b"EXIF" in kept else 0)
    body = b"".join(_chunk(name, _flagged(content, flags) if name == b"VP8X" else content) for name, content in chunks)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + length > len(data):
            raise _CutOffError
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _kept(name: bytes, content: bytes) -> bytes:
    """Return what stays of a chunk's content."""
    if name in _KEPT:
        return content
    if name == b"VP8X":
        return content[:_HEADER].ljust(_HEADER, b"\0")
    if name == b"ANMF":
        inner = (_chunk(part, kept) for part, kept in _chunks(content[_FRAME_HEAD:]) if part in _PIXELS)
        return content[:_FRAME_HEAD] + b"".join(inner)
    if name == b"ICCP":
        return colours_only(content)
    return orientation_only(content) if name == b"EXIF" else b""


def _flagged(header: bytes, flags: int) -> bytes:
    return bytes((header[0] & ~(_ICC | _EXIF | _XMP) | flags,)) + header[1:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2) if content else b""
