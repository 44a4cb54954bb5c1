"""The lines of a text: which of them are code, and the text with everything blanked out that is none of Markdown's."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_FENCE = re.compile(r"(?P<before>[> \t]*)(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)")
_INDENTED = re.compile(r" {4}| {0,3}\t")
# What text that stands further in may belong to: an item, a footnote, a box, a tab, a definition.
_CONTAINER = re.compile(
    r"""\s{0,3}(?:[-*+•]|\d+[.)])(?:\s|$)|\s*(?:!!+|\?\?\?\+?)|\s*===[!+]?\s|\s{0,3}\[\^[^\]\n]+\]:|\s{0,3}:\s|\s*///"""
)
_KIND = re.compile(r"\s*\{?\s*\.?([\w-]+)")
# How the lines of our own blocks begin, by which one without an end is known to be over.
_KEYED = re.compile(r"\s*[\w-]+[ \t]*:|\s+\S")
_OF_BLOCKS = {
    "chat": re.compile(r"[^\W\d_][\w ]{0,30}?[ \t]*:|>|[ \t]+\S"),
    "video": _KEYED,
    "audio": _KEYED,
    "quiz": re.compile(r"\s*[a-z0-9-]+\s*$"),
}
_FILL = "·"  # neither blank nor letter nor mark
_TICKS = re.compile(r"`+")
_NOT_BREAK = re.compile(r"[^\n]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[/a-zA-Z][^<>]*>")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")


class Slip(NamedTuple):
    """A slip that begins at this character of the text, from 0."""

    start: int
    message: str
    hint: str


def _is_further_out(line: str, before: str) -> bool:
    """Return whether a line stands further out than a block; an empty one only if it leaves a quotation."""
    if not line.strip("> \t"):
        return bool(line.strip()) and line.count(">") < before.count(">")
    return len(line) - len(line.lstrip("> \t")) < len(before)


@dataclass(frozen=True)
class Fence:
    """A fenced block: its first and last line from 0 (`end` is None if it has none), its mark, what is behind it.

    `last` is the last line that belongs to it: without an end where its text seems to be over.
    """

    line: int
    mark: str
    info: str
    end: int | None
    last: int


class Lines:
    """A text by lines. `lines` are all of them, `starts` the place of each one's first character."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.lines = body.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """The place of the first character of each line."""
        starts, place = [], 0
        for line in self.lines:
            starts.append(place)
            place += len(line) + 1
        return starts

    def place(self, start: int) -> tuple[int, int]:
        """Return the line, from 0, and the column, from 1, of a character."""
        line = bisect_right(self.starts, start) - 1
        return line, start - self.starts[line] + 1

    @cached_property
    def fences(self) -> list[Fence]:
        """The fenced blocks, as the fences extension finds them: the last line repeats the mark of the first."""
        found: list[Fence] = []
        if "```" not in self.body and "~~~" not in self.body:
            return found
        opened: re.Match[str] | None = None
        first, failed = 0, ""
        for number, line in enumerate(self.lines):
            mark = _FENCE.fullmatch(line)
            if opened is None:
                if mark and mark["mark"] == failed and not mark["info"].strip():
                    failed = ""  # the end of a block that a line further out has broken
                elif mark and not (mark["mark"][0] == "`" and "`" in mark["info"]):
                    opened, first = mark, number
            elif (
                mark
                and mark["mark"] == opened["mark"]
                and not mark["info"].strip()
                and mark["before"] == opened["before"]
            ):
                found.append(Fence(first, opened["mark"], opened["info"], number, number))
                opened = None
            elif _is_further_out(line, opened["before"]):
                found.append(Fence(first, opened["mark"], opened["info"], None, self._last_of(first, opened["info"])))
                failed, opened = opened["mark"], None
        if opened is not None:
            found.append(Fence(first, opened["mark"], opened["info"], None, self._last_of(first, opened["info"])))
        return found

    def _last_of(self, first: int, info: str) -> int:
        """Return the last line of a block without an end: code goes on to the end of the text, our own have a form."""
        word = _KIND.match(info)
        form = _OF_BLOCKS.get(word[1].lower()) if word else None
        if form is None:
            return len(self.lines) - 1
        last = first
        for number, line in enumerate(self.lines[first + 1 :], first + 1):
            if line.strip() and not form.match(line):
                break
            last = number if line.strip() else last
        return last

    @cached_property
    def fenced(self) -> set[int]:
        """The lines of fenced blocks."""
        lines: set[int] = set()
        for fence in self.fences:
            lines.update(range(fence.line, fence.last + 1))
        return lines

    @cached_property
    def indented(self) -> list[range]:
        """The blocks of lines that are code since they stand four blanks or a tab further in."""
        blocks: list[range] = []
        if not ("    " in self.body or "\t" in self.body):
            return blocks
        start: int | None = None
        contained, before = False, ""
        for number, line in enumerate(self.lines):
            empty = not line.strip()
            if number in self.fenced:
                pass
            elif start is not None:
                if not empty and not _INDENTED.match(line):
                    blocks.append(range(start, number))
                    start = None
            elif not empty and not contained and not before.strip() and _INDENTED.match(line):
                start = number
            if not empty and not line.startswith((" ", "\t")):
                contained = False
            if _CONTAINER.match(line):
                contained = start is None
            before = line
        if start is not None:
            blocks.append(range(start, len(self.lines)))
        return blocks

    @cached_property
    def plain(self) -> str:
        """The text with blanks for blocks of code, and dots for code in a line; all else is where it was."""
        text = self.body
        code = self.fenced.union(*self.indented)
        if code:
            text = "\n".join(" " * len(line) if number in code else line for number, line in enumerate(self.lines))
        return _without_ticks(text) if "`" in text else text

    @cached_property
    def prose(self) -> str:
        """The text without code and comments, and with a dot for each character of an HTML tag or after a backslash."""
        text = self.plain
        if "<" in text:
            text = _TAG.sub(_dots, _COMMENT.sub(lambda match: _NOT_BREAK.sub(" ", match[0]), text))
        return _ESCAPED.sub(_FILL * 2, text) if "\\" in text else text


def _dots(match: re.Match[str]) -> str:
    return _NOT_BREAK.sub(_FILL, match[0])


def _without_ticks(text: str) -> str:
    """Return the text with dots for `code` between backticks; it ends in the paragraph in which it begins."""
    parts, done = [], 0
    runs = [run for run in _TICKS.finditer(text) if text[run.start() - 1 : run.start()] != "\\"]
    number = 0
    while number < len(runs):
        first = runs[number]
        number += 1
        end = text.find("\n\n", first.end())
        for other in range(number, len(runs)):
            last = runs[other]
            if 0 <= end < last.start():
                break
            if last.end() - last.start() == first.end() - first.start():
                parts += [text[done : first.start()], _NOT_BREAK.sub(_FILL, text[first.start() : last.end()])]
                done, number = last.end(), other + 1
                break
    return "".join([*parts, text[done:]])
