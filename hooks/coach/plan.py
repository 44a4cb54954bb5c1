"""The pages that nobody writes: archive, authors, redirects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coach.articles.article import Article
    from coach.library import Library


@dataclass(frozen=True)
class GeneratedPage:
    """A page made from the library: its template and what the template shows."""

    address: str
    template: str
    title: str
    description: str
    data: dict[str, Any] = field(default_factory=dict)
    changed: datetime | None = None
    listed: bool = True


@dataclass(frozen=True)
class Redirect:
    """An old address and the article that it leads to."""

    address: str
    article: Article


def plan_pages(library: Library) -> Iterator[GeneratedPage]:
    """Yield every generated page, redirects apart."""
    yield from _archive(library)
    yield from _authors(library)


def _archive(library: Library) -> Iterator[GeneratedPage]:
    yield GeneratedPage(
        address="archive/",
        template="archive.html",
        title="All articles",
        description="Every article of the blog, newest first, by year.",
        data={"years": library.by_year},
        changed=library.changed(),
    )
    for year, articles in library.by_year.items():
        yield GeneratedPage(
            address=f"archive/{year}/",
            template="archive.html",
            title=f"Articles of {year}",
            description=f"Every article of the year {year}, newest first.",
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


def plan_redirects(library: Library) -> list[Redirect]:
    """Return a redirect for each alias of each shown article."""
    return [Redirect(alias, article) for article in library.articles for alias in article.aliases]
