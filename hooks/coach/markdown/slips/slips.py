"""All slips in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.markdown.blocks.boxes import box_mistakes
from coach.markdown.lines import Lines
from coach.markdown.slips.blocks import block_slips
from coach.markdown.slips.characters import character_slips
from coach.markdown.slips.footnotes import footnote_slips
from coach.markdown.slips.headings import heading_slips
from coach.markdown.slips.html import html_slips
from coach.markdown.slips.inline import inline_slips
from coach.markdown.slips.links import link_slips
from coach.markdown.slips.placeholders import placeholder_slips
from coach.source.problems import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.markdown.lines import Slip


def find_slips(body: str) -> list[Mistake]:
    """Return the slips in a text, in the order of its lines; code is ignored."""
    lines = Lines(body)
    found = list(box_mistakes(lines))
    for slip in _slips(lines):
        line, column = lines.place(slip.start)
        found.append(Mistake(line, slip.message, slip.hint, column))
    return sorted(found, key=lambda slip: (slip.line, slip.column))


def _slips(lines: Lines) -> Iterator[Slip]:
    yield from block_slips(lines)
    yield from html_slips(lines.plain)
    endless = [fence for fence in lines.fences if fence.end is None]
    swallowed = "\n".join(line for fence in endless for line in lines.lines[fence.line : fence.last + 1])
    yield from link_slips(lines.prose, swallowed)
    yield from footnote_slips(lines.prose, swallowed)
    yield from heading_slips(lines)
    yield from inline_slips(lines.prose)
    yield from placeholder_slips(lines.prose)
    yield from character_slips(lines)
