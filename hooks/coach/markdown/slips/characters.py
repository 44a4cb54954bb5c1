"""Characters that nobody sees, blanks that are no blanks for Markdown, and references to no character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.markdown.html.sanitizer import is_text_reference
from coach.markdown.lines import Slip
from coach.source.slips.characters import BLANKS, blank_slip, hidden, hidden_slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.markdown.lines import Lines

_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,9});?")
_ANY_BLANK = re.compile(f"[{BLANKS}]")
_RUN = re.compile(f"[{BLANKS}]+")
_ONLY_BLANKS = re.compile(f"[ \t{BLANKS}]+")
_INDENT = re.compile(f"[ \t{BLANKS}]*")
_BOX = re.compile(rf"[ \t]*(?:!!!|\?\?\?\+?|===)[ {BLANKS}]")
_BOX_INDENT = 4
# A line's mark, and behind it a blank that is none for Markdown.
_BEHIND_MARK = re.compile(
    rf"""(?: [ \t>]*(?:[-*+]|\#{{1,6}})                  # an item, a heading
         | [ \t]*(?:!!!|\?\?\?\+?|===)[ ]?               # a box, a tab
         | [ \t]*(?:!!!|\?\?\?\+?)[ ][\w-]+(?=.")        # a box's kind
         | [ ]{{0,3}}(?:\[[^\]^\n][^\]\n]*\])?:          # the address of a reference, a definition
         )(?P<blank>[{BLANKS}]+)(?=[^\s])""",
    re.VERBOSE,
)
_NUMBERED = re.compile(rf"[ \t>]*\d+[.)](?P<blank>[ \t{BLANKS}])")
_MORE = re.compile(rf"<!--[ ]*(?P<first>[{BLANKS}]*)more[ ]*(?P<last>[{BLANKS}]*)-->")
_ROW = re.compile(rf"[|:\- \t{BLANKS}]*-[|:\- \t{BLANKS}]*")  # below a table's head


def character_slips(lines: Lines) -> Iterator[Slip]:
    """Yield invisible characters in a text, blanks that Markdown does not take for one, and references to nothing."""
    plain = lines.plain
    for found in hidden(lines.body):
        yield Slip(found.start(), *hidden_slip(found[0]))
    if not lines.body.isascii() and _ANY_BLANK.search(lines.body):
        for start in sorted(set(_blanks(lines, plain))):
            yield Slip(start, *blank_slip(lines.body[start]))
    for found in _REFERENCE.finditer(plain) if "&#" in plain else ():
        if not is_text_reference(found[0]):
            yield Slip(found.start(), f'"{found[0]}" stands for no character that can be shown.', "Take it out.")


def _blanks(lines: Lines, plain: str) -> Iterator[int]:
    """Yield the places of blanks that are no plain ones where Markdown knows only those."""
    text = plain.split("\n")
    for start, line in zip(lines.starts, text, strict=True):
        if found := _BEHIND_MARK.match(line):
            yield start + found.start("blank")
        if "|" in line and _ROW.fullmatch(line):
            yield from (start + one.start() for one in _RUN.finditer(line))
    for found in _MORE.finditer(plain):
        yield from (found.start(part) for part in ("first", "last") if found[part])
    for fence in lines.fences:
        info = len(lines.lines[fence.line]) - len(fence.info)
        if _ANY_BLANK.match(fence.info) and fence.info.strip():
            yield lines.starts[fence.line] + info
    for number, column in (*_of_numbers(text), *_of_empty_lines(text), *_of_boxes(text)):
        yield lines.starts[number] + column


def _of_numbers(text: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the blanks behind the numbers of a list: a single one, as in 1. January, may be kept on its line."""
    numbered = {number: found for number, line in enumerate(text) if (found := _NUMBERED.match(line))}
    for number, found in numbered.items():
        if _ANY_BLANK.match(found["blank"]) and (number - 1 in numbered or number + 1 in numbered):
            yield number, found.start("blank")


def _of_empty_lines(text: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield lines that look empty and join two paragraphs."""
    for number in range(1, len(text) - 1):
        found = _ANY_BLANK.search(text[number])
        if found and _ONLY_BLANKS.fullmatch(text[number]) and text[number - 1].strip() and text[number + 1].strip():
            yield number, found.start()


def _of_boxes(text: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield blanks in front of a box's lines that leave these outside of it."""
    inside = 0  # how far the lines of the box stand in, 0 outside of one
    for number, line in enumerate(text):
        indent = _INDENT.match(line)
        before = indent[0] if indent else ""
        if _BOX.match(line):
            inside = len(before.expandtabs(_BOX_INDENT)) + _BOX_INDENT
        elif line.strip() and len(before.expandtabs(_BOX_INDENT)) < inside:
            inside = 0
        elif line.strip() and inside:
            yield from ((number, found.start()) for found in _RUN.finditer(before))
