"""An article: what its front matter says, settled, and its text."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from coach.content.article_fields import ArticleFields, ImageFields
from coach.content.reading_time import count_words, reading_minutes
from coach.source.dates import settle
from coach.source.problems import Problem
from coach.source.schema import check
from coach.source.typography import typeset
from coach.source.urls import slugify

if TYPE_CHECKING:
    import datetime as dt

    from coach.content.settings import Settings
    from coach.source.front_matter import MarkdownFile

FOLDER = "articles/"


class Status(Enum):
    """Where an article is in its life."""

    LIVE = "live"
    UNLISTED = "unlisted"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Article:
    """One article. Moments carry the zone; `address` is relative to the site's root."""

    id: str
    title: str
    description: str
    date: dt.datetime
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    slug: str
    status: Status
    file: MarkdownFile
    updated: dt.datetime | None = None
    aliases: tuple[str, ...] = ()
    quiz: str | None = None
    related: tuple[str, ...] = ()
    image: ImageFields | None = None
    canonical: str | None = None
    review_by: dt.date | None = None
    words: int = 0

    @property
    def address(self) -> str:
        """The article's address; it does not depend on the year's folder."""
        return f"{FOLDER}{self.slug}/"

    @property
    def minutes(self) -> int:
        """Whole minutes of reading."""
        return reading_minutes(self.words)

    @property
    def changed(self) -> dt.datetime:
        """The moment of the last change that readers should know of."""
        return self.updated or self.date

    @property
    def listed(self) -> bool:
        """Whether lists, feeds, search and sitemap show it."""
        return self.status is not Status.UNLISTED

    @property
    def preview(self) -> bool:
        """Whether it is shown to its author only."""
        return self.status in {Status.DRAFT, Status.SCHEDULED}

    @property
    def left_out(self) -> bool:
        """Whether nobody sees it: it cannot be placed among the others. Its date says nothing then."""
        return self.status is Status.LEFT_OUT

    @property
    def hidden(self) -> bool:
        """Whether readers do not see it."""
        return self.preview or self.left_out


def read_article(file: MarkdownFile, settings: Settings, now: dt.datetime) -> tuple[Article, list[Problem]]:
    """Return the article with what is right in its front matter, and its mistakes.

    Without a date it cannot be placed among the others: then it is left out, and a problem says so. Everything else
    has a substitute until it is mended.
    """
    if file.broken:
        return _settle(file, ArticleFields(), settings, now), [_left_out(file, "its front matter can be read")]
    fields, problems = check(ArticleFields, file.document, file.path)
    problems += _stem_problems(file, fields)
    article = _settle(file, fields, settings, now)
    if article.left_out:
        return article, [*problems, _left_out(file, "it has a date")]
    if article.updated and article.updated < article.date:
        place = file.document.place(("updated",))
        message, hint = "updated lies before date.", f"The article is of {article.date:%Y-%m-%d}."
        problems.append(Problem(file.path, *place, message, hint))
    return article, problems


def _left_out(file: MarkdownFile, until: str) -> Problem:
    return Problem(file.path, 1, 1, f"this article is left out of the site until {until}.")


def _stem_problems(file: MarkdownFile, fields: ArticleFields) -> list[Problem]:
    """Complain of a file name that makes no address, unless id and slug stand in for it."""
    stem = file.source.stem
    better = slugify(stem)
    if stem == better or (fields.id and fields.slug):
        return []
    name = f"{better}.md" if better else "two-ways-to-win.md"
    return [Problem(file.path, 1, 1, f'the file name "{stem}.md" makes no address.', f"Rename it to {name}.")]


def _settle(file: MarkdownFile, fields: ArticleFields, settings: Settings, now: dt.datetime) -> Article:
    at, zone = settings.coach.publish_time, settings.coach.timezone
    stem = slugify(file.source.stem) or "article"
    date = settle(fields.date, at, zone) if fields.date else now
    return Article(
        id=fields.id or stem,
        title=typeset(fields.title or stem.replace("-", " ").capitalize()),
        description=typeset(fields.description or ""),
        date=date,
        updated=settle(fields.updated, at, zone) if fields.updated else None,
        tags=fields.tags,
        authors=fields.authors,
        slug=fields.slug or stem,
        status=_status(fields, date, now),
        file=file,
        aliases=fields.aliases,
        quiz=fields.quiz,
        related=fields.related,
        image=fields.image,
        canonical=fields.canonical,
        review_by=fields.review_by,
        words=count_words(file.body),
    )


def _status(fields: ArticleFields, date: dt.datetime, now: dt.datetime) -> Status:
    if fields.date is None:
        return Status.LEFT_OUT
    if fields.draft:
        return Status.DRAFT
    if date > now:
        return Status.SCHEDULED
    return Status.UNLISTED if fields.unlisted else Status.LIVE


def why_hidden(article: Article, asker: Article | None = None) -> str:
    """Return why readers of `asker` (or of any page) cannot see the article, or nothing when they can.

    A scheduled article may point to what is out by then; a draft may point to anything that can be shown.
    """
    if article.left_out:
        return "left out of the site for a mistake of its own"
    if asker is not None and asker.status is Status.DRAFT:
        return ""
    if article.status is Status.DRAFT:
        return "a draft"
    if article.status is Status.SCHEDULED and not (
        asker and asker.status is Status.SCHEDULED and article.date <= asker.date
    ):
        return f"not out before {article.date:%Y-%m-%d}"
    return ""


def way_out(article: Article, hint: str = "Take it out until readers can see it.") -> str:
    """Return what to do where a hidden article is named: as the hint says, unless it is hidden by mistake."""
    return f"Mend {article.file.path} first." if article.left_out else hint


def image_path(article: Article) -> str:
    """Return the path of the article's picture in docs/."""
    assert article.image is not None
    folder = posixpath.dirname(article.file.source.path)
    return posixpath.normpath(posixpath.join(folder, article.image.src))
