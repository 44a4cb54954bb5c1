"""Characters that nobody sees, and that change how the others are read."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from coach.markdown.html.sanitizer import is_text_reference
from coach.markdown.lines import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u180e\ufff9-\ufffc]")
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u200e\u200f\u2066\u2067\u2068\u2069"
_ZERO_WIDTH = "\u200b"  # where a line may break, in scripts that have no blanks
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,9});?")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def character_slips(body: str, plain: str) -> Iterator[Slip]:
    """Yield invisible characters in a text, and references to none; `plain` is the text without code."""
    for found in _hidden(body):
        name = unicodedata.name(found[0], "no-break mark").lower()
        message = f"an invisible character stands here: {name} (U+{ord(found[0]):04X})."
        yield Slip(found.start(), message, "Delete it: go behind it, and press Backspace.")
    for found in _REFERENCE.finditer(plain) if "&#" in plain else ():
        if not is_text_reference(found[0]):
            yield Slip(found.start(), f'"{found[0]}" stands for no character that can be shown.', "Take it out.")


def _hidden(body: str) -> Iterator[re.Match[str]]:
    """Yield the characters that nobody sees, without those by which other scripts join letters or turn lines."""
    if body.isascii():
        return
    turned = _RIGHT_TO_LEFT.search(body) is not None
    for found in _HIDDEN.finditer(body):
        around = body[max(0, found.start() - 1) : found.start()], body[found.end() : found.end() + 1]
        joins = found[0] in _JOINERS and not all(one.isascii() for one in around)
        joins = joins or (found[0] == _ZERO_WIDTH and all(map(_WITHOUT_BLANKS.fullmatch, around)))
        if not joins and not (turned and found[0] in _DIRECTIONS):
            yield found


def is_hidden(sign: str) -> bool:
    """Return whether a character is one of those that nobody sees."""
    return bool(_HIDDEN.fullmatch(sign))


def without_hidden(body: str) -> str:
    """Return a text without the characters that nobody sees."""
    parts, at = [], 0
    for found in _hidden(body):
        parts.append(body[at : found.start()])
        at = found.end()
    return "".join([*parts, body[at:]])
