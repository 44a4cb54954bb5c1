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
# As Markdown's extension attr_list reads them; of keys only those that an author would mean.
_KEY = "(?:alt|class|dir|height|hreflang|id|lang|loading|rel|start|target|title|type|width)"
_ATTRIBUTE = rf"""(?:[.#][\w-]+|{_KEY}=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{{}}]+))"""
_LIST = re.compile(rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}")
_TAKEN = ")]*_~=^·"  # what ends an element in a line, right behind which a list of attributes belongs to it


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
    for found in _LIST.finditer(text) if "{" in text else ():
        if not _is_taken(found, text):
            hint = "Write it right behind a picture or link, or on a line of its own below a paragraph."
            yield Slip(found.start(), "this list of attributes stays text.", hint)


def _is_taken(found: re.Match[str], text: str) -> bool:
    """Return whether Markdown gives the attributes to something: an element in the line, a heading, cell or block."""
    begin = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    before, after = text[begin : found.start()], text[found.end() : end if end >= 0 else len(text)]
    if before[-1:] and before[-1:] in _TAKEN:
        return True
    if before.strip():
        return before.lstrip().startswith("#") or "|" in before + after or text[end + 1 : end + 2] == ":"
    return not after.strip() and bool(text[text.rfind("\n", 0, max(begin - 1, 0)) + 1 : max(begin - 1, 0)].strip())


def _unclosed(mark: str, text: str) -> Iterator[Slip]:
    """Yield the last mark of each paragraph that has an odd number of them, if it can only be an opening one."""
    start = 0
    for words in text.split("\n\n"):
        if mark in words and words.count(mark) % 2 and f"{mark}{mark[0]}" not in words:
            last = words.rfind(mark)
            if _OPENING[mark].match(words, last):
                yield Slip(start + last, f'"{mark}" has no partner.', f"Write {mark} at both ends: {mark}words{mark}.")
        start += len(words) + 2


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
