"""Footnotes without a text, and texts without a footnote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.markdown.lines import Slip
from coach.source.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(r"\[\^([^\[\]\n]+)\](:?)")
_NAME = re.compile(r"[\w-]+")


def footnote_slips(text: str, swallowed: str = "") -> Iterator[Slip]:
    """Yield the slips of footnotes in a text without code; `swallowed` is what a block without an end has of it."""
    if "[^" not in text:
        return
    elsewhere = set(_MARK.findall(swallowed))
    marks = [found for found in _MARK.finditer(text) if _NAME.fullmatch(found[1])]
    defined = {found[1]: found for found in reversed(marks) if found[2] and _begins_line(found, text)}
    without_colon = {
        found[1]: found for found in marks if not found[2] and _is_text(found, text) and found[1] not in defined
    }
    used = {
        found[1] for found in marks if found is not defined.get(found[1]) and found is not without_colon.get(found[1])
    }
    for found in marks:
        name = found[1]
        if found is without_colon.get(name):
            yield Slip(
                found.start(), f'the text of footnote "[^{name}]" has no colon.', f"Write [^{name}]: and the text."
            )
        elif found is defined.get(name):
            if name not in used and (name, "") not in elsewhere:
                hint = f"Write [^{name}] where it belongs, or take the text out."
                yield Slip(found.start(), f'nothing leads to footnote "[^{name}]".', hint)
        elif found[2] and _begins_line(found, text):
            yield Slip(found.start(), f'footnote "[^{name}]" has a second text.', "Give it another name.")
        elif name not in defined and name not in without_colon and (name, ":") not in elsewhere:
            hint = f"Write it below, on a line of its own: [^{name}]: the text."
            yield Slip(found.start(), f'footnote "[^{name}]" has no text.', suggest(name, defined, hint))


def _begins_line(found: re.Match[str], text: str) -> bool:
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return not before.strip() and len(before) < 4


def _is_text(found: re.Match[str], text: str) -> bool:
    """Return whether this stands at the beginning of a block, with words behind it."""
    alone = not text[: found.start()].rpartition("\n")[0].rpartition("\n")[2].strip()
    return (
        _begins_line(found, text) and alone and re.match(r"[ \t]+\w", text[found.end() : found.end() + 9]) is not None
    )
