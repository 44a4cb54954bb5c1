"""The co-occurrence of tags: how many articles carry two of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from coach.content.article import Article

MOST_IN_PICTURE = 24  # tags
MOST_OF_PAIR = 5  # articles that the list of tags names for two of them


@dataclass(frozen=True)
class Cooccurrence:
    """Counts of articles: `uses` by tag, `pairs` by two tags in alphabetical order."""

    uses: dict[str, int]
    pairs: dict[tuple[str, str], int]

    def together(self, one: str, other: str) -> int:
        """Return the number of articles that carry both tags; for one tag twice, those that carry it."""
        if one == other:
            return self.uses.get(one, 0)
        return self.pairs.get((one, other) if one < other else (other, one), 0)

    @cached_property
    def _neighbours(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for (one, other), count in self.pairs.items():
            found.setdefault(one, []).append((other, count))
            found.setdefault(other, []).append((one, count))
        return {tag: sorted(pairs, key=lambda pair: (-pair[1], pair[0])) for tag, pairs in found.items()}

    def neighbours(self, tag: str) -> list[tuple[str, int]]:
        """Return the other tags of the tag's articles with counts, the most frequent first."""
        return self._neighbours.get(tag, [])

    @cached_property
    def pictured(self) -> tuple[str, ...]:
        """The tags that the matrix has room for: the most used ones, by id."""
        most = sorted(self.uses, key=lambda tag: (-self.uses[tag], tag))[:MOST_IN_PICTURE]
        return tuple(sorted(most))

    @cached_property
    def most(self) -> int:
        """The highest count of two different tags, at least 1."""
        return max([1, *self.pairs.values()])


def count_cooccurrence(articles: Iterable[Article]) -> Cooccurrence:
    """Return the counts over these articles."""
    uses: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for article in articles:
        uses.update(article.tags)
        pairs.update(combinations(sorted(article.tags), 2))
    return Cooccurrence(dict(uses), dict(pairs))


def articles_by_pair(articles: Iterable[Article], tags: Collection[str]) -> dict[tuple[str, str], list[Article]]:
    """Return the first articles that carry two of the tags, by the pair in alphabetical order, the pairs in order."""
    found: dict[tuple[str, str], list[Article]] = {}
    for article in articles:
        for pair in combinations(sorted(tag for tag in article.tags if tag in tags), 2):
            if len(shown := found.setdefault(pair, [])) < MOST_OF_PAIR:
                shown.append(article)
    return dict(sorted(found.items()))
