"""Pages that are not articles: home, about, coaching and every other page in docs/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from coach.content.article import FOLDER
from coach.content.article_fields import Aliases, ArticleFields, Description, Names, Title
from coach.source.problems import Problem
from coach.source.schema import Fields, Slug, Text, check
from coach.source.slips.consequences import is_about, unclear_keys, with_consequence
from coach.source.sources import Place
from coach.source.typography import ENGLISH, Quotes, typeset
from coach.source.urls import page_address, questions_of

if TYPE_CHECKING:
    from coach.source.front_matter import MarkdownFile

HOME = "index.md"
# Pages with a template of their own, by address.
_TEMPLATES = {"": "home.html", "style/": "style.html", "subscribe/": "subscribe.html"}


class WrittenFields(Fields):
    """The keys that every page has."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "description")
    HIDING: ClassVar[tuple[str, ...]] = ("unlisted",)
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: About",
        "description": "description: and one or two sentences that could stand alone",
    }

    title: Title | None = None
    description: Description | None = None
    unlisted: bool = False
    aliases: Aliases = ()
    path: Slug | None = None


class PageFields(WrittenFields):
    """All keys of a plain page."""

    coaching: Annotated[bool, Field(description="below the text, the coaching pages of all reading paths")] = False


class HomeFields(WrittenFields):
    """The keys of the home page: what it says first and which articles it shows."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        **WrittenFields.EXAMPLES,
        "featured": "featured: [id-of-an-article]",
    }

    headline: Text | None = None
    featured: Annotated[Names, Field(max_length=3)] = ()
    quiz: Slug | None = None
    newest: Annotated[int, Field(ge=1, le=12)] = 6


@dataclass(frozen=True)
class Page:
    """A page that an author wrote; `coaching` says that it lists the coaching of reading paths."""

    title: str
    description: str
    address: str
    file: MarkdownFile
    listed: bool = True
    home: HomeFields | None = None
    aliases: tuple[str, ...] = ()
    path: str | None = None
    coaching: bool = False

    @property
    def questions(self) -> list[str]:
        """What old addresses ask for behind the home page's: page_id for /?page_id=2."""
        return questions_of(self.aliases)

    @property
    def template(self) -> str:
        """The name of its template."""
        return _TEMPLATES.get(self.address, "page.html")


def read_page(file: MarkdownFile, quotes: Quotes = ENGLISH) -> tuple[Page, list[Problem]]:
    """Return the page built from the valid part of its front matter, and its mistakes. A page is never left out."""
    model = HomeFields if file.source.path == HOME else PageFields
    fields, problems = (model(), []) if file.broken else check(model, file.document, file.path)
    unclear = [] if file.broken else unclear_keys(file.document, model.HIDING, model.model_fields, problems)
    problems = problems if file.broken else _as_article(file, problems)
    if unclear:
        words = "Until it is mended, no list shows this page."
        problems, _ = with_consequence(problems, lambda one: is_about(one, file.document, unclear), words)
    page = Page(
        title=typeset(fields.title or file.source.stem.replace("-", " ").capitalize(), quotes=quotes),
        description=typeset(fields.description or "", quotes=quotes),
        address=page_address(file.source.path),
        file=file,
        listed=not fields.unlisted and not unclear,
        home=fields if isinstance(fields, HomeFields) else None,
        aliases=fields.aliases,
        path=fields.path,
        coaching=isinstance(fields, PageFields) and fields.coaching,
    )
    return page, problems


def _as_article(file: MarkdownFile, problems: list[Problem]) -> list[Problem]:
    """Return the problems; of an article in a page's place one for all keys that only articles have."""
    keys = (ArticleFields.model_fields.keys() - PageFields.model_fields.keys()) & file.document.data.keys()
    if not {"date", "tags"} <= keys:
        return problems
    places = {file.document.key_place((key,)) for key in keys}
    message = "this has the keys of an article, and is a page here: no list or feed shows it."
    hint = f"Move it to docs/{FOLDER}2026/, or delete date and tags."
    others = [problem for problem in problems if Place(problem.line, problem.column) not in places]
    return [*others, Problem(file.path, *min(places), message, hint)]
