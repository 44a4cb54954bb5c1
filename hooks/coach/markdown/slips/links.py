"""Links and pictures that are not finished."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.markdown.lines import Slip
from coach.source.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = r"(?:https?://|mailto:|\.{0,2}/|#)[^\s()\[\]]+|[^\s()\[\]]+\.(?:md|html?|jpe?g|png|gif|webp|avif|svg|pdf)(?:#[^\s()]*)?"
_APART = re.compile(rf"\[([^\[\]\n]+)\][ \t]+\(({_ADDRESS})\)")
_ITEM = re.compile(r"(?:[-*+•]|\d[.)])[ \t]+\Z")
_TURNED = re.compile(rf"(?<!\])\(([^()\n]+)\)\[({_ADDRESS})\]")
_WIKI = re.compile(r"(!?)\[\[([^\[\]\n]+)\]\](?![\[(])")
_NOWHERE = re.compile(r"\[(?<!\w\[)([^\[\]\n]*)\]\([ \t]*\)")
_WORDLESS = re.compile(r"\[(?<![\w!]\[)[ \t]*\]\(([^()\s]+)\)")
_OPENED = re.compile(r"\]\((?=\S)")
_REFERENCE = re.compile(r"\[(?<!\w\[)([^\[\]\n^][^\[\]\n]*)\]\[([^\[\]\n]*)\](?![\[(])")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n^][^\[\]\n]*)\]:[ \t]*\n?[ \t]*\S", re.MULTILINE)


def link_slips(text: str, swallowed: str = "") -> Iterator[Slip]:
    """Yield the unfinished links and pictures in a text without code.

    `swallowed` is what a block without an end has of it: the address of a name may stand there.
    """
    if "] (" in text or "]\t(" in text:
        yield from _apart(text)
    for found in _TURNED.finditer(text) if ")[" in text else ():
        hint = f"Write [{_short(found[1])}]({found[2]})."
        yield Slip(found.start(), "the brackets of this link are the wrong way round.", hint)
    for found in _NOWHERE.finditer(text) if "]()" in text or "]( " in text else ():
        start, what, form = found.start(), "link", "[words](address)"
        if _is_picture(found, text):
            start, what, form = start - 1, "picture", "![what it shows](address)"
        yield Slip(start, f"this {what} leads nowhere.", f"Write an address: {form}.")
    for found in _WORDLESS.finditer(text) if "[](" in text or "[ " in text else ():
        hint = f"Write what it leads to: [words]({found[1]})."
        yield Slip(found.start(), "this link has no words, so nobody sees it.", hint)
    yield from _endless(text)
    if "][" in text:
        yield from _references(text, swallowed)
    if "[[" in text:
        yield from _wiki(text, swallowed)


def _apart(text: str) -> Iterator[Slip]:
    for found in _APART.finditer(text):
        done = found[1] in "xX" and _ITEM.search(text, max(0, found.start() - 9), found.start())  # a task
        if not done:
            sign = "!" if _is_picture(found, text) else ""
            hint = f"Write {sign}[{_short(found[1])}]({found[2]}), without the blank."
            yield Slip(found.start() - len(sign), "a blank between ] and ( makes this no link.", hint)


def _is_picture(found: re.Match[str], text: str) -> bool:
    return text[found.start() - 1 : found.start()] == "!"


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"


def _endless(text: str) -> Iterator[Slip]:
    """Yield links whose address has no closing bracket in its paragraph."""
    close = end = -1
    for found in _OPENED.finditer(text):
        start = found.end()
        close = close if close >= start else _find(")", text, start)
        end = end if end >= start else _find("\n\n", text, start)
        if close > end or close == len(text):
            begins = max(text.rfind("[", 0, found.start()), text.rfind("\n", 0, found.start()) + 1)
            yield Slip(begins, "this link has no end.", "Write ) behind the address: [words](address).")


def _find(sign: str, text: str, start: int) -> int:
    place = text.find(sign, start)
    return place if place >= 0 else len(text)


def _references(text: str, swallowed: str) -> Iterator[Slip]:
    """Yield links by a name that stands nowhere with an address."""
    known = _definitions(f"{text}\n{swallowed}")
    for found in _REFERENCE.finditer(text):
        name = found[2] or found[1]
        if _key(name) not in known:
            message = f'there is no "[{_short(name)}]: …" with an address.'
            hint = f"Write [words](address), or below the text: [{name}]: address."
            yield Slip(found.start(), message, suggest(name, known.values(), hint))


def _wiki(text: str, swallowed: str) -> Iterator[Slip]:
    """Yield words in two brackets, which other programs take for links."""
    known = _definitions(f"{text}\n{swallowed}")
    for found in _WIKI.finditer(text):
        if _key(found[2]) not in known:
            name = found[2].rpartition("|")[2].strip()
            example = f"![what it shows]({name})" if found[1] else f"[{_short(name)}](file.md)"
            yield Slip(found.start(), f'"{found[0]}" is no link here.', f"Write {example}.")


def _definitions(text: str) -> dict[str, str]:
    return {_key(found[1]): found[1] for found in _DEFINITION.finditer(text)}


def _key(name: str) -> str:
    return " ".join(name.split()).lower()
