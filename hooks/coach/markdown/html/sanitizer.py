"""Sanitised HTML of a text, with a placeholder for each address in it; see rendered.py."""

from __future__ import annotations

import re

from nh3 import Cleaner

from coach.markdown.html.allowed import ADDRESSES, ATTRIBUTES, REMOVED, TAGS, is_safe
from coach.markdown.page_ids import another_id, of_page
from coach.markdown.rendered import MARK, Link

# An address in a srcset, and its size (HTML Standard, "parsing a srcset attribute").
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])\s*([^,]*)")
_PIXELS = re.compile(r"\s*(\d+)(?:\.\d+)?\s*px\s*", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:x0*(?P<hex>[0-9a-f]+)|0*(?P<decimal>[0-9]+))(?![0-9a-f]);?", re.IGNORECASE)


class Sanitizer:
    """Removes what texts may not hold, and puts placeholders in the place of addresses.

    `links` are the addresses of the last text in its order, the refused ones too; `anchors` the places in it that a
    link can lead to.
    """

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.anchors: set[str] = set()
        self._cleaner = Cleaner(
            tags=set(TAGS),
            clean_content_tags=set(REMOVED),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            attribute_filter=self._attribute,
            link_rel=None,
        )

    def clean(self, html: str) -> str:
        """Return the HTML in the form that browsers read it: well nested, attributes in double quotes."""
        self.links, self.anchors = [], set()
        return self._cleaner.clean(_REFERENCE.sub(_only_text, html) if "&#" in html else html)

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if tag not in TAGS:
            return None
        if name == "id" or (name == "name" and tag == "a"):
            value = another_id(value) if of_page(value) else value
            self.anchors.add(value)
        if name == "srcset":
            found = [(self._take(address, tag), size.strip()) for address, size in _CANDIDATE.findall(value)]
            return ", ".join(f"{mark} {size}".strip() for mark, size in found if mark) or None
        if name in ADDRESSES:
            return self._take(value, tag)
        if name in {"width", "height"} and (pixels := _PIXELS.fullmatch(value)):
            return pixels[1]
        return value

    def _take(self, address: str, tag: str) -> str | None:
        """Record the address, and return its placeholder; None if browsers may not follow it."""
        self.links.append(Link(address, tag))
        return f"{MARK}{len(self.links) - 1}{MARK}" if is_safe(address) else None


def _only_text(reference: re.Match[str]) -> str:
    return reference[0] if _is_text(reference) else ""


def is_text_reference(reference: str) -> bool:
    """Return whether a numeric reference stands for a character that HTML and XML, and so a feed, can hold."""
    found = _REFERENCE.match(reference)
    return found is None or _is_text(found)


def _is_text(reference: re.Match[str]) -> bool:
    digits = reference["hex"] or reference["decimal"]
    if len(digits) > 8:
        return False
    number = int(digits, 16 if reference["hex"] else 10)
    control = (number < 32 and number not in {9, 10, 13}) or number == 127
    return not (control or number & 0xFFFE == 0xFFFE or 0xD800 <= number < 0xE000 or number > 0x10FFFF)
