"""Blocks that have no end, a name that nearly exists, or too few blanks in front."""

from __future__ import annotations

import re
from contextlib import suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING

from coach.markdown.blocks.boxes import KINDS as BOXES
from coach.markdown.blocks.fences import KINDS as FENCES
from coach.markdown.lines import Slip
from coach.source.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.markdown.lines import Fence, Lines

_WORD = re.compile(r"\s*\{?\s*\.?([\w-]+)")
_TWO_SIGNS = re.compile(rf"(?m)^ {{0,3}}!![ \t]*({'|'.join(BOXES)})\b")
_ALERT = re.compile(r"(?m)^ {0,3}> ?\[!([a-zA-Z]+)\]")
_ALERTS = ("note", "tip", "important", "warning", "caution")
_PROSE = re.compile(r"[A-ZÀ-Þ\"“‘'(]?[^\W\d_]+[,;:]?(?: [\"“‘'(]?[^\W_]+(?:[’'-][^\W_]+)*[,;:.!?]?[\"”’')]?){4,}.*")
_CODE_SIGNS = re.compile(r"[{}\[\]<>=$\\|_*/#@&^~`]|\(\)|;$|::|->")


def block_slips(lines: Lines) -> Iterator[Slip]:
    """Yield the slips of fences, boxes and blocks of code in a text."""
    for fence in lines.fences:
        yield from _fence_slips(fence, lines)
    for block in lines.indented:
        first = lines.lines[block.start].strip()
        if _PROSE.fullmatch(first) and not _CODE_SIGNS.search(first):
            hint = "Take the blanks in front away; code stands between lines of ```."
            yield Slip(
                lines.starts[block.start], "this text stands four blanks further in, and is shown as code.", hint
            )
    for found in _TWO_SIGNS.finditer(lines.prose) if "!!" in lines.body else ():
        if not found[0].lstrip().startswith("!!!"):
            yield Slip(found.start(), "a box begins with three exclamation marks.", f"Write !!! {found[1]}.")
    for found in _ALERT.finditer(lines.plain) if "[!" in lines.body else ():
        if found[1].lower() not in _ALERTS:
            hint = suggest(found[1].lower(), _ALERTS, f"They are {', '.join(_ALERTS)}.")
            yield Slip(found.start(), f'unknown box "{found[1]}".', hint)


def _fence_slips(fence: Fence, lines: Lines) -> Iterator[Slip]:
    start = lines.starts[fence.line]
    word = _WORD.match(fence.info)
    if word and (near := _meant(word[1])):
        yield Slip(start, f'unknown block "{word[1]}".', f'Did you mean "{near}"?')
    if fence.end is None:
        others = [
            line.strip()
            for line in lines.lines[fence.line + 1 :]
            if re.fullmatch(r"[> \t]*(?:`{2,}|~{2,})[ \t]*", line)
        ]
        hint = f"Write {fence.mark} below it, on a line of its own."
        if others:
            hint = f"Its last line must be {fence.mark}, as far in as the first; {others[0]} is another mark."
            hint = (
                hint
                if others[0] != fence.mark
                else "Its last line must stand as far in as the first, and no line further out."
            )
        yield Slip(start, "this block has no end.", hint)


def _meant(word: str) -> str:
    """Return the kind of block that a word behind a fence stands for, if it is neither one nor a language."""
    if word in FENCES:
        return ""
    if word.lower() in FENCES:
        return word.lower()
    near = get_close_matches(word.lower(), FENCES, n=1, cutoff=0.7)
    if not near:
        return ""
    # Asked for seldom, and its list of languages is long.
    from pygments.lexers import find_lexer_class_by_name  # type: ignore[import-untyped]  # noqa: PLC0415
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]  # noqa: PLC0415

    with suppress(ClassNotFound):
        find_lexer_class_by_name(word)
        return ""
    return near[0]
