"""Rules for how a quiz is put together: zones without gaps, ids, sides in balance, advice and questions for each facet.

The sides are balanced, so that a reader who always answers on one side lands in the middle; and each facet that is
reported has at least four items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.quizzes.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.quizzes.fields import FacetFields
    from coach.quizzes.quiz import Quiz
    from coach.source.yaml_document import Location

LEAST_ITEMS = 4
QUESTIONS = 3


def zone_rules(quiz: Quiz) -> Iterator[Finding]:
    """Find gaps and overlaps, and a line without a middle."""
    zones = quiz.zones
    expected = 0
    for number, zone in enumerate(zones):
        at = ("zones", number)
        if zone.first != expected:
            what = "a gap" if zone.first > expected else "an overlap"
            yield Finding(at, f"there is {what} before the zone {zone.id}.", f"It must begin at {expected}.")
        if zone.last < zone.first:
            yield Finding(at, f"the zone {zone.id} ends before it begins.", "Write from and to in order.")
        expected = zone.last + 1
    if zones and expected != 101:
        yield Finding(("zones", len(zones) - 1), "the last zone must end at 100.", "Write to: 100.")
    if len(zones) < 3 or not any(zone.first <= 50 <= zone.last for zone in zones[1:-1]):
        yield Finding(("zones",), "there is no middle zone around 50.", "Say there what it depends on.", key=True)


def id_rules(quiz: Quiz) -> Iterator[Finding]:
    """Find ids that stand in the quiz twice."""
    places: dict[tuple[str, str], Location] = {}
    for what, id_, at in _named(quiz):
        if places.setdefault((what, id_), at) != at:
            yield Finding(at, f'the {what} id "{id_}" stands here a second time.', "Each needs an id of its own.")


def _named(quiz: Quiz) -> Iterator[tuple[str, str, Location]]:
    """Yield kind, id and place of everything that has an id."""
    for number, zone in enumerate(quiz.zones):
        yield "zone", zone.id, ("zones", number, "id")
    for number, facet in enumerate(quiz.facets):
        yield "facet", facet.id, ("facets", number, "id")
        for index, item in enumerate(facet.items):
            yield "item", item.id, ("facets", number, "items", index, "id")
    for number, line in enumerate(quiz.lines):
        yield "item", line.id, ("lines", number, "id")


def facet_rules(facet: FacetFields, at: Location, zones: list[str]) -> Iterator[Finding]:
    """Find what a facet lacks: items, balance, advice for a zone, or questions to ask a customer."""
    left = sum(item.left == "high" for item in facet.items)
    count = len(facet.items)
    if count < LEAST_ITEMS:
        message = f"the facet {facet.id} has {count} items."
        yield Finding((*at, "items"), message, f"It needs at least {LEAST_ITEMS} to say anything.", key=True)
    if 2 * left != count:
        message = f"in the facet {facet.id} the high end stands left in {left} of {count} items."
        hint = "It must be exactly half of them, so that always answering on one side scores 50."
        yield Finding((*at, "items"), message, hint, key=True)
    yield from _advice(facet, at, zones)
    if facet.seen.more == facet.seen.less:
        yield Finding((*at, "seen"), "both sentences are the same.", "Say what customers see more of, and less of.")
    if (questions := len(set(facet.ask_customer))) != QUESTIONS:
        message = f"the facet {facet.id} has {questions} different questions to ask a customer."
        yield Finding((*at, "ask_customer"), message, f"Write {QUESTIONS}.", key=True)


def _advice(facet: FacetFields, at: Location, zones: list[str]) -> Iterator[Finding]:
    for zone in zones:
        if zone not in facet.advice:
            message = f"the facet {facet.id} has no advice for the zone {zone}."
            yield Finding((*at, "advice"), message, "Write it.", key=True)
    for zone in facet.advice:
        if zone not in zones:
            hint = f"The zones are {', '.join(zones)}."
            yield Finding((*at, "advice", zone), f'there is no zone "{zone}".', hint, key=True)
