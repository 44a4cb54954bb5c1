"""The HTML of a letter as plain text: 78 columns, links as numbers with their URLs below."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

COLUMNS = 78
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "div", "table", "hr", "figure"}


@dataclass
class Writer:
    """Converts the parts of one mail, whose links are numbered consecutively."""

    links: list[str] = field(default_factory=list)

    def text(self, html: str) -> str:
        """Return the HTML as text; its links get the next numbers."""
        if not html.strip():
            return ""
        body = lxml.html.fragment_fromstring(html, create_parent="div")
        return "\n\n".join(block for block in self._blocks(body, "") if block.strip())

    def number(self, link: str) -> str:
        """Return the number of a link, such as [3]; the same link has the same number."""
        if link not in self.links:
            self.links.append(link)
        return f"[{self.links.index(link) + 1}]"

    def listed(self) -> str:
        """Return the list of all links, each on a line of its own."""
        return "\n".join(f"[{number}] {link}" for number, link in enumerate(self.links, 1))

    def _blocks(self, element: HtmlElement, indent: str) -> Iterator[str]:
        words = element.text or ""
        for child in element:
            if child.tag in _BLOCKS:
                yield wrap(words, indent)
                words = ""
                yield from self._block(child, indent)
            else:
                words += self._inline(child)
            words += child.tail or ""
        yield wrap(words, indent)

    def _block(self, element: HtmlElement, indent: str) -> Iterator[str]:
        if element.tag in {"ul", "ol"}:
            yield self._list(element, indent)
        elif element.tag == "pre":
            yield textwrap.indent(element.text_content().strip("\n"), f"{indent}    ")
        elif element.tag == "hr":
            yield f"{indent}* * *"
        elif element.tag == "blockquote":
            yield from self._blocks(element, f"{indent}> ")
        else:
            yield from self._blocks(element, indent)

    def _list(self, element: HtmlElement, indent: str) -> str:
        lines = []
        for number, entry in enumerate(element.iterchildren("li"), 1):
            mark = f"{number}. " if element.tag == "ol" else "- "
            inner = "\n\n".join(block for block in self._blocks(entry, "") if block.strip())
            wrapped = wrap(inner.replace("\n", " "), indent + " " * len(mark))
            lines.append(indent + mark + wrapped[len(indent) + len(mark) :])
        return "\n".join(lines)

    def _inline(self, element: HtmlElement) -> str:
        inner = (element.text or "") + "".join(self._inline(child) + (child.tail or "") for child in element)
        if element.tag == "br":
            return "\n"
        if element.tag == "img":
            return str(element.get("alt", ""))
        if element.tag == "a" and element.get("href"):
            return f"{inner} {self.number(element.get('href', ''))}"
        return f"*{inner}*" if element.tag in {"em", "i", "strong", "b"} and inner.strip() else inner


def wrap(words: str, indent: str = "") -> str:
    """Return the words as a paragraph of at most 78 columns; long URLs are not broken."""
    return textwrap.fill(
        " ".join(words.split()),
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
