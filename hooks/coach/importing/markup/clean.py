"""What of a post's HTML stays: text, pictures, tables, code, sound and film; the machinery around them goes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml.html import builder

from coach.markdown.blocks.video import player_of

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
_GALLERY = re.compile(r"\s(?:wp-block-gallery|blocks-gallery-grid|kg-gallery-card|image-gallery-embed|tiled-gallery)\s")
_SHAPES = frozenset({"big", "blink", "center", "font", "marquee", "nobr", "table", "tt", "u"})
_FRAMES = {"iframe", "frame"}
_PICTURE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|lang:|brush:\s*)([\w+#.-]+)")
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
    tag = element.tag
    if not isinstance(tag, str):
        _comment(element)
    elif tag in {"object", "embed"} and _PICTURE.search(_source(element)):
        _picture(element)
    elif tag in _MACHINES and not (tag in {"object", "embed"} and _is_player(element)):
        gone[_MACHINES[tag]] += 1
        _drop(element)
    elif _BOXES.search(f" {element.get('class', '')} "):
        gone["boxes to share, follow or read on"] += 1
        _drop(element)
    elif tag == "img" and _is_tracker(element):
        gone["pictures that count readers"] += 1
        _drop(element)
    elif tag in _FRAMES or tag in {"object", "embed"}:
        _frame(element, gone)
    elif tag in _SHAPES or tag == "pre":
        _shape(element)
    elif _GALLERY.search(f" {element.get('class', '')} "):
        _gallery(element)


def _shape(element: Any) -> None:
    """Put code, tables and what only changes the look into a plain form."""
    if element.tag == "pre":
        _code(element)
    elif element.tag == "table":
        _one_body(element)
    else:
        element.tag = {"center": "div", "tt": "code"}.get(element.tag, "span")


def _gallery(element: Any) -> None:
    """Make a gallery a box of figures, whatever it was made of."""
    if any(one.get("class") == "gallery" for one in element.iterancestors("div")):
        return
    for item in list(element.iter("ul", "ol", "li", "div")):
        if item is not element:
            item.drop_tag()
    captions = element.findall("figcaption")
    words = " ".join(" ".join(caption.text_content() for caption in captions).split())
    for caption in captions:
        _drop(caption)
    element.tag = "div"
    element.attrib.clear()
    element.set("class", "gallery")
    if words:
        element.set("title", words)


def _comment(element: Any) -> None:
    """Keep the mark that ends an excerpt, as a paragraph of its own; other comments go."""
    if _MORE.match(element.text or ""):
        mark = builder.HR({"class": "more"})
        mark.tail = element.tail
        element.getparent().replace(element, mark)
    else:
        _drop(element)


def _drop(element: Any) -> None:
    """Take an element out, and leave what follows it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _picture(element: Any) -> None:
    """Make a picture that was shown as a plug-in a plain one; what its readers saw in its stead says what it shows."""
    words = element.get("aria-label") or element.get("title") or " ".join(element.text_content().split())
    image = builder.IMG(src=_source(element), alt=words)
    image.tail = element.tail
    element.getparent().replace(element, image)


def _is_tracker(image: Any) -> bool:
    size = {image.get("width", "").strip("px "), image.get("height", "").strip("px ")}
    return size <= {"0", "1"} or bool(_TRACKERS.search(image.get("src", "")))


def _is_player(element: Any) -> bool:
    return bool(player_of(_source(element)))


def _source(element: Any) -> str:
    found = element.get("src") or element.get("data") or element.get("data-src") or _movie(element)
    return f"https:{found}" if found.startswith("//") else str(found)


def _movie(element: Any) -> str:
    """Return the address in a plug-in of long ago, which stands in what is within it."""
    inner = next(element.iter("embed"), None)
    movie = next((param for param in element.iter("param") if param.get("name", "").lower() == "movie"), None)
    return str((inner.get("src") if inner is not None else movie.get("value") if movie is not None else "") or "")


def _frame(element: Any, gone: Counter[str]) -> None:
    """Put the address of a player in the place of its frame, and a link in that of any other."""
    source = _source(element)
    if not source.startswith(("http://", "https://")):
        gone["frames without an address"] += 1
        _drop(element)
        return
    if not player_of(source):
        gone["frames of other sites, which are links now"] += 1
    link = builder.A(element.get("title") or source, href=source)
    link.tail, element.tail = element.tail, None
    element.getparent().replace(element, link)
    if player_of(source):
        link.set("class", "player")


def _code(pre: Any) -> None:
    """Keep the words of code, and its language; what stands around a block of code is no code in a line."""
    for outer in pre.iterancestors("code"):
        outer.tag = "div"
    written = " ".join(f"{one.get('class', '')} {one.get('data-lang', '')}" for one in pre.iter("pre", "code"))
    language = _LANGUAGE.search(written)
    for line in pre.iter("br"):
        line.tail = "\n" + (line.tail or "")
    code = builder.CODE(pre.text_content())
    if language:
        code.set("class", f"language-{language[1]}")
    for child in list(pre):
        pre.remove(child)
    pre.text = None
    pre.append(code)


def _one_body(table: Any) -> None:
    """Make one body of the parts of a table, whose first row names the columns if it stood in a head."""
    for head in table.findall("thead"):
        for cell in head.iter("td"):
            cell.tag = "th"
    for part in [*table.findall("thead"), *table.findall("tbody"), *table.findall("tfoot")]:
        if part.tag == "tfoot":
            table.append(part)
        part.drop_tag()


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
