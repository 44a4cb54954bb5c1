"""The HTML within Markdown: old elements get their present form, and of what only changed the look the words stay."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from coach.markdown.html.allowed import SILENT, TAGS, is_allowed

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

_PRESENT = {"tt": "code", "strike": "del", "acronym": "abbr", "dir": "ul", "menu": "ul"}
_ONLY_LOOK = ("basefont", "big", "blink", "center", "font", "marquee", "nobr", "noscript")
_ELEMENT = re.compile(rf"<(/?)({'|'.join([*_PRESENT, *_ONLY_LOOK])})(?=[\s/>])([^<>]*)>", re.IGNORECASE)
_FRAME = re.compile(
    r"<(?P<tag>iframe|object)\b[^>]*>(?:(?!<(?:iframe|object)\b).)*?</(?P=tag)\s*>|<embed\b[^>]*>(?:\s*</embed\s*>)?",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)((?:\s[^<>\"']*(?:\"[^\"]*\"|'[^']*')?)*)(/?)>")
_ATTRIBUTE = re.compile(r"""\s+([^\s=<>"'/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_BOX = re.compile(
    r"<(/?)(article|aside|blockquote|dd|details|div|figcaption|figure|li|section|summary|td|th)(?=[\s>])[^<>]*>",
    re.IGNORECASE,
)
_LIST = re.compile(r"\{:?(?![{%])((?:[^{}\n\"']|\"[^\"\n]*\")*?\bstyle=\"[^\"\n]*\"(?:[^{}\n\"']|\"[^\"\n]*\")*)\}")
_STYLE = re.compile(r"\s*\bstyle=\"[^\"\n]*\"")
# Behind an empty line, lines that stand further in than a paragraph of a list's item are code in it.
_DEEP = re.compile(r"((?<=\n\n)(?:(?: {8}|\t\t| {4}\t)[^\n]*(?:\n|\Z))+)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLOCKS = frozenset("blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split())  # noqa: SIM905


def present_elements(text: str) -> str:
    """Return a text, without its code, whose old elements are those of today; what only changed the look goes.

    So do styles in braces behind words, as Eleventy's Markdown has them.
    """

    def new(found: re.Match[str]) -> str:
        name = _PRESENT.get(found[2].lower(), "")
        return f"<{found[1]}{name}{found[3]}>" if name else ""

    return _LIST.sub(_without_style, _ELEMENT.sub(new, text))


def without_strange_attributes(text: str, gone: Counter[str]) -> str:
    """Return a text, without its code, whose elements have only the attributes that pages may have; count the rest."""

    def clean(found: re.Match[str]) -> str:
        tag = found[1].lower()
        if tag not in TAGS or not found[2].strip():
            return found[0]
        kept = [one[0] for one in _ATTRIBUTE.finditer(found[2]) if is_allowed(tag, one[1].lower()) or one[1] in SILENT]
        dropped = len(_ATTRIBUTE.findall(found[2])) - len(kept)
        if not dropped:
            return found[0]
        gone["attributes of elements that pages here do not have"] += dropped
        return f"<{found[1]}{''.join(kept)}{found[3]}>"

    return "".join(part if number % 2 else _TAG.sub(clean, part) for number, part in enumerate(_DEEP.split(text)))


def _without_style(found: re.Match[str]) -> str:
    kept = _STYLE.sub("", found[1]).strip()
    return f"{{ {kept} }}" if kept else ""


def replace_frames(text: str, change: Callable[[str], str]) -> str:
    """Return a text, without its code, with each frame and plug-in changed."""
    return _FRAME.sub(lambda found: change(found[0]), text)


def open_boxes(text: str) -> str:
    """Return a text, without its code, whose HTML says where Markdown stands in it.

    Other tools read Markdown in an element from its first empty line on; ours where the tag says so.
    """
    blank = [found.start() for found in _BLANK_LINE.finditer(text)]
    open_: list[re.Match[str]] = []
    marked = []
    for tag in _BOX.finditer(text):
        if not tag[1]:
            open_.append(tag)
            continue
        while open_ and open_[-1][2].lower() != tag[2].lower():
            open_.pop()
        begin = open_.pop() if open_ else None
        if begin and bisect_left(blank, begin.end() - 1) < bisect_left(blank, tag.start()):
            marked.append(begin.start() + 1 + len(begin[2]))
    parts, at = [], 0
    for place in sorted(marked):
        parts += [text[at:place], ' markdown="1"']
        at = place
    return "".join([*parts, text[at:]])


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
