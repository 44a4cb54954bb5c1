"""Typographic marks in the text of a page, as far as it is no code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.util import AtomicString

from coach.source.typography import ENGLISH, Quotes, typeset

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CODE = {"code", "pre", "kbd", "samp", "script", "style"}
_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"}


def set_type(root: Element, quotes: Quotes = ENGLISH) -> None:
    """Set quotation marks and dashes in all text but code; whether a mark opens depends on the text before it.

    Markdown's own smarty extension repeats all inline patterns for this, which takes half as long again as everything
    else.
    """
    before = ""
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        if done:
            if element.tail:
                element.tail = typeset(element.tail, before, quotes)
                before = element.tail
            continue
        before = "" if element.tag in _BLOCKS else before
        waiting.append((element, True))
        if element.tag in _CODE:
            before = "x"
            continue
        if element.text and not isinstance(element.text, AtomicString):
            element.text = typeset(element.text, before, quotes)
            before = element.text
        waiting += [(child, False) for child in reversed(element)]
