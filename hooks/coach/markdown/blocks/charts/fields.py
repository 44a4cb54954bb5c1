"""The keys of charts: those that all kinds have, and those of each kind."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from coach.source.schema import Fields, Text, mistake

_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,3})?")
PLACES = 3  # decimals that a number may have
MOST = 8  # rows of a drawing that can be taken in at a glance
END = 100  # the far end of an axis with two named ends


def _number(value: Any) -> float:
    text = "" if value is None else str(value).strip()
    if not text:
        raise mistake("a number is missing here.", "Write it, or take the line out.")
    if text.startswith(("-", "−")) and _NUMBER.fullmatch(text[1:].strip()):
        raise mistake(f'"{text}" is less than nothing.', "Charts begin at 0. Say in words what was lost.")
    if not _NUMBER.fullmatch(text):
        raise mistake(
            f'"{text}" is no number.',
            "Write digits alone, as in 1400 or 7.5; what they count has a key of its own: unit.",
        )
    return float(text)


def is_number(text: str) -> bool:
    """Return whether the text is a number as charts take it."""
    return bool(_NUMBER.fullmatch(text))


def _place(value: Any) -> float:
    text = str(value).strip()
    if not _NUMBER.fullmatch(text) or float(text) > END:
        raise mistake(
            f'"{text}" is no place between the two ends.',
            "Write a number from 0, which is the first end, to 100, which is the second.",
        )
    return float(text)


def _two(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise mistake("two values are needed here.", "Write both in square brackets, as in [9, 2].")
    return value


def _several(value: dict[str, Any]) -> dict[str, Any]:
    if len(value) == 1:
        raise mistake("{key} has one entry, which can be compared with nothing.", "Write a second one.")
    return value


Label = Annotated[Text, StringConstraints(max_length=80)]
Phrase = Annotated[Text, StringConstraints(max_length=200)]
Number = Annotated[float, BeforeValidator(_number)]
Place = Annotated[float, BeforeValidator(_place)]
Ends = Annotated[tuple[Label, Label], BeforeValidator(_two)]
Rows = Field(min_length=1, max_length=MOST)


class ChartFields(Fields):
    """The keys of every chart."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("kind", "title")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "kind": "kind: bars",
        "title": "title: What the numbers say",
        "bars": "bars: {The first sale: 140, The second sale: 28}",
        "pairs": "pairs: {Open invoices: [9, 2]}",
        "names": "names: [Before, After]",
        "ends": "ends: [Pusher, Builder]",
        "marks": "marks: {A call on a Monday: 70}",
        "events": "events: {Monday: She rings, Thursday: He answers}",
        "across": "across: [Slow, Quick]",
        "up": "up: [Cheap, Dear]",
        "points": "points: {A rush order: [80, 90]}",
        "quadrants": "quadrants: {top left: Wait, bottom right: Do it now}",
    }

    kind: Text | None = None
    title: Text | None = None
    summary: Phrase | None = None
    source: Text | None = None
    note: Text | None = None


class BarsFields(ChartFields):
    """The keys of a chart with bars."""

    REQUIRED = (*ChartFields.REQUIRED, "bars")

    unit: Label | None = None
    marked: Label | None = None
    bars: Annotated[dict[Label, Number], Rows, AfterValidator(_several)] | None = None


class BeforeAfterFields(ChartFields):
    """The keys of a chart with pairs of numbers."""

    REQUIRED = (*ChartFields.REQUIRED, "pairs")

    unit: Label | None = None
    names: Ends | None = None
    pairs: Annotated[dict[Label, Annotated[tuple[Number, Number], BeforeValidator(_two)]], Rows] | None = None


class LineFields(ChartFields):
    """The keys of a chart with marks between two poles."""

    REQUIRED = (*ChartFields.REQUIRED, "ends", "marks")

    ends: Ends | None = None
    marks: Annotated[dict[Label, Place], Rows] | None = None


class TimelineFields(ChartFields):
    """The keys of a timeline."""

    REQUIRED = (*ChartFields.REQUIRED, "events")

    unit: Label | None = None
    marked: Label | None = None
    events: Annotated[dict[Label, Phrase], Rows, AfterValidator(_several)] | None = None


class QuadrantFields(Fields):
    """The names of the four quadrants."""

    top_left: Label | None = Field(None, alias="top left")
    top_right: Label | None = Field(None, alias="top right")
    bottom_left: Label | None = Field(None, alias="bottom left")
    bottom_right: Label | None = Field(None, alias="bottom right")


class TwoByTwoFields(ChartFields):
    """The keys of a chart with two axes."""

    REQUIRED = (*ChartFields.REQUIRED, "across", "up")

    marked: Label | None = None
    across: Ends | None = None
    up: Ends | None = None
    quadrants: QuadrantFields | None = None
    points: Annotated[dict[Label, Annotated[tuple[Place, Place], BeforeValidator(_two)]], Rows] | None = None


KINDS: dict[str, type[ChartFields]] = {
    "bars": BarsFields,
    "before-after": BeforeAfterFields,
    "line": LineFields,
    "timeline": TimelineFields,
    "two-by-two": TwoByTwoFields,
}
