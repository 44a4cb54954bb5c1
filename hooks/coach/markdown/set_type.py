"""What the language of a text brings: its typographic marks, and the titles of boxes that have none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown.util import AtomicString

from coach.source.typography import ENGLISH, Quotes, typeset

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class TextWords:
    """The marks and words of a language that Markdown puts into a text.

    `speakers` has the names of those who talk in a chat by their part in it, `boxes` the title of a box without one by
    its kind, `footnote` what is said of the way back from a footnote; %d in it is the number.
    """

    quotes: Quotes = ENGLISH
    speakers: Mapping[str, str] = field(default_factory=dict)
    boxes: Mapping[str, str] = field(default_factory=dict)
    footnote: str = ""


_CODE = {"code", "pre", "kbd", "samp", "script", "style"}
_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"}


def name_boxes(root: Element, titles: Mapping[str, str]) -> None:
    """Give boxes whose title is only their kind, in English, the title of their kind."""
    for element in root.iter():
        if element.tag == "summary" or element.get("class") == "admonition-title":
            element.text = titles.get((element.text or "").lower(), element.text)


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
