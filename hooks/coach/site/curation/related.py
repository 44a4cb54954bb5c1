"""Related articles, and why they are related.

Three things relate two articles: tags that few others carry, a path they share, and words that few others use. What a
tag or word is worth depends on how many articles have it, in coarse steps, and never on how many articles there are: an
unrelated article changes nothing between the others. Only the most characteristic words of an article are compared,
through an inverted index, and in a long list of articles with one tag or word only those near in time, so the work
grows in proportion to the number of articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from typing import TYPE_CHECKING

from coach.site.curation.keywords import article_terms, postings, spelled

if TYPE_CHECKING:
    from coach.content.article import Article
    from coach.content.library import Library
    from coach.content.reading_paths import Paths

SHOWN = 3
LEAST_INBOUND = 2
LEAST_SCORE = 0.1
TAG_WEIGHT, PATH_WEIGHT, WORD_WEIGHT = 3.0, 1.0, 0.8
_TERMS = 12
_CANDIDATES = 12
_AROUND = 6


@dataclass(frozen=True)
class Near:
    """A related article, and why: `picked` by hand (1 is the first), `path` shared, shared tags and words.

    Tags and words are the rarest first; `tag_score` and `word_score` are what they add up to.
    """

    id: str
    picked: int = 0
    path: bool = False
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    tag_score: float = 0.0
    word_score: float = 0.0

    @property
    def score(self) -> float:
        """The weighted sum, rounded so that machines agree on it."""
        return round(PATH_WEIGHT * self.path + TAG_WEIGHT * self.tag_score + WORD_WEIGHT * self.word_score, 3)


@dataclass(frozen=True)
class Related:
    """The related articles of each listed one, the highest score first."""

    lists: dict[str, tuple[Near, ...]]

    def of(self, article: str) -> tuple[Near, ...]:
        """Return the related articles of this one."""
        return self.lists.get(article, ())


def tag_worth(count: int) -> float:
    """Return the worth of a shared tag that `count` articles carry: 1, from two on 1/2, from four on 1/4."""
    return 1.0 / (1 << (max(1, count).bit_length() - 1))


def word_worth(count: int) -> float:
    """Return the worth of a shared word that `count` articles use: 1/2 below four, 1/8 below sixteen."""
    return 0.5 / (1 << 2 * ((max(1, count).bit_length() - 1) // 2))


def relate(library: Library, paths: Paths) -> Related:
    """Return the related articles of every listed article; each is in the lists of two others, if possible."""
    index = Index(library, paths)
    shown = {article.id: index.shown(article) for article in library.listed}
    return Related(_adopt_orphans(index, shown))


class Index:
    """The listed articles, indexed by what they can have in common."""

    def __init__(self, library: Library, paths: Paths) -> None:
        self.library, self.paths = library, paths
        self.articles = library.listed
        self._terms = {article.id: article_terms(article, library.common_words) for article in self.articles}
        self._uses = Counter(term for counts in self._terms.values() for term in counts)
        self._tags = postings((article.id, article.tags) for article in self.articles)
        self._keywords = {article.id: self._choose_keywords(article.id) for article in self.articles}
        self._words = postings(self._keywords.items())
        self._found: dict[str, list[Near]] = {}

    def candidates(self, article: Article) -> list[Near]:
        """Return the articles that share something with this one, the nearest first, a dozen at most."""
        if article.id not in self._found:
            self._found[article.id] = self._find(article)
        return self._found[article.id]

    def _find(self, article: Article) -> list[Near]:
        words = sorted(self._words.around(article.id), key=lambda pair: (self._uses[pair[0]], pair[0]))
        on_paths = self._on_paths(article.id)
        scores: dict[str, float] = defaultdict(float)
        for tag, ids in self._tags.around(article.id):
            worth = TAG_WEIGHT * tag_worth(self._tags.count(tag))
            for id_ in ids:
                scores[id_] += worth
        for word, ids in words:
            worth = WORD_WEIGHT * word_worth(self._uses[word])
            for id_ in ids:
                scores[id_] += worth
        for id_ in on_paths:
            scores[id_] += PATH_WEIGHT
        best = nsmallest(_CANDIDATES, _leading(scores), key=lambda id_: (-round(scores[id_], 3), id_))
        picked = [id_ for id_ in article.related if id_ in self._positions]
        tags = sorted(set(article.tags), key=lambda tag: (self._tags.count(tag), tag))
        found = [
            self._explain(id_, tags, words, picked.index(id_) + 1 if id_ in picked else 0, path=id_ in on_paths)
            for id_ in dict.fromkeys([*picked, *best])
        ]
        return sorted(found, key=lambda near: (not near.picked, near.picked, -near.score, near.id))

    def shown(self, article: Article) -> tuple[Near, ...]:
        """Return the list on the article's page: picked by hand, else with enough score and not `beside`."""
        beside = self.beside(article)
        fit = [near for near in self.candidates(article) if near.picked or near.id not in beside]
        near_enough = [near for near in fit if near.picked or near.score >= LEAST_SCORE]
        return tuple(near_enough[: max(SHOWN, sum(near.picked > 0 for near in fit))])

    def beside(self, article: Article) -> set[str]:
        """Return those that the page links anyway: the older and newer article, and those next to it on its paths."""
        found = {other.id for other in (self.library.older(article), self.library.newer(article)) if other}
        for stop in self.paths.of_article(article.id):
            found |= {step.article for step in (stop.previous, stop.next) if step and step.article}
        return found

    def around(self, article: Article) -> list[str]:
        """Return the articles nearest in time, the nearest first."""
        here = self._positions[article.id]
        near = range(max(0, here - _AROUND), min(len(self.articles), here + _AROUND + 1))
        nearest = sorted(near, key=lambda place: (abs(place - here), place))
        return [self.articles[place].id for place in nearest if place != here]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {article.id: place for place, article in enumerate(self.articles)}

    def _on_paths(self, id_: str) -> set[str]:
        steps = (step for stop in self.paths.of_article(id_) for step in stop.path.steps)
        return {
            step.article for step in steps if step.article in self._positions and step.article != id_ and step.article
        }

    def _choose_keywords(self, id_: str) -> list[str]:
        """Return the most characteristic words of the article: frequent in it and in few others, but in others too."""
        counts = self._terms[id_]
        shared = (term for term in counts if self._uses[term] > 1)
        return sorted(shared, key=lambda term: (-counts[term] * word_worth(self._uses[term]), term))[:_TERMS]

    def _explain(
        self, id_: str, tags: list[str], around: list[tuple[str, list[str]]], picked: int, *, path: bool
    ) -> Near:
        """Return an article with its reasons; `tags` and `around` are those of the other one, the rarest first."""
        other = self.library.by_id[id_]
        shared = [tag for tag in tags if tag in other.tags]
        words = [word for word, ids in around if id_ in ids]
        return Near(
            id=id_,
            picked=picked,
            path=path,
            tags=tuple(shared),
            words=tuple(spelled(other, word) for word in words) if self.library.keeps_case else tuple(words),
            tag_score=sum(tag_worth(self._tags.count(tag)) for tag in shared),
            word_score=sum(word_worth(self._uses[word]) for word in words),
        )


def _leading(scores: dict[str, float]) -> list[str]:
    """Return those that can be among the candidates: rounding changes a score by half a thousandth at most."""
    if len(scores) <= _CANDIDATES:
        return list(scores)
    least = sorted(scores.values(), reverse=True)[_CANDIDATES - 1] - 0.002
    return [id_ for id_, score in scores.items() if score >= least]


def _adopt_orphans(index: Index, shown: dict[str, tuple[Near, ...]]) -> dict[str, tuple[Near, ...]]:
    """Add each article that is in too few lists to the lists of those nearest to it; none is removed for it."""
    inbound = Counter(near.id for nears in shown.values() for near in nears)
    for article in reversed(index.articles):
        if inbound[article.id] >= LEAST_INBOUND:
            continue
        reasons = {near.id: near for near in index.candidates(article)}
        for host in dict.fromkeys([*reasons, *index.around(article)]):
            beside = article.id in index.beside(index.library.by_id[host])
            if not beside and article.id not in {near.id for near in shown[host]}:
                why = reasons.get(host)
                near = replace(why, id=article.id, picked=0) if why else Near(article.id)
                shown[host] = (*shown[host], near)
                inbound[article.id] += 1
            if inbound[article.id] >= LEAST_INBOUND:
                break
    return shown
