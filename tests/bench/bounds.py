"""The promised bounds, beside what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from candidate import COLD, EDIT, WARM
from table import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runs import Result

_KIB = 2**10


@dataclass(frozen=True)
class Bound:
    """A promise: `measured` is at most `limit`, for `count` articles; 0 stands for any number of them."""

    words: str
    limit: float
    measured: float | None
    count: int = 0
    unit: str = "×"


def build_bounds(ours: Result, bare: Result, material: Result, plain_material: Result, hugo: Result) -> Iterator[Bound]:
    """Yield the bounds on builds and on what readers load."""
    yield Bound("cold, to Material", 0.25, _to(ours, COLD, material), 1000)
    plain = _to(bare, COLD, plain_material) if bare.builds else None
    yield Bound("cold without cards, to Material without categories", 0.25, plain, 1000)
    yield Bound("warm, to Hugo + Pagefind", 0.8, _to(ours, WARM, hugo), 1000)
    yield Bound("after one edit, to Hugo + Pagefind", 1.1, _to(ours, EDIT, hugo), 1000)
    index = hugo.step_peak(1) if hugo.builds else None
    yield Bound("peak memory, cold, to Pagefind's own on its pages", 1.1, index and ours.peak() / index, 10_000)
    article, search = (ours.loaded.article, ours.loaded.search) if ours.loaded else (None, None)
    yield Bound("an article, loaded", 80, article and article / _KIB, unit="KiB")
    yield Bound("a first search, on top", 200, search and search / _KIB, unit="KiB")


def growth_bounds(small: Result, large: Result) -> Iterator[Bound]:
    """Yield the bounds on growth from 1,000 to 10,000 articles."""
    for state in (COLD, WARM, EDIT):
        yield Bound(f"{state}, to 1,000 articles", 11, large.seconds(state) / small.seconds(state), 10_000)


def bounds_table(bounds: Iterator[Bound], count: int) -> str:
    """Return the bounds as a table; one for another number of articles is neither kept nor broken."""
    return markdown(("bound", "stated for", "at most", "measured", "kept"), [_row(bound, count) for bound in bounds])


def _row(bound: Bound, count: int) -> Sequence[str]:
    stated = f"{bound.count:,} articles" if bound.count else "any number"
    if bound.measured is None:
        return bound.words, stated, f"{bound.limit:g} {bound.unit}", "–", "not measured"
    kept = "yes" if bound.measured <= bound.limit else "NO"
    verdict = kept if bound.count in {0, count} else "not for this size"
    return bound.words, stated, f"{bound.limit:g} {bound.unit}", f"{bound.measured:.2f} {bound.unit}", verdict


def _to(ours: Result, state: str, base: Result) -> float | None:
    """Return our time in this state to that of the base in the same, or in its only one."""
    return ours.seconds(state) / base.seconds(state if state in base.builds else COLD) if base.builds else None
