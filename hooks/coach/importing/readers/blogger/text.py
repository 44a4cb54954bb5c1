"""The text of a post of Blogger: captions as figures, its mark for "read more", no pictures that count readers.

Source: the HTML that Blogger's editor writes, as public exports show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from coach.importing.readers.markup import Unreadable, inner, new, of_class, parse, replace

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPTIONED, _CAPTION = "tr-caption-container", "tr-caption"
_MORE = "more"


def clean_up(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the HTML of a post, letter by letter if there was nothing to change, and notes on what went."""
    try:
        tree = parse(html)
    except Unreadable:
        return html, ("Its HTML is nested too deep to be looked through.",)
    notes = ["A picture that counted readers was left out." for image in _trackers(tree) if _drop(image)]
    changes = [_frame(table) for table in of_class(tree, _CAPTIONED)]
    changes += [_mark_more(anchor) for anchor in tree.xpath(".//a[@name=$more][not(@href)]", more=_MORE)]
    return (inner(tree) if notes or any(changes) else html), tuple(dict.fromkeys(notes))


def _trackers(tree: HtmlElement) -> list[HtmlElement]:
    return [image for image in tree.iter("img") if _is_tracker(image.get("src") or "")]


def _is_tracker(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.path.startswith("/tracker/") and host.endswith(("googleusercontent.com", "blogger.com"))


def _drop(element: HtmlElement) -> bool:
    element.drop_tree()
    return True


def _frame(table: HtmlElement) -> bool:
    """A table of two cells, a picture and its caption, is a figure; any other table stays."""
    images, captions = list(table.iter("img")), list(of_class(table, _CAPTION))
    if len(images) != 1 or len(captions) != 1 or len(list(table.iter("td", "th"))) != 2:
        return False
    image, caption = images[0], captions[0]
    link = next((line for line in image.iterancestors("a")), None)
    shown = new("a", image, href=link.get("href") or "") if link is not None else image
    caption.tag = "figcaption"
    caption.attrib.clear()
    replace(table, new("figure", shown, caption))
    return True


def _mark_more(anchor: HtmlElement) -> bool:
    """The place where the front page stops is a comment, `more`, as in WordPress."""
    mark = etree.Comment(_MORE)
    anchor.addprevious(mark)
    anchor.drop_tag()
    return True
