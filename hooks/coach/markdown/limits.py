"""Texts that Python-Markdown would take minutes for, since its work grows with the square of some marks."""

from __future__ import annotations

import re

from coach.markdown.lines import Lines

# Items, quotations or boxes some fifty levels deep.
_DEEP = re.compile(r"^[ \t>]{200,}(?:[-*+•>!?=:]|\d+[.)])", re.MULTILINE)
_OPEN_BRACKETS = 500
_LENGTHS = 30  # of runs of backticks, each of which is looked for in all the rest of a paragraph


def hopeless(body: str) -> str:
    """Return why the text is not converted at all, as a hint for its author; "" for nearly all texts."""
    if _DEEP.search(body) and _DEEP.search(Lines(body).plain):
        return "Its lists, quotations or boxes lie too deep in each other."
    if body.count("[") - body.count("]") > _OPEN_BRACKETS:
        return "Hundreds of its brackets are not closed."
    if "`" * _LENGTHS in body and len({len(run) for run in re.findall("`+", body)}) > _LENGTHS:
        return "Its backticks stand in rows of too many lengths."
    return ""
