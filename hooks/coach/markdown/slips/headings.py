"""Headings that are none, lines that become headings, and levels that are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.markdown.lines import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.markdown.lines import Lines

_HEADING = re.compile(r"(#{1,6})([ \t]*)([^#\s].*)")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_NO_TEXT = re.compile(r"[#>|\s:]|(?:!!!|\?\?\?|///|===)")
_ITEM = re.compile(r"[-*+•]\s|\d+[.)]\s")
_UNDERLINED = 5  # so many signs, about as wide as the line above, are an underlined heading


def heading_slips(lines: Lines) -> Iterator[Slip]:
    """Yield the slips of headings in a text."""
    body = lines.body
    if not ("\n#" in body or body.startswith("#") or "\n-" in body or "\n=" in body):
        return
    level, before = 1, ""
    for number, line in enumerate(lines.prose.split("\n")):
        start = lines.starts[number]
        if found := _HEADING.fullmatch(line):
            if not found[2]:
                marks = max(found[1], "##")
                hint = f"Write {marks} {_short(found[3])}; a word that begins with # gets a \\ in front."
                yield Slip(start, "this becomes a heading, though no blank stands behind the #.", hint)
            elif len(found[1]) == 1:
                yield Slip(start, "the title is the only heading of the first level.", f"Write ## {_short(found[3])}.")
            elif len(found[1]) > level + 1:
                yield Slip(
                    start,
                    "a level of headings is left out above this one.",
                    f"Write {'#' * (level + 1)} {_short(found[3])}.",
                )
            level = max(2, len(found[1]))
        elif (
            before.strip()
            and _UNDERLINE.fullmatch(line)
            and not _NO_TEXT.match(before)
            and not _UNDERLINE.fullmatch(before)
        ):
            if not _is_underlined(before.strip(), line.strip()):
                hint = "Leave a line empty between them; a heading is written ## Heading."
                yield Slip(start, "this line makes the line above it a heading.", hint)
            elif line[0] == "=":
                yield Slip(
                    start - 1 - len(before),
                    "the title is the only heading of the first level.",
                    f"Write ## {_short(before.strip())}.",
                )
            level = 2
        before = line


def _is_underlined(words: str, line: str) -> bool:
    """Return whether the line is meant as an underline: as wide as the words, or wide below what is no sentence."""
    if len(line) >= _UNDERLINED and abs(len(line) - len(words)) <= _UNDERLINED:
        return True
    wide = len(line) >= _UNDERLINED and len(line) >= len(words) // 2
    return wide and not words.endswith((".", "!", "?", ",", ";", ":")) and not _ITEM.match(words)


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"
