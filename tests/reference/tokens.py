"""Answers as a short text for the end of an address: base64url, nothing readable, nothing that can do harm.

Bytes: kind (1) · the scale's digest (3) · what it carries · a check byte (CRC-8, polynomial 0x07) over all before
it. A sheet of answers is one big number in base 6 (profile) or 4 (checklist), first item first, 0 for "not
answered". 24 pairs make 18 characters. One content has one token: anything else is refused.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from reference.scoring import choices_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.quizzes.scale import Scale

ANSWERS = 1
_ALPHABET = re.compile(r"[A-Za-z0-9_-]{7,1200}")


class TokenError(ValueError):
    """The text is no token of this scale; the message says why, in words for readers."""


DAMAGED = "This link is damaged."


def pack(scale: Scale, answers: Mapping[str, str]) -> str:
    """Return the token of a sheet of answers."""
    return seal(ANSWERS, scale, pack_sheet(scale, answers))


def unpack(scale: Scale, token: str) -> dict[str, str]:
    """Return the answers in the token; TokenError when it is damaged or made with another scale."""
    return unpack_sheet(scale, unseal(ANSWERS, scale, token))


def fingerprint(token: str, kind: int = ANSWERS) -> str:
    """Return the fingerprint of the scale that the token was made with; TokenError for anything but a token."""
    return _body(kind, token)[:3].hex()


def seal(kind: int, scale: Scale, content: bytes) -> str:
    """Return the token of this kind that carries the content."""
    body = bytes([kind]) + scale.digest + content
    return base64.urlsafe_b64encode(body + bytes([check_byte(body)])).decode().rstrip("=")


def unseal(kind: int, scale: Scale, token: str) -> bytes:
    """Return what a token of this kind carries; TokenError when it is damaged or made with another scale."""
    body = _body(kind, token)
    if body[:3] != scale.digest:
        raise TokenError("This link was made with another version of the quiz.")
    return body[3:]


def _body(kind: int, token: str) -> bytes:
    """Return digest and content."""
    if not _ALPHABET.fullmatch(token):
        raise TokenError(DAMAGED)
    data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)) if len(token) % 4 != 1 else b""
    whole = base64.urlsafe_b64encode(data).decode().rstrip("=") == token
    if not whole or data[0] != kind or check_byte(data[:-1]) != data[-1]:
        raise TokenError(DAMAGED)
    return data[1:-1]


def pack_sheet(scale: Scale, answers: Mapping[str, str]) -> bytes:
    """Return a sheet of answers in the least number of bytes that hold every sheet."""
    base, number = len(choices_of(scale)) + 1, 0
    for item in scale.items:
        choice = answers.get(item.id)
        number = number * base + (choices_of(scale).index(choice) + 1 if choice in choices_of(scale) else 0)
    return number.to_bytes(sheet_size(scale), "big")


def unpack_sheet(scale: Scale, data: bytes) -> dict[str, str]:
    """Return the answers in these bytes, in the order of the items; TokenError for anything but one sheet."""
    base, number = len(choices_of(scale)) + 1, int.from_bytes(data, "big")
    answers = {}
    for item in reversed(scale.items):
        number, digit = divmod(number, base)
        if digit:
            answers[item.id] = choices_of(scale)[digit - 1]
    if number or len(data) != sheet_size(scale):
        raise TokenError(DAMAGED)
    return dict(reversed(answers.items()))


def sheet_size(scale: Scale) -> int:
    """Return how many bytes a sheet takes."""
    sheets = int((len(choices_of(scale)) + 1) ** len(scale.items))
    return ((sheets - 1).bit_length() + 7) // 8


def check_byte(data: bytes) -> int:
    """Return the CRC-8 (polynomial 0x07, start 0) of the bytes."""
    register = 0
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = (register << 1) ^ (0x107 if register & 0x80 else 0)
    return register
