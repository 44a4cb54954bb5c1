"""Which words a slip of typing may stand for, as overrides/components/nearest/nearest.mjs says it."""

from __future__ import annotations

import unicodedata
from functools import cache
from math import inf


def folded(word: str) -> str:
    """Return the word in small Latin letters without accents."""
    apart = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss"))
    return "".join(letter for letter in apart if not "\u0300" <= letter <= "\u036f")


@cache
def slips(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many, or swapped with the next one (optimal string alignment)."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        slips(one[:-1], other) + 1, slips(one, other[:-1]) + 1, slips(one[:-1], other[:-1]) + (one[-1] != other[-1])
    )
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        least = min(least, slips(one[:-2], other[:-2]) + 1)
    return least


def farness(typed: str, known: str, most: int) -> float:
    """Return how far a folded word is from a known one; infinity for too far."""
    whole, first = slips(typed, known), typed[0] != known[0]
    if len(typed) - len(known) > most:
        return inf
    if whole <= most:
        return inf if first and whole == most > 1 else whole + first / 2
    begun = min(slips(typed, known[:length]) for length in range(len(known) + 1))
    unfinished = not first and len(typed) >= 5 and begun <= (1 if len(typed) < 9 else 2)
    return begun + 0.3 if unfinished else inf


def nearest(typed: str, groups: list[str]) -> list[str]:
    """Return the words of the groups that are near enough, the nearest first."""
    most = 1 if len(typed) < 7 else 2
    found = []
    for rank, group in enumerate(groups):
        for word in group.split():
            far = farness(folded(typed), folded(word), most)
            if far < inf:
                found.append((far, rank, len(folded(word)), word))
    return [word for *_, word in sorted(found)]
