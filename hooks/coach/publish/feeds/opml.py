"""A list of all feeds of the site that feed readers can import (OPML 2.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.publish.feeds.items import Feed


def opml(title: str, feeds: Iterable[Feed]) -> bytes:
    """Return the list as a UTF-8 XML document."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for feed in feeds:
        etree.SubElement(
            body, "outline", type="rss", text=feed.title, title=feed.title, xmlUrl=feed.url, htmlUrl=feed.home_url
        )
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return made
