"""Lists, quotations, tables and blocks as CommonMark finds them, brought into the form that Python-Markdown knows.

Python-Markdown wants a blank line above a list, four blanks in front of what belongs to an item, and knows neither
`1)` nor `•`. CommonMark (spec 0.31, "List items") and the previews of editors do not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|•(?=\s*\S)|\d{1,9}[.)])(?P<gap>(?<=•) *| +|$)(?P<rest>.*)")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_QUOTE = re.compile(r" {0,3}> ?")
_STASHED = re.compile(r" *\x02wzxhzdk:\d+\x03 *$")  # a fenced block or raw HTML
_DELIMITERS = re.compile(r" {0,3}(?:\|(?: *:?-+:? *\|)+|:?-+:? *(?:\| *:?-+:? *)+\|?) *")
_CONTAINER = re.compile(r" {0,3}(?:!!!|\?\?\?\+?|===[!+]?)\s|\[\^[^\]\n]+\]:|: {1,3}\S")
# A paragraph between two quotations, which the tree loses again; authors cannot write it (see rendered.py).
END_OF_QUOTATION = "\x1a>\x1a"
_TAB = 4  # blanks that Python-Markdown wants in front of what belongs to an item or box
_INTERRUPTS = ("-", "*", "+", "•", "1.", "1)")


class _Item(NamedTuple):
    """An open item: the column of its mark and of its text, and the kind of its list."""

    mark: int
    text: int
    ordered: bool


def arrange(lines: list[str], *, below_text: bool = False) -> list[str]:
    """Return the lines so arranged. Fenced code and raw HTML are placeholders in them; other code stays as it is.

    `below_text` says that the line above them is text.
    """
    if not any(map(_matters, lines)):
        return lines
    arranging = _Arranging(lines, below_text=below_text)
    number = 0
    while number < len(lines):
        number += arranging.take(number, lines[number])
    return arranging.done


def _matters(line: str) -> bool:
    first = line.lstrip(" ")[:1]
    return bool(first) and (first in "-*+•>\x02" or first.isdigit() or "|" in line)


class _Arranging:
    """The lines that are done, and what the next one may belong to.

    `in_text`: the line above is text, which the next one may go on with; `in_block`: it is in an item, but not in its
    first paragraph; `in_code`: it is code by its indentation; `depth`: in how many items the lines since the last blank
    one begin.
    """

    def __init__(self, lines: list[str], *, below_text: bool) -> None:
        self.lines = lines
        self.done: list[str] = []
        self.below_text = below_text
        self.items: list[_Item] = []
        self.code: int | None = None  # the column to which code in an item is set in
        self.in_text = below_text
        self.in_block = self.in_code = False
        self.depth = 0

    def take(self, number: int, line: str) -> int:
        """Take the line with this number, or all of a quotation or box, and return how many lines that were."""
        if not line.strip():
            return self._put(line, in_block=self.in_block)
        self.in_code = not self.items and _indent(line) >= _TAB and (self.in_code or not self.in_text)
        found = None if self.in_code else _ITEM.fullmatch(line)
        if found and self._begins_item(found):
            return self._item(found)
        if self.items and not self._ends_list(line):
            return self._in_item(line)
        return self._put(line) if self.in_code else self._outside(number, line)

    def _outside(self, number: int, line: str) -> int:
        if _QUOTE.match(line):
            return self._quotation(number)
        if _CONTAINER.match(line):
            return self._box(number)
        if _STASHED.match(line):
            self._leave_blank()
            self.done.append(line)
            self._put("")
            return 1
        if self.in_text and "|" in line and _DELIMITERS.fullmatch("".join(self.lines[number + 1 : number + 2])):
            self._leave_blank()
        return self._put(line, in_text=not (_HEADING.match(line) or _RULE.fullmatch(line)))

    def _put(self, line: str, *, in_text: bool = False, in_block: bool = False) -> int:
        if line and not (self.done and self.done[-1]):
            self.depth = _indent(line) // _TAB
        self.done.append(line)
        self.in_text, self.in_block = in_text, in_block
        return 1

    def _leave_blank(self) -> None:
        if self.done[-1].strip() if self.done else self.below_text:
            self.done.append("")

    def _begins_item(self, found: re.Match[str]) -> bool:
        """Return whether this line begins an item; only some can do so right below text (spec, example 304)."""
        indent = len(found["indent"])
        if _RULE.fullmatch(found[0]):
            return False
        if not self.items and indent >= _TAB:
            return False
        if self.items and indent >= max(self.items[-1].text, len(self.items) * _TAB) + _TAB:
            return False
        goes_on = next((item for item in self.items if item.mark + 2 > indent), None)
        if self.in_text and not (goes_on and goes_on.ordered == found["mark"][0].isdigit()):
            return bool(found["rest"]) and found["mark"] in _INTERRUPTS
        return True

    def _item(self, found: re.Match[str]) -> int:
        self.code = None
        indent, mark, gap = len(found["indent"]), found["mark"], found["gap"] or " "
        ordered = mark[0].isdigit()
        sibling = None
        while self.items and indent < self.items[-1].mark + 2:
            sibling = self.items.pop()
        if (
            self.in_block
            or len(self.items) < self.depth
            or (not self.items and (sibling.ordered != ordered if sibling else self.in_text))
        ):
            self._leave_blank()
        mark = f"{mark[:-1]}." if ordered else "-" if mark == "•" else mark
        before = " " * (len(self.items) * _TAB)
        self.items.append(_Item(indent, indent + len(mark) + (len(gap) if len(gap) <= _TAB else 1), ordered))
        return self._put(f"{before}{mark}{gap}{found['rest']}", in_text=True)

    def _ends_list(self, line: str) -> bool:
        """Close the items that the line does not belong to, and return whether it belongs to none."""
        block = _STASHED.match(line) or _HEADING.match(line) or _QUOTE.match(line) or _CONTAINER.match(line)
        if self.in_text and not block:
            return False
        indent = _indent(line)
        while self.items and indent < min(self.items[-1].text, len(self.items) * _TAB, self.items[-1].mark + 2):
            self.items.pop()
        if block and self.in_text:
            self._leave_blank()
        self.in_text = False
        return not self.items

    def _in_item(self, line: str) -> int:
        if self.in_text:  # it goes on with the text above
            inner = len(self.items) - (not self.in_block)
            return self._put(" " * (inner * _TAB) + line.lstrip(" "), in_text=True, in_block=self.in_block)
        base, indent = len(self.items) * _TAB, _indent(line)
        text = self.items[-1].text
        if self.code is None and indent - text >= _TAB:
            self.code = base if indent - base >= _TAB else text  # what stands before its lines
        further = indent - base if indent >= base else max(0, indent - text)
        if self.code is not None and indent - self.code >= _TAB:
            further = indent - self.code
        else:
            self.code = None
        in_text = self.code is None and not _STASHED.match(line)
        return self._put(" " * (base + further) + line.lstrip(" "), in_text=in_text, in_block=True)

    def _quotation(self, number: int) -> int:
        quoted = []
        for line in self.lines[number:]:
            if not (found := _QUOTE.match(line)):
                break
            quoted.append(line[found.end() :])
        if self.done and not self.done[-1].strip() and _QUOTE.match(next(filter(str.strip, reversed(self.done)), "")):
            self.done += [END_OF_QUOTATION, ""]  # or Python-Markdown would take both for one
        self.done += [f"> {line}".rstrip() if line else ">" for line in arrange(quoted)]
        self.in_text = bool(quoted[-1].strip())
        return len(quoted)

    def _box(self, number: int) -> int:
        inner = []
        for line in self.lines[number + 1 :]:
            if line.strip() and _indent(line) < _TAB:
                break
            inner.append(line[_TAB:] if line.strip() else line)
        below = not self.lines[number].lstrip().startswith(("!", "?", "="))
        self.done.append(self.lines[number])
        self.done += [" " * _TAB + line if line.strip() else line for line in arrange(inner, below_text=below)]
        self.in_text = bool(inner and inner[-1].strip()) or not inner
        return 1 + len(inner)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
