"""Time zones and times of day in mkdocs.yml."""

from __future__ import annotations

import re
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from coach.source.problems import suggest
from coach.source.schema import mistake


def read_zone(value: Any) -> ZoneInfo:
    """Return the time zone of this name; an unknown one is a mistake with a hint."""
    if isinstance(value, ZoneInfo):
        return value
    try:
        return ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        raise mistake(f'{{key}} "{value}" is unknown.', _near_zone(str(value))) from None


def _near_zone(name: str) -> str:
    common = ("Europe/London", "Europe/Berlin", "Europe/Paris", "America/New_York", "America/Los_Angeles", "UTC")
    return suggest(name, common, "Write a name such as Europe/London.")


def read_time(value: Any) -> time:
    """Return the time of day written as 07:00; anything else is a mistake with a hint."""
    if isinstance(value, time):
        return value
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", str(value)):
        raise mistake(f'{{key}} "{value}" is not a time of day.', 'Write it in quotes: "07:00".')
    hour, minute = map(int, str(value).split(":"))
    return time(hour, minute)
