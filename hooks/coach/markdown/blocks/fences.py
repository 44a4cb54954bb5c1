"""Fenced blocks that are more than code (quiz, chat, chart, video, audio): their kinds, and their lines in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.markdown.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("quiz", "chat", "chart", "video", "audio")

_WORD = re.compile(r"[ \t]*([\w-]+)")


def block_lines(body: str) -> Iterator[int]:
    """Yield the line (from 0) of the opening fence of each block of ours, in order; blocks inside code are ignored."""
    for fence in Lines(body).fences:
        word = _WORD.match(fence.info)
        if fence.end is not None and word and word[1] in KINDS:
            yield fence.line
