"""When articles come out: `extra.coach.schedule` in mkdocs.yml."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import count
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from pydantic import BeforeValidator

from coach.content.config.times import read_time
from coach.source.dates import read_day, settle
from coach.source.problems import suggest
from coach.source.schema import Fields, mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST = 3660  # days: in ten years there is a slot, or the calendar has none
_PAIR = re.compile(r"([\d-]+)/([\d-]+)")


class Days(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date


def _weekday(value: Any) -> int:
    name = str(value).strip().lower()
    if name not in _DAYS:
        raise mistake(f'{{key}} "{value}" is no day of the week.', suggest(name, _DAYS, f"Write {', '.join(_DAYS)}."))
    return _DAYS.index(name)


def _days(value: Any) -> Days:
    if isinstance(value, Days):
        return value
    pair = _PAIR.fullmatch(str(value).strip())
    first, last = (read_day(pair[1]), read_day(pair[2])) if pair else (read_day(value), read_day(value))
    if last < first:
        raise mistake(f'{{key}} "{value}" ends before it begins.', f"Write {last}/{first}.")
    return Days(first, last)


class ScheduleFields(Fields):
    """The keys of `extra.coach.schedule`: days of the week, `at` another time than `publish_time`, days to skip."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "days": "days: [tuesday, friday]",
        "skip": "skip: [2026-12-25, 2026-12-28/2027-01-01]",
    }

    days: tuple[Annotated[int, BeforeValidator(_weekday)], ...]
    at: Annotated[time, BeforeValidator(read_time)] | None = None
    skip: tuple[Annotated[Days, BeforeValidator(_days)], ...] = ()


def slots(schedule: ScheduleFields, after: datetime, usual: time, zone: tzinfo) -> Iterator[datetime]:
    """Yield the moments after `after` at which the schedule lets an article come out, for ten years.

    `usual` is the time of day where the schedule names none. Times are those of the zone's clocks, also where these
    change.
    """
    today = after.astimezone(zone).date()
    for ahead in count():
        day = today + timedelta(days=ahead)
        if ahead > _LONGEST:
            return
        if day.weekday() in schedule.days and not any(first <= day <= last for first, last in schedule.skip):
            moment = settle(day, schedule.at or usual, zone)
            if moment > after:
                yield moment
