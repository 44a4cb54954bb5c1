"""A feed as RSS 2.0, its elements in the order that mail services and the strictest validators want."""

from __future__ import annotations

import re
from email.utils import format_datetime
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.publish.feeds.items import Feed, Item, Picture

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
_SPACES = {"atom": ATOM, "content": CONTENT, "dc": CREATOR, "media": MEDIA}
_NO_MORE: Mapping[str, str] = MappingProxyType({})
STYLE = "assets/feed.css"
_REFERRED = re.compile("([&<])")
_MARKUP = re.compile(r"<|&#?\w+;")  # what HTML takes for more than text


def rss(feed: Feed) -> bytes:
    """Return the feed as a UTF-8 XML document (RSS 2.0, rssboard.org, with the extensions that its namespaces name)."""
    return document(tree(feed), feed)


def tree(feed: Feed, more: Mapping[str, str] = _NO_MORE) -> Any:
    """Return the feed's elements, for a document with `more` namespaces."""
    root = etree.Element("rss", nsmap={**_SPACES, **more}, version="2.0")
    channel = etree.SubElement(root, "channel")
    add_text(channel, "title", feed.title)
    add_text(channel, "link", feed.home_url)
    add_text(channel, "description", feed.description)
    add_text(channel, "language", feed.language)
    if feed.changed:
        add_text(channel, "lastBuildDate", format_datetime(feed.changed))
    etree.SubElement(channel, f"{{{ATOM}}}link", href=feed.url, rel="self", type="application/rss+xml")
    if feed.hub:
        etree.SubElement(channel, f"{{{ATOM}}}link", href=feed.hub, rel="hub")
    for item in feed.items:
        _item(channel, item)
    return root


def document(root: Any, feed: Feed) -> bytes:
    """Return the XML document with a stylesheet instruction, so that browsers show it readably."""
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{feed.site_url}{STYLE}"'))
    made: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return made


def _item(channel: Any, item: Item) -> None:
    element = etree.SubElement(channel, "item")
    add_text(element, "title", item.title)
    add_text(element, "link", item.url)
    add_text(element, "guid", item.id).set("isPermaLink", "false")
    add_text(element, "pubDate", format_datetime(item.published))
    if item.authors:
        add_text(element, f"{{{CREATOR}}}creator", ", ".join(item.authors))
    for tag in item.tags:
        add_text(element, "category", tag)
    add_text(element, "description", _as_html(item.summary))
    add_html(element, f"{{{CONTENT}}}encoded", item.html)
    if file := item.sound or item.picture:  # most programs take the first enclosure and no other
        etree.SubElement(element, "enclosure", url=file.url, length=str(file.length), type=file.type)
    if item.picture:
        _picture(element, item.picture)
    if item.updated != item.published:
        add_text(element, f"{{{ATOM}}}updated", item.updated.isoformat())


def _picture(element: Any, picture: Picture) -> None:
    content = etree.SubElement(
        element, f"{{{MEDIA}}}content", url=picture.url, fileSize=str(picture.length), type=picture.type, medium="image"
    )
    add_text(content, f"{{{MEDIA}}}description", picture.alt).set("type", "plain")


def _as_html(text: str) -> str:
    """Return plain text for `description`, which programs read as HTML: escaped if it would not stay the same."""
    return escape(text, quote=False) if _MARKUP.search(text) else text


def add_text(parent: Any, name: str, text: str) -> Any:
    """Add an element with this text, and return it.

    In plain text, & and < are hexadecimal references, as the RSS Advisory Board's profile recommends for titles.
    """
    element = etree.SubElement(parent, name)
    element.text, *rest = _REFERRED.split(text)
    for character, tail in zip(rest[::2], rest[1::2], strict=True):
        reference = etree.Entity(f"#x{ord(character):X}")
        reference.tail = tail
        element.append(reference)
    return element


def add_html(parent: Any, name: str, html: str) -> Any:
    """Add an element with this HTML as its text, and return it."""
    element = etree.SubElement(parent, name)
    element.text = html
    return element
