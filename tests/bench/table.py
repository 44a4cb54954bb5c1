"""The results as Markdown tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from candidate import COLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runs import Result

_NONE = "–"
_HEAD = (
    "candidate",
    "build",
    "median s",
    "× Material",
    "× Hugo + Pagefind",
    "peak MiB",
    "files",
    "site MiB",
    "article KiB",
    "first search KiB more",
)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; all columns but the first are right-aligned."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    rule = [("-" * (width - 1) + ":") if column else "-" * width for column, width in enumerate(widths)]
    return "\n".join(_line(row, widths) for row in (head, rule, *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    shown = [
        cell.rjust(width) if column else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(shown)} |"


def builds_table(results: Sequence[Result], material: Result, hugo: Result) -> str:
    """Return the table of all candidates."""
    return markdown(_HEAD, [row for result in results for row in _rows(result, material, hugo)])


def _rows(result: Result, material: Result, hugo: Result) -> Iterator[tuple[str, ...]]:
    candidate = result.candidate
    if candidate.missing:
        yield candidate.name, candidate.missing, *[_NONE] * (len(_HEAD) - 2)
        return
    for state in candidate.states:
        seconds = result.seconds(state)
        ratios = (ratio(seconds, base) for base in (material, hugo))
        rest = _weights(result) if state == COLD else [_NONE] * 4
        yield candidate.name, state, f"{seconds:.2f}", *ratios, mebi(result.peak(state)), *rest
    for number, step in enumerate(candidate.steps if len(candidate.steps) > 1 else ()):
        seconds = result.step_seconds(number)
        ratios = (ratio(seconds, base) for base in (material, hugo))
        yield f"… {step.name}", COLD, f"{seconds:.2f}", *ratios, mebi(result.step_peak(number)), *[_NONE] * 4


def _weights(result: Result) -> list[str]:
    loaded = [kibi(result.loaded.article), kibi(result.loaded.search)] if result.loaded else ["not measured"] * 2
    return [f"{result.size.files:,}", mebi(result.size.bytes), *loaded]


def ratio(seconds: float, base: Result) -> str:
    """Return the time relative to the base's cold build."""
    return f"{seconds / base.seconds():.2f}" if base.builds else _NONE


def mebi(count: float) -> str:
    """Return bytes in MiB."""
    return f"{count / 2**20:,.1f}" if count < 10 * 2**20 else f"{count / 2**20:,.0f}"


def kibi(count: float) -> str:
    """Return bytes in KiB."""
    return f"{count / 2**10:,.1f}"
