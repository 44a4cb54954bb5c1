"""Headings in Markdown: they begin below the title, and leave out no level."""

from __future__ import annotations

import re

_UNDERLINED = re.compile(r"(?<![^\n]\n)^(?![ \t]*(?:[-*+]\s|[>|#]|\d+[.)]\s))([^\n]+)\n(=+|-{2,})[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})(?=[ \t]+\S)", re.MULTILINE)


# Other tools ask for a blank behind the signs, ours does not: several mean a heading, one is mostly a word or number.
_NO_BLANK = re.compile(r"^(#{2,6})(?=[^\s#])", re.MULTILINE)
_WORD = re.compile(r"^#(?=[a-z0-9\[])", re.MULTILINE)


def order_headings(text: str) -> str:
    """Return a text, without its code, whose first headings are second ones, each at most one below that above it."""
    text = _UNDERLINED.sub(lambda found: f"{'#' if found[2][0] == '=' else '##'} {found[1].strip()}", text)
    text = _WORD.sub(r"\\#", _NO_BLANK.sub(r"\1 ", text))
    open_: list[int] = []  # the old levels of the headings above

    def new(found: re.Match[str]) -> str:
        level = len(found[1])
        while open_ and open_[-1] >= level:
            open_.pop()
        open_.append(level)
        return "#" * min(6, len(open_) + 1)

    return _HEADING.sub(new, text)
