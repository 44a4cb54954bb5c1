"""Pages that are not articles: home, about, coaching and every other page in docs/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from coach.content.article_fields import Description, Names, Title
from coach.source.schema import Fields, Slug, Text, check
from coach.source.typography import typeset
from coach.source.urls import page_address

if TYPE_CHECKING:
    from coach.source.front_matter import MarkdownFile
    from coach.source.problems import Problem

HOME = "index.md"
# Pages with a template of their own, by address.
_TEMPLATES = {"": "home.html", "style/": "style.html", "subscribe/": "subscribe.html"}


class PageFields(Fields):
    """All keys of a plain page."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "description")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: About",
        "description": "description: and one or two sentences that could stand alone",
    }

    title: Title | None = None
    description: Description | None = None
    unlisted: bool = False
    path: Slug | None = None


class HomeFields(PageFields):
    """The keys of the home page: what it says first and which articles it shows."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        **PageFields.EXAMPLES,
        "featured": "featured: [id-of-an-article]",
    }

    headline: Text | None = None
    featured: Annotated[Names, Field(max_length=3)] = ()
    quiz: Slug | None = None
    newest: Annotated[int, Field(ge=1, le=12)] = 6


@dataclass(frozen=True)
class Page:
    """A page that an author wrote."""

    title: str
    description: str
    address: str
    file: MarkdownFile
    listed: bool = True
    home: HomeFields | None = None
    path: str | None = None

    @property
    def template(self) -> str:
        """The name of its template."""
        return _TEMPLATES.get(self.address, "page.html")


def read_page(file: MarkdownFile) -> tuple[Page, list[Problem]]:
    """Return the page built from the valid part of its front matter, and its mistakes. A page is never left out."""
    model = HomeFields if file.source.path == HOME else PageFields
    fields, problems = (model(), []) if file.broken else check(model, file.document, file.path)
    page = Page(
        title=typeset(fields.title or file.source.stem.replace("-", " ").capitalize()),
        description=typeset(fields.description or ""),
        address=page_address(file.source.path),
        file=file,
        listed=not fields.unlisted,
        home=fields if isinstance(fields, HomeFields) else None,
        path=fields.path,
    )
    return page, problems
