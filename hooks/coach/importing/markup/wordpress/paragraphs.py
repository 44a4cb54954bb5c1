"""Paragraphs as WordPress makes them: a blank line ends one, and a line break is one.

After the behaviour of wpautop() in WordPress, wp-includes/formatting.php. It works on the parsed tree, so that no blank
line within code counts.
"""

from __future__ import annotations

import re
from typing import Any

from lxml.html import builder

_TEXTS = "address article aside audio blockquote center dd details div dl dt figcaption figure footer form"
_PARTS = "header hr iframe h1 h2 h3 h4 h5 h6 li main nav object ol p pre script section style summary ul video"
_TABLES = "table tbody td tfoot th thead tr"
BLOCKS = frozenset(f"{_TEXTS} {_PARTS} {_TABLES} fieldset".split())
_HOLD = frozenset({"article", "aside", "blockquote", "center", "div", "main", "section"})
_BLANK = re.compile(r"[ \t\r\xa0]*\n[ \t\r\xa0]*\n\s*")


def paragraphs(container: Any) -> None:
    """Put the text that stands loose in `container`, and in boxes and quotations within it, into paragraphs.

    Code of several lines, whose lines WordPress keeps, is a block.
    """
    children, text = list(container), container.text or ""
    for child in children:
        if child.tag == "code" and "\n" in child.text_content().strip():
            child.tag = "pre"
    container.text = None
    for child in children:
        container.remove(child)
    lines = _Lines(container)
    lines.write(text)
    for child in children:
        tail, child.tail = child.tail or "", None
        if isinstance(child.tag, str) and child.tag in BLOCKS:
            lines.end()
            container.append(child)
            if child.tag in _HOLD:
                paragraphs(child)
        else:
            lines.put(child)
        lines.write(tail)
    lines.end()


class _Lines:
    """Writes text and inline elements into paragraphs at the end of a container."""

    def __init__(self, container: Any) -> None:
        self.container = container
        self.paragraph: Any = None

    def write(self, text: str) -> None:
        """Add text: a blank line in it begins another paragraph."""
        for number, part in enumerate(_BLANK.split(text)):
            if number:
                self.end()
            if self.paragraph is not None or part.strip():
                self._add(part if self.paragraph is not None else part.lstrip())

    def _add(self, text: str) -> None:
        first, *others = text.split("\n")
        self._append(first)
        for line in others:
            self.put(builder.BR())
            self._append(line)

    def _append(self, text: str) -> None:
        if not text:
            return
        paragraph = self._open()
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + text
        else:
            paragraph.text = (paragraph.text or "") + text

    def put(self, element: Any) -> None:
        """Add an inline element."""
        self._open().append(element)

    def _open(self) -> Any:
        if self.paragraph is None:
            self.paragraph = builder.P()
            self.container.append(self.paragraph)
        return self.paragraph

    def end(self) -> None:
        """End the paragraph, without the line breaks at its end; one that says nothing goes."""
        paragraph, self.paragraph = self.paragraph, None
        if paragraph is None:
            return
        while len(paragraph) and paragraph[-1].tag == "br" and not (paragraph[-1].tail or "").strip():
            paragraph.remove(paragraph[-1])
        if not len(paragraph) and not (paragraph.text or "").strip():
            self.container.remove(paragraph)
