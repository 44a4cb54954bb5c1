"""The HTML of a letter as plain text: 78 columns, links as numbers with their URLs below."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

COLUMNS = 78
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "div", "table", "hr", "figure"}
_BLOCKS |= {"dl", "dt", "dd", "details", "summary", "figcaption", "section", "article", "aside", "address", "li"}


@dataclass
class Writer:
    """Converts the parts of one mail, whose links are numbered consecutively."""

    links: list[str] = field(default_factory=list)

    def text(self, html: str) -> str:
        """Return the HTML as text; its links get the next numbers."""
        if not html.strip():
            return ""
        body = lxml.html.fragment_fromstring(html, create_parent="div")
        return "\n\n".join(self._filled(body, ""))

    def number(self, link: str) -> str:
        """Return the number of a link, such as [3]; the same link has the same number."""
        link = _encoded(link)
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
        elif element.tag == "dl":
            yield self._definitions(element, indent)
        elif element.tag == "table":
            yield from self._table(element, indent)
        elif element.tag == "summary":
            yield wrap(f"*{self._words(element)}*", indent)
        elif element.tag == "pre":
            yield textwrap.indent(element.text_content().strip("\n"), f"{indent}    ")
        elif element.tag == "hr":
            yield f"{indent}* * *"
        elif element.tag == "blockquote":
            yield from self._blocks(element, f"{indent}> ")
        else:
            yield from self._blocks(element, indent)

    def _list(self, element: HtmlElement, indent: str) -> str:
        start = element.get("start", "1")
        first = int(start) if start.isdecimal() else 1
        entries = []
        for number, entry in enumerate(element.iterchildren("li"), first):
            mark = f"{number}. " if element.tag == "ol" else "- "
            blocks = self._filled(entry, indent + " " * len(mark)) or [""]
            between = "\n\n" if len(entry.findall("p")) > 1 else "\n"
            entries.append(indent + mark + between.join(blocks)[len(indent) + len(mark) :])
        return "\n".join(entries)

    def _definitions(self, element: HtmlElement, indent: str) -> str:
        """Return terms at the margin, and what they mean below, indented."""
        lines = []
        for child in element:
            lines += self._filled(child, indent if child.tag == "dt" else f"{indent}  ")
        return "\n".join(lines)

    def _table(self, element: HtmlElement, indent: str) -> Iterator[str]:
        """Yield the caption and the rows: in columns if they fit, or else each cell on its line, after its name."""
        for caption in element.iterchildren("caption"):
            yield from self._blocks(caption, indent)
        rows = [
            [self._words(cell) for cell in row if cell.tag in {"td", "th"}] for row in element.xpath("./tr | ./*/tr")
        ]
        rows = [row for row in rows if row]
        widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
        if len(indent) + sum(widths) + 2 * len(widths) - 2 <= COLUMNS:
            lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
            if element.find("thead") is not None:
                lines.insert(1, "  ".join("-" * width for width in widths))
            yield textwrap.indent("\n".join(lines), indent)
            return
        names = rows.pop(0) if element.find("thead") is not None else []
        for row in rows:
            cells = [
                f"{name}: {cell}" if name else cell for name, cell in zip_longest(names, row, fillvalue="") if cell
            ]
            yield "\n".join(wrap(cell, indent) for cell in cells)

    def _words(self, element: HtmlElement) -> str:
        return " ".join(" ".join(self._blocks(element, "")).split())

    def _filled(self, element: HtmlElement, indent: str) -> list[str]:
        return [block for block in self._blocks(element, indent) if block.strip()]

    def _inline(self, element: HtmlElement) -> str:
        inner = (element.text or "") + "".join(self._inline(child) + (child.tail or "") for child in element)
        if element.tag == "br":
            return "\n"
        if element.tag == "img":
            return str(element.get("alt", ""))
        if element.tag == "a" and element.get("href"):
            link = element.get("href", "")
            # An address that stands there as itself must not be broken when merge codes are split.
            return f"{_encoded(inner) if inner == link else inner} {self.number(link)}"
        return f"*{inner}*" if element.tag in {"em", "i", "strong", "b"} and inner.strip() else inner


def _encoded(link: str) -> str:
    """Return the address without the characters that merge codes begin with; it leads to the same page."""
    return link.translate({ord(letter): f"%{ord(letter):02X}" for letter in "{|}"})


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
