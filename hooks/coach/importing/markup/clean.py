"""What of a post's HTML stays: text, pictures, tables, code, sound and film; the machinery around them goes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml.html import builder

from coach.importing.markup.shapes import drop, is_shown, plain_form

if TYPE_CHECKING:
    from collections.abc import Iterable

# Elements that go with what is in them, and what the report calls them.
_MACHINES = {
    "script": "scripts",
    "style": "styles",
    "link": "styles",
    "meta": "settings",
    "noscript": "scripts",
    "template": "scripts",
    "svg": "drawings within the text",
    "canvas": "drawings within the text",
    "form": "forms",
    "input": "forms",
    "button": "forms",
    "select": "forms",
    "textarea": "forms",
    "object": "plug-ins",
    "embed": "plug-ins",
    "applet": "plug-ins",
}
# Boxes of plugins that invite to share, follow, rate or read on, by a word of their class.
_BOXES = re.compile(
    r"(?:^|[\s_-])(?:sharedaddy|jp-relatedposts|addtoany\w*|a2a_kit|essb\w*|social-share|share-buttons?|sharing|"
    r"addthis\w*|shareaholic\w*|yarpp\w*|crp_related|wpulike|post-ratings|mc4wp\w*|subscribe-widget|"
    r"subscription-widget\S*|subscribe-form|newsletter-form)(?:$|[\s_-])"
)
_TRACKERS = re.compile(
    r"//(?:feeds\.feedburner\.com/~|pixel\.wp\.com|stats\.wordpress\.com|www\.google-analytics\.com|"
    r"medium\.com/_/stat|www\.assoc-amazon\.|ir-\w\w\.amazon-adsystem\.|blogger\.googleusercontent\.com/tracker|"
    r"feeds\.wordpress\.com|www\.facebook\.com/tr)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MORE = re.compile(r"\s*more\b")


def clean(tree: Any) -> Counter[str]:
    """Take out of a tree what is no text, put frames and code into a plain form, and count what went by its name."""
    gone: Counter[str] = Counter()
    for element in list(tree.iter()):
        if element.getparent() is not None:
            _one(element, gone)
    _order_headings(tree)
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.text, element.tail = _spaced(element), _space(element.tail, element.getparent())
    return gone


def _one(element: Any, gone: Counter[str]) -> None:
    if not isinstance(element.tag, str):
        _comment(element)
    elif reason := _why_it_goes(element):
        gone[reason] += 1
        drop(element)
    else:
        plain_form(element, gone)


def _why_it_goes(element: Any) -> str:
    """Return what the report calls an element that is no text, or "" for one that stays."""
    if element.tag in _MACHINES and not is_shown(element):
        return _MACHINES[element.tag]
    if _BOXES.search(f" {element.get('class', '')} "):
        return "boxes to share, follow or read on"
    return "pictures that count readers" if element.tag == "img" and _is_tracker(element) else ""


def _comment(element: Any) -> None:
    """Keep the mark that ends an excerpt, as a paragraph of its own; other comments go."""
    if _MORE.match(element.text or ""):
        mark = builder.HR({"class": "more"})
        mark.tail = element.tail
        element.getparent().replace(element, mark)
    else:
        drop(element)


def _is_tracker(image: Any) -> bool:
    size = {image.get("width", "").strip("px "), image.get("height", "").strip("px ")}
    return size <= {"0", "1"} or bool(_TRACKERS.search(image.get("src", "")))


def _order_headings(tree: Any) -> None:
    """Begin with second headings, since the first is the title, and leave out no level on the way down."""
    open_: list[int] = []  # the old levels of the headings above
    for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        while open_ and open_[-1] >= level:
            open_.pop()
        open_.append(level)
        heading.tag = f"h{min(6, len(open_) + 1)}"


def _spaced(element: Any) -> str | None:
    return element.text if _is_code(element) else _space(element.text, element)


def _space(text: str | None, within: Any) -> str | None:
    """Return text with single blanks, as browsers show it, unless it stands within code."""
    return text if text is None or within is None or _is_code(within) else _SPACE.sub(" ", text)


def _is_code(element: Any) -> bool:
    return any(one.tag == "pre" for one in _upwards(element))


def _upwards(element: Any) -> Iterable[Any]:
    yield element
    yield from element.iterancestors()
