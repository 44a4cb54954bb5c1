"""A chart: a few lines of YAML that become a drawing and a table of the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from coach.markdown.blocks.charts import drawing
from coach.markdown.blocks.charts.fields import (
    KINDS,
    BarsFields,
    BeforeAfterFields,
    ChartFields,
    LineFields,
    QuadrantFields,
    TimelineFields,
    TwoByTwoFields,
)
from coach.markdown.blocks.charts.slips import slips_between_keys
from coach.source.problems import Mistake, suggest
from coach.source.schema import check
from coach.source.typography import ENGLISH, Quotes, typeset
from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK = re.compile(r"(?P<words>.*?),?\s*(?P<link>https?://\S+)")


@dataclass(frozen=True)
class Chart:
    """A chart. `rows` are parts of a drawing (see drawing.py), as its kind wants; texts may be "".

    `ends` are the two names of pairs, of a line's poles or of the axis across; `up` those of the other axis. `link` is
    the address of the source.
    """

    kind: str
    title: str
    summary: str
    source: str
    link: str
    note: str
    rows: tuple[Any, ...]
    unit: str = ""
    ends: tuple[str, ...] = ()
    up: tuple[str, ...] = ()


def read_chart(text: str, quotes: Quotes = ENGLISH) -> tuple[Chart | None, list[Mistake]]:
    """Return the chart that a block describes, or None, and the mistakes in it."""
    document, problems = read_yaml(text, "")
    kind = document.data.get("kind") if isinstance(document.data, dict) else None
    if not problems and isinstance(kind, str) and kind not in KINDS:
        hint = suggest(kind, KINDS, f"Charts are {', '.join(KINDS)}.")
        return None, [Mistake(document.place(("kind",)).line - 1, f'unknown chart "{kind}".', hint)]
    fields, wrong = check(KINDS.get(str(kind), ChartFields), document, "")
    if not kind:  # other keys can be right or wrong only in a kind
        wrong = [one for one in wrong if not one.message.startswith("unknown key")]
    mistakes = [Mistake(one.line - 1, one.message, one.hint, one.column) for one in (problems or wrong)]
    mistakes = mistakes or slips_between_keys(fields, document)
    return (None, mistakes) if mistakes else (_chart(fields, partial(typeset, quotes=quotes)), [])


def _chart(fields: ChartFields, words: Callable[[str], str]) -> Chart:
    source = fields.source or ""
    named = _LINK.fullmatch(source)
    link = named["link"] if named else ""
    return Chart(
        kind=fields.kind or "",
        title=words(fields.title or ""),
        summary=words(fields.summary or ""),
        source=words((named["words"] or link) if named else source),
        link=link,
        note=words(fields.note or ""),
        **_drawn(fields, words),
    )


def _drawn(fields: ChartFields, words: Callable[[str], str]) -> dict[str, Any]:
    """Return the parts of the drawing, and the words around it."""

    def labelled(rows: dict[str, Any] | None) -> dict[str, Any]:
        return {words(label): row for label, row in (rows or {}).items()}

    def listed(names: tuple[str, ...] | None) -> tuple[str, ...]:
        return tuple(map(words, names or ()))

    unit, marked = words(getattr(fields, "unit", None) or ""), words(getattr(fields, "marked", None) or "")
    if isinstance(fields, BarsFields):
        return {"rows": drawing.bars(labelled(fields.bars), marked), "unit": unit}
    if isinstance(fields, BeforeAfterFields):
        return {"rows": drawing.changes(labelled(fields.pairs)), "unit": unit, "ends": listed(fields.names)}
    if isinstance(fields, LineFields):
        return {"rows": drawing.marks(labelled(fields.marks)), "ends": listed(fields.ends)}
    if isinstance(fields, TimelineFields):
        numbers = [float(when) for when in fields.events or ()] if unit else None
        happens = {words(when): words(what) for when, what in (fields.events or {}).items()}
        return {"rows": drawing.events(happens, marked, numbers), "unit": unit}
    assert isinstance(fields, TwoByTwoFields)
    names = [words(name or "") for name in (fields.quadrants or QuadrantFields()).model_dump().values()]
    rows = drawing.quadrants(names, labelled(fields.points), marked)
    return {"rows": rows, "ends": listed(fields.across), "up": listed(fields.up)}
