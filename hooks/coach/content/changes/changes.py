"""The log of corrections of an article: what was changed, and on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from coach.source.dates import Day, read_day
from coach.source.problems import Problem
from coach.source.schema import Fields, Text, listed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from coach.source.front_matter import MarkdownFile


class ChangeFields(Fields):
    """One correction or change: its day, and what was changed in words for readers."""

    # The guide's table has an article's own `date`.
    date: Annotated[Day, Field(description="the day on which it was changed")]
    words: Annotated[Text, Field(description="what was wrong, and what it says now")]


ChangeLog = Annotated[tuple[ChangeFields, ...], BeforeValidator(listed)]


class Change(NamedTuple):
    """A change that readers are told of."""

    day: dt.date
    words: str


class Span(NamedTuple):
    """The days on which an article can have been changed."""

    first: dt.date
    last: dt.date


def read_changes(log: Sequence[ChangeFields], span: Span, typeset: Callable[[str], str]) -> tuple[Change, ...]:
    """Return the changes, the newest first, without those of an impossible day; those of one day stay in order."""
    changes = [Change(one.date, typeset(one.words)) for one in log if span.first <= one.date <= span.last]
    return tuple(sorted(changes, key=lambda change: change.day, reverse=True))


def change_problems(
    file: MarkdownFile, changes: Sequence[Change], span: Span, updated: dt.date | None
) -> Iterator[Problem]:
    """Yield a problem for each day before the article or in the future, and for an `updated` older than a change."""
    for index, day in _days(file):
        place = file.document.place(("changes", index, "date"))
        if day < span.first:
            yield Problem(file.path, *place, "this change lies before date.", f"The article is of {span.first}.")
        elif day > span.last:
            hint = f"Write the day of the change; today is {span.last}."
            yield Problem(file.path, *place, "this change lies in the future.", hint)
    if updated and changes and updated < (newest := changes[0].day):
        hint = f"Write updated: {newest}, or take the line out: the newest change counts."
        yield Problem(file.path, *file.document.place(("updated",)), "updated is older than the newest change.", hint)


def _days(file: MarkdownFile) -> Iterator[tuple[int, dt.date]]:
    """Yield the day of each entry that has one, also of those whose words are missing."""
    written = file.document.data.get("changes")
    for index, entry in enumerate(written if isinstance(written, list) else ()):
        try:
            yield index, read_day(entry["date"])
        except (KeyError, TypeError, ValueError):
            continue  # told of by the check of the form
