"""A quiz, and how it is read from its file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from coach.quizzes.fields import QuizFields
from coach.quizzes.scale import CHECKLIST, PROFILE, USUAL_LEAST, Scale, ScaleItem, ScaleZone
from coach.source.problems import Problem
from coach.source.schema import check
from coach.source.slips.consequences import adding
from coach.source.sources import read_text
from coach.source.typography import ENGLISH, Quotes, typeset
from coach.source.yaml_document import Document, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.quizzes.fields import AskFields, FacetFields, LineFields, VersionFields, ZoneFields
    from coach.source.sources import Source

FOLDER = "quizzes/"
LINES = "lines"
_LEAST = {PROFILE: 50, CHECKLIST: USUAL_LEAST}  # per cent: with two pairs of four, a wide band says what it is worth


@dataclass(frozen=True)
class Item:
    """One question: a pair of ends, or a line of a checklist; `left` and `right` are as the page shows them."""

    id: str
    topic: str
    facet: str
    left: str
    self_left: str
    self_right: str
    customer_left: str
    customer_right: str


@dataclass(frozen=True)
class Help:
    """What helps with a facet, or with one line of a checklist."""

    tags: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Quiz:
    """One quiz. `items` are in the order of the page: the facets take turns."""

    id: str
    title: str
    description: str
    audience: str
    minutes: int
    kind: str
    intro: str
    ask: AskFields
    low: str
    high: str
    zones: tuple[ZoneFields, ...]
    limits: str
    development: str
    versions: tuple[VersionFields, ...]
    facets: tuple[FacetFields, ...]
    lines: tuple[LineFields, ...]
    items: tuple[Item, ...]
    source: Source
    document: Document
    helps: dict[str, Help]
    quotes: Quotes = ENGLISH

    @property
    def address(self) -> str:
        """The address of the quiz's page."""
        return f"{FOLDER}{self.id}/"

    def result_address(self, zone: ZoneFields) -> str:
        """Return the address of the page that a link to a result may name, for the sake of its preview."""
        return f"{self.address}result/{zone.id}/"

    @property
    def parts(self) -> tuple[FacetFields | LineFields, ...]:
        """What advice is given for: facets, or lines."""
        return self.facets or self.lines

    @cached_property
    def scale(self) -> Scale:
        """The part that scoring depends on."""
        items = tuple(ScaleItem(item.id, item.facet, item.left) for item in self.items)
        zones = tuple(ScaleZone(zone.id, zone.first, zone.last) for zone in self.zones)
        return Scale(self.kind, items, zones, _LEAST[self.kind])


def read_quiz(source: Source, quotes: Quotes = ENGLISH) -> tuple[Quiz | None, list[Problem]]:
    """Return the quiz and its mistakes of form; if there are any it is None, and the first says that it is left out."""
    text, problems = read_text(source)
    document, mistakes = read_yaml(text, source.shown)
    problems += mistakes
    fields, mistakes = check(QuizFields, document, source.shown)
    problems += mistakes if isinstance(document.data, dict) or not problems else []
    problems += [] if problems else _kind_problems(fields, document, source)
    if problems:
        first, *others = sorted(problems)
        return None, [adding(first, "Until this file has no mistakes, the quiz is left out of the site."), *others]
    return _settle(fields, document, source, quotes), []


def _kind_problems(fields: QuizFields, document: Document, source: Source) -> list[Problem]:
    """Report a profile without facets or with lines, and a checklist without lines or with facets."""
    needed, foreign = ("facets", "lines") if fields.kind == PROFILE else ("lines", "facets")
    problems = []
    if not getattr(fields, needed):
        message = f"a {fields.kind} needs {needed}."
        hint = f"Write {fields.EXAMPLES[needed]}."
        problems.append(Problem(source.shown, *document.key_place((needed,)), message, hint))
    if getattr(fields, foreign):
        message = f"{foreign} do not belong to a {fields.kind}."
        hint = "Take them out, or change kind."
        problems.append(Problem(source.shown, *document.key_place((foreign,)), message, hint))
    return problems


def _settle(fields: QuizFields, document: Document, source: Source, quotes: Quotes) -> Quiz:
    assert fields.ask is not None
    assert fields.kind is not None
    mend = partial(typeset, quotes=quotes)
    return Quiz(
        id=source.stem,
        title=mend(fields.title or ""),
        description=mend(fields.description or ""),
        audience=mend(fields.audience or ""),
        minutes=fields.minutes or 1,
        kind=fields.kind,
        intro=fields.intro or "",
        ask=fields.ask,
        low=fields.low or "",
        high=fields.high or "",
        zones=fields.zones,
        limits=mend(fields.limits or ""),
        development=fields.development or "",
        versions=fields.versions,
        facets=fields.facets,
        lines=fields.lines,
        items=tuple(_pairs(fields, mend) if fields.kind == PROFILE else _lines(fields, mend)),
        source=source,
        document=document,
        helps={part.id: Help(part.tags, part.articles) for part in fields.facets or fields.lines},
        quotes=quotes,
    )


def _pairs(fields: QuizFields, mend: Callable[[str], str]) -> list[Item]:
    """Return the items of all facets in turn, so that the order does not give the facets away."""
    columns = [[_pair(facet, number, mend) for number in range(len(facet.items))] for facet in fields.facets]
    return [item for item in chain.from_iterable(zip_longest(*columns)) if item is not None]


def _pair(facet: FacetFields, number: int, mend: Callable[[str], str]) -> Item:
    item = facet.items[number]
    pair = Item(
        id=item.id,
        topic=mend(item.topic),
        facet=facet.id,
        left=item.left,
        self_left=mend(item.self.low),
        self_right=mend(item.self.high),
        customer_left=mend(item.customer.low),
        customer_right=mend(item.customer.high),
    )
    return pair if item.left == "low" else _turned(pair)


def _turned(pair: Item) -> Item:
    return replace(
        pair,
        self_left=pair.self_right,
        self_right=pair.self_left,
        customer_left=pair.customer_right,
        customer_right=pair.customer_left,
    )


def _lines(fields: QuizFields, mend: Callable[[str], str]) -> list[Item]:
    return [
        Item(line.id, mend(line.topic), LINES, "high", mend(line.self), "", mend(line.customer), "")
        for line in fields.lines
    ]
