"""Questions about an element of HTML that is becoming Markdown."""

from __future__ import annotations

import re
from typing import Any

from coach.importing.markup.wordpress.paragraphs import BLOCKS

PLAIN = frozenset("abbr cite dfn ins kbd mark q samp small sub sup time var".split())  # noqa: SIM905
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
_CELLS = PLAIN | frozenset("a b br code col colgroup del em i img s span strike strong".split())  # noqa: SIM905
_ROWS = frozenset({"caption", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})


def begins_line(el: Any) -> bool:
    """Return whether a string stands at the beginning of a block or behind a line break."""
    while True:
        before = el.previous_sibling
        while before is not None and _says_nothing(before):
            before = before.previous_sibling
        if before is not None:
            return before.name == "br" or before.name in BLOCKS
        el = el.parent
        if el is None or el.name in BLOCKS or el.name == "[document]":
            return True


def _says_nothing(node: Any) -> bool:
    if not node.name:
        return not str(node).strip()
    quiet = node.name not in BLOCKS and node.name not in {"br", "img"}
    return quiet and not node.get_text().strip() and node.find("img") is None


def at_margin(el: Any) -> bool:
    """Return whether an element stands in no list, quotation or table."""
    return all(one.name in {"div", "figure", "p", "[document]", "section", "article", "center"} for one in el.parents)


def stands_alone(el: Any) -> bool:
    """Return whether an element is not within a line of text."""
    beside = [_beside(el, "previous_sibling"), _beside(el, "next_sibling")]
    return at_margin(el) and all(
        one is None or one.name == "br" or one.name in BLOCKS or _is_player(one) for one in beside
    )


def _is_player(node: Any) -> bool:
    return bool(node.name == "a" and node.get("class") == ["player"])


def _beside(el: Any, where: str) -> Any:
    """Return what stands before or behind an element, apart from blanks."""
    one = getattr(el, where)
    while one is not None and not one.name and not str(one).strip():
        one = getattr(one, where)
    return one


def is_plain_table(table: Any) -> bool:
    """Return whether Markdown can say all of it: rows of one length, and words in their cells."""
    rows, cells = table.find_all("tr"), table.find_all(["td", "th"])
    widths = {len(row.find_all(["td", "th"])) for row in rows}
    inner = {one.name for one in table.find_all(recursive=True)}
    spans = any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for cell in cells)
    many = any(len(cell.find_all("p")) > 1 for cell in cells)
    return len(widths) == 1 and inner <= _ROWS | _CELLS and not spans and not many


def media(el: Any) -> str:
    """Return the address of a recording or film; "" for none."""
    source = el.find("source")
    return str(el.get("src") or (source.get("src") if source else "") or "").strip()


def largest(image: Any) -> str:
    """Return the address of a picture: the one that is loaded later, where there is one."""
    for name in ("data-orig-file", "data-lazy-src", "data-src", "src"):
        value = str(image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return value
    return ""


def larger_of(image: Any) -> str:
    """Return the address of the picture to which a link around this one leads, or ""."""
    link = image.find_parent("a")
    href = str(link.get("href") or "").strip() if link is not None and not link.get_text().strip() else ""
    return href if _PICTURE.search(href) else ""


def label(words: str) -> str:
    """Return words as a label in square brackets holds them."""
    return re.sub(r"([\[\]\\])", r"\\\1", words)


def safe(address: str) -> str:
    """Return an address as a link may hold it."""
    bare = address.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E").replace("\n", "")
    return bare.replace("(", "%28").replace(")", "%29") if "://" in bare else bare
