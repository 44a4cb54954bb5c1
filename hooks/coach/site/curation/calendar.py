"""The calendar of those who write: what is planned, which slots are free, what is to be read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING

from coach.content.article import Status
from coach.content.config.schedule import slots
from coach.source.dates import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from coach.content.article import Article
    from coach.content.settings import CoachFields


class Kind(Enum):
    """What stands in a calendar."""

    PLANNED = "planned"
    DRAFT = "draft"
    LETTER = "letter"
    FREE = "free"
    REVIEW = "read again"


@dataclass(frozen=True)
class Entry:
    """One line of a calendar. `path` is the file as messages show it, "" for a free slot; `late` is past its day."""

    moment: datetime
    kind: Kind
    title: str = ""
    path: str = ""
    late: bool = False


def plan_calendar(
    articles: Iterable[Article], letters: Iterable[Entry], coach: CoachFields, now: datetime, weeks: int
) -> list[Entry]:
    """Return what the next weeks bring, and before it what is overdue: drafts, and what should have been read again.

    A slot of the schedule is free if no article comes out on its day; the date of a draft holds its day.
    """
    end = now + timedelta(weeks=weeks)
    found = list(articles)
    entries = [*_planned(found, now), *_reviews(found, coach, now), *letters]
    shown = [entry for entry in entries if entry.late or now < entry.moment <= end]
    shown += [Entry(moment, Kind.FREE) for moment in takewhile(lambda slot: slot <= end, free_slots(found, coach, now))]
    return sorted(shown, key=lambda entry: (not entry.late, entry.moment, entry.kind.value, entry.path))


def free_slots(articles: Iterable[Article], coach: CoachFields, now: datetime) -> Iterator[datetime]:
    """Yield the slots of the schedule after `now` on whose day no article comes out; none without a schedule."""
    if coach.schedule is None:
        return
    taken = {article.date.astimezone(coach.timezone).date() for article in articles}
    for slot in slots(coach.schedule, now, coach.publish_time, coach.timezone):
        if slot.date() not in taken:
            yield slot


def _planned(articles: Iterable[Article], now: datetime) -> Iterator[Entry]:
    for article in articles:
        draft = article.status is Status.DRAFT
        if draft or (article.date > now and article.status is not Status.LEFT_OUT):
            kind = Kind.DRAFT if draft else Kind.PLANNED
            yield Entry(article.date, kind, article.title, article.file.path, late=article.date <= now)


def _reviews(articles: Iterable[Article], coach: CoachFields, now: datetime) -> Iterator[Entry]:
    today = now.astimezone(coach.timezone).date()
    for article in articles:
        if article.review_by:
            moment = settle(article.review_by, coach.publish_time, coach.timezone)
            yield Entry(moment, Kind.REVIEW, article.title, article.file.path, late=article.review_by < today)
