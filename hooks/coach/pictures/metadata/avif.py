"""AVIF files (ISO 14496-12, AV1 Image File Format) box by box; animated ones too.

Boxes name places in the file by their distance from its start. So what goes is overwritten with zeros, and everything
else stays where it is.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from coach.pictures.metadata.colours import colours_only

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"iprp", b"ipco"}
_KEPT = {
    *(b"ftyp", b"mdat", b"pitm", b"iloc", b"iinf", b"iref", b"idat", b"grpl", b"ipma", b"ispe", b"pixi", b"av1C"),
    *(b"a1op", b"a1lx", b"lsel", b"irot", b"imir", b"clap", b"pasp", b"auxC", b"clli", b"mdcv", b"cclv", b"dref"),
    *(b"vmhd", b"nmhd", b"stsd", b"stts", b"stsc", b"stsz", b"stss", b"stco", b"co64", b"ctts", b"elst", b"tref"),
    *(b"hdlr", b"mvhd", b"tkhd", b"mdhd", b"colr"),
}
_DEEPEST = 8  # boxes in boxes; real files have six
_DATED = {b"mvhd", b"tkhd", b"mdhd"}
_PICTURES = {b"av01", b"grid", b"iden", b"iovl", b"tmap"}  # kinds of items; others are Exif and XMP


class _Box(NamedTuple):
    """A box: its name, where it begins, and where its content does, which goes to `end`."""

    name: bytes
    at: int
    start: int
    end: int


def strip_avif(data: bytes) -> bytes | None:
    """Return the file with frames, orientation and colours, and zeros for all else; None if it is damaged."""
    made = bytearray(data)
    try:
        top = list(_boxes(made, 0, len(made)))
        for box in top:
            _clean(made, box)
        for meta in (box for box in top if box.name == b"meta"):
            _blank_items(made, list(_boxes(made, meta.start + 4, meta.end)))
    except (struct.error, IndexError):
        return None
    names = {box.name for box in top}
    return bytes(made[: top[-1].end]) if b"mdat" in names and names & {b"meta", b"moov"} else None


def _boxes(data: bytearray, start: int, end: int) -> Iterator[_Box]:
    """Yield the boxes of a part of the file; what follows the last whole one is left out."""
    while start + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, start + 8), 16
        stop = end if size == 0 else start + size
        if size and (size < head or stop > end):
            return
        yield _Box(name, start, start + head, stop)
        start = stop


def _clean(data: bytearray, box: _Box, depth: int = 0) -> None:
    top = box.name == b"meta" and not depth  # further down, it has words only
    if (top or box.name in _CONTAINERS) and depth < _DEEPEST:
        for child in _boxes(data, box.start + (4 if top else 0), box.end):
            _clean(data, child, depth + 1)
    elif box.name not in _KEPT:
        _blank(data, box)
    elif box.name in _DATED:
        _fill(data, box.start + 4, box.start + (20 if data[box.start] else 12))  # made and changed on
    elif box.name == b"hdlr":
        _fill(data, box.start + 24, box.end)  # the name of a program
    elif box.name == b"colr" and bytes(data[box.start : box.start + 4]) in {b"prof", b"rICC"}:
        profile = colours_only(bytes(data[box.start + 4 : box.end]))
        _fill(data, box.start + 4, box.end, profile)


def _blank_items(data: bytearray, boxes: list[_Box]) -> None:
    """Overwrite what is no picture: Exif, XMP, and names."""
    others = {number for box in boxes if box.name == b"iinf" for number in _other_items(data, box)}
    inside = next((box.start for box in boxes if box.name == b"idat"), 0)
    places = [place for box in boxes if box.name == b"iloc" for place in _places(data, box, inside)]
    pieces = [(start, start + length if length else len(data)) for number, start, length in places if number in others]
    if sum(end - start for start, end in pieces) > len(data):
        raise IndexError  # they overlap
    for start, end in pieces:
        _fill(data, start, end)


def _other_items(data: bytearray, box: _Box) -> Iterator[int]:
    """Yield the numbers of items that are no pictures, and blank their kind, and the names of all."""
    head = 4 if data[box.start] else 2
    for entry in _boxes(data, box.start + 4 + head, box.end):
        wide = 4 if data[entry.start] > 2 else 2  # in version 3 numbers have four bytes
        at = entry.start + 4 + wide + 2
        number = int.from_bytes(data[entry.start + 4 : entry.start + 4 + wide], "big")
        if bytes(data[at : at + 4]) not in _PICTURES:
            data[at : at + 4] = b"skip"
            yield number
        _fill(data, at + 4, entry.end)


def _places(data: bytearray, box: _Box, inside: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and length of each piece of each item: ISO 14496-12, 8.11.3."""
    at, version = box.start, data[box.start]
    sizes = [half for byte in data[at + 4 : at + 6] for half in (byte >> 4, byte & 15)]
    offset, length, base, index = sizes
    reader = _Reader(data, at + 6)
    for _ in range(reader.number(4 if version == 2 else 2)):
        item = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        origin = reader.number(base) + (inside if method == 1 else 0)
        count = reader.number(2)
        if count > 1 and not length:
            raise IndexError  # only one piece can go to the end
        for _ in range(count):
            reader.number(index if version else 0)
            yield item, origin + reader.number(offset), reader.number(length)


class _Reader:
    """Reads numbers one after the other; IndexError at the end of the file."""

    def __init__(self, data: bytearray, at: int) -> None:
        self._data, self._at = data, at

    def number(self, size: int) -> int:
        self._at += size
        if self._at > len(self._data):
            raise IndexError
        return int.from_bytes(self._data[self._at - size : self._at], "big")


def _blank(data: bytearray, box: _Box) -> None:
    data[box.at + 4 : box.at + 8] = b"free"
    _fill(data, box.start, box.end)


def _fill(data: bytearray, start: int, end: int, content: bytes = b"") -> None:
    """Overwrite a part of the file with the content, and zeros after it."""
    end = min(end, len(data))
    if start < end:
        data[start:end] = content[: end - start].ljust(end - start, b"\0")
