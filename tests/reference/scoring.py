"""From answers to a result: the reference. `score.mjs` in overrides/components/quiz does the same in the browser.

**Score.** Per cent of the maximum possible (POMP; Cohen, Cohen, Aiken and West, "The problem of units and the
circumstance for POMP", Multivariate Behavioral Research 34, 1999): an answer from 1 (left) to 5 (right) is turned
so that the high end is worth 4 points and the low end 0; the score is 100 x points / (4 x answered), rounded half
up to a whole number. In a checklist it is 100 x yes / (yes + not yet). What was not answered, and "cannot say",
counts neither above nor below the line. A scale says how many of a part's items must be answered for a score.

**Band, range, sheets that say nothing.** See coach/quizzes/model.py. A part lies on one side when all of its band does.
A checklist counts acts and has no band.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coach.quizzes.model import LEAST_FREEDOM, band, change_limit, range_limit, spread_limit
from coach.quizzes.scale import CHECKLIST, PROFILE, Scale, ScaleItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEAST_CHOSEN = 6
REPEATED, SCATTERED = "repeated", "scattered"
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
    """A score from 0 to 100 (None: too few answers), its band, its zone, its side, and what it rests on.

    `side` is "low" or "high" if the whole band lies there, else "middle".
    """

    id: str
    score: int | None
    band: int
    zone: str | None
    side: str | None
    answered: int
    total: int


@dataclass(frozen=True)
class Result:
    """What one sheet of answers says.

    `facets` are in the order of the page, `strongest` their ids from the highest score to the lowest, without
    those that have none. `clear` says whether the highest and the lowest differ by more than chance. `moved` are
    the items that moved the score most. `pattern` says why the sheet says nothing: one choice, or a few in turn, run
    through it ("repeated"), or the answers on one side agree no better than chance ("scattered"); else it is None.
    """

    whole: Part
    facets: tuple[Part, ...]
    strongest: tuple[str, ...]
    clear: bool
    moved: tuple[str, ...]
    pattern: str | None
    counts: dict[str, int]


def differ(one: Part, other: Part) -> bool:
    """Tell whether two sittings of one person differ by more than chance."""
    if one.score is None or other.score is None:
        return False
    return abs(one.score - other.score) > change_limit(one.answered, other.answered)


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
        clear=_clear(scale, scored),
        moved=_moved(scale, sheet),
        pattern=_pattern(scale, sheet),
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
    enough = most > 0 and 100 * len(given) >= scale.least * len(items)
    value = (200 * sum_ + most) // (2 * most) if enough else None
    width = band(len(given)) if scale.kind == PROFILE else 0
    return Part(id_, value, width, _zone(scale, value), _side(value, width), len(given), len(items))


def _side(value: int | None, width: int) -> str | None:
    if value is None:
        return None
    return "low" if value + width < 50 else "high" if value - width > 50 else "middle"


def _clear(scale: Scale, scored: Sequence[Part]) -> bool:
    if scale.kind != PROFILE or len(scored) < 2:
        return False
    return (scored[0].score or 0) - (scored[-1].score or 0) > range_limit([part.answered for part in scored])


def _zone(scale: Scale, value: int | None) -> str | None:
    return next((zone.id for zone in scale.zones if value is not None and zone.first <= value <= zone.last), None)


def _moved(scale: Scale, sheet: Mapping[str, str]) -> tuple[str, ...]:
    """Return the items answered furthest from the middle, the first of the page first; none for a checklist."""
    if scale.kind != PROFILE:
        return ()
    away = [(abs(int(sheet[item.id]) - 3), item.id) for item in scale.items if item.id in sheet]
    return tuple(id_ for _, id_ in sorted((pair for pair in away if pair[0]), key=lambda pair: -pair[0])[:MOST_MOVING])


def _pattern(scale: Scale, sheet: Mapping[str, str]) -> str | None:
    chosen = [sheet[item.id] for item in scale.items if item.id in sheet]
    if scale.kind != PROFILE or len(chosen) < LEAST_CHOSEN:
        return None
    if _repeated(chosen) or _one_sided(chosen):
        return REPEATED
    return SCATTERED if _scattered(scale, sheet) else None


def _repeated(chosen: Sequence[str]) -> bool:
    """Tell whether one choice runs through half the sheet, or up to a third of it comes again and again."""
    longest = run = 1
    for before, after in pairwise(chosen):
        run = run + 1 if before == after else 1
        longest = max(longest, run)
    return 2 * longest >= len(chosen) or any(
        4 * sum(map(str.__eq__, chosen, chosen[step:])) >= 3 * (len(chosen) - step)
        for step in range(2, len(chosen) // 3 + 1)
    )


def _one_sided(chosen: Sequence[str]) -> bool:
    """Tell whether all answers lean to one side of the page."""
    sum_ = sum(map(int, chosen))
    return 2 * sum_ >= 9 * len(chosen) or 2 * sum_ <= 3 * len(chosen)


def _scattered(scale: Scale, sheet: Mapping[str, str]) -> bool:
    """Tell whether answers on one side vary more than those of somebody who means them."""
    freedom, squares = 0, 0.0
    for facet in facets_of(scale):
        given = [25 * points(item, sheet[item.id]) for item in scale.items if item.facet == facet and item.id in sheet]
        if given:
            freedom += len(given) - 1
            squares += sum(value * value for value in given) - sum(given) ** 2 / len(given)
    return freedom >= LEAST_FREEDOM and squares / freedom > spread_limit(freedom)
