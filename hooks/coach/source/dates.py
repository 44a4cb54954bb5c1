"""Dates as authors write them."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import UTC, date, datetime, time, tzinfo
from typing import Annotated, Any

from pydantic import BeforeValidator

from coach.source.schema import mistake

_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_MOMENT = re.compile(
    rf"(?P<day>{_DAY.pattern})(?:[Tt]| +)(?P<hour>[0-9]{{2}}):(?P<rest>[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)?)"
    r" ?(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)
# Other ways of writing a date that leave no doubt which day is meant, and a time with one digit for the hour.
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[/.](?P<month>[0-9]{1,2})[/.](?P<day>[0-9]{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})")
_ONE_DIGIT = re.compile(rf"(?P<day>{_DAY.pattern})(?:[Tt]| +)(?P<hour>[0-9]):(?P<rest>[0-9]{{2}})")
_FORM = "Write 2026-04-14."
_LONG_FORM = "Write 2026-04-14, or with a time and zone 2026-04-14T09:00+01:00."
EARLIEST, LATEST = 1990, 2099  # the web's years; others are slips of the finger, and break calendars


def read_day(value: Any) -> date:
    """Return the day written as year-month-day; anything else is a mistake with a hint."""
    if isinstance(value, date):
        return value
    text = _text_of(value, _FORM)
    found = _DAY.fullmatch(text)
    if not found:
        raise mistake(f'{{key}} "{_shown(text)}" is not a date.', _near(text) or _FORM)
    year, month, day = map(int, found.groups())
    try:
        whole = date(year, month, day)
    except ValueError:
        raise mistake(f"{{key}} {text} does not exist.", _why_not(year, month)) from None
    if not EARLIEST <= year <= LATEST:
        raise mistake(f"{{key}} {text} is not a year of this site.", f"Write one from {EARLIEST} to {LATEST}.")
    return whole


def _text_of(value: Any, form: str) -> str:
    if isinstance(value, (list, dict)):
        raise mistake("{key} must be one date.", form)
    return str(value).strip()


def _shown(text: str) -> str:
    """Return the text in one line, and not all of a long one."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"


def _near(text: str) -> str:
    """Return the hint for a date in another form, if it is clear which day is meant."""
    bare = text.strip("“”„‘’«»'\" ")
    if bare != text and _DAY.fullmatch(bare):
        return f"Write {bare}."
    if found := _ONE_DIGIT.fullmatch(text):
        return f"Write {found['day']}T0{found['hour']}:{found['rest']}."
    found = next((found for form in (_COMPACT, _YEAR_FIRST, _DAY_FIRST) if (found := form.fullmatch(text))), None)
    if not found:
        return ""
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    fits = EARLIEST <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"Write {year}-{month:02}-{day:02}." if fits else ""


def _why_not(year: int, month: int) -> str:
    if not 1 <= month <= 12 or year < 1:
        return "Write year-month-day, as in 2026-04-14."
    return f"{month_name[month]} {year} has {monthrange(year, month)[1]} days."


def read_moment(value: Any) -> date | datetime:
    """Return a day, or a day with its time (with zone where one is written)."""
    if isinstance(value, date):
        return value
    text = _text_of(value, _LONG_FORM)
    if _DAY.fullmatch(text):
        return read_day(text)
    found = _MOMENT.fullmatch(text)
    day = read_day(found["day"]) if found else None
    if not found or day is None:
        raise mistake(f'{{key}} "{_shown(text)}" is not a date.', _near(text) or _LONG_FORM)
    try:
        return datetime.fromisoformat(f"{day}T{found['hour']}:{found['rest']}{(found['zone'] or '').upper()}")
    except ValueError:
        raise mistake(f'{{key}} "{text}" is not a date.', _LONG_FORM) from None


Day = Annotated[date, BeforeValidator(read_day)]
Moment = Annotated[date | datetime, BeforeValidator(read_moment)]


def settle(moment: date | datetime, at: time, zone: tzinfo) -> datetime:
    """Return the exact time in `zone`: a bare day means `at`, a time without zone is one of `zone`.

    A time that the clocks skip is as much later as they go forward; of one that comes twice it is the first.
    """
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, at)
    if not moment.tzinfo:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC).astimezone(zone)


def is_skipped(moment: date | datetime, zone: tzinfo) -> bool:
    """Return whether it is a time without zone that no clock of `zone` shows, since clocks go forward over it."""
    if not isinstance(moment, datetime) or moment.tzinfo:
        return False
    return settle(moment, time(), zone).replace(tzinfo=None) != moment
