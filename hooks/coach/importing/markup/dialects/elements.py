"""The HTML within Markdown: old elements get their present form, and of what only changed the look the words stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PRESENT = {"tt": "code", "strike": "del", "acronym": "abbr", "dir": "ul", "menu": "ul"}
_ONLY_LOOK = ("basefont", "big", "blink", "center", "font", "marquee", "nobr", "noscript")
_ELEMENT = re.compile(rf"<(/?)({'|'.join([*_PRESENT, *_ONLY_LOOK])})(?=[\s/>])([^<>]*)>", re.IGNORECASE)
_FRAME = re.compile(
    r"<(?P<tag>iframe|object)\b[^>]*>(?:(?!<(?:iframe|object)\b).)*?</(?P=tag)\s*>|<embed\b[^>]*>(?:\s*</embed\s*>)?",
    re.IGNORECASE | re.DOTALL,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLOCKS = frozenset("blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split())  # noqa: SIM905


def present_elements(text: str) -> str:
    """Return a text, without its code, whose old elements are those of today; what only changed the look goes."""

    def new(found: re.Match[str]) -> str:
        name = _PRESENT.get(found[2].lower(), "")
        return f"<{found[1]}{name}{found[3]}>" if name else ""

    return _ELEMENT.sub(new, text)


def replace_frames(text: str, change: Callable[[str], str]) -> str:
    """Return a text, without its code, with each frame and plug-in changed."""
    return _FRAME.sub(lambda found: change(found[0]), text)


def is_all_html(tree: Any) -> bool:
    """Return whether a text, parsed as HTML, has no Markdown in it: blocks of HTML, and no line between or within them.

    Tools that read Markdown within HTML do it behind an empty line (CommonMark 0.31, "HTML blocks").
    """
    blocks = list(tree)
    between = [tree.text, *(block.tail for block in blocks)]
    if not any(block.tag == "p" for block in blocks) or any(part and part.strip() for part in between):
        return False
    if any(block.tag not in _BLOCKS for block in blocks if isinstance(block.tag, str)):
        return False
    return not any(_BLANK_LINE.search(part.rstrip()) for part in _lines(tree))


def _lines(tree: Any) -> Iterator[str]:
    """Yield the pieces of text that stand in no code."""
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag != "pre" and next(element.iterancestors("pre"), None) is None:
            yield element.text or ""
            if element is not tree:
                yield element.tail or ""
