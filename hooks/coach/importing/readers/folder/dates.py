"""Dates as other tools' authors write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import tzinfo

_MOMENT = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+|-(?=\d\d:))(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"[ \t]*(?P<half>[AaPp][Mm])?[ \t]*(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{1,2}|[A-Z]{3,4})?)?(?:\[[\w/]+\])?"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[Tt](?P<hour>\d{2})(?P<minute>\d{2}))?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.[ ]?(?P<month>\d{1,2})\.[ ]?(?P<year>\d{4})")
_TIME = r"(?:,?[ ]+(?:at[ ]+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?[ ]*(?P<half>[AaPp][Mm])?)?"
_ZONE = r"(?:[ ]+(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{3,4}))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?[ ]+)?"
_NAMED = (
    re.compile(_WEEKDAY + r"(?P<name>[a-z]{3,9})\.?[ ]+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[ ]+(?P<year>\d{4})" + _TIME
               + _ZONE, re.IGNORECASE),
    re.compile(_WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?[ ]+(?P<name>[a-z]{3,9})\.?,?[ ]+(?P<year>\d{4})" + _TIME
               + _ZONE, re.IGNORECASE),
    re.compile(_WEEKDAY + r"(?P<name>[a-z]{3,9})[ ]+(?P<day>\d{1,2})[ ]+(?P<hour>\d{2}):(?P<minute>\d{2})"
               r"(?::(?P<second>\d{2}))?[ ]+(?P<zone>[A-Z]{3,4}|[+-]\d{4})[ ]+(?P<year>\d{4})", re.IGNORECASE),
)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HOURS = {"Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
          "PDT": -7, "BST": 1, "CET": 1, "CEST": 2, "JST": 9}  # fmt: skip
_IN_NAME = re.compile(r"(?:^|/)(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_.]|$)")
_EARLIEST, _LATEST = 1970, 2199  # others are slips of the finger


class Moment(NamedTuple):
    """A time with its zone; `guessed` says that none was written, and that of the site was taken."""

    time: datetime
    guessed: bool


def read_moment(written: str, zone: tzinfo) -> Moment | None:
    """Return the time that is written; one without zone is of `zone`, a day is its midnight. None if it is no date."""
    text = written.strip()[:80]
    forms = (_MOMENT, _COMPACT, _DAY_FIRST, *_NAMED)
    found = next((found for form in forms if (found := form.fullmatch(text))), None)
    if not found:
        return None
    parts = found.groupdict()
    own = _zone(parts.get("zone") or "")
    month = _month(parts)
    if not month or not _EARLIEST <= int(parts["year"]) <= _LATEST or (parts.get("zone") and own is None):
        return None
    try:
        time = datetime(
            int(parts["year"]), month, int(parts["day"]), _hour(parts), int(parts.get("minute") or 0),
            min(int(parts.get("second") or 0), 59), tzinfo=own or zone,
        )  # fmt: skip
    except ValueError:
        return None
    return Moment(time, own is None)


def date_in_name(path: str, zone: tzinfo) -> Moment | None:
    """Return the day with which the name of the file, or of a folder around it, begins; None if there is none."""
    found = _IN_NAME.findall(path)
    return read_moment("-".join(found[-1]), zone) if found else None


def without_date(stem: str) -> str:
    """Return a file's name without the date with which it begins."""
    found = _IN_NAME.match(stem)
    return (stem[found.end() :].lstrip("-_.") or stem) if found else stem


def find_zone(name: str) -> tzinfo | None:
    """Return the zone with this name, such as Europe/Berlin; None if there is none."""
    name = name.strip()
    if name.upper() in {"UTC", "GMT", "ETC/UTC"}:
        return UTC
    try:
        return ZoneInfo(name) if re.fullmatch(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*", name) else None
    except (ValueError, OSError):
        return None


def _zone(written: str) -> tzinfo | None:
    if not written:
        return None
    if written.upper() in _HOURS:
        hours = _HOURS[written.upper()]
        return timezone(timedelta(hours=hours)) if hours else UTC
    found = re.fullmatch(r"([+-])(\d{1,2}?):?(\d{2})?", written)
    if not found or int(found[2]) > 23:
        return None
    span = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-span if found[1] == "-" else span) if span else UTC


def _month(parts: dict[str, str | None]) -> int:
    """Return the month's number, or 0 if it is none."""
    name = (parts.get("name") or "").lower()
    if name:
        return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
    return int(parts["month"] or 0)


def _hour(parts: dict[str, str | None]) -> int:
    hour, half = int(parts.get("hour") or 0), (parts.get("half") or "").lower()
    if half and 1 <= hour <= 12:
        return hour % 12 + (12 if half == "pm" else 0)
    return hour
