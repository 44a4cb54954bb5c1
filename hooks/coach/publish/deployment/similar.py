"""Texts that are almost the same, found by small sketches of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from heapq import nsmallest
from typing import TYPE_CHECKING, Generic, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

SIZE, DIGITS = 16, 6  # hashes in a sketch, and hexadecimal digits of each
ALIKE = 0.55  # part of the phrases that both texts have; unrelated texts of one author are below 0.05
_WORD = re.compile(r"\w+")


def sketch(text: str) -> str:
    """Return the smallest hashes of the text's phrases of three words, 16 at most, 6 hexadecimal digits each.

    Two sketches tell how many phrases their texts have in common (Broder, "On the resemblance and containment of
    documents", 1997). Case, punctuation and white space make no difference.
    """
    words = _WORD.findall(text.casefold())
    phrases = map(" ".join, zip(words, words[1:], words[2:], strict=False)) if len(words) > 2 else [" ".join(words)]
    hashes = {crc32(phrase.encode()) >> 8 for phrase in phrases if phrase}
    return "".join(f"{one:0{DIGITS}x}" for one in nsmallest(SIZE, hashes))


def _hashes(sketch_: str) -> frozenset[str]:
    return frozenset(sketch_[at : at + DIGITS] for at in range(0, len(sketch_), DIGITS))


def likeness(one: str, other: str) -> float:
    """Return from two sketches which part of all their phrases both texts have, 0 to 1; 0 for an empty one."""
    here, there = _hashes(one), _hashes(other)
    smallest = nsmallest(SIZE, here | there)
    return sum(each in here and each in there for each in smallest) / len(smallest) if here and there else 0.0


class Sketches(Generic[T]):
    """Things by the sketches of their texts."""

    def __init__(self) -> None:
        self._things: list[tuple[str, T]] = []
        self._by_hash: dict[str, list[int]] = defaultdict(list)

    def add(self, sketch_: str, thing: T) -> None:
        """Add a thing whose text has this sketch."""
        for one in _hashes(sketch_):
            self._by_hash[one].append(len(self._things))
        self._things.append((sketch_, thing))

    def alike(self, sketch_: str) -> Iterator[T]:
        """Yield the things whose text is almost the same, in the order in which they were added."""
        shared = Counter(number for one in _hashes(sketch_) for number in self._by_hash.get(one, ()))
        for number in sorted(shared):
            known, thing = self._things[number]
            if likeness(known, sketch_) >= ALIKE:
                yield thing
