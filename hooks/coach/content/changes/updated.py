"""The day on which an article was changed last: as its author says, or as its log of corrections says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.content.changes.changes import Span, change_problems, read_changes
from coach.source.dates import settle
from coach.source.problems import Problem

if TYPE_CHECKING:
    from coach.content.article import Article
    from coach.content.article_fields import ArticleFields
    from coach.content.settings import Settings


def with_updates(
    article: Article, fields: ArticleFields, settings: Settings, now: dt.datetime
) -> tuple[Article, list[Problem]]:
    """Return the article with its changes and the time of the last one, and what is wrong with their dates.

    The later one of `updated` and the newest change counts; a change is made at the site's publish time of its day.
    """
    file, coach, problems = article.file, settings.coach, list[Problem]()
    message, hint = _wrong_update(article, fields, now)
    if message:
        problems.append(Problem(file.path, *file.document.place(("updated",)), message, hint))
    updated = None if message else article.updated
    first, today = article.date.date(), now.astimezone(article.date.tzinfo).date()
    span = Span(first, max(first, today))
    changes = read_changes(fields.changes, span, settings.catalogue.typeset)
    problems += change_problems(file, changes, span, updated.date() if updated else None)
    if changes and (updated is None or updated.date() < changes[0].day):
        updated = settle(changes[0].day, coach.publish_time, coach.timezone)
    return replace(article, changes=changes, updated=max(article.date, updated) if updated else None), problems


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
