"""Fenced blocks that are more than code (quiz, chat, video): their kinds, and their lines in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("quiz", "chat", "video")

_FENCE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})\s*(?P<word>[\w-]*)")


def block_lines(body: str) -> Iterator[int]:
    """Yield the line (from 0) of the opening fence of each block of ours, in order; blocks inside code are ignored."""
    mark = ""
    for number, line in enumerate(body.split("\n")):
        found = _FENCE.match(line)
        if not found:
            continue
        if not mark:
            mark = found["mark"]
            if found["word"] in KINDS:
                yield number
        elif found["mark"].startswith(mark) and not found["word"]:
            mark = ""
