"""Code in a text, put aside so that nothing in it is changed."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPEN, CLOSE = "\x02", "\x03"
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(`{3,}(?=[^`\n]*$)|~{3,})")
# What text that stands further in belongs to: an item of a list, a box, a tab.
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]|(?:!!!|\?\?\?\+?|===[!+]?)[ \t]")
_TICKS = re.compile("`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ELEMENTS = ("pre", "code", "script", "style", "textarea")


class Aside:
    """Pieces of a text that are put aside, each of which has a mark in its place."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def put(self, piece: str) -> str:
        """Return the mark that stands for the piece."""
        self.pieces.append(piece)
        return f"{OPEN}{len(self.pieces) - 1}{CLOSE}"

    def back(self, text: str) -> str:
        """Return the text with all pieces in their places; a piece may have marks in it."""
        done: list[str] = []
        waiting = [iter(_MARK.split(text))]
        odd = [False]
        while waiting:
            part = next(waiting[-1], None)
            if part is None:
                waiting.pop()
                odd.pop()
            elif odd[-1]:
                odd[-1] = False
                waiting.append(iter(_MARK.split(self.pieces[int(part)])))
                odd.append(False)
            else:
                odd[-1] = True
                done.append(part)
        return "".join(done)


def without_marks(text: str) -> str:
    """Return the text without the two control characters of which marks are made."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def put_code_aside(text: str, aside: Aside) -> str:
    """Return the text with marks for fenced and indented code, code in a line, and elements such as <pre>."""
    text = "".join(_block_aside(part, aside) if is_code else part for part, is_code in _by_fences(text))
    return _elements_aside("".join(_spans_aside(part, aside) for part in _paragraphs(text)), aside)


def _block_aside(block: str, aside: Aside) -> str:
    """Return the mark of a block of code, on a line of its own; its last line stands as far in as its first."""
    code = block.removesuffix("\n")
    rest = block[len(code) :]
    first, last = code.partition("\n")[0], code.rpartition("\n")[2]
    if (opened := _FENCE.match(first)) and first.startswith(("`", "~")) and last.strip() == opened[1]:
        code = code[: len(code) - len(last)] + last.strip()
    return aside.put(code) + rest


def _by_fences(text: str) -> Iterator[tuple[str, bool]]:
    """Return the text in parts, each with whether it is a block of code."""
    part: list[str] = []
    fence, indented, in_list, blank = "", False, False, True
    for line in text.splitlines(keepends=True):
        begins = _FENCE.match(line)
        if fence:
            part.append(line)
            if (
                begins
                and begins[1][0] == fence[0]
                and len(begins[1]) >= len(fence)
                and line.strip(" \t>\n") == begins[1]
            ):
                yield "".join(part), True
                part, fence = [], ""
            continue
        code = line.startswith(("    ", "\t")) and not in_list and (blank or indented)
        if indented and not code and line.strip():
            yield "".join(part), True
            part, indented = [], False
        if begins and not code:
            yield "".join(part), False
            part, fence = [line], begins[1]
            continue
        if code and not indented and line.strip():
            yield "".join(part), False
            part, indented = [], True
        part.append(line)
        blank = not line.strip()
        if not blank and not line.startswith((" ", "\t")):
            in_list = bool(_ITEM.match(line))
    yield "".join(part), bool(fence or indented)


def _elements_aside(text: str, aside: Aside) -> str:
    for name in _ELEMENTS:
        opening = re.compile(rf"<{name}(?=[\s>])", re.IGNORECASE)
        text = between(text, opening, re.compile(rf"</{name}\s*>", re.IGNORECASE), aside.put)
    return text


def between(text: str, opening: re.Pattern[str], closing: re.Pattern[str], change: Callable[[str], str]) -> str:
    """Return the text with each stretch from one of `opening` to the next of `closing` changed; what is open stays."""
    done, at = [], 0
    while begin := opening.search(text, at):
        end = closing.search(text, begin.end())
        if not end:
            break
        done += [text[at : begin.start()], change(text[begin.start() : end.end()])]
        at = end.end()
    return "".join([*done, text[at:]])


def _paragraphs(text: str) -> Iterator[str]:
    at = 0
    for found in _BLANK_LINE.finditer(text):
        yield text[at : found.end()]
        at = found.end()
    yield text[at:]


def _spans_aside(text: str, aside: Aside) -> str:
    """Return one paragraph with its code in backticks put aside (CommonMark: as many to close as to open)."""
    runs = list(_TICKS.finditer(text))
    if len(runs) < 2:
        return text
    following: dict[int, list[int]] = defaultdict(list)
    for number in range(len(runs) - 1, -1, -1):
        following[len(runs[number][0])].append(number)
    done, at, number = [], 0, 0
    while number < len(runs):
        same = following[len(runs[number][0])]
        while same and same[-1] <= number:
            same.pop()
        if same:
            begin, end = runs[number].start(), runs[same[-1]].end()
            done += [text[at:begin], aside.put(text[begin:end])]
            at, number = end, same[-1] + 1
        else:
            number += 1
    return "".join([*done, text[at:]])
