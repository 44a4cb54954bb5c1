"""An article: its checked front matter with defaults filled in, and its text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from coach.content.article_fields import (
    ARTICLES,
    ArticleFields,
    ImageFields,
    folder_problems,
    no_name,
    stem_problems,
)
from coach.content.reading_time import count_words, reading_minutes
from coach.source.dates import is_skipped, settle
from coach.source.problems import Problem
from coach.source.schema import check
from coach.source.slips.consequences import LEFT_OUT, is_about, unclear_keys, with_consequence
from coach.source.urls import former_slug, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.content.figures.fields import Figure
    from coach.content.settings import Settings
    from coach.source.front_matter import MarkdownFile

FOLDER = ARTICLES


class Status(Enum):
    """The publication state of an article."""

    LIVE = "live"
    UNLISTED = "unlisted"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Article:
    """One article. Dates and times carry their time zone; `address` is relative to the site's root."""

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
    guid: str = ""
    aliases: tuple[str, ...] = ()
    quiz: str | None = None
    related: tuple[str, ...] = ()
    figure: Figure | None = None
    image: ImageFields | None = None
    audio: str | None = None
    canonical: str | None = None
    review_by: dt.date | None = None
    words: int = 0

    @property
    def address(self) -> str:
        """The article's address; it does not depend on the year's folder."""
        return f"{FOLDER}{self.slug}/"

    @property
    def questions(self) -> list[str]:
        """What old addresses ask for behind the home page's: p for /?p=12."""
        return questions_of(self.aliases)

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes."""
        return reading_minutes(self.words)

    @property
    def changed(self) -> dt.datetime:
        """The time of the last change that readers should know of."""
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
        """Whether it is left out of the site because it has no valid date; `date` is then only a placeholder."""
        return self.status is Status.LEFT_OUT

    @property
    def hidden(self) -> bool:
        """Whether readers do not see it."""
        return self.preview or self.left_out


def read_article(file: MarkdownFile, settings: Settings, now: dt.datetime) -> tuple[Article, list[Problem]]:
    """Return the article built from the valid part of its front matter, and its mistakes.

    An article without a valid date is left out of the site. If a key that hides an article cannot be understood, it is
    a draft. The mistake that is the reason says so. Any other key that is missing or invalid gets a default.
    """
    if file.broken:
        nothing = ArticleFields()
        return _settle(file, nothing, settings, now), [*no_name(file, nothing, ""), *folder_problems(file, nothing)]
    fields, problems = check(ArticleFields, file.document, file.path)
    article = _settle(file, fields, settings, now)
    if article.left_out:
        problems = left_out(file, problems, "article")
    elif unclear := unclear_keys(file.document, ArticleFields.HIDING, ArticleFields.model_fields, problems):
        article = replace(article, status=Status.DRAFT)
        problems, _ = with_consequence(
            problems, lambda one: is_about(one, file.document, unclear), "Until it is mended, this article is a draft."
        )
    problems += [*stem_problems(file, fields, settings.coach.locale), *folder_problems(file, fields)]
    if article.left_out:
        return article, problems
    problems += skipped_times(file, settings, fields.date, fields.updated)
    message, hint = _wrong_update(article, fields, now)
    if message:
        problems.append(Problem(file.path, *file.document.place(("updated",)), message, hint))
        article = replace(article, updated=None)
    elif article.updated:
        article = replace(article, updated=max(article.updated, article.date))
    return article, problems


def left_out(file: MarkdownFile, problems: Iterable[Problem], what: str) -> list[Problem]:
    """Return the problems of what has no date; the one that is the reason says that it is left out."""
    words = LEFT_OUT.format(what)
    told, has_cause = with_consequence(problems, lambda one: is_about(one, file.document, ("date",)), words)
    if not has_cause:
        place = file.document.place(("date",))
        told.append(Problem(file.path, *place, f"this {what} is left out of the site until it has a date."))
    return told


def skipped_times(
    file: MarkdownFile, settings: Settings, date: dt.date | None, updated: dt.date | None = None
) -> Iterator[Problem]:
    """Yield a problem for each time that does not exist, since the clocks go forward over it."""
    zone = settings.coach.timezone
    for key, moment in (("date", date), ("updated", updated)):
        if moment and is_skipped(moment, zone):
            later = settle(moment, settings.coach.publish_time, zone)
            message = f"{key} is a time that no clock shows: clocks of {zone} go forward over it."
            yield Problem(file.path, *file.document.place((key,)), message, f"Write {later:%Y-%m-%dT%H:%M}.")


def _wrong_update(article: Article, fields: ArticleFields, now: dt.datetime) -> tuple[str, str]:
    """Return message and hint for an update before the article or in the future; two empty strings for a right one.

    If one of the two is a bare day, only days are compared.
    """
    if article.updated is None:
        return "", ""
    exact = all(isinstance(moment, dt.datetime) for moment in (fields.date, fields.updated))
    before = article.updated < article.date if exact else article.updated.date() < article.date.date()
    if before:
        return "updated lies before date.", f"The article is of {article.date:%Y-%m-%d}."
    today = now.astimezone(article.date.tzinfo)
    late, latest = article.updated, max(article.date, today)
    ahead = late > latest if isinstance(fields.updated, dt.datetime) else late.date() > latest.date()
    hint = f"Write the day of the change; today is {today:%Y-%m-%d}."
    return ("updated lies in the future.", hint) if ahead else ("", "")


def _settle(file: MarkdownFile, fields: ArticleFields, settings: Settings, now: dt.datetime) -> Article:
    at, zone, typeset = settings.coach.publish_time, settings.coach.timezone, settings.catalogue.typeset
    stem = former_slug(file.source.stem) or "article"
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
        guid=fields.guid or "",
        aliases=fields.aliases,
        quiz=fields.quiz,
        related=fields.related,
        figure=fields.figure.settled(typeset) if fields.figure else None,
        image=fields.image,
        audio=fields.audio,
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
    """Return why readers of `asker` (or of any page) cannot see the article; "" when they can.

    A scheduled article may refer to one that is published by then; a draft to any that `serve` shows.
    """
    if article.left_out:
        return "left out of the site for a mistake of its own"
    if asker is not None and asker.status in {Status.DRAFT, Status.LEFT_OUT}:  # nobody knows yet when that one is out
        return ""
    if article.status is Status.DRAFT:
        return "a draft"
    if article.status is Status.SCHEDULED and not (
        asker and asker.status is Status.SCHEDULED and article.date <= asker.date
    ):
        return f"not out before {article.date:%Y-%m-%d}"
    return ""


def way_out(article: Article, hint: str = "Take it out until readers can see it.") -> str:
    """Return the hint for a reference to a hidden article; one that is left out by mistake has to be mended first."""
    return f"Mend {article.file.path} first." if article.left_out else hint


def image_path(article: Article) -> str:
    """Return the path in docs/ of the article's picture; it must have one."""
    assert article.image is not None
    return article.file.beside(article.image.src)
