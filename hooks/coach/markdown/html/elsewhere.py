"""HTML of texts for feeds and mail: absolute URLs, and nothing that only our own pages can use."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import lxml.html
from lxml import etree
from nh3 import Cleaner

from coach.markdown.html.allowed import ATTRIBUTES, REMOVED, TAGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Meant for our style sheets and scripts, and for ids of one page.
_OURS = frozenset({"class", "id", "role", "tabindex", "name", "for", "rel", "target", "loading", "decoding", "sizes"})
_ALLOWED = {tag: {name for name in names if name not in _OURS and "-" not in name} for tag, names in ATTRIBUTES.items()}
_CLEANER = Cleaner(tags=set(TAGS) - {"input"}, clean_content_tags=set(REMOVED), attributes=_ALLOWED, link_rel=None)
_OTHER_TAGS = {"h1": "h2", "label": "strong"}  # a title stands above it; nobody can press the name of a tab
_ADDRESSES = ("href", "src", "poster", "cite")


@lru_cache(2_000)  # under `serve` most texts are unchanged
def clean(html: str, base: str, picture: tuple[str, str] | None = None) -> str:
    """Return the HTML with absolute URLs; `base` is the URL of the page that it comes from.

    What no text may hold (see allowed.py) is removed, and so are comments, classes and ids; a box's title becomes
    <strong>, so does the name of a tab, and an <h1> an <h2>. Text is not changed, nor are line breaks in code.
    `picture`, a URL and its alt text, is put first.
    """
    if not html.strip() and not picture:
        return ""
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in list(body.iter(etree.Element)):
        _tidy(element, base)
    if picture:
        _prepend_picture(body, *picture)
    inner = escape(body.text or "", quote=False) + "".join(
        lxml.html.tostring(child, encoding="unicode") for child in body
    )
    return _CLEANER.clean(inner).strip()


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
    if other := _OTHER_TAGS.get(element.tag):
        element.tag = other
    for name in _ADDRESSES:
        if (link := element.get(name)) is not None:
            element.set(name, _full(link.strip(), base))
    if srcset := element.get("srcset"):
        element.set("srcset", ", ".join(_full_candidate(part, base) for part in srcset.split(",") if part.strip()))


def _full_candidate(part: str, base: str) -> str:
    address, _, size = part.strip().partition(" ")
    return f"{_full(address, base)} {size}".strip()


def _full(link: str, base: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:  # as in http://[
        return link


def _make_strong(element: HtmlElement) -> None:
    """Wrap the element's content in <strong>, so that a title stands out without our style sheet."""
    strong = etree.SubElement(element, "strong")
    strong.text, element.text = element.text, None
    for child in list(element):
        if child is not strong:
            strong.append(child)
