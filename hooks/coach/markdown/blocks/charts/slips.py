"""Mistakes in charts that no single key shows: what its keys say of each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coach.markdown.blocks.charts.drawing import too_near
from coach.markdown.blocks.charts.fields import (
    BarsFields,
    BeforeAfterFields,
    ChartFields,
    LineFields,
    TimelineFields,
    TwoByTwoFields,
    is_number,
)
from coach.source.problems import Mistake, suggest
from coach.source.slips.comments import in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.source.yaml_document import Document

_WITH_NUMBERS = (BarsFields, BeforeAfterFields, LineFields)


def slips_between_keys(fields: ChartFields, document: Document) -> list[Mistake]:
    """Return the mistakes; each key by itself is right."""
    found = [*_without_source(fields), *_cut(document), *_marked_nowhere(fields, document)]
    if isinstance(fields, TimelineFields):
        found += _times(fields, document)
    if isinstance(fields, TwoByTwoFields):
        found += _points(fields, document)
    return found


def _without_source(fields: ChartFields) -> Iterator[Mistake]:
    if isinstance(fields, _WITH_NUMBERS) and not (fields.source or fields.note):
        yield Mistake(
            0,
            "nobody can tell where these numbers come from.",
            "Write source: and where readers can check them, or note: Made-up numbers.",
        )


def _cut(document: Document) -> Iterator[Mistake]:
    """Yield a mistake for each text of a group that a `#` cuts off; those of single keys are found elsewhere."""
    for location, (place, rest) in document.cut.items():
        if location[0] in {"events", "quadrants"} and len(location) > 1:
            whole = in_quotes(f"{document.data[location[0]][location[1]] or ''}{rest}".strip())
            hint = f"If it belongs to the text, use quotes: {location[1]}: {whole}"
            yield Mistake(place.line - 1, "what follows this # is a comment, which nobody sees.", hint, place.column)


def _labels(fields: ChartFields) -> list[str]:
    """Return what `marked` may name."""
    if isinstance(fields, BarsFields):
        return [*(fields.bars or ())]
    if isinstance(fields, TimelineFields):
        return [*(fields.events or ())]
    if isinstance(fields, TwoByTwoFields):
        names = fields.quadrants.model_dump().values() if fields.quadrants else ()
        return [*(name for name in names if name), *(fields.points or ())]
    return []


def _marked_nowhere(fields: ChartFields, document: Document) -> Iterator[Mistake]:
    marked, labels = getattr(fields, "marked", None), _labels(fields)
    if marked and marked not in labels:
        place = document.place(("marked",))
        hint = suggest(marked, labels, f"Write one of: {', '.join(labels)}.")
        yield Mistake(place.line - 1, f'nothing in this chart is called "{marked}".', hint, place.column)


def _times(fields: TimelineFields, document: Document) -> Iterator[Mistake]:
    if not fields.unit:
        return
    times = [*(fields.events or ())]
    for time in times:
        if not is_number(time):
            place = document.key_place(("events", time))
            hint = "Write digits alone, or leave unit out: times are then words."
            yield Mistake(place.line - 1, f'the time "{time}" is no number.', hint, place.column)
            return
    for before, after in pairwise(times):
        if float(after) <= float(before):
            place = document.key_place(("events", after))
            hint = "Write what happens in its order."
            yield Mistake(place.line - 1, f'"{after}" comes after "{before}".', hint, place.column)
            return


def _points(fields: TwoByTwoFields, document: Document) -> Iterator[Mistake]:
    if not (fields.points or (fields.quadrants and any(fields.quadrants.model_dump().values()))):
        yield Mistake(0, "there is nothing between these axes.", "Name the quadrants, or give points.")
    if near := too_near(fields.points or {}):
        place = document.key_place(("points", near[1]))
        message = f'"{near[1]}" would cover "{near[0]}".'
        yield Mistake(place.line - 1, message, "Move one of them by 12 or more, or leave it out.", place.column)
