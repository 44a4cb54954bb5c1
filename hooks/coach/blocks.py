"""Fenced blocks in articles that become more than code: what stands in them, and their mistakes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.problems import Problem, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.addresses import Written
    from coach.quizzes.shelf import Shelf
    from coach.rendering import Block, Rendered

KINDS = ("quiz",)

_FENCE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})\s*(?P<word>[\w-]*)")


def block_lines(body: str) -> Iterator[int]:
    """Yield the line (from 0) of the opening fence of each block of ours, in order; blocks shown as code are passed."""
    mark = ""
    for number, line in enumerate(body.split("\n")):
        found = _FENCE.match(line)
        if not found:
            continue
        if not mark:
            mark = found["mark"]
            if found["word"] in KINDS:
                yield number
        elif found["mark"].startswith(mark) and not found["word"]:
            mark = ""


def block_problems(rendered: Rendered, item: Written, shelf: Shelf) -> list[Problem]:
    """Return the mistakes in the blocks of a text, each at its line."""
    problems = []
    for block, line in zip(rendered.blocks, block_lines(item.file.body), strict=False):
        for offset, message, hint in _mistakes(block, shelf):
            problems.append(Problem(item.file.path, item.file.body_line + line + offset, 1, message, hint))
    return problems


def _mistakes(block: Block, shelf: Shelf) -> Iterator[tuple[int, str, str]]:
    """Yield the line within the block, message and hint of each mistake."""
    quiz = quiz_id(block)
    if quiz not in shelf.names:
        hint = suggest(quiz, shelf.names, "The quizzes are the files in docs/quizzes; write one's name without .yml.")
        yield 1, f'unknown quiz "{quiz}".', hint


def quiz_id(block: Block) -> str:
    """Return the quiz that a ```quiz block names."""
    return block.text.strip()
