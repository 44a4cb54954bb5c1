"""The mistakes that mend themselves: those of which the checker is sure what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.editing.edits import Edit, EditError, apply, text_of
from coach.source.problems import Near
from coach.source.slips.characters import mended
from coach.source.slips.line_ends import has_lines, line_starts, main_line_end, odd_line_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.source.problems import Problem
    from coach.source.sources import Source, Sources


def fixed(sources: Sources, problems: Iterable[Problem]) -> dict[str, bytes]:
    """Return the files of docs/ with every mistake mended of which the checker is sure, by path.

    These are words of which one known word is much nearer than all others, links that can only mean one file,
    characters that nobody sees, blanks that are no plain ones, and line ends of two kinds in one file. Files that are
    not in UTF-8 stay as they are.
    """
    by_path = {source.shown: source for source in sources.texts}
    told: dict[str, list[Problem]] = {path: [] for path in by_path}
    for problem in problems:
        if problem.path in told and not problem.advice:
            told[problem.path].append(problem)
    files = {}
    for path, found in told.items():
        source = by_path[path]
        try:
            text = text_of(source) if found or b"\r" in source.data else ""
        except EditError:
            continue
        if edits := [*_of_line_ends(source, text), *_of_problems(text, found)]:
            files[source.path] = apply(text, _without_overlaps(edits)).encode()
    return files


def _of_line_ends(source: Source, text: str) -> list[Edit]:
    if not has_lines(source):
        return []
    end = main_line_end(text)
    return [Edit(found.start(), found.end(), end) for found in odd_line_ends(text)]


def _of_problems(text: str, problems: Iterable[Problem]) -> Iterator[Edit]:
    starts = line_starts(text) if problems else []
    for problem in problems:
        if problem.line <= len(starts):
            mark = problem.line == 1 and text.startswith("\ufeff")
            if edit := _edit(text, starts[problem.line - 1] + problem.column - 1 + mark, problem):
                yield edit


def _edit(text: str, start: int, problem: Problem) -> Edit | None:
    """Return the edit that puts the right word at the place of the wrong one, if that stands there."""
    if characters := mended(text, start, problem.message):
        return Edit(start, start + characters[0], characters[1])
    near = problem.hint
    if not isinstance(near, Near) or not (near.sure and near.wrong):
        return None
    quoted = text[start : start + 1] in {"'", '"'} and not near.wrong.startswith(text[start : start + 1])
    start += quoted
    return Edit(start, start + len(near.wrong), near.word) if text.startswith(near.wrong, start) else None


def _without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits without those that touch what an earlier one changes; the checker names what is left again."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
