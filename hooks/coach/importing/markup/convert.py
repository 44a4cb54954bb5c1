"""The text of a post, in whatever form, as Markdown of this site."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree, html

from coach.importing.blog import Form
from coach.importing.markup.clean import clean
from coach.importing.markup.dialects import plain
from coach.importing.markup.dialects.code import Aside, put_code_aside
from coach.importing.markup.dialects.elements import (
    is_all_html,
    open_boxes,
    present_elements,
    replace_frames,
    without_strange_attributes,
)
from coach.importing.markup.dialects.headings import order_headings
from coach.importing.markup.dialects.links import relink
from coach.importing.markup.footnotes import mark_footnotes
from coach.importing.markup.to_markdown import Addresses, Converter
from coach.importing.markup.wordpress.known_shortcodes import plain_code
from coach.importing.markup.wordpress.paragraphs import paragraphs
from coach.importing.markup.wordpress.shortcodes import expand
from coach.source.slips.characters import without_hidden

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from coach.importing.blog import Post

_BLOCKS = "<!-- wp:"  # how the block editor marks what it has put into paragraphs itself
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLANKS = re.compile(r"(?<! )(?: |\t)(?=\n)|[ \t]{3,}(?=\n)|(?<=\n)[ \t]+(?=\n)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Converted:
    """A text as Markdown; `gone` counts what was left out by its name, `unknown` shortcodes that nobody knows."""

    text: str
    gone: Counter[str]
    unknown: Counter[str]
    words: tuple[str, ...]  # of HTML as it was, without what is gone
    notes: tuple[str, ...] = ()


def convert(post: Post, choices: Mapping[str, str], addresses: Addresses) -> Converted:
    """Return the text of a post; `choices` say by name what becomes of unknown shortcodes."""
    unknown: Counter[str] = Counter()
    text = without_hidden(_CONTROLS.sub("", post.text.replace("\r\n", "\n").replace("\r", "\n")))
    if post.form is Form.MARKDOWN:
        return _from_markdown(text, post.title, choices, addresses)
    if post.form is Form.WORDPRESS:
        expanded = expand(plain_code(text), choices)
        text, unknown = expanded.text, expanded.unknown
    tree = _parse(text)
    if post.form is Form.WORDPRESS and _BLOCKS not in text:
        paragraphs(tree)
    return _from_tree(tree, post.title, unknown, addresses)


def _from_tree(
    tree: Any, title: str, unknown: Counter[str], addresses: Addresses, notes: tuple[str, ...] = ()
) -> Converted:
    """Return HTML as Markdown."""
    gone = clean(tree)
    mark_footnotes(tree)
    words = tuple(_words(tree))
    source = html.tostring(tree, encoding="unicode")
    return Converted(_tidy(Converter(addresses, title).convert(source)), gone, unknown, words, notes)


def _from_markdown(text: str, title: str, choices: Mapping[str, str], addresses: Addresses) -> Converted:
    """Return Markdown of another dialect as ours, with its links and pictures at their new places."""
    aside, gone = Aside(), Counter[str]()
    made = plain(text, choices)
    if made.text.lstrip().startswith("<") and is_all_html(tree := _parse(made.text)):
        return _from_tree(tree, title, made.unknown, addresses, made.notes)
    shown = replace_frames(put_code_aside(made.text, aside), lambda frame: _framed(frame, title, gone))
    aside.pieces = [_element_aside(piece, gone) for piece in aside.pieces]
    shown = present_elements(shown)
    shown = order_headings(open_boxes(shown))
    text = aside.back(relink(without_strange_attributes(shown, gone), addresses))
    return Converted(_EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n", gone, made.unknown, (), made.notes)


def _element_aside(piece: str, gone: Counter[str]) -> str:
    """Return a piece of code with attributes that pages may have; that of a script or style goes."""
    if piece.lower().startswith(("<script", "<style")):
        gone["scripts and styles"] += 1
        return ""
    return without_strange_attributes(piece, gone) if piece.lower().startswith(("<pre", "<code")) else piece


def _framed(frame: str, title: str, gone: Counter[str]) -> str:
    """Return a frame within Markdown as a video or a link, with its lines to itself."""
    tree = _parse(frame)
    gone += clean(tree)
    made = Converter(_Unmoved(), title).convert(html.tostring(tree, encoding="unicode")).strip()
    return f"\n\n{made}\n\n"


class _Unmoved:
    """Leaves addresses for `relink`."""

    def link(self, address: str) -> str:
        return address

    def shows_more(self, address: str) -> bool:
        return not address

    def picture(self, address: str, alt: str, larger: str = "") -> tuple[str, str]:
        return larger or address, alt


def _parse(text: str) -> Any:
    """Return the text as the content of one box; broken HTML is read as browsers read it, as far as lxml can."""
    try:
        return html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        box = html.Element("div")
        box.text = text
        return box


def _tidy(text: str) -> str:
    """Return Markdown without blanks at the ends of lines, but for two, which are a line break."""
    return f"{_EMPTY_LINES.sub(chr(10) * 2, _BLANKS.sub('', text)).strip()}\n"


def _words(tree: Any) -> list[str]:
    return re.findall(r"\w+", " ".join(tree.itertext()))
