"""Sections of figures, as a plain-text table and as values for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

_BAR = 24  # characters of the longest bar

Value = int | float | str | Sequence[int] | Mapping[str, Any]


class Row(NamedTuple):
    """One figure; with `of` it is a part of that number. A mapping is one line of several columns."""

    label: str
    value: Value
    of: int = 0


@dataclass(frozen=True)
class Section:
    """Figures of one kind; `bars`: they are drawn too."""

    title: str
    rows: tuple[Row, ...]
    bars: bool = False


def as_data(sections: Sequence[Section]) -> dict[str, dict[str, Value]]:
    """Return the figures by title and label; sections without a figure are left out."""
    return {section.title: {row.label: row.value for row in section.rows} for section in sections if section.rows}


def as_text(sections: Sequence[Section]) -> str:
    """Return the same as a table with a heading for each section."""
    return "\n".join("".join(f"{line}\n" for line in _lines(section)) for section in sections if section.rows)


def _lines(section: Section) -> list[str]:
    width = max(len(row.label) for row in section.rows)
    columns = [row.value for row in section.rows if isinstance(row.value, Mapping)]
    if columns:
        width = max(width, len(section.title) - 2)
        widths = {key: max(len(key), *(len(str(one[key])) for one in columns)) for key in columns[0]}
        head = "  ".join([section.title.upper().ljust(width + 2), *(key.ljust(widths[key]) for key in widths)])
        return [head.rstrip(), *(_in_columns(row, width, widths) for row in section.rows)]
    return [section.title.upper(), *(_line(row, width, bars=section.bars) for row in section.rows)]


def _in_columns(row: Row, width: int, widths: Mapping[str, int]) -> str:
    assert isinstance(row.value, Mapping)
    cells = [_cell(row.value[key], size) for key, size in widths.items()]
    return "  ".join(["  " + row.label.ljust(width), *cells]).rstrip()


def _cell(value: Any, size: int) -> str:
    return str(value).rjust(size) if isinstance(value, int) else str(value).ljust(size)


def _line(row: Row, width: int, *, bars: bool) -> str:
    label = f"  {row.label.ljust(width)}  "
    if not row.of or not isinstance(row.value, int):
        return (label + _plain(row.value)).rstrip()
    share = row.value / row.of
    bar = f"  {'#' * round(share * _BAR)}" if bars else ""
    return f"{label}{row.value:>5} of {row.of}{share:>6.0%}{bar}".rstrip()


def _plain(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:>7.1f}"
    if isinstance(value, int):
        return f"{value:>5}"
    return value if isinstance(value, str) else ", ".join(map(str, value))
