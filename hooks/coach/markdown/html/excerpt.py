"""Excerpts of articles for lists, cut from the rendered HTML so that links and footnotes stay correct."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import lxml.html

from coach.source.urls import between

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MORE = "<!-- more -->"
_ROOT = "https://site.invalid/"  # the site's root while links are rewritten; .invalid is never a real host (RFC 2606)


def excerpt(html: str, address: str, shown_at: str = "") -> str:
    """Return the HTML before `<!-- more -->`, else the first paragraph, for the page at `shown_at`.

    `html` is the article's, with links relative to its own page at `address`. Ids are removed, since an excerpt may be
    in many lists; links to the article's own anchors and footnotes lead to the article. A chart is left out: lists have
    no style for it.
    """
    head, found, _ = html.partition(MORE)
    body = lxml.html.fragment_fromstring(head if found else html, create_parent="div")
    for chart in body.find_class("chart"):
        chart.drop_tree()
    parts = list(body) if found else body.xpath("./p[1]")
    for part in parts:
        _rewrite(part, address, shown_at)
    text = "".join(lxml.html.tostring(part, encoding="unicode").strip() for part in parts)
    return text.replace("</source>", "")  # lxml writes HTML 4, where this is no void element


def _rewrite(part: HtmlElement, address: str, shown_at: str) -> None:
    for element in part.iter():
        element.attrib.pop("id", None)

    def from_there(link: str) -> str:
        return _rewrite_link(link, address, shown_at)

    part.rewrite_links(from_there)
    for element in part.xpath("descendant-or-self::*[@srcset]"):
        parts = (candidate.strip().partition(" ") for candidate in element.get("srcset").split(","))
        element.set("srcset", ", ".join(f"{from_there(link)} {size}".strip() for link, _, size in parts if link))
    for image in part.xpath("descendant-or-self::img[@fetchpriority]"):  # first in its article, not in a list
        del image.attrib["fetchpriority"]
        image.set("loading", "lazy")


def _rewrite_link(link: str, address: str, shown_at: str) -> str:
    """Return the link of a page at `address`, rewritten for a page at `shown_at`."""
    whole = urljoin(_ROOT + address, link)
    if not whole.startswith(_ROOT):
        return link
    target, fragment = urldefrag(whole.removeprefix(_ROOT))
    return between(f"{target}#{fragment}" if fragment else target, shown_at)
