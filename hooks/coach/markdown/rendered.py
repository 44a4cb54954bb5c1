"""What Markdown becomes: HTML with a numbered gap for each link, block and picture, filled when the page is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A control character cannot occur in a text (see sources.read_text), so nobody can write this by hand.
MARK = "\x1a"
_MARKED = re.compile(f"{MARK}(\\d+){MARK}")
# In a div, so that Markdown takes it for a block; never seen by a reader.
BLOCK_MARK = f"<div>{MARK}block {{}}{MARK}" + "</div>"
_BLOCK = re.compile(BLOCK_MARK.replace("{}", r"(\d+)"))
# A picture element that an author wrote is passed over as a whole.
_IMAGE = re.compile(r"""<picture\b.*?</picture>|<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Link:
    """One address in a text, as its author wrote it."""

    target: str
    element: str


@dataclass(frozen=True)
class Image:
    """A picture in a text, with its other attributes; `opens` says that no words come before it."""

    link: Link
    attributes: dict[str, str]
    opens: bool


@dataclass(frozen=True)
class Block:
    """A fenced block that the site knows how to show: its word after the fence, and what stands in it."""

    kind: str
    text: str


@dataclass(frozen=True)
class Homework:
    """A homework box: its anchor, title and text, as plain words."""

    anchor: str
    title: str
    words: str


@dataclass(frozen=True)
class Heading:
    """A heading of the text: 2 to 6, the anchor, and the words as plain text."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Rendered:
    """A text as HTML with numbered gaps for its links, and what can be known of it without the rest of the site."""

    marked: str
    links: tuple[Link, ...]
    blocks: tuple[Block, ...]
    anchors: frozenset[str]
    headings: tuple[Heading, ...]
    nameless_images: tuple[str, ...]
    homework: tuple[Homework, ...] = ()
    boxes: frozenset[str] = frozenset()

    def html(
        self,
        resolve: Callable[[Link], str],
        show: Callable[[Block], str] = lambda _: "",
        draw: Callable[[Image], str] = lambda _: "",
    ) -> str:
        """Return the HTML with each link as `resolve` gives it, each block as `show` and each picture as `draw` does.

        A picture for which `draw` has nothing stays a plain one.
        """
        links = {f"{MARK}{number}{MARK}": link for number, link in enumerate(self.links)}
        marked = draw_images(self.marked, links, draw) if self.pictures else self.marked
        html = _MARKED.sub(lambda match: escape(resolve(self.links[int(match[1])]), quote=True), marked)
        return _BLOCK.sub(lambda match: show(self.blocks[int(match[1])]), html) if self.blocks else html

    @property
    def pictures(self) -> list[str]:
        """The targets of all pictures, as their author wrote them."""
        return [link.target for link in self.links if link.element == "img"]


def draw_images(html: str, links: Mapping[str, Link], draw: Callable[[Image], str]) -> str:
    """Return the HTML with each img as `draw` has it; one for which it has nothing, or with a srcset, stays.

    `links` holds the link that a src stands for.
    """

    def replace(match: re.Match[str]) -> str:
        attributes = {
            found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(match[0])
        }
        link = links.get(attributes.pop("src", ""))
        if link is None or "srcset" in attributes:
            return match[0]
        opens = not _TAG.sub("", html[: match.start()]).strip()
        return draw(Image(link, attributes, opens)) or match[0]

    return _IMAGE.sub(replace, html)
