"""Boxes: `!!! homework "Title"` and the indented text below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.source.problems import Mistake, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("homework", "story", "cta", "note")
_OPENING = re.compile(r"(?P<indent> {0,3})!!!(?P<rest>.*)")
_FORM = re.compile(r'\s+(?P<kind>[\w-]+)(?:\s+"[^"]*")?\s*')
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


def box_mistakes(body: str) -> Iterator[Mistake]:
    """Yield the mistakes in the boxes of a text, by line from 0; boxes inside fenced code are ignored."""
    lines = body.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (found := _OPENING.fullmatch(line)):
            yield from _mistakes(number, found["rest"], lines[number + 1 :])


def _mistakes(number: int, rest: str, below: list[str]) -> Iterator[Mistake]:
    form = _FORM.fullmatch(rest)
    if not form:
        yield Mistake(
            number, "this box cannot be read.", 'Write !!! homework "Its title", with straight quotation marks.'
        )
    elif form["kind"] not in KINDS:
        yield Mistake(
            number, f'unknown box "{form["kind"]}".', suggest(form["kind"], KINDS, f"Boxes are {', '.join(KINDS)}.")
        )
    elif not next((line for line in below if line.strip()), "").startswith("    "):
        yield Mistake(number, "this box is empty.", "Its text stands below it, each line four blanks further in.")
