"""The words of a text that say something and how rare each of them is among all articles."""

from __future__ import annotations

import re
from collections import Counter
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.editing.prose.pattern.words import Words

_QUOTED = re.compile(r"[\"“”„«»][^\"“”„«»]*[\"“”«»]")
_WORD = re.compile(r"[^\W\d_]{3,}")


def terms(text: str, words: Words) -> set[str]:
    """Return the stems of the words that say something: "The dogs moved" has dog and mov."""
    return {words.suffix.sub("", word) for word in _WORD.findall(text.lower()) if word not in words.common}


def unquoted(text: str) -> str:
    """Return a text with nothing between its quotation marks."""
    return _QUOTED.sub('""', text)


class Rarity:
    """How rare each word is: 1 for a word of every second article, 2 of every fourth, 4 of every sixteenth."""

    def __init__(self, texts: Iterable[str], words: Words) -> None:
        self._counts = Counter[str]()
        self._texts = 0
        for text in texts:
            self._counts.update(terms(text, words))
            self._texts += 1

    def of(self, term: str) -> float:
        """Return the rarity of a word, 0 for one that more than half of the articles have."""
        count = self._counts[term]
        return log2(self._texts / count) if 0 < count <= self._texts / 2 else 0.0

    @property
    def two_rare_words(self) -> float:
        """The rarity that two words of every fourth article have together; in a smaller blog, two words of one each."""
        return 2 * log2(min(4, max(2, self._texts)))
