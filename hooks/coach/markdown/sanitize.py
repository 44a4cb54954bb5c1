"""Sanitised HTML for feeds and mail: absolute URLs, no scripts, forms or markup that only our pages can use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import lxml.html
from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_REMOVED = ("script", "style", "form", "input", "button", "select", "textarea", "iframe", "object", "embed", "template")
_UNWRAPPED = ("noscript",)
_KEPT = {
    "a": {"href", "title"},
    "img": {"src", "srcset", "alt", "width", "height"},
    "source": {"src", "srcset", "type"},
    "video": {"src", "poster", "controls"},
    "audio": {"src", "controls"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "time": {"datetime"},
}
_ADDRESSES = ("href", "src", "poster")
_SAFE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


@lru_cache(2_000)  # under `serve` most texts are unchanged
def clean(html: str, base: str, picture: tuple[str, str] | None = None) -> str:
    """Return the HTML with absolute URLs; `base` is the URL of the page that it comes from.

    Scripts, forms and frames are removed with their content; comments, classes, ids and event handlers are removed; a
    box's title becomes <strong>, an <h1> an <h2>. Text is not changed, nor are line breaks in code. `picture`, a URL
    and its alt text, is put first.
    """
    if not html.strip() and not picture:
        return ""
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree() if element.getparent() is not None else None
        elif element.tag in _REMOVED:
            element.drop_tree()
        elif element.tag in _UNWRAPPED:
            element.drop_tag()
        else:
            _tidy(element, base)
    if picture:
        _prepend_picture(body, *picture)
    inner = (body.text or "") + "".join(lxml.html.tostring(child, encoding="unicode") for child in body)
    return inner.strip()


def _prepend_picture(body: HtmlElement, address: str, words: str) -> None:
    """Put the picture before the text, unless the text has it: some mail services use an item's first picture."""
    if any(image.get("src") == address for image in body.iter("img")):
        return
    paragraph = etree.Element("p")
    etree.SubElement(paragraph, "img", src=address, alt=words)
    paragraph.tail, body.text = body.text, None
    body.insert(0, paragraph)


def _tidy(element: HtmlElement, base: str) -> None:
    if "admonition-title" in element.get("class", ""):
        _make_strong(element)
    if element.tag == "h1":
        element.tag = "h2"
    kept = _KEPT.get(element.tag, set())
    for name in list(element.attrib):
        if name not in kept:
            del element.attrib[name]
    for name in _ADDRESSES:
        if (link := element.get(name)) is not None:
            _make_full(element, name, urljoin(base, link.strip()))
    if srcset := element.get("srcset"):
        element.set("srcset", ", ".join(_full_candidate(part, base) for part in srcset.split(",") if part.strip()))


def _make_full(element: HtmlElement, name: str, link: str) -> None:
    if _SAFE.match(link):
        element.set(name, link)
    else:
        del element.attrib[name]


def _full_candidate(part: str, base: str) -> str:
    address, _, size = part.strip().partition(" ")
    return f"{urljoin(base, address)} {size}".strip()


def _make_strong(element: HtmlElement) -> None:
    """Wrap the element's content in <strong>, so that a title stands out without our style sheet."""
    strong = etree.SubElement(element, "strong")
    strong.text, element.text = element.text, None
    for child in list(element):
        if child is not strong:
            strong.append(child)
