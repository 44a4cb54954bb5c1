"""The keys of a quiz file: what coaches write in docs/quizzes/<id>.yml."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from coach.content.article_fields import Description, Names, Title
from coach.source.dates import read_day
from coach.source.schema import Fields, Slug, Text, Words


def _paragraphs(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


Markdown = Annotated[str, BeforeValidator(_paragraphs), StringConstraints(min_length=1)]
"""Text of one or more paragraphs, in Markdown."""

End = Literal["low", "high"]
"""One of the two ends of a line: `low` is worth 0, `high` 100."""

Percent = Annotated[int, Field(ge=0, le=100)]


class AskFields(Fields):
    """The question above all items, worded for both who answer it."""

    self: Text
    customer: Text


class ZoneFields(Fields):
    """A range of scores from 0 to 100, both ends included, and the text about a score in it."""

    id: Slug
    first: Percent = Field(alias="from")
    last: Percent = Field(alias="to")
    title: Text
    text: Text


class PairFields(Fields):
    """The two ends of one item in one wording."""

    low: Text
    high: Text


class ItemFields(Fields):
    """A pair of opposite behaviours, worded for the person in question and for their customer."""

    id: Slug
    topic: Text
    left: End
    self: PairFields
    customer: PairFields


class AdviceFields(Fields):
    """The advice on a facet in one zone: what people there tend to do, and one next step."""

    does: Text
    next: Text


class SeenFields(Fields):
    """The texts for customers who see more of the high end than one does oneself, or less."""

    more: Text
    less: Text


class FacetFields(Fields):
    """One facet of a profile: its two ends, its items, what helps with it, and what to ask a customer about it."""

    id: Slug
    title: Text
    low: Text
    high: Text
    about: Text
    tags: Names = ()
    articles: Names = ()
    homework: Text
    advice: dict[str, AdviceFields]
    items: tuple[ItemFields, ...]
    seen: SeenFields
    ask_customer: Words


class LineFields(Fields):
    """One line of a checklist."""

    id: Slug
    topic: Text
    self: Text
    customer: Text
    advice: Text
    ask_customer: Text
    tags: Names = ()
    articles: Names = ()


class VersionFields(Fields):
    """One published version: since when, and what was changed."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("date", "words")

    date: Annotated[dt.date, BeforeValidator(read_day)] | None = None
    words: Text | None = None


class QuizFields(Fields):
    """All keys of a quiz; `facets` belong to a profile, `lines` to a checklist."""

    REQUIRED: ClassVar[tuple[str, ...]] = (
        "title",
        "description",
        "for",
        "minutes",
        "kind",
        "intro",
        "ask",
        "low",
        "high",
        "zones",
        "limits",
    )
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: The mirror",
        "description": "description: and one or two sentences that could stand alone",
        "for": "for: Salespeople with a number to make",
        "minutes": "minutes: 6",
        "kind": "kind: profile, or kind: checklist",
        "intro": "intro: | and two or three paragraphs below it",
        "ask": "ask: {self: What did you do?, customer: What did they do?}",
        "low": "low: and the name of the end that is worth 0",
        "high": "high: and the name of the end that is worth 100",
        "zones": "zones: [{id: low, from: 0, to: 39, title: …, text: …}, …]",
        "limits": "limits: and one honest line about what this is not",
        "versions": "versions: [{date: 2026-11-28, words: What was changed}]",
        "facets": (
            "facets: [{id: …, title: …, low: …, high: …, about: …, homework: …, advice: …, items: …, "
            "seen: …, ask_customer: …}]"
        ),
        "lines": "lines: [{id: …, topic: …, self: …, customer: …, advice: …, ask_customer: …}]",
    }

    title: Title | None = None
    description: Description | None = None
    audience: Text | None = Field(None, alias="for")
    minutes: Annotated[int, Field(ge=1, le=60)] | None = None
    kind: Literal["profile", "checklist"] | None = None
    intro: Markdown | None = None
    ask: AskFields | None = None
    low: Text | None = None
    high: Text | None = None
    zones: tuple[ZoneFields, ...] = ()
    limits: Text | None = None
    development: Text | None = None
    versions: tuple[VersionFields, ...] = ()
    facets: tuple[FacetFields, ...] = ()
    lines: tuple[LineFields, ...] = ()
