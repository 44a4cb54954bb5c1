"""Straight quotation marks and dashes of the keyboard as a printer would set them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.util import AtomicString

from coach.plain_text import PlainText

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "\N{RIGHT SINGLE QUOTATION MARK}"),
    (re.compile(r'(^|[\s(\[\u2014-])"'), "\\1\N{LEFT DOUBLE QUOTATION MARK}"),
    (re.compile(r'"'), "\N{RIGHT DOUBLE QUOTATION MARK}"),
    (re.compile(r"(^|[\s(\[\u2014\u201c-])'"), "\\1\N{LEFT SINGLE QUOTATION MARK}"),
    (re.compile(r"'"), "\N{RIGHT SINGLE QUOTATION MARK}"),
    (re.compile(r" -- "), " \N{EN DASH} "),
    (re.compile(r"\.\.\."), "\N{HORIZONTAL ELLIPSIS}"),
)


_OPENS = " \t\n([\u2014\u201c\u2018-"


def typeset(text: str, before: str = "") -> str:
    """Return the text with curly quotation marks, dashes and an ellipsis.

    `before` is what stands before it in the same paragraph: a quotation mark opens after a blank and closes after a
    word, also where the word is in another element.
    """
    if "'" not in text and '"' not in text and "..." not in text and " -- " not in text:
        return text
    context = "" if not before else " " if before[-1] in _OPENS else "x"
    whole = context + text
    for pattern, replacement in _RULES:
        whole = pattern.sub(replacement, whole)
    return whole[len(context) :]


_CODE = {"code", "pre", "kbd", "samp", "script", "style"}
_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"}


def set_type(root: Element) -> None:
    """Give all text but code its printer's quotation marks and dashes, each with what stands before it in view.

    Markdown's own smarty extension does so by a second pass of all inline patterns, which takes half as long again
    as everything else.
    """
    before = ""
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        if done:
            if element.tail:
                element.tail = typeset(element.tail, before)
                before = element.tail
            continue
        before = "" if element.tag in _BLOCKS else before
        waiting.append((element, True))
        if element.tag in _CODE:
            before = "x"
            continue
        if element.text and (not isinstance(element.text, AtomicString) or isinstance(element.text, PlainText)):
            element.text = typeset(element.text, before)
            before = element.text
        waiting += [(child, False) for child in reversed(element)]
