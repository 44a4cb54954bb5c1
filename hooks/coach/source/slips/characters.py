"""Characters that nobody sees, and blanks that are no plain ones."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # in brackets of an expression: all blanks but the plain one
_UNSEEN_IN_KEY = "there is an invisible character in the key"
_NO_PLAIN_BLANK = "a blank that is no plain one stands here: "
_BLANK = re.compile(f"[{BLANKS}]+")
_UNSEEN = re.compile(f"[{BLANKS}\u00ad\u180e\u200b-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u206f\ufeff]+")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u180e\ufff9-\ufffc]")
# Those of which no script and no turn of direction has any use, so that they stand in no title or name.
_EMPTY = re.compile("[\u200b\u2060\ufeff\u180e\ufff9-\ufffc]")
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u200e\u200f\u2066\u2067\u2068\u2069"
_ZERO_WIDTH = "\u200b"  # where a line may break, in scripts that have no blanks
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def hidden(text: str) -> Iterator[re.Match[str]]:
    """Yield the characters that nobody sees, without those by which other scripts join letters or turn lines."""
    if text.isascii():
        return
    turned = _RIGHT_TO_LEFT.search(text) is not None
    for found in _HIDDEN.finditer(text):
        around = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        joins = found[0] in _JOINERS and not all(one.isascii() for one in around)
        joins = joins or (found[0] == _ZERO_WIDTH and all(map(_WITHOUT_BLANKS.fullmatch, around)))
        if not joins and not (turned and found[0] in _DIRECTIONS):
            yield found


def empty(text: str) -> Iterator[re.Match[str]]:
    """Yield the characters that nobody sees and that do nothing either; those that join or turn letters are none."""
    yield from (found for found in hidden(text) if _EMPTY.fullmatch(found[0]))


def without_hidden(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    return _without(text, hidden(text))


def without_empty(text: str) -> str:
    """Return a text without the characters that nobody sees and that do nothing."""
    return _without(text, empty(text))


def _without(text: str, gone: Iterable[re.Match[str]]) -> str:
    parts, at = [], 0
    for found in gone:
        parts.append(text[at : found.start()])
        at = found.end()
    return "".join([*parts, text[at:]])


def hidden_slip(sign: str) -> tuple[str, str]:
    """Return message and hint for a character that nobody sees."""
    return f"an invisible character stands here: {_named(sign)}.", "Delete it: go behind it, and press Backspace."


def blank_slip(sign: str) -> tuple[str, str]:
    """Return message and hint for a blank where only a plain one counts."""
    return f"{_NO_PLAIN_BLANK}{_named(sign)}.", "Delete it, and press the space bar: only a plain blank counts here."


def _named(sign: str) -> str:
    return f"{unicodedata.name(sign, 'no-break mark').lower()} (U+{ord(sign):04X})"


def unseen_in(key: str) -> re.Match[str] | None:
    """Return the first of a key's characters that nobody sees, with those directly behind it."""
    return _UNSEEN.search(key)


def without_unseen(key: str) -> str:
    """Return a key without characters that nobody sees, such as a no-break space from another program."""
    return _UNSEEN.sub("", key)


def mended(text: str, start: int, message: str) -> tuple[int, str] | None:
    """Return how long the wrong characters are at the place of a message of this module, and what they should be."""
    if _HIDDEN.match(text, start):
        return 1, ""
    if message.startswith(_NO_PLAIN_BLANK) and (blanks := _BLANK.match(text, start)):
        return len(blanks[0]), " " * len(blanks[0])
    if message.startswith(_UNSEEN_IN_KEY) and (unseen := _UNSEEN.match(text, start)):
        return len(unseen[0]), ""
    return None
