"""What travels between a salesperson, a customer and a colleague. The reference of components/mirror/tokens.mjs.

Each is a token (see tokens.py) of its own kind:

- an invite carries a nonce of 16 bits, which tells requests apart: 10 characters;
- a reply carries the nonce, the customer's answers, and a comment in UTF-8, after the byte 1 if others may see it: 20 characters for 24 pairs without one;
- a bundle carries one's own answers, and nonce and answers of up to twelve customers: with three of them 58;
- a sum carries how many customers were counted, and the mean score of each part.

Names are in none of them: those of customers never leave the browser, and who asks may put a first name beside an
invite, as in #i=TOKEN&n=Inga.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference.scoring import facets_of
from reference.tokens import DAMAGED, TokenError, pack_sheet, seal, sheet_size, unpack_sheet, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coach.quizzes.scale import Scale

INVITE, REPLY, BUNDLE, SUM = 2, 3, 4, 5
LONGEST_COMMENT = 200
MOST_CUSTOMERS = 12
LEAST_FOR_SUM = 3
_NO_SCORE = 255
_QUOTABLE = b"\x01"  # before a comment that others may see; no comment begins so

# Controls, blanks of every kind, and the marks that turn the direction of text round.
_BLANKS = re.compile("[\\x00-\\x20\\x7f-\\xa0\\u2028-\\u202e\\u2066-\\u2069\\ufeff]+")


@dataclass(frozen=True)
class Reply:
    """A customer's answers, the nonce of the request they belong to, and a comment of up to 200 characters.

    `quotable` says that others may see the comment.
    """

    nonce: int
    answers: Mapping[str, str]
    comment: str = ""
    quotable: bool = False


@dataclass(frozen=True)
class Sum:
    """Mean scores of at least three customers, by part; None where too few could be counted."""

    people: int
    means: Mapping[str, int | None]


def clean_comment(text: str) -> str:
    """Return the text in one line, without controls, cut to the length that a reply may carry."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _BLANKS.sub(" ", whole).strip(" ")[:LONGEST_COMMENT].strip(" ")


def pack_invite(scale: Scale, nonce: int) -> str:
    """Return the token that asks a customer."""
    return seal(INVITE, scale, nonce.to_bytes(2, "big"))


def unpack_invite(scale: Scale, token: str) -> int:
    """Return the nonce of the request; TokenError for anything but an invite of this scale."""
    content = unseal(INVITE, scale, token)
    if len(content) != 2:
        raise TokenError(DAMAGED)
    return int.from_bytes(content, "big")


def pack_reply(scale: Scale, reply: Reply) -> str:
    """Return the token that brings a customer's answers back."""
    sheet = pack_sheet(scale, reply.answers)
    comment = clean_comment(reply.comment).encode()
    return seal(
        REPLY, scale, reply.nonce.to_bytes(2, "big") + sheet + _QUOTABLE * (reply.quotable and bool(comment)) + comment
    )


def unpack_reply(scale: Scale, token: str) -> Reply:
    """Return the reply; TokenError for anything but a reply of this scale."""
    content = unseal(REPLY, scale, token)
    if len(content) < 2 + sheet_size(scale):
        raise TokenError(DAMAGED)
    sheet, words = content[2 : 2 + sheet_size(scale)], content[2 + sheet_size(scale) :]
    quotable = words.startswith(_QUOTABLE)
    try:
        comment = words.removeprefix(_QUOTABLE).decode()
    except UnicodeDecodeError:
        raise TokenError(DAMAGED) from None
    if clean_comment(comment) != comment or (quotable and not comment):
        raise TokenError(DAMAGED)
    return Reply(int.from_bytes(content[:2], "big"), unpack_sheet(scale, sheet), comment, quotable)


def pack_bundle(scale: Scale, mine: Mapping[str, str], replies: Sequence[Reply]) -> str:
    """Return the token of one's own answers and those of up to twelve customers, without names and comments."""
    sheets = [reply.nonce.to_bytes(2, "big") + pack_sheet(scale, reply.answers) for reply in replies[:MOST_CUSTOMERS]]
    return seal(BUNDLE, scale, pack_sheet(scale, mine) + b"".join(sheets))


def unpack_bundle(scale: Scale, token: str) -> tuple[dict[str, str], tuple[Reply, ...]]:
    """Return one's own answers and the customers'; TokenError for anything but a bundle of this scale."""
    content, size = unseal(BUNDLE, scale, token), sheet_size(scale)
    parts = [content[at : at + 2 + size] for at in range(size, len(content), 2 + size)]
    if len(parts) > MOST_CUSTOMERS:
        raise TokenError(DAMAGED)
    replies = [Reply(int.from_bytes(part[:2], "big"), unpack_sheet(scale, part[2:])) for part in parts]
    if len({reply.nonce for reply in replies}) != len(replies):
        raise TokenError(DAMAGED)
    return unpack_sheet(scale, content[:size]), tuple(replies)


def pack_sum(scale: Scale, total: Sum) -> str:
    """Return the token of mean scores."""
    means = (total.means[part] for part in part_ids(scale))
    return seal(SUM, scale, bytes([total.people, *(_NO_SCORE if mean is None else mean for mean in means)]))


def unpack_sum(scale: Scale, token: str) -> Sum:
    """Return the mean scores; TokenError for anything but a sum of at least three customers on this scale."""
    people, *means = unseal(SUM, scale, token) or b"\x00"
    parts = part_ids(scale)
    if people < LEAST_FOR_SUM or len(means) != len(parts) or any(100 < mean < _NO_SCORE for mean in means):
        raise TokenError(DAMAGED)
    known = (None if mean == _NO_SCORE else mean for mean in means)
    return Sum(people, dict(zip(parts, known, strict=True)))


def part_ids(scale: Scale) -> tuple[str, ...]:
    """Return what is laid over each other: the whole, and each facet of a profile or each line of a checklist."""
    return ("whole", *(facets_of(scale) if scale.kind == "profile" else (item.id for item in scale.items)))
