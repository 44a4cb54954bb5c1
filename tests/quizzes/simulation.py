"""People made up by the model of coach/quizzes/model.py, and what the site would tell them.

`python -m quizzes.simulation` (in tests/) writes hooks/coach/quizzes/simulation.yml, whose table readers see on
/quizzes/about/. The same seed gives the same people.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import floor, sqrt
from random import Random
from typing import TYPE_CHECKING

import yaml

from building import ROOT
from coach.quizzes.model import FACET, ITEM, PERSON, RATER, RATER_FACET, RESIDUAL
from quizzes.shared import quiz_of
from reference.gaps import gaps
from reference.scoring import facets_of, points, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coach.quizzes.scale import Scale
    from reference.gaps import Gap

FILE = ROOT / "hooks/coach/quizzes/simulation.yml"
ROUNDING = 52  # part of the residual: 25 squared / 12
SHRINKS = 1.11  # answers end at 0 and 100, so views that lie 20 points apart in what people mean lie 18 apart on paper
LARGE, SMALL = 4_000, 250
SLIP = 0.05
Person = dict[str, float]


@dataclass
class World:
    """One questionnaire, and chance."""

    scale: Scale
    chance: Random

    def drawn(self, variance: float) -> float:
        return self.chance.gauss(0, sqrt(variance))

    def person(self, middle: float = 50, *, flat: bool = False) -> Person:
        """Return what somebody is like on each side, in points."""
        general = self.drawn(PERSON)
        return {facet: middle + general + (0 if flat else self.drawn(FACET)) for facet in facets_of(self.scale)}

    def items(self) -> Person:
        """Return what each item brings; nobody knows it, and it is the same for all who answer."""
        return {item.id: self.drawn(ITEM) for item in self.scale.items}

    def answers(self, person: Person, items: Person, *, rater: bool = False) -> dict[str, str]:
        """Return a sheet: of the person, or of a customer who sees the person so and is kind or strict."""
        kind = self.drawn(RATER) if rater else 0.0
        sides = {facet: self.drawn(RATER_FACET) if rater else 0.0 for facet in person}
        given = {}
        for item in self.scale.items:
            meant = person[item.facet] + items[item.id] + kind + sides[item.facet] + self.drawn(RESIDUAL - ROUNDING)
            step = min(4, max(0, floor(meant / 25 + 0.5)))
            given[item.id] = str(step + 1 if item.left == "low" else 5 - step)
        return given

    def random(self) -> dict[str, str]:
        return {item.id: self.chance.choice("12345") for item in self.scale.items}


def _share(found: Iterable[bool]) -> float:
    """Return how many per cent are true, to one decimal."""
    counted = Counter(found)
    return round(100 * counted[True] / counted.total(), 1)


def sheets(scale: Scale, people: int) -> dict[str, float]:
    """Return what one sheet is told, in per cent of people."""
    world = World(scale, Random(20))
    honest = [world.answers(world.person(), world.items()) for _ in range(people)]
    flat = [world.answers(world.person(flat=True), world.items()) for _ in range(people)]
    chance = [world.random() for _ in range(people)]
    results = {
        name: [score(scale, sheet) for sheet in group]
        for name, group in zip("hfr", (honest, flat, chance), strict=True)
    }
    straight = [{item.id: choice for item in scale.items} for choice in "12345"]
    turns = [{item.id: pair[at % 2] for at, item in enumerate(scale.items)} for pair in ("15", "24", "14", "25", "12")]
    return {
        "random_known": _share(result.pattern is not None for result in results["r"]),
        "repeated_known": _share(score(scale, sheet).pattern == "repeated" for sheet in [*straight, *turns]),
        "honest_suspected": _share(result.pattern is not None for result in results["h"]),
        "flat_told_apart": _share(result.clear for result in results["f"]),
        "random_told_apart": _share(result.clear and not result.pattern for result in results["r"]),
        "within_band": _share(_within(world, people)),
        "sides_turned": _share(_turned(world, people)),
    }


def _long_run(world: World, person: Person) -> float:
    """Return the score of very many items on many days."""
    values = []
    for _ in range(12):
        sheet = world.answers(person, world.items())
        values += [25 * points(item, sheet[item.id]) for item in world.scale.items]
    return sum(values) / len(values)


def _within(world: World, people: int) -> Iterator[bool]:
    for _ in range(people // 4):
        person = world.person()
        whole = score(world.scale, world.answers(person, world.items())).whole
        yield abs((whole.score or 0) - _long_run(world, person)) <= whole.band


def _turned(world: World, people: int) -> Iterator[bool]:
    """Yield for each side of a person whether a second sitting shows another zone's text."""
    for _ in range(people // 4):
        person, items = world.person(), world.items()
        first, second = (score(world.scale, world.answers(person, items)) for _ in range(2))
        for one, other in zip(first.facets, second.facets, strict=True):
            yield one.side != other.side


def views(scale: Scale, people: int) -> dict[str, dict[int, float]]:
    """Return what oneself and one, three, five or twelve customers are told, in per cent of people."""
    found: dict[str, dict[int, float]] = {"false_gap": {}, "whole_found": {}, "side_found": {}}
    for customers in (1, 3, 5, 12):
        world = World(scale, Random(customers))
        told = [_gaps(world, customers, 0, 0) for _ in range(people)]
        found["false_gap"][customers] = _share(any(gap.clear for gap in one) for one in told)
        told = [_gaps(world, customers, 20, 0) for _ in range(people)]
        found["whole_found"][customers] = _share(one[0].clear and (one[0].points or 0) < 0 for one in told)
        told = [_gaps(world, customers, 0, 30) for _ in range(people)]
        found["side_found"][customers] = _share(one[1].clear and (one[1].points or 0) < 0 for one in told)
    return found


def _gaps(world: World, customers: int, whole: float, side: float) -> tuple[Gap, ...]:
    """Return the gaps of somebody whom customers see so many points lower, in the whole or on the first side."""
    items, person = world.items(), world.person(50 + SHRINKS * (whole + side) / 2)
    first = facets_of(world.scale)[0]
    lower = {facet: SHRINKS * (whole + (side if facet == first else 0)) for facet in person}
    seen = {facet: value - lower[facet] for facet, value in person.items()}
    sheets = [world.answers(seen, items, rater=True) for _ in range(customers)]
    return gaps(world.scale, world.answers(person, items), sheets)


def lines(scale: Scale, people: int) -> dict[int, float]:
    """Return how often a checklist tells of a gap that is slips alone, in per cent, by number of customers."""
    found = {}
    for customers in (1, 2, 3):
        chance = Random(customers)
        told = []
        for _ in range(people):
            truth = {item.id: chance.random() < 0.6 for item in scale.items}
            mine, *theirs = (_slipped(truth, chance) for _ in range(customers + 1))
            told.append(any(gap.clear for gap in gaps(scale, mine, theirs)))
        found[customers] = _share(told)
    return found


def _slipped(truth: Mapping[str, bool], chance: Random) -> dict[str, str]:
    return {id_: "yes" if value != (chance.random() < SLIP) else "no" for id_, value in truth.items()}


def table(people: int) -> dict[str, object]:
    """Return all that readers see, for the three kinds of quizzes."""
    found: dict[str, object] = {"people": people}
    for name in ("pusher-or-builder", "the-mirror"):
        scale = quiz_of((ROOT / f"docs/quizzes/{name}.yml").read_text(encoding="utf-8"), name).scale
        found[f"pairs_{len(scale.items)}"] = {**sheets(scale, people), **views(scale, people)}
    text = (ROOT / "docs/quizzes/would-they-hire-you.yml").read_text(encoding="utf-8")
    scale = quiz_of(text, "would-they-hire-you").scale
    found[f"lines_{len(scale.items)}"] = {"slips_told": lines(scale, people)}
    return found


if __name__ == "__main__":
    head = "# What the site would tell people made up by model.py, in per cent of them. Made by tests/quizzes/simulation.py.\n"
    FILE.write_text(head + yaml.safe_dump(table(LARGE), sort_keys=False), encoding="utf-8")
