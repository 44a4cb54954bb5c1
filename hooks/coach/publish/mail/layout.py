"""The HTML of a letter in the form that mail programs show, Outlook on Windows among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

WIDEST = 560  # pixels: a mail is 600 wide, and its edges take 20 each
# What some mail programs do not know, and what takes its place.
_INSTEAD = {"figure": "div", "figcaption": "div", "details": "div", "section": "div", "article": "div", "aside": "div"}
FIGURES = frozenset({"figure", "figcaption"})
_NO_PLACE = ("picture", "source", "track")  # libxml2 puts what follows a <source> into it
_PLAYERS = ("video", "audio")


def for_mail(html: str, keep: frozenset[str] = frozenset()) -> str:
    """Return the sanitised HTML of a letter for mail.

    Pictures have the width that Outlook needs and are narrower on small screens, tables say that they are tables,
    folded notes are open, recordings are links. `keep` are elements that stay, though some mail programs do not know
    them.
    """
    if not html.strip():
        return html
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in list(body.iter(etree.Element)):
        if element.getparent() is not None:  # not in a player that has become a link
            _adapt(element, keep)
    return (body.text or "") + "".join(lxml.html.tostring(child, encoding="unicode") for child in body)


def _adapt(element: HtmlElement, keep: frozenset[str]) -> None:
    if element.tag == "img":
        _fit(element)
    elif element.tag == "table":
        element.set("role", "table")
    elif element.tag == "summary":
        _embolden(element)
    elif element.tag in _PLAYERS:
        _link(element)
    elif element.tag in _NO_PLACE:
        element.drop_tag()
    elif element.tag in _INSTEAD and element.tag not in keep:
        element.attrib.pop("open", None)
        element.set("class", element.tag)
        element.tag = _INSTEAD[element.tag]


def _fit(image: HtmlElement) -> None:
    """Bound the picture's width, and its height in proportion; programs that know styles show it no wider than it fits.

    Outlook goes by the attributes, others by the style.
    """
    image.attrib.pop("srcset", None)
    width, height = (image.get(name, "") for name in ("width", "height"))
    if not width.isdecimal() or not int(width):
        image.attrib.pop("height", None)
        image.set("style", "max-width: 100%; height: auto")
        return
    shown = min(int(width), WIDEST)
    image.set("width", str(shown))
    if height.isdecimal():
        image.set("height", str(max(1, round(int(height) * shown / int(width)))))
    image.set("style", f"width: 100%; max-width: {shown}px; height: auto")


def _embolden(element: HtmlElement) -> None:
    """Make the summary of a folded note a bold line."""
    strong = etree.Element("strong")
    strong.text, element.text = element.text, None
    strong.extend(list(element))
    element.append(strong)
    element.tag = "p"


def _link(player: HtmlElement) -> None:
    """Make a recording a link to its file, named like the file; without a file it is only the words in it."""
    source = player.get("src") or next((one.get("src") for one in player.iter("source") if one.get("src")), None)
    if source is None:
        player.drop_tag()
        return
    tail = player.tail
    player.clear()
    player.tag, player.text, player.tail = "a", source.rpartition("/")[2] or source, tail
    player.set("href", source)
