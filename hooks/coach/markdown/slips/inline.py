"""Marks in a line that are not closed, and lists of attributes that stay text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.markdown.lines import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = {"**": r"\*\*", "__": r"__", "~~": r"~~", "==": r"=="}
_OPENING = {mark: re.compile(rf"(?<![^\s(\"'“‘]){form}(?=\w)") for mark, form in _MARKS.items()}
_SPACED = re.compile(r"\*\*(?<!\S\*\*)[ \t]+([^*\n]+?)[ \t]+\*\*(?!\S)")
_TICK = re.compile(r"`(?<![`\w]`)(?=\w)")
_ATTRIBUTE = r"""(?:[.#][\w-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))"""
_LIST = re.compile(rf"\)(?P<blank>[ \t]+)\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}")


def inline_slips(text: str) -> Iterator[Slip]:
    """Yield the slips within lines of a text without code."""
    for mark in _MARKS:
        if mark in text:
            yield from _unclosed(mark, text)
    for found in _SPACED.finditer(text) if "** " in text else ():
        yield Slip(
            found.start(), f'"{_short(found[0])}" stays as it is.', f"Write **{_short(found[1])}**, without blanks."
        )
    for found in _TICK.finditer(text) if "`" in text else ():
        yield Slip(found.start(), "this backtick has no partner.", "Write one behind the code: `code`.")
    for found in _LIST.finditer(text) if ") {" in text else ():
        if not _ends_heading(found, text):
            hint = "Take the blank in front of it away: ![what it shows](picture.jpg){ width=300 }."
            yield Slip(found.end("blank"), "this list of attributes stays text.", hint)


def _unclosed(mark: str, text: str) -> Iterator[Slip]:
    """Yield the last mark of each paragraph that has an odd number of them, if it can only be an opening one."""
    start = 0
    for words in text.split("\n\n"):
        if mark in words and words.count(mark) % 2 and f"{mark}{mark[0]}" not in words:
            last = words.rfind(mark)
            if _OPENING[mark].match(words, last):
                yield Slip(start + last, f'"{mark}" has no partner.', f"Write {mark} at both ends: {mark}words{mark}.")
        start += len(words) + 2


def _ends_heading(found: re.Match[str], text: str) -> bool:
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return line.startswith("#") and text[found.end() : found.end() + 1] in {"", "\n"}


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
