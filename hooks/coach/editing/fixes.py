"""The mistakes that mend themselves: those of which the checker is sure what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.editing.edits import Edit, EditError, apply, text_of
from coach.markdown.slips.characters import is_hidden
from coach.source.problems import Near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.source.problems import Problem
    from coach.source.sources import Sources


def fixed(sources: Sources, problems: Iterable[Problem]) -> dict[str, bytes]:
    """Return the files of docs/ with every mistake mended of which the checker is sure, by path.

    These are words of which one known word is much nearer than all others, links that can only mean one file, and
    characters that nobody sees. Files that are not in UTF-8 stay as they are.
    """
    by_path = {source.shown: source for source in sources.texts}
    edits: dict[str, dict[int, Edit]] = {}
    for problem in problems:
        source = by_path.get(problem.path)
        try:
            edit = _edit(text_of(source), problem) if source and not problem.advice else None
        except EditError:
            continue
        if edit:
            edits.setdefault(problem.path, {}).setdefault(edit.start, edit)
    return {by_path[path].path: apply(text_of(by_path[path]), found.values()).encode() for path, found in edits.items()}


def _edit(text: str, problem: Problem) -> Edit | None:
    """Return the edit that puts the right word at the place of the wrong one, if that stands there."""
    lines = text.split("\n")
    if problem.line > len(lines):
        return None
    mark = problem.line == 1 and text.startswith("\ufeff")
    start = sum(len(line) + 1 for line in lines[: problem.line - 1]) + problem.column - 1 + mark
    if is_hidden(text[start : start + 1]):
        return Edit(start, start + 1, "")
    near = problem.hint
    if not isinstance(near, Near) or not (near.sure and near.wrong):
        return None
    quoted = text[start : start + 1] in {"'", '"'} and not near.wrong.startswith(text[start : start + 1])
    start += quoted
    return Edit(start, start + len(near.wrong), near.word) if text.startswith(near.wrong, start) else None
