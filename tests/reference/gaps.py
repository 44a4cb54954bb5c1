"""One's own view beside the customers', and a team's results: the reference of components/mirror/gaps.mjs.

**Gap.** The customers' score less one's own, for the whole and for each facet, over the items that both answered; with
several customers the mean, rounded half up. It is clear when it is beyond what chance allows (coach/quizzes/model.py:
the more customers, the less), and alike when it is surely less than one step of the five; between the two the answers
are too few to tell. Customers are mixed on a part when they lie further apart than customers usually do.

In a checklist the parts are its lines: yes is 100, not yet 0, and "cannot say" counts neither way. A line differs when
more than half of those who could say see it otherwise. It is clear when two customers see it otherwise, or when two
lines or more differ: one line is a slip. The whole is a count, and a count has no band.

**Sum.** For honest anonymity a colleague collects at least three replies and passes on mean scores only. They are
taken to rest on the fewest answers which give a score at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, sqrt
from typing import TYPE_CHECKING

from coach.quizzes.model import (
    ALIKE,
    ALIKE_BAND,
    PART_GAPS,
    WHOLE_GAP,
    gap_variance,
    mixed_limit,
)
from coach.quizzes.scale import PROFILE, Scale
from reference.mirror_tokens import LEAST_FOR_SUM, Sum, part_ids
from reference.scoring import Part, Result, choices_of, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WHOLE = "whole"
MOST_FOCUS = 3
SIDES = ("low", "middle", "high")


@dataclass(frozen=True)
class Gap:
    """One part from both sides. `theirs` has a score for each customer; `points` is positive when they see more.

    `width` is how far chance reaches on either side, the very limit of `clear`; a line of a checklist has none.
    """

    id: str
    mine: int | None
    theirs: tuple[int | None, ...]
    mean: int | None
    points: int | None
    width: int
    clear: bool
    alike: bool
    mixed: bool


@dataclass(frozen=True)
class Spread:
    """How a team lies on one part: how many on each side (or with each answer), and the mean score."""

    id: str
    counts: tuple[int, ...]
    mean: int | None


def gaps(
    scale: Scale, mine: Mapping[str, str], sheets: Sequence[Mapping[str, str]], *, same: bool = False
) -> tuple[Gap, ...]:
    """Return a gap for the whole and for each part, in the order of the page; `same` for one person's two sittings."""
    if scale.kind != PROFILE:
        return _line_gaps(scale, mine, sheets)
    pairs = [(parts_of(scale, _common(mine, sheet)), parts_of(scale, _common(sheet, mine))) for sheet in sheets]
    own, others = parts_of(scale, mine), [parts_of(scale, sheet) for sheet in sheets]
    count = len(part_ids(scale)) - 1
    found = []
    for id_ in part_ids(scale):
        theirs = tuple(parts[id_].score for parts in others)
        both = [(one[id_], other[id_]) for one, other in pairs if one[id_].score is not None]
        points = mean_of((other.score or 0) - (one.score or 0) for one, other in both)
        answered, parts = [one.answered for one, _ in both], count if id_ == WHOLE else 1
        variance = gap_variance(answered, parts, raters=0 if same else None) if both else 0.0
        known = [value for value in theirs if value is not None]
        mixed = len(known) > 1 and bool(both) and max(known) - min(known) > mixed_limit(answered, parts)
        found.append(replace(_judge(own[id_], theirs, points, variance, count), mixed=mixed))
    return tuple(found)


def _common(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {id_: choice for id_, choice in one.items() if id_ in other}


def parts_of(scale: Scale, answers: Mapping[str, str]) -> dict[str, Part]:
    """Return the score of the whole and of each facet, or of each line of a checklist."""
    result = score(scale, answers)
    facets = result.facets if scale.kind == PROFILE else _lines(scale, answers)
    return {part.id: part for part in (result.whole, *facets)}


def _lines(scale: Scale, answers: Mapping[str, str]) -> Iterable[Part]:
    for item in scale.items:
        value = {"yes": 100, "no": 0}.get(answers.get(item.id, ""))
        yield Part(item.id, value, 0, None, None, int(item.id in answers), 1)


def _judge(own: Part, theirs: tuple[int | None, ...], points: int | None, variance: float, count: int) -> Gap:
    deviation = sqrt(variance)
    of_parts = PART_GAPS[min(count, len(PART_GAPS)) - 1]
    width = floor((WHOLE_GAP if own.id == WHOLE else of_parts) * deviation)  # points are whole numbers
    far = 0 if points is None else abs(points)
    alike = points is not None and far + ALIKE_BAND * deviation <= ALIKE
    return Gap(own.id, own.score, theirs, mean_of(theirs), points, width, far > width, alike, mixed=False)


def _line_gaps(scale: Scale, mine: Mapping[str, str], sheets: Sequence[Mapping[str, str]]) -> tuple[Gap, ...]:
    own, others = parts_of(scale, mine), [parts_of(scale, sheet) for sheet in sheets]
    rows = [(own[id_], tuple(parts[id_].score for parts in others)) for id_ in part_ids(scale)]
    return _lines_judged([(part, theirs, mean_of(theirs)) for part, theirs in rows], people=len(sheets))


def _lines_judged(rows: Sequence[tuple[Part, tuple[int | None, ...], int | None]], people: int) -> tuple[Gap, ...]:
    """Return the gaps of a checklist; without `theirs`, all that is known is the mean."""
    points = {part.id: _points(part.score, mean) for part, _, mean in rows}
    differing = [id_ for id_, value in points.items() if id_ != WHOLE and abs(value or 0) > 50]
    found = []
    for part, theirs, mean in rows:
        known = [value for value in theirs if value is not None]
        against = sum(value != part.score for value in known) if theirs else people
        clear = part.id in differing and (against > 1 or len(differing) > 1)
        alike = points[part.id] is not None and part.id != WHOLE and part.id not in differing
        mixed = part.id != WHOLE and len(set(known)) > 1
        found.append(Gap(part.id, part.score, theirs, mean, points[part.id], 0, clear, alike, mixed))
    return tuple(found)


def _points(mine: int | None, mean: int | None) -> int | None:
    return None if mine is None or mean is None else mean - mine


def mean_of(values: Iterable[int | None]) -> int | None:
    """Return the mean of those that are known, rounded half up."""
    known = [value for value in values if value is not None]
    return (2 * sum(known) + len(known)) // (2 * len(known)) if known else None


def focus(found: Iterable[Gap]) -> tuple[str, ...]:
    """Return the three parts to talk about first.

    Clear gaps, the largest first, and of two alike the one where customers see less; then what customers are mixed
    on, and the rest, each from the lowest score up.
    """
    parts = [gap for gap in found if gap.id != WHOLE]
    clear = sorted((gap for gap in parts if gap.clear), key=lambda gap: (-abs(gap.points or 0), gap.points or 0))
    rest = (gap for gap in parts if not gap.clear)
    from_lowest = sorted(rest, key=lambda gap: (not gap.mixed, 101 if gap.mean is None else gap.mean))
    return tuple(gap.id for gap in (*clear, *from_lowest))[:MOST_FOCUS]


def add_up(scale: Scale, sheets: Sequence[Mapping[str, str]]) -> Sum | None:
    """Return the mean of each part over all customers; None for fewer than three."""
    if len(sheets) < LEAST_FOR_SUM:
        return None
    all_parts = [parts_of(scale, sheet) for sheet in sheets]
    return Sum(len(sheets), {id_: mean_of(parts[id_].score for parts in all_parts) for id_ in part_ids(scale)})


def gaps_to_sum(scale: Scale, mine: Mapping[str, str], total: Sum) -> tuple[Gap, ...]:
    """Return a gap for each part against a sum that a colleague collected."""
    own = parts_of(scale, mine)
    if scale.kind != PROFILE:
        rows = [(own[id_], (), total.means[id_]) for id_ in part_ids(scale)]
        return _lines_judged(rows, people=total.people)
    count, found = len(part_ids(scale)) - 1, []
    for id_ in part_ids(scale):
        fewest = -(-scale.least * own[id_].total // 100)
        points = _points(own[id_].score, total.means[id_])
        variance = gap_variance([fewest], count if id_ == WHOLE else 1, raters=total.people)
        gap = _judge(own[id_], (), points, variance, count)
        found.append(replace(gap, mean=total.means[id_]))
    return tuple(found)


def spread(scale: Scale, sheets: Sequence[Mapping[str, str]]) -> tuple[Spread, ...]:
    """Return how a team lies on each facet, or on each line: numbers only, and nothing for fewer than three."""
    if len(sheets) < LEAST_FOR_SUM:
        return ()
    results = [score(scale, sheet) for sheet in sheets]
    lines = [parts_of(scale, sheet) for sheet in sheets]
    return tuple(
        Spread(id_, _counts(scale, id_, results, sheets), mean_of(parts[id_].score for parts in lines))
        for id_ in part_ids(scale)[1:]
    )


def _counts(scale: Scale, id_: str, results: Sequence[Result], sheets: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
    if scale.kind == PROFILE:
        sides = [part.side for result in results for part in result.facets if part.id == id_]
        return tuple(sides.count(side) for side in SIDES)
    return tuple(sum(sheet.get(id_) == choice for sheet in sheets) for choice in choices_of(scale))


def coach_first(scale: Scale, found: Iterable[Spread]) -> tuple[str, ...]:
    """Return all parts, first the one on which most people are clearly on the low side.

    Of two alike the one with the lower mean comes first; if nobody is clearly low anywhere, that decides alone: coaching
    first what people already do well would surprise them. In a checklist it is the line with most answers "not yet".
    """

    def place(one: Spread) -> tuple[int, int]:
        return (-_low(scale, one), 101 if one.mean is None else one.mean)

    return tuple(one.id for one in sorted(found, key=place))


def _low(scale: Scale, one: Spread) -> int:
    """Return how many people are clearly on the low side, or have answered "not yet"."""
    return one.counts[0 if scale.kind == PROFILE else 1]
