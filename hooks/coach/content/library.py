"""The shown articles, indexed by id, year, author and tag."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from coach.content.article import Article
    from coach.content.authors import Author
    from coach.content.reading_paths import ReadingPath
    from coach.content.tags import Tag, Vocabulary


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return the articles sorted by date, newest first; articles of the same date by id."""
    by_id = sorted(articles, key=lambda article: article.id)
    return tuple(sorted(by_id, key=lambda article: article.date, reverse=True))


@dataclass(frozen=True)
class Library:
    """The shown articles, newest first, with the vocabulary and the authors they refer to.

    `common_words` are those of the language that say nothing about a text; `keeps_case`: its words have a capital or
    not whatever stands around them, as German nouns have.
    """

    articles: tuple[Article, ...]
    vocabulary: Vocabulary
    authors: dict[str, Author]
    common_words: frozenset[str] = frozenset()
    keeps_case: bool = False

    @cached_property
    def listed(self) -> tuple[Article, ...]:
        """Articles that lists show, newest first."""
        return tuple(article for article in self.articles if article.listed)

    @cached_property
    def by_id(self) -> dict[str, Article]:
        """Every shown article by its id, the unlisted ones too."""
        return {article.id: article for article in self.articles}

    @cached_property
    def by_year(self) -> dict[int, tuple[Article, ...]]:
        """Listed articles by the year of their date, the newest year first."""
        return {year: tuple(group) for year, group in groupby(self.listed, key=lambda article: article.date.year)}

    @cached_property
    def by_author(self) -> dict[str, tuple[Article, ...]]:
        """Listed articles by author's id."""
        return _group((author, article) for article in self.listed for author in article.authors)

    @cached_property
    def by_tag(self) -> dict[str, tuple[Article, ...]]:
        """Listed articles by tag's id."""
        return _group((tag, article) for article in self.listed for tag in article.tags)

    def on_path(self, path: ReadingPath) -> list[Article]:
        """Return the path's listed articles, newest first."""
        steps = {step.article for step in path.steps}
        return [article for article in self.listed if article.id in steps]

    @cached_property
    def _older(self) -> dict[str, Article]:
        return {newer.id: older for newer, older in pairwise(self.listed)}

    @cached_property
    def _newer(self) -> dict[str, Article]:
        return {older.id: newer for newer, older in pairwise(self.listed)}

    def older(self, article: Article) -> Article | None:
        """Return the listed article published just before this one; None for the oldest."""
        return self._older.get(article.id)

    def newer(self, article: Article) -> Article | None:
        """Return the listed article published just after this one; None for the newest."""
        return self._newer.get(article.id)

    def tags_of(self, article: Article) -> tuple[Tag, ...]:
        """Return the article's tags, in the order of its front matter."""
        return tuple(self.vocabulary.tags[tag] for tag in article.tags)

    def authors_of(self, article: Article) -> tuple[Author, ...]:
        """Return the article's authors, in the order of its front matter."""
        return tuple(self.authors[author] for author in article.authors)

    def changed(self) -> datetime | None:
        """Return the time of the latest change of any listed article; None if there are none."""
        return max((article.changed for article in self.listed), default=None)


def _group(pairs: Iterable[tuple[str, Article]]) -> dict[str, tuple[Article, ...]]:
    groups: dict[str, list[Article]] = {}
    for key, article in pairs:
        groups.setdefault(key, []).append(article)
    return {key: tuple(articles) for key, articles in groups.items()}
