"""The keywords of articles, and an inverted index of articles by keyword or tag."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coach.content.article import Article

_MOST_POSTINGS = 24  # articles with one key that are compared
_CHART = re.compile(r"^```chart\n.*?^```$", re.MULTILINE | re.DOTALL)  # keys and labels, which are no prose
_WORD = re.compile(r"[^\W\d_]{4,}")


class Postings:
    """An inverted index: the articles that have a key, in order of time, and an article's places in those lists."""

    def __init__(self) -> None:
        self.lists: dict[str, list[str]] = defaultdict(list)
        self.places: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def count(self, key: str) -> int:
        """Return how many articles have the key."""
        return len(self.lists[key])

    def around(self, id_: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each key of the article with the other articles that have it; of very many, those nearest in time."""
        for key, place in self.places[id_]:
            yield key, self._window(key, place)

    def _window(self, key: str, place: int) -> list[str]:
        start = max(0, place - _MOST_POSTINGS // 2)
        ids = self.lists[key]
        return [*ids[start:place], *ids[place + 1 : start + _MOST_POSTINGS + 1]]


def postings(pairs: Iterable[tuple[str, Sequence[str]]]) -> Postings:
    """Return the inverted index of these articles' ids and keys, which come in order of time."""
    made = Postings()
    for id_, keys in pairs:
        for key in keys:
            made.places[id_].append((key, len(made.lists[key])))
            made.lists[key].append(id_)
    return made


def article_terms(article: Article, common: frozenset[str]) -> Mapping[str, int]:
    """Return the words of an article with their counts; those in the title count thrice, in the description twice.

    Words of three letters and `common` ones tell nothing.
    """
    return _terms(article.title, article.description, _CHART.sub("", article.file.body), common)


@lru_cache(20_000)  # under `serve` most texts are unchanged
def _terms(title: str, description: str, body: str, common: frozenset[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for text, weight in ((body, 1), (description, 2), (title, 3)):
        for word, count in Counter(_WORD.findall(text.lower())).items():
            if word not in common:
                term = word.removesuffix("s")
                counts[term] = counts.get(term, 0) + weight * count
    return {intern(term): count for term, count in counts.items() if count > 1}


def spelled(article: Article, term: str) -> str:
    """Return a term as the article spells it most often, with its capital and its end."""
    return _spellings(article.title, article.description, article.file.body).get(term, term)


@lru_cache(1000)
def _spellings(*texts: str) -> Mapping[str, str]:
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    return {
        word.lower().removesuffix("s"): word for word, _ in sorted(counts.items(), key=lambda pair: (pair[1], pair[0]))
    }
