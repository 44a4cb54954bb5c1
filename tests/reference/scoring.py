"""From answers to a result: the reference. `score.mjs` in overrides/components/quiz does the same in the browser.

**Score.** Per cent of the maximum possible (POMP; Cohen, Cohen, Aiken and West, "The problem of units and the
circumstance for POMP", Multivariate Behavioral Research 34, 1999): an answer from 1 (left) to 5 (right) is turned
so that the high end is worth 4 points and the low end 0; the score is 100 x points / (4 x answered), rounded half
up to a whole number. In a checklist it is 100 x yes / (yes + not yet). What was not answered, and "cannot say",
counts neither above nor below the line. Under 75 % answered there is no score.

**Band.** Half the width of a 95 % interval: 1.96 x SD x sqrt(1 - alpha), where alpha = k r / (1 + (k - 1) r) is the
Spearman-Brown reliability of k answered items with a mean correlation r between two of them. r = 0.25 and
SD = 18 points are assumptions, to be replaced when there are data; they give 23 points for 4 items and 12 for 24.
Two scores differ when they differ by more than the root of two times the band. A checklist counts acts and
has no band.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import floor, sqrt
from typing import TYPE_CHECKING

from coach.quizzes.scale import CHECKLIST, PROFILE, Scale, ScaleItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CORRELATION = 0.25
DEVIATION = 18
LEAST_ANSWERED = 0.75
MOST_MOVING = 3
# What a reader can choose, in the order in which tokens number it; 0 is "not answered".
CHOICES = {PROFILE: ("1", "2", "3", "4", "5"), CHECKLIST: ("yes", "no", "unknown")}


def choices_of(scale: Scale) -> tuple[str, ...]:
    """Return what can be chosen for an item."""
    return CHOICES[scale.kind]


def facets_of(scale: Scale) -> tuple[str, ...]:
    """Return the facets' ids in the order in which the items first name them."""
    return tuple(dict.fromkeys(item.facet for item in scale.items))


@dataclass(frozen=True)
class Part:
    """A score from 0 to 100 (None: too few answers), its band, its zone, and what it rests on."""

    id: str
    score: int | None
    band: int
    zone: str | None
    answered: int
    total: int


@dataclass(frozen=True)
class Result:
    """What one sheet of answers says.

    `facets` are in the order of the page, `strongest` their ids from the highest score to the lowest, without
    those that have none. `clear` says whether the highest and the lowest differ by more than chance. `moved` are
    the items that moved the score most. `one_sided` says that the sheet looks filled in without reading.
    """

    whole: Part
    facets: tuple[Part, ...]
    strongest: tuple[str, ...]
    clear: bool
    moved: tuple[str, ...]
    one_sided: bool
    counts: dict[str, int]


def band(answered: int) -> int:
    """Return half the width of the 95 % interval of a score that rests on this many items, in points."""
    if answered == 0:
        return 100
    alpha = answered * CORRELATION / (1 + (answered - 1) * CORRELATION)
    return floor(1.96 * DEVIATION * sqrt(1 - alpha) + 0.5)


def differ(one: Part, other: Part) -> bool:
    """Tell whether two scores differ by more than the uncertainty of a difference."""
    if one.score is None or other.score is None:
        return False
    return abs(one.score - other.score) > sqrt(one.band * one.band + other.band * other.band)


def score(scale: Scale, answers: Mapping[str, str]) -> Result:
    """Return the result of a sheet: a choice for each item's id; other ids and other choices do not count."""
    sheet = {item.id: answers[item.id] for item in scale.items if answers.get(item.id) in choices_of(scale)}
    parts = tuple(
        _part(scale, facet, [item for item in scale.items if item.facet == facet], sheet) for facet in facets_of(scale)
    )
    scored = sorted((part for part in parts if part.score is not None), key=lambda part: -(part.score or 0))
    return Result(
        whole=_part(scale, "whole", scale.items, sheet),
        facets=parts,
        strongest=tuple(part.id for part in scored),
        clear=len(scored) > 1 and differ(scored[0], scored[-1]),
        moved=_moved(scale, sheet),
        one_sided=_one_sided(scale, sheet),
        counts={choice: sum(value == choice for value in sheet.values()) for choice in choices_of(scale)},
    )


def points(item: ScaleItem, choice: str) -> int:
    """Return 0 (low end) to 4 (high end) for a choice from "1" (left) to "5" (right)."""
    return int(choice) - 1 if item.left == "low" else 5 - int(choice)


def _part(scale: Scale, id_: str, items: Sequence[ScaleItem], sheet: Mapping[str, str]) -> Part:
    given = [(item, sheet[item.id]) for item in items if item.id in sheet]
    if scale.kind == PROFILE:
        most, sum_ = 4 * len(given), sum(points(item, choice) for item, choice in given)
    else:
        counted = [choice for _, choice in given if choice != "unknown"]
        most, sum_ = len(counted), counted.count("yes")
    enough = most > 0 and len(given) >= LEAST_ANSWERED * len(items)
    value = (200 * sum_ + most) // (2 * most) if enough else None
    width = band(len(given)) if scale.kind == PROFILE else 0
    return Part(id_, value, width, _zone(scale, value), len(given), len(items))


def _zone(scale: Scale, value: int | None) -> str | None:
    return next((zone.id for zone in scale.zones if value is not None and zone.first <= value <= zone.last), None)


def _moved(scale: Scale, sheet: Mapping[str, str]) -> tuple[str, ...]:
    """Return the items answered furthest from the middle, the first of the page first; none for a checklist."""
    if scale.kind != PROFILE:
        return ()
    away = [(abs(int(sheet[item.id]) - 3), item.id) for item in scale.items if item.id in sheet]
    return tuple(id_ for _, id_ in sorted((pair for pair in away if pair[0]), key=lambda pair: -pair[0])[:MOST_MOVING])


def _one_sided(scale: Scale, sheet: Mapping[str, str]) -> bool:
    """Tell whether one choice runs through half the sheet or more, or all answers lean to one side of the page."""
    chosen = [sheet[item.id] for item in scale.items if item.id in sheet]
    if scale.kind != PROFILE or len(chosen) < 6:
        return False
    longest = run = 1
    for before, after in pairwise(chosen):
        run = run + 1 if before == after else 1
        longest = max(longest, run)
    sum_ = sum(map(int, chosen))
    return 2 * longest >= len(chosen) or 2 * sum_ >= 9 * len(chosen) or 2 * sum_ <= 3 * len(chosen)
