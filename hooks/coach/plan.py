"""The pages that nobody writes: archive, authors, redirects."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coach.quizzes.quiz import FOLDER
from coach.quizzes.shelf import helps_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coach.articles.article import Article
    from coach.library import Library
    from coach.quizzes.shelf import Shelf


@dataclass(frozen=True)
class GeneratedPage:
    """A page made from the library: its template and what the template shows.

    Without a title and description here, the template has them: they are words for readers.
    """

    address: str
    template: str
    title: str = ""
    description: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    changed: datetime | None = None
    listed: bool = True


@dataclass(frozen=True)
class Redirect:
    """An old address and the article that it leads to."""

    address: str
    article: Article


@dataclass(frozen=True)
class GeneratedFile:
    """A file that is no page, for programs and scripts."""

    address: str
    content: str


def plan_pages(library: Library, shelf: Shelf) -> Iterator[GeneratedPage]:
    """Yield every generated page, redirects apart."""
    yield from _archive(library)
    yield from _authors(library)
    yield from _quizzes(library, shelf)


def plan_files(shelf: Shelf) -> Iterator[GeneratedFile]:
    """Yield the kept definitions of quizzes, which the browser asks for when it meets an old link."""
    for frozen in shelf.frozen:
        data = {**frozen.scale.as_data(), "titles": frozen.titles}
        yield GeneratedFile(frozen.address, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _archive(library: Library) -> Iterator[GeneratedPage]:
    yield GeneratedPage(
        address="archive/",
        template="archive.html",
        data={"years": library.by_year},
        changed=library.changed(),
    )
    for year, articles in library.by_year.items():
        yield GeneratedPage(
            address=f"archive/{year}/",
            template="archive.html",
            data={"years": {year: articles}, "year": year},
            changed=max(article.changed for article in articles),
        )


def _authors(library: Library) -> Iterator[GeneratedPage]:
    for id_, articles in library.by_author.items():
        author = library.authors[id_]
        yield GeneratedPage(
            address=author.address,
            template="author.html",
            title=author.name,
            description=author.description,
            data={"author": author, "articles": articles},
            changed=max(article.changed for article in articles),
        )


def _quizzes(library: Library, shelf: Shelf) -> Iterator[GeneratedPage]:
    # The longest first: the one that says most.
    quizzes = sorted(shelf.quizzes.values(), key=lambda quiz: (-len(quiz.items), quiz.id))
    if quizzes:
        yield GeneratedPage(
            address=FOLDER,
            template="quizzes.html",
            data={"quizzes": quizzes},
        )
    for quiz in quizzes:
        yield GeneratedPage(
            address=quiz.address,
            template="quiz.html",
            title=quiz.title,
            description=quiz.description,
            data={"quiz": quiz, "helps": helps_of(quiz, library)},
        )


def plan_redirects(library: Library) -> list[Redirect]:
    """Return a redirect for each alias of each shown article."""
    return [Redirect(alias, article) for article in library.articles for alias in article.aliases]
