"""First words and sequences of words that return."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from coach.editing.prose.readability import Sentence

    Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST, _SHORTEST = 6, 4  # words of a sequence
_ARTICLES = 3  # that have a sequence which counts as one that returns


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, with straight apostrophes."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def first_words(texts: Iterable[str], number: int) -> Counter[str]:
    """Return how many texts begin with the same words."""
    begun = (words_of(text)[:number] for text in texts)
    return Counter(" ".join(words) for words in begun if len(words) == number)


def repeated(articles: Iterable[Sequence[Sentence]], stop: frozenset[str]) -> list[tuple[str, int]]:
    """Return the sequences of four to six words that three articles have, with the number of articles.

    The commonest first, of those the longest. One that stands in a longer one is left out, unless more articles
    have it; so is one of stop words alone. The work grows as the length of the texts.
    """
    read = [[words_of(sentence.words) for sentence in found] for found in articles]
    often: dict[Words, int] = {}
    shorter: Container[Words] | None = None
    for length in range(_SHORTEST, _LONGEST + 1):
        counts = Counter(chain.from_iterable(set(_sequences(said, length, shorter)) for said in read))
        shorter = {words: count for words, count in counts.items() if count >= _ARTICLES}
        often |= shorter
    kept = [words for words in _without_contained(often) if not stop.issuperset(words)]
    kept.sort(key=lambda words: (-often[words], -len(words), words))
    return [(" ".join(words), often[words]) for words in kept]


def _sequences(said: Iterable[list[str]], length: int, shorter: Container[Words] | None) -> Iterator[Words]:
    """Yield the sequences of a length whose first and last words are among the shorter ones, if those are given."""
    for words in said:
        for at in range(len(words) - length + 1):
            sequence = tuple(words[at : at + length])
            if shorter is None or (sequence[1:] in shorter and sequence[:-1] in shorter):
                yield sequence


def _without_contained(often: Mapping[Words, int]) -> Iterator[Words]:
    """Yield those that more articles have than any longer one in which they stand."""
    longer: dict[Words, int] = {}
    for words in sorted(often, key=len, reverse=True):
        most = longer.get(words, 0)
        if often[words] > most:
            yield words
        for part in (words[1:], words[:-1]):
            longer[part] = max(longer.get(part, 0), most, often[words])
