"""HTML of a text as XHTML for a booklet: pictures inside, links between its chapters, and nothing that EPUB forbids."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

_KEPT = {
    "a": ("href", "hreflang"),
    "details": ("open",),
    "img": ("src", "alt", "width", "height"),
    "ol": ("start", "reversed"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
_EVERYWHERE = ("title", "dir", "lang")
_NUMBERS = frozenset({"width", "height", "start", "colspan", "rowspan"})
_REMOVED = ("source", "track", "input", "wbr")
_UNWRAPPED = ("picture", "label")
# What asks for attributes that nobody can rely on, or for files that lie elsewhere: their words stay.
_PLAIN = ("audio", "video", "time", "data", "meter", "progress")
_ALIGNED = ("center", "right", "left")
_FOLLOWED = ("http://", "https://", "mailto:", "tel:")


def as_xhtml(html: str, chapters: Mapping[str, str], pictures: Mapping[str, str]) -> str:
    """Return the HTML as XHTML; `chapters` and `pictures` map full addresses to files of the booklet.

    `html` is sanitised and its addresses are full ones, as for feeds. A picture that is not in the booklet becomes its
    words, since a booklet loads nothing from elsewhere.
    """
    if not html.strip():
        return ""
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    etree.strip_elements(body, *_REMOVED, etree.Comment, with_tail=False)
    etree.strip_tags(body, *_UNWRAPPED)
    for element in list(body.iterdescendants()):
        _settle(element, chapters, pictures)
    parts = (etree.tostring(child, method="xml", encoding="unicode") for child in body)
    return escape(body.text or "", quote=False) + "".join(parts)


def _settle(element: HtmlElement, chapters: Mapping[str, str], pictures: Mapping[str, str]) -> None:
    align = element.get("align", "").lower()
    if element.tag == "a":
        _lead(element, chapters)
    elif element.tag == "img":
        _show(element, pictures)
    elif element.tag in _PLAIN:
        element.tag = "span"
    kept = (*_KEPT.get(element.tag, ()), *_EVERYWHERE)
    for name in list(element.attrib):
        if name not in kept or (name in _NUMBERS and not element.get(name, "").isdecimal()):
            del element.attrib[name]
    for name in ("open", "reversed"):
        if name in element.attrib:
            element.set(name, name)
    if align in _ALIGNED:
        element.set("class", align)


def _lead(link: HtmlElement, chapters: Mapping[str, str]) -> None:
    """Let a link lead to the chapter that is meant, or to the site; one that leads nowhere is plain text."""
    target = link.get("href", "")
    if (page := target.partition("#")[0]) in chapters:
        link.set("href", chapters[page])
    elif not target.startswith(_FOLLOWED):
        link.attrib.clear()


def _show(image: HtmlElement, pictures: Mapping[str, str]) -> None:
    words = image.get("alt", "")
    if file := pictures.get(image.get("src", "")):
        image.set("src", file)
        image.set("alt", words)
        return
    image.tag, image.text = "span", words
