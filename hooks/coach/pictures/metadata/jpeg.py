"""JPEG files (ITU-T T.81, annex B) segment by segment."""

from __future__ import annotations

import re

from coach.pictures.metadata.colours import colours_only
from coach.pictures.metadata.exif import orientation_only

_MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)  # no stuffed byte, no restart, no filling
_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
_END, _SCAN = 0xD9, 0xDA
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_KEPT = {*_FRAMES, 0xC4, 0xCC, *range(0xDA, 0xE0)}  # tables, frames, scans
_JFIF, _EXIF, _ICC, _ADOBE = b"JFIF\0", b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe"
_ICC_PART = 65_519 - 2  # bytes of a profile in one segment


def strip_jpeg(data: bytes) -> bytes | None:
    """Return the first picture of the file with orientation and colours, and nothing else; None if it is damaged.

    What follows that picture is left out: a second one (MPO), a film (Motion Photo), a gain map.
    """
    file = _File()
    at, markers = 2, set[int]()
    while found := _MARKER.search(data, at):
        marker, at = data[found.start() + 1], found.end()
        if marker == _END:
            file.end = _EOI
            break
        if marker in _ALONE:
            continue
        end = at + int.from_bytes(data[at : at + 2], "big")
        if end > len(data) or end < at + 2:
            break  # cut off; Pillow judges whether enough of the picture is there
        if marker == _SCAN:
            next_one = _END_OF_SCAN.search(data, end)
            end = next_one.start() if next_one else len(data)
        file.add(marker, data[at:end])
        markers.add(marker)
        at = end
    return file.whole() if markers & _FRAMES and _SCAN in markers else None


class _File:
    """The segments that are kept."""

    def __init__(self) -> None:
        self.head = self.exif = self.end = b""
        self.profile: dict[int, bytes] = {}
        self._parts: list[bytes] = []

    def add(self, marker: int, segment: bytes) -> None:
        """Take a segment, which begins with its length, as far as it is kept."""
        content = segment[2:]
        if marker in _KEPT:
            self._parts.append(bytes((0xFF, marker)) + segment)
        elif marker == 0xE0 and content.startswith(_JFIF) and len(content) >= 14 and not self.head:
            self.head = _segment(marker, content[:12] + b"\0\0")  # without a thumbnail
        elif marker == 0xE1 and content.startswith(_EXIF) and not self.exif:
            only = orientation_only(content[len(_EXIF) :])
            self.exif = _segment(marker, _EXIF + only) if only else b""
        elif marker == 0xE2 and content.startswith(_ICC) and len(content) > 14:
            self.profile[content[12]] = content[14:]
        elif marker == 0xEE and content.startswith(_ADOBE):
            self._parts.append(_segment(marker, content[:12]))

    def whole(self) -> bytes:
        return b"".join((_SOI, self.head, self.exif, *self._colours(), *self._parts, self.end))

    def _colours(self) -> list[bytes]:
        profile = colours_only(b"".join(part for _, part in sorted(self.profile.items())))
        parts = [profile[at : at + _ICC_PART] for at in range(0, len(profile), _ICC_PART)]
        return [_segment(0xE2, _ICC + bytes((number, len(parts))) + part) for number, part in enumerate(parts, 1)]


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content
