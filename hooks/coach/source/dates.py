"""Dates as authors write them."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date, datetime, time, tzinfo
from typing import Annotated, Any

from pydantic import BeforeValidator

from coach.source.schema import mistake

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_FORM = "Write 2026-04-14."
_LONG_FORM = "Write 2026-04-14, or with a time and zone 2026-04-14T09:00+01:00."


def read_day(value: Any) -> date:
    """Return the day written as year-month-day; anything else is a mistake with a hint."""
    if isinstance(value, date):
        return value
    found = _DAY.match(str(value).strip())
    if not found:
        raise mistake(f'{{key}} "{value}" is not a date.', _FORM)
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise mistake(f"{{key}} {value} does not exist.", _why_not(year, month)) from None


def _why_not(year: int, month: int) -> str:
    if not 1 <= month <= 12 or year < 1:
        return "Write year-month-day, as in 2026-04-14."
    return f"{month_name[month]} {year} has {monthrange(year, month)[1]} days."


def read_moment(value: Any) -> date | datetime:
    """Return a day, or a day with its time (with zone where one is written)."""
    text = str(value).strip()
    if isinstance(value, date) or _DAY.match(text):
        return value if isinstance(value, datetime) else read_day(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        head = _DAY.match(text[:10])
        if head:
            read_day(text[:10])
        raise mistake(f'{{key}} "{value}" is not a date.', _LONG_FORM) from None
    return moment


Day = Annotated[date, BeforeValidator(read_day)]
Moment = Annotated[date | datetime, BeforeValidator(read_moment)]


def as_day(moment: date) -> str:
    """Return the day as readers read it: 14 April 2026."""
    return f"{moment.day} {month_name[moment.month]} {moment.year}"


def settle(moment: date | datetime, at: time, zone: tzinfo) -> datetime:
    """Return the exact time: a bare day means `at` in `zone`; a time without zone is in `zone`."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, at)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
