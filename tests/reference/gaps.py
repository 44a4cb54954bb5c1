"""One's own view beside the customers', and a team's results: the reference of components/mirror/gaps.mjs.

**Gap.** The customers' score less one's own, for the whole and for each facet. With several customers it is their
mean, rounded half up. It is clear when it is beyond the root of the sum of both bands squared (see scoring.py).
The band of a mean is the widest of the customers' bands, and no narrower however many answer: all of them answered
the same few pairs, so what is particular to those pairs does not average out. Customers are mixed on a part when the
highest and the lowest of them are further apart than two scores with that band may lie by chance.

In a checklist the parts are its lines: yes is 100, not yet 0, and "cannot say" counts neither way. A gap is clear
when more than half of those who could say see it otherwise. The whole is a count, and a count has no band.

**Sum.** For honest anonymity a colleague collects at least three replies and passes on mean scores only. Their band
is that of the fewest answers which give a score at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from coach.quizzes.scale import PROFILE, Scale
from reference.mirror_tokens import LEAST_FOR_SUM, Sum, part_ids
from reference.scoring import Part, Result, band, choices_of, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WHOLE = "whole"
MOST_FOCUS = 3


@dataclass(frozen=True)
class Gap:
    """One part from both sides. `theirs` has a score for each customer; `points` is positive when they see more."""

    id: str
    mine: int | None
    theirs: tuple[int | None, ...]
    mean: int | None
    points: int | None
    clear: bool
    mixed: bool


@dataclass(frozen=True)
class Spread:
    """How a team lies on one part: how many in each zone (or with each answer), and the mean score."""

    id: str
    counts: tuple[int, ...]
    mean: int | None


def gaps(scale: Scale, mine: Mapping[str, str], sheets: Sequence[Mapping[str, str]]) -> tuple[Gap, ...]:
    """Return a gap for the whole and for each part, in the order of the page."""
    own, others = parts_of(scale, mine), [parts_of(scale, sheet) for sheet in sheets]
    return tuple(_gap(scale, own[id_], [parts[id_] for parts in others]) for id_ in part_ids(scale))


def parts_of(scale: Scale, answers: Mapping[str, str]) -> dict[str, Part]:
    """Return the score of the whole and of each facet, or of each line of a checklist."""
    result = score(scale, answers)
    facets = result.facets if scale.kind == PROFILE else _lines(scale, answers)
    return {part.id: part for part in (result.whole, *facets)}


def _lines(scale: Scale, answers: Mapping[str, str]) -> Iterable[Part]:
    for item in scale.items:
        value = {"yes": 100, "no": 0}.get(answers.get(item.id, ""))
        yield Part(item.id, value, 0, None, int(item.id in answers), 1)


def _gap(scale: Scale, own: Part, others: Sequence[Part]) -> Gap:
    theirs = tuple(part.score for part in others)
    widest = max((part.band for part in others if part.score is not None), default=0)
    return _judge(scale, own, theirs, mean_of(theirs), widest)


def _judge(scale: Scale, own: Part, theirs: tuple[int | None, ...], mean: int | None, width: int) -> Gap:
    points = None if mean is None or own.score is None else mean - own.score
    limit = sqrt(own.band * own.band + width * width) if scale.kind == PROFILE else _limit_of_line(own.id)
    known = [value for value in theirs if value is not None]
    mixed = bool(known) and max(known) - min(known) > sqrt(2 * width * width)
    return Gap(own.id, own.score, theirs, mean, points, points is not None and abs(points) > limit, mixed)


def _limit_of_line(id_: str) -> int:
    """Return what a difference must exceed in a checklist; that of two counts never does."""
    return 100 if id_ == WHOLE else 50


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
    return tuple(
        _judge(scale, own[id_], (), total.means[id_], band(-(-3 * own[id_].total // 4)) if scale.kind == PROFILE else 0)
        for id_ in part_ids(scale)
    )


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
        zones = [part.zone for result in results for part in result.facets if part.id == id_]
        return tuple(zones.count(zone.id) for zone in scale.zones)
    return tuple(sum(sheet.get(id_) == choice for sheet in sheets) for choice in choices_of(scale))


def coach_first(found: Iterable[Spread]) -> tuple[str, ...]:
    """Return the three parts with the lowest means, the lowest first."""
    known = sorted((one.mean, place, one.id) for place, one in enumerate(found) if one.mean is not None)
    return tuple(id_ for _, _, id_ in known)[:MOST_FOCUS]
