"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lxml import etree

from coach.publish.feeds.rss import ATOM, add_html, add_text, document

if TYPE_CHECKING:
    from coach.publish.feeds.items import Feed, Item

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed) -> bytes:
    """Return the feed as a UTF-8 XML document."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item] # lxml means the default by None
    root.set(_LANGUAGE, feed.language)
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.description)
    _text(root, "updated", feed.changed.isoformat() if feed.changed else "1970-01-01T00:00:00Z")
    _link(root, feed.url, "self", "application/atom+xml")
    if feed.hub:
        etree.SubElement(root, f"{{{ATOM}}}link", href=feed.hub, rel="hub")
    _link(root, feed.home_url, "alternate", "text/html").set("hreflang", feed.language)
    for item in feed.items:
        _entry(root, item, feed.language)
    return document(root, feed)


def _entry(root: Any, item: Item, language: str) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, "id", _iri(item.id))
    _text(entry, "title", item.title)
    _link(entry, item.url, "alternate", "text/html").set("hreflang", language)
    _text(entry, "published", item.published.isoformat())
    _text(entry, "updated", item.updated.isoformat())
    for name in item.authors or ("",):
        author = etree.SubElement(entry, f"{{{ATOM}}}author")
        _text(author, "name", name)
    for tag in item.tags:
        etree.SubElement(entry, f"{{{ATOM}}}category", term=tag)
    _text(entry, "summary", item.summary)
    add_html(entry, f"{{{ATOM}}}content", item.html).set("type", "html")
    for file in (item.sound, item.picture):
        if file:
            _link(entry, file.url, "enclosure", file.type).set("length", str(file.length))


def _iri(id_: str) -> str:
    """Return the id as RFC 4287 wants it, an IRI; other tools give their items numbers too."""
    return id_ if _SCHEME.match(id_) and " " not in id_ else f"urn:guid:{quote(id_, safe='')}"


def _link(parent: Any, href: str, rel: str, type_: str) -> Any:
    return etree.SubElement(parent, f"{{{ATOM}}}link", href=href, rel=rel, type=type_)


def _text(parent: Any, name: str, text: str) -> Any:
    return add_text(parent, f"{{{ATOM}}}{name}", text)
