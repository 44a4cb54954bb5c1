"""The HTML of other tools as trees of lxml: read, searched by class, changed in place, written again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import lxml.html
from lxml import etree

from coach.importing.readers.values import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CLASS = "descendant-or-self::*[contains(concat(' ', normalize-space(@class), ' '), $name)]"
TEXT_ENOUGH = 120  # characters of a widget's words that a note repeats
_TOO_DEEP = etree.ErrorTypes.ERR_RESOURCE_LIMIT


class Unreadable(ValueError):  # noqa: N818 - it says what the HTML is
    """The HTML cannot be read as a whole, as when its elements are nested some thousand deep."""


def parse(html: str) -> HtmlElement:
    """Return the body of a text as browsers would read it, with every word; Unreadable if that cannot be had."""
    parser: Any = lxml.html.HTMLParser(huge_tree=True)
    # The parser forgets what stands behind the end of a body, but passes over ends of which there are more beginnings.
    ends = sum(html.lower().count(end) for end in ("</body", "</html"))
    document = lxml.html.document_fromstring("<body>" * (ends + 1) + clean(html), parser=parser)
    if any(error.type == _TOO_DEEP for error in parser.error_log):
        raise Unreadable("the HTML is nested too deep")
    body = document.find("body")
    if body is None:
        raise Unreadable("the HTML has no body")
    return body


def inner(element: HtmlElement) -> str:
    """Return the HTML of what is inside an element."""
    lead = lxml.html.Element("p")
    lead.text = element.text
    start = lxml.html.tostring(lead, encoding="unicode")[len("<p>") : -len("</p>")]
    html = start + "".join(lxml.html.tostring(child, encoding="unicode") for child in element)
    return str(html.replace("</source>", ""))  # lxml writes HTML 4, where this is no void element


def words(element: HtmlElement) -> str:
    """Return the text of an element on one line, without that of comments."""
    return " ".join("".join(element.itertext("*")).split())


def text_of(html: str) -> str:
    """Return the words of a piece of HTML on one line."""
    try:
        return words(parse(html))
    except Unreadable:
        return ""


def of_class(tree: HtmlElement, *names: str) -> Iterator[HtmlElement]:
    """Yield the elements that have one of the classes and are still in the tree when their turn comes."""
    for name in names:
        for element in tree.xpath(_CLASS, name=f" {name} "):
            if element is not tree and tree in element.iterancestors():
                yield element


def attributes(element: HtmlElement) -> dict[str, Any]:
    """Return what Substack writes as JSON beside its blocks; {} if there is nothing to read."""
    try:
        read = json.loads(element.get("data-attrs") or "{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def new(tag: str, *inside: HtmlElement | str, **names: str) -> HtmlElement:
    """Return a new element with attributes, texts and elements in it; an empty value is left out."""
    element = lxml.html.Element(tag, {name: clean(value) for name, value in names.items() if value})
    for part in inside:
        if isinstance(part, str):
            _append_text(element, clean(part))
        else:
            part.tail = None
            element.append(part)
    return element


def replace(old: HtmlElement, *others: HtmlElement) -> None:
    """Put elements where another was; the text behind it stays behind them."""
    for other in others:
        other.tail = None
        old.addprevious(other)
    old.drop_tree()


def quoted(element: HtmlElement) -> str:
    """Return the first words of an element in quotation marks for a note, "" if it has none."""
    text = words(element)
    return f" (“{text[:TEXT_ENOUGH]}{'…' if len(text) > TEXT_ENOUGH else ''}”)" if text else ""


def _append_text(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
