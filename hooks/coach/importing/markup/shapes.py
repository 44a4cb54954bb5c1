"""Elements of other tools in the plain form that Markdown can say: code, tables, galleries, frames and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml.html import builder

from coach.markdown.blocks.video import player_of

if TYPE_CHECKING:
    from collections import Counter

_GALLERY = re.compile(r"\s(?:wp-block-gallery|blocks-gallery-grid|kg-gallery-card|image-gallery-embed|tiled-gallery)\s")
_LOOKS = frozenset({"big", "blink", "center", "font", "marquee", "nobr", "table", "tt", "u", "pre"})
_FRAMES = frozenset({"iframe", "frame", "object", "embed"})
_PICTURE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)
_BLOCKS = ("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table")
# Code that is kept elsewhere, and shown by a script of that site.
_EMBEDDED = re.compile(r"//(gist\.github\.com/[\w-]+/\w+)\.js|//(pastebin\.com)/embed_js(?:/|\.php\?i=)(\w+)")
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|lang:|brush:\s*)([\w+#.-]+)")


def is_shown(element: Any) -> bool:
    """Return whether a script or plug-in shows readers what a link, a picture or a video can show them too."""
    source = _source_of(element)
    if element.tag == "script":
        return bool(_EMBEDDED.search(source))
    return element.tag in {"object", "embed"} and bool(player_of(source) or _PICTURE.search(source))


def plain_form(element: Any, gone: Counter[str]) -> None:
    """Put an element into a plain form, if it has another, and count what it was by its name."""
    tag, source = element.tag, _source_of(element)
    if found := _EMBEDDED.search(source) if tag == "script" else None:
        _link_to(element, f"https://{found[1] or f'{found[2]}/{found[3]}'}")
        gone["scripts of other sites, which are links now"] += 1
    elif tag in {"object", "embed"} and _PICTURE.search(source):
        _picture(element)
    elif tag in _FRAMES:
        _frame(element, gone)
    elif tag == "a" and not element.get("href", "#").startswith("#") and next(element.iter(*_BLOCKS), None) is not None:
        _link_of_blocks(element)
    elif tag == "code" and _is_block_of_code(element):
        element.tag = "pre"
        _code_of(element)
    elif tag in _LOOKS:
        _shape(element)
    elif _GALLERY.search(f" {element.get('class', '')} "):
        _gallery(element)


def _shape(element: Any) -> None:
    """Put code, tables and what only changes the look into a plain form."""
    if element.tag == "pre":
        _code_of(element)
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
        drop(caption)
    element.tag = "div"
    element.attrib.clear()
    element.set("class", "gallery")
    if words:
        element.set("title", words)


def _picture(element: Any) -> None:
    """Make a picture that was shown as a plug-in a plain one; what its readers saw in its stead says what it shows."""
    words = element.get("aria-label") or element.get("title") or " ".join(element.text_content().split())
    image = builder.IMG(src=_source_of(element), alt=words)
    image.tail = element.tail
    element.getparent().replace(element, image)


def _movie(element: Any) -> str:
    """Return the address in a plug-in of long ago, which stands in what is within it."""
    inner = next(element.iter("embed"), None)
    movie = next((param for param in element.iter("param") if param.get("name", "").lower() == "movie"), None)
    return str((inner.get("src") if inner is not None else movie.get("value") if movie is not None else "") or "")


def _source_of(element: Any) -> str:
    found = element.get("src") or element.get("data") or element.get("data-src") or _movie(element)
    return f"https:{found}" if found.startswith("//") else str(found)


def _frame(element: Any, gone: Counter[str]) -> None:
    """Put the address of a player in the place of its frame, and a link in that of any other."""
    source = _source_of(element)
    if not source.startswith(("http://", "https://")):
        gone["frames without an address"] += 1
        drop(element)
        return
    if not player_of(source):
        gone["frames of other sites, which are links now"] += 1
    link = builder.A(element.get("title") or (source if player_of(source) else _host(source)), href=source)
    link.tail, element.tail = element.tail, None
    element.getparent().replace(element, link)
    if player_of(source):
        link.set("class", "player")


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].removeprefix("www.") or address


def _link_to(element: Any, address: str) -> None:
    """Put a link in the place of an element."""
    link = builder.P(builder.A(address, href=address))
    link.tail = element.tail
    element.getparent().replace(element, link)


def _link_of_blocks(link: Any) -> None:
    """Make a link around boxes, such as the preview of a page, a link of its first words, with the others behind it."""
    if link.find(".//img") is not None and "bookmark" not in link.get("class", ""):
        pictures = [one for one in link.iter("img") if one.get("src")]
    else:
        pictures = []
    words = list(dict.fromkeys(" ".join(text.split()) for text in link.itertext() if text.strip()))
    href, tail = link.get("href", ""), link.tail
    for child in list(link):
        link.remove(child)
    link.tag, link.text, link.tail = "div", None, tail
    link.attrib.clear()
    for picture in pictures:
        picture.tail = None
        link.append(builder.P(builder.A(picture, href=href)))
    if words:
        first = builder.A(words[0], href=href)
        first.tail = "".join(f" – {one}" for one in words[1:])
        link.append(builder.P(first))


def _is_block_of_code(code: Any) -> bool:
    lines = [one for one in code.iter("br") if (one.tail or "").strip()]
    return bool(lines) and not any(one.tag == "pre" for one in code.iterancestors())


def _code_of(pre: Any) -> None:
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


def drop(element: Any) -> None:
    """Take an element out, and leave what follows it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)
