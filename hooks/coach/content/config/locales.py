"""Dates, lists and plural forms of a language, from Unicode's CLDR by Babel, which is imported when it is first needed.

A build whose pages are all cached needs none of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def locale_of(name: str) -> Any:
    """Return Babel's locale of this name, as en_GB, or that of its language alone."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    try:
        return Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        return Locale.parse(name.partition("_")[0])


@cache
def long_day(locale: str, year: int, month: int, day: int) -> str:
    """Return CLDR's long form of a day: 14 April 2026."""
    from datetime import date  # noqa: PLC0415

    from babel.dates import format_date  # noqa: PLC0415

    return str(format_date(date(year, month, day), "long", locale_of(locale)))


@cache
def short_day(locale: str, year: int, month: int, day: int) -> str:
    """Return day and short month: 14 Apr."""
    from datetime import date  # noqa: PLC0415

    from babel.dates import format_skeleton  # noqa: PLC0415

    return str(format_skeleton("MMMd", date(year, month, day), locale=locale_of(locale)))


def decimal(locale: str, value: float, places: int = 1) -> str:
    """Return a number with at most so many decimals: 4.1."""
    from babel.numbers import format_decimal  # noqa: PLC0415

    return str(format_decimal(value, f"#,##0.{places * '#'}", locale=locale_of(locale)))


def in_a_list(locale: str, words: Iterable[str]) -> str:
    """Return the words as a list within a sentence: one, two and three."""
    from babel.lists import format_list  # noqa: PLC0415

    return str(format_list([str(word) for word in words], locale=locale_of(locale)))
