"""Which articles have a tag or a word."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_POSTINGS = 24


class Postings:
    """Which articles have a key, in order of time, and where in each list an article stands."""

    def __init__(self) -> None:
        self.lists: dict[str, list[str]] = defaultdict(list)
        self.places: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def count(self, key: str) -> int:
        """Return how many articles have the key."""
        return len(self.lists[key])

    def around(self, id_: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each key of the article with the others that have it; of very many, those near in time."""
        for key, place in self.places[id_]:
            yield key, self._window(key, place)

    def _window(self, key: str, place: int) -> list[str]:
        start = max(0, place - _MOST_POSTINGS // 2)
        ids = self.lists[key]
        return [*ids[start:place], *ids[place + 1 : start + _MOST_POSTINGS + 1]]


def postings(pairs: Iterable[tuple[str, Sequence[str]]]) -> Postings:
    """Return the keys of articles, which come in order of time with their ids, as postings."""
    made = Postings()
    for id_, keys in pairs:
        for key in keys:
            made.places[id_].append((key, len(made.lists[key])))
            made.lists[key].append(id_)
    return made
