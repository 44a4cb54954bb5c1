"""Boxes: `!!! homework "Title"` and the indented text below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.source.problems import Mistake, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.markdown.lines import Lines

KINDS = ("homework", "story", "cta", "quote", "gallery", "note", "tip", "important", "warning", "caution")
_OPENING = re.compile(r"(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)(?P<rest>.*)")
_FORM = re.compile(r'\s+(?P<kind>[\w-]+)(?:\s+"[^"]*")?\s*')
_INDENT = 4  # blanks in front of a box's text


def box_mistakes(lines: Lines) -> Iterator[Mistake]:
    """Yield the mistakes in the boxes of a text, by line from 0; boxes inside code are ignored."""
    if "!!!" not in lines.body and "???" not in lines.body:
        return
    plain = lines.plain.split("\n")
    for number, line in enumerate(plain):
        if found := _OPENING.fullmatch(line):
            yield from _mistakes(number, found, lines.lines)


def _mistakes(number: int, found: re.Match[str], lines: list[str]) -> Iterator[Mistake]:
    form = _FORM.fullmatch(lines[number][found.start("rest") :])
    if not form:
        hint = 'Write !!! homework "Its title", with straight quotation marks.'
        yield Mistake(number, "this box cannot be read.", hint)
    elif form["kind"] not in KINDS:
        hint = suggest(form["kind"], KINDS, f"Boxes are {', '.join(KINDS)}.")
        yield Mistake(number, f'unknown box "{form["kind"]}".', hint)
    else:
        further = _further_in(number, len(found["indent"].expandtabs(_INDENT)), lines)
        if 0 < further < _INDENT:
            message = "the text of this box does not stand far enough in."
            yield Mistake(number, message, "Each of its lines begins with four blanks.")
        elif further < _INDENT:
            yield Mistake(number, "this box is empty.", "Its text stands below it, each line four blanks further in.")


def _further_in(number: int, indent: int, lines: list[str]) -> int:
    """Return by how many blanks the first words below the box stand further in than the box."""
    words = next((line for line in lines[number + 1 :] if line.strip()), "").expandtabs(_INDENT)
    return len(words) - len(words.lstrip()) - indent
