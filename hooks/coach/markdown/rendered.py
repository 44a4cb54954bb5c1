"""Rendered Markdown: HTML with numbered placeholders for links, blocks and pictures, replaced when a page is made."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from coach.source.problems import Mistake  # noqa: TC001 - pydantic reads the type when it reads the cache

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# Texts contain no control characters (see sources.read_text), so authors cannot write a placeholder.
MARK = "\x1a"
_MARKED = re.compile(f"{MARK}(\\d+){MARK}")
_MARKED_ATTRIBUTE = re.compile(f' ([a-z]+)="({MARK}\\d+{MARK}[^"]*)"')
# In a div, so that Markdown treats it as a block; it is always replaced.
BLOCK_MARK = f"<div>{MARK}block {{}}{MARK}" + "</div>"
_BLOCK = re.compile(BLOCK_MARK.replace("{}", r"(\d+)"))
# An author's own <picture> is matched as a whole, so that its <img> is left alone.
_IMAGE = re.compile(r'<picture\b.*?</picture>|<img(?: [^\s=]+="[^"]*")*>', re.DOTALL)
_LINK = re.compile(r"<(/?)a[\s>]")
_ATTRIBUTE = re.compile(r' ([^\s=]+)="([^"]*)"')
_BEFORE_TEXT = re.compile(r'(?:\s+|<[^<>"]*(?:"[^"]*"[^<>"]*)*>)*')


@dataclass(frozen=True)
class Link:
    """One address in a text, as its author wrote it."""

    target: str
    element: str


@dataclass(frozen=True)
class Image:
    """A picture in a text, with its other attributes; `opens` says that no text comes before it.

    `linked` says that it stands in a link, so that it cannot be one itself.
    """

    link: Link
    attributes: dict[str, str]
    opens: bool
    linked: bool = False


@dataclass(frozen=True)
class Block:
    """A fenced block of ours: `kind` is the word after the fence, `text` its content."""

    kind: str
    text: str


@dataclass(frozen=True)
class Homework:
    """A homework box: its anchor, title and text, without markup."""

    anchor: str
    title: str
    words: str


@dataclass(frozen=True)
class Heading:
    """A heading: its level (2 to 6), anchor and plain text."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Rendered:
    """A text as HTML with placeholders, and what is known of it without the rest of the site."""

    marked: str
    links: tuple[Link, ...]
    blocks: tuple[Block, ...]
    anchors: frozenset[str]
    headings: tuple[Heading, ...]
    nameless_images: tuple[str, ...]
    homework: tuple[Homework, ...] = ()
    boxes: frozenset[str] = frozenset()
    slips: tuple[Mistake, ...] = ()

    def html(
        self,
        resolve: Callable[[Link], str],
        show: Callable[[Block], str] = lambda _: "",
        draw: Callable[[Image], str] = lambda _: "",
    ) -> str:
        """Return the HTML with links replaced by `resolve`, blocks by `show` and pictures by `draw`.

        An address for which `resolve` returns "" goes with its attribute, a picture for which `draw` does stays a plain
        <img>.
        """
        links = {f"{MARK}{number}{MARK}": link for number, link in enumerate(self.links)}
        marked = draw_images(self.marked, links, draw) if self.pictures else self.marked
        addresses = [escape(resolve(link), quote=True) for link in self.links]
        if not all(addresses):
            marked = _without(marked, addresses)
        html = _MARKED.sub(lambda match: addresses[int(match[1])], marked)
        return _BLOCK.sub(lambda match: show(self.blocks[int(match[1])]), html) if self.blocks else html

    @property
    def pictures(self) -> list[str]:
        """The targets of all pictures, as their author wrote them."""
        return [link.target for link in self.links if link.element == "img"]


def _without(marked: str, addresses: Sequence[str]) -> str:
    """Return the HTML without the attributes, and the candidates of a srcset, whose address is ""."""

    def keep(match: re.Match[str]) -> str:
        candidates = [part for part in match[2].split(", ") if addresses[int(_MARKED.match(part)[1])]]  # type: ignore[index]
        return f' {match[1]}="{", ".join(candidates)}"' if candidates else ""

    return _MARKED_ATTRIBUTE.sub(keep, marked)


def draw_images(html: str, links: Mapping[str, Link], draw: Callable[[Image], str]) -> str:
    """Return the HTML with each <img> replaced by `draw`; it stays if it has a srcset, or `draw` returns "".

    The HTML is sanitised (see sanitizer.py). `links` maps the placeholder in a src to its link.
    """
    before_text = _BEFORE_TEXT.match(html)
    opening = before_text.end() if before_text else 0

    edges = [(found.start(), not found[1]) for found in _LINK.finditer(html)]

    def in_link(place: int) -> bool:
        before = bisect(edges, (place, False))
        return before > 0 and edges[before - 1][1]

    def replace(match: re.Match[str]) -> str:
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
        link = links.get(attributes.pop("src", ""))
        if link is None or "srcset" in attributes:
            return match[0]
        return draw(Image(link, attributes, match.start() < opening, in_link(match.start()))) or match[0]

    return _IMAGE.sub(replace, html)
