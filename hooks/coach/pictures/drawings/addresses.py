"""Addresses in a drawing, also those in its styles: only what lies in the drawing itself may be named."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from coach.pictures.drawings.allowed import SVG, XLINK
from coach.pictures.drawings.refused import loads, runs_script
from coach.pictures.kinds import DRAWING, kind_of
from coach.pictures.metadata.strip import STRIPPED, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    Nested = Callable[[bytes], bytes]

_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_SCRIPT = re.compile(r"(?:java|vb|live)script:|data:(?!image/|font/|application/(?:x-)?font)", re.IGNORECASE)
_DATA = re.compile(r"data:(image/[\w.+-]+)?((?:;[\w.=\"-]+)*),(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r"data:(?:font/|application/(?:x-)?font|application/vnd\.ms-fontobject)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|(.))", re.DOTALL)
_URL = re.compile(
    r"""(url\(\s*+)(?>"([^"\n]*+)"|'([^'\n]*+)'|([^"'()\s]*+))(?=\s*+\))|url\(""", re.IGNORECASE
)  # without backtracking, so that no style takes long
_LOADS = re.compile(
    r"@import|(?<![\w-])(?:image-set|-webkit-image-set|cross-fade|src|image)\(|(?<![\w-])behavior\s*:|-moz-binding",
    re.IGNORECASE,
)


def in_drawing(address: str, line: int, nested: Nested) -> str:
    """Return an address that names a part of the drawing, or a picture in it, that one without metadata.

    Raises RefusedError for any other. `nested` returns the bytes of a drawing in the drawing as they are published.
    """
    plain = _BLANKS.sub("", address)
    if plain.startswith("#") or not plain:
        return address
    if _SCRIPT.match(plain):
        raise runs_script(f'"{plain}"', line)
    if not (found := _DATA.fullmatch(address.strip())) or not found[1]:
        raise loads(address, line)
    data = _decoded(found[3], packed=found[2].lower().endswith(";base64"))
    clean = _without_metadata(data, nested)
    if clean is None:
        raise loads(address, line)
    return address if clean == data else f"data:{found[1]};base64,{base64.b64encode(clean).decode()}"


def clean_css(css: str, line: int, nested: Nested) -> str:
    """Return a style without comments; raises RefusedError if it names what lies outside the drawing."""
    css = _COMMENT.sub("", css)
    meant = _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2], css)
    if found := _LOADS.search(meant):
        raise loads(meant[found.start() :].partition(";")[0], line)
    if len(_URL.findall(meant)) != len(_URL.findall(css)):
        raise loads(meant, line)

    def settled(url: re.Match[str]) -> str:
        if url[1] is None:
            raise loads(url[0], line)
        target = url[2] or url[3] or url[4] or ""
        if _FONT.match(target) or target in {SVG, XLINK}:
            return url[0]
        return url[0].replace(target, in_drawing(target.strip(), line, nested)) if target.strip() else url[0]

    return _URL.sub(settled, css)


def _decoded(text: str, *, packed: bool) -> bytes:
    data = unquote_to_bytes(text)
    try:
        return base64.b64decode(data) if packed else data
    except binascii.Error:
        return b""


def _without_metadata(data: bytes, nested: Nested) -> bytes | None:
    kind = kind_of(data)
    if kind in STRIPPED:
        return strip(data, kind)
    return nested(data) if kind == DRAWING else None
