"""Line ends of two kinds in one file, as editors on two systems leave them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from coach.source.problems import Problem
from coach.source.sources import UTF16_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.source.sources import Source

_LINE_END = re.compile(r"\r\n|\n|\r")
_SYSTEMS = {"\n": "on Linux and macOS", "\r\n": "on Windows", "\r": "on an old Macintosh"}


def line_starts(text: str) -> list[int]:
    """Return where each line begins, as the checker counts lines: each kind of end is one."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def main_line_end(text: str) -> str:
    """Return the end that most lines have; of two as frequent that of Linux and macOS."""
    ends = Counter(_LINE_END.findall(text))
    return max(_SYSTEMS, key=lambda end: ends[end])


def odd_line_ends(text: str) -> Iterator[re.Match[str]]:
    """Yield the line ends that are not those of most lines."""
    if "\r" in text:
        main = main_line_end(text)
        yield from (found for found in _LINE_END.finditer(text) if found[0] != main)


def has_lines(source: Source) -> bool:
    """Return whether people write the file line by line, and it is no UTF-16."""
    return source.path.endswith((".md", ".yml")) and not source.data.startswith(UTF16_MARKS)


def advise_line_ends(texts: Iterable[Source]) -> Iterator[Problem]:
    """Yield advice on each file with line ends of two kinds, at the first line that ends unlike most."""
    for source in texts:
        if b"\r" not in source.data or not has_lines(source):
            continue
        text = source.data.decode("utf-8", "replace")
        if odd := next(odd_line_ends(text), None):
            line = sum(1 for _ in _LINE_END.finditer(text, 0, odd.start())) + 1
            message = f"this line ends as {_SYSTEMS[odd[0]]}, and most lines as {_SYSTEMS[main_line_end(text)]}."
            yield Problem(source.shown, line, 1, message, "Run coach fix, which makes them alike.", advice=True)
