"""Answers as a short text for the end of an address: base64url, nothing readable, nothing that can do harm.

Bytes: format (1) · the scale's digest (3) · answers as one big number in base 6 (profile) or 4 (checklist), first
item first, 0 for "not answered" · a check byte (CRC-8, polynomial 0x07) over all before it. 24 pairs make
18 characters. One sheet has one token: anything else is refused.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.quizzes.scale import Scale

FORMAT = 1
_ALPHABET = re.compile(r"[A-Za-z0-9_-]{7,400}")


class TokenError(ValueError):
    """The text is no token of this scale; the message says why, in words for readers."""


def pack(scale: Scale, answers: Mapping[str, str]) -> str:
    """Return the token of a sheet of answers."""
    base = len(scale.choices) + 1
    number = 0
    for item in scale.items:
        choice = answers.get(item.id)
        number = number * base + (scale.choices.index(choice) + 1 if choice in scale.choices else 0)
    body = bytes([FORMAT]) + scale.digest + number.to_bytes(_size(scale), "big")
    return base64.urlsafe_b64encode(body + bytes([check_byte(body)])).decode().rstrip("=")


def fingerprint(token: str) -> str:
    """Return the fingerprint of the scale that the token was made with; TokenError for anything but a token."""
    return _body(token)[1:4].hex()


def unpack(scale: Scale, token: str) -> dict[str, str]:
    """Return the answers in the token; TokenError when it is damaged or made with another scale."""
    body = _body(token)
    if body[1:4] != scale.digest:
        raise TokenError("This link was made with another version of the quiz.")
    base, number = len(scale.choices) + 1, int.from_bytes(body[4:], "big")
    answers = {}
    for item in reversed(scale.items):
        number, digit = divmod(number, base)
        if digit:
            answers[item.id] = scale.choices[digit - 1]
    if number or len(body) != 4 + _size(scale):
        raise TokenError("This link is damaged.")
    return dict(reversed(answers.items()))


def _body(token: str) -> bytes:
    if not _ALPHABET.fullmatch(token):
        raise TokenError("This link is damaged.")
    data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)) if len(token) % 4 != 1 else b""
    whole = base64.urlsafe_b64encode(data).decode().rstrip("=") == token
    if not whole or data[0] != FORMAT or check_byte(data[:-1]) != data[-1]:
        raise TokenError("This link is damaged.")
    return data[:-1]


def _size(scale: Scale) -> int:
    """Return the least number of bytes that hold every sheet."""
    sheets = int((len(scale.choices) + 1) ** len(scale.items))
    return ((sheets - 1).bit_length() + 7) // 8


def check_byte(data: bytes) -> int:
    """Return the CRC-8 (polynomial 0x07, start 0) of the bytes."""
    register = 0
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = (register << 1) ^ (0x107 if register & 0x80 else 0)
    return register
