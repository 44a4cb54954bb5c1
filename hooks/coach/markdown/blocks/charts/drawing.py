"""Where each part of a chart stands: pure functions from numbers to places in per cent of the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from coach.markdown.blocks.charts.fields import END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_SHORTEST = 0.6  # per cent: what is more than nothing can be seen
MIDDLE = END / 2
NEAREST = 12  # how near two points may come in both directions before their marks would cover each other
LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Bar:
    """A bar; `length` is its part of the longest one, from 0 to 100."""

    label: str
    value: float
    length: float
    marked: bool


@dataclass(frozen=True)
class Change:
    """A pair of numbers, and where both stand on the one scale from 0 to 100."""

    label: str
    before: float
    after: float
    start: float
    end: float


@dataclass(frozen=True)
class Mark:
    """A mark between two poles; `second` says that it is nearer to the second."""

    label: str
    place: float
    second: bool


@dataclass(frozen=True)
class Event:
    """What happens when. `place` is where on the line from 0 to 100, None if the times are words."""

    when: str
    what: str
    marked: bool
    place: float | None


@dataclass(frozen=True)
class Point:
    """A point within its quadrant: `left` and `top` from 0 to 100. `letter` stands for its label in the drawing."""

    letter: str
    label: str
    left: float
    top: float
    marked: bool


@dataclass(frozen=True)
class Quadrant:
    """A quadrant, its name, which may be "", and the points in it."""

    name: str
    marked: bool
    points: tuple[Point, ...]


def bars(values: Mapping[str, float], marked: str = "") -> tuple[Bar, ...]:
    """Return the bars, the longest of which is as long as the drawing is wide."""
    scale = _scale(values.values())
    return tuple(Bar(label, value, scale(value), label == marked) for label, value in values.items())


def changes(pairs: Mapping[str, tuple[float, float]]) -> tuple[Change, ...]:
    """Return the pairs on one scale, which begins at 0."""
    scale = _scale(number for pair in pairs.values() for number in pair)
    return tuple(Change(label, before, after, scale(before), scale(after)) for label, (before, after) in pairs.items())


def marks(places: Mapping[str, float]) -> tuple[Mark, ...]:
    """Return the marks of a line; what stands in the middle counts to the second pole."""
    return tuple(Mark(label, round(place, 2), place >= MIDDLE) for label, place in places.items())


def events(happens: Mapping[str, str], marked: str = "", numbers: Sequence[float] | None = None) -> tuple[Event, ...]:
    """Return the events; with their `numbers`, which rise, the spaces between them are true."""
    first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
    places = [round(END * (number - first) / (last - first), 2) for number in numbers] if numbers else []
    return tuple(
        Event(when, what, when == marked, places[index] if places else None)
        for index, (when, what) in enumerate(happens.items())
    )


def quadrants(
    names: Sequence[str], places: Mapping[str, tuple[float, float]], marked: str = ""
) -> tuple[Quadrant, ...]:
    """Return the quadrants as they are read: top left, top right, bottom left, bottom right.

    `names` are theirs in this order, `places` those of the points: to the right and up, from 0 to 100.
    """
    inside: list[list[Point]] = [[], [], [], []]
    for letter, (label, (across, up)) in zip(LETTERS, places.items(), strict=False):
        right, top = across >= MIDDLE, up >= MIDDLE
        left = 2 * (across - MIDDLE * right)
        down = END - 2 * (up - MIDDLE * top)
        point = Point(letter, label, round(left, 2), round(down, 2), label == marked)
        inside[2 * (not top) + right].append(point)
    return tuple(
        Quadrant(name, bool(name) and name == marked, tuple(found)) for name, found in zip(names, inside, strict=True)
    )


def too_near(places: Mapping[str, tuple[float, float]]) -> tuple[str, str] | None:
    """Return the first two points of one quadrant that would cover each other, or None."""
    for (other, its), (label, place) in combinations(places.items(), 2):
        same = all((one >= MIDDLE) == (two >= MIDDLE) for one, two in zip(its, place, strict=True))
        if same and all(abs(one - two) < NEAREST for one, two in zip(its, place, strict=True)):
            return other, label
    return None


def _scale(numbers: Iterable[float]) -> Callable[[float], float]:
    """Return the function that turns a number into per cent of the largest one."""
    largest = max(numbers, default=0)

    def in_per_cent(number: float) -> float:
        return max(round(END * number / largest, 2), _SHORTEST) if number else 0

    return in_per_cent
