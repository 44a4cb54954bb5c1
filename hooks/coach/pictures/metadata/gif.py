"""GIF files (CompuServe, GIF89a) block by block; every frame and its time stays."""

from __future__ import annotations

_EXTENSION, _FRAME, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF  # of extensions; others are comments and text
_CONTROL_SIZE = 8
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class _CutOffError(Exception):
    """The file ends within a block."""


def strip_gif(data: bytes) -> bytes | None:
    """Return the file with frames, their times and the number of loops, and nothing else; None if it is damaged."""
    try:
        at = 13 + _table(data[10:11])
        parts, frames = [_piece(data, 0, at)], 0
        while at < len(data) and data[at] != _END:
            end = _end_of_block(data, at)
            parts.append(_kept(data[at:end]))
            frames += data[at] == _FRAME
            at = end
    except _CutOffError:
        return None
    return b"".join((*parts, bytes((_END,)))) if frames else None


def _end_of_block(data: bytes, at: int) -> int:
    kind, *_ = data[at : at + 1]
    if kind == _EXTENSION:
        return _after_pieces(data, at + 2)
    if kind == _FRAME:
        return _after_pieces(data, at + 10 + _table(data[at + 9 : at + 10]) + 1)
    raise _CutOffError


def _kept(block: bytes) -> bytes:
    """Return what stays of a block: a frame, its time, and of an application's data the number of loops."""
    if block[0] == _FRAME or (block[1] == _CONTROL and len(block) == _CONTROL_SIZE):
        return block
    loops = block[1] == _APPLICATION and block[3:14] in _LOOPS and block[14:16] == b"\x03\x01"
    return block[:18] + b"\0" if loops else b""


def _table(flags: bytes) -> int:
    """Return the length of the colour table that these flags announce."""
    if not flags:
        raise _CutOffError
    return 3 << (flags[0] & 7) + 1 if flags[0] & 0x80 else 0


def _after_pieces(data: bytes, at: int) -> int:
    """Return where a row of pieces ends, each with its length before it; an empty one is the last."""
    while at < len(data):
        length = data[at]
        at += 1 + length
        if not length:
            return at
    raise _CutOffError


def _piece(data: bytes, start: int, end: int) -> bytes:
    if end > len(data):
        raise _CutOffError
    return data[start:end]
