"""Slips in the HTML of a text: what is left out of pages, and tags that are not closed."""

# ruff: noqa: SIM905 - a line of words is easier to read than a list of them

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from coach.markdown.html.allowed import (
    ADDRESSES,
    REMOVED,
    SILENT,
    TAGS,
    UNWRAPPED,
    is_allowed,
    is_safe,
    why_refused,
)
from coach.markdown.lines import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

# As Markdown finds tags in a line; the name of an autolink (<https://…>, <desk@example.com>) has a colon or an @.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s<>/]*)(?P<rest>[^<>]*)(?P<end>>?)|<!--")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_DECLARATION = re.compile(r"<[!?](?!--)[^<>]*>")
_LIST = re.compile(r"\{:?[^{}\n]*\}")
_UNFINISHED = re.compile(r"""\s+[a-zA-Z-]+\s*=\s*["']?\S""")
_BLANK_LINE = re.compile(r"\n\s*\n")
_OPEN_VALUE = re.compile(r"""=\s*(["'])(?:(?!\1).)*\Z""", re.DOTALL)
_FORBIDDEN_IN_LIST = re.compile(r"style|on[a-z]+", re.IGNORECASE)
_VOID = frozenset("area basefont br col hr image img input keygen source track wbr".split())
_END_OPTIONAL = frozenset("p li dt dd rp rt td th tr thead tbody tfoot colgroup caption".split())

_WRITE = "Write it in Markdown, or with a block or box of the guide."
_CURES = {
    "iframe": "A video has a block of its own: ```video.",
    "form": "A form can be a link to the page that holds it.",
    "style": "The look is the same on all pages.",
    "script": "Pages run only the scripts of this blog.",
    "svg": "Save the drawing as a file in docs/assets, and show it like a picture.",
    "center": "The look is the same on all pages.",
    "font": "The look is the same on all pages.",
    "strike": "Write ~~gone~~.",
    "tt": "Write it between backticks: `like this`.",
}


# What was meant as <!-- more -->, and is no comment; and what is one without an end.
_NEARLY_MORE = re.compile(r"<!?[ \t]*[-—–]*[ \t]*(?:read[ -]?)?more[ \t]*[-—–]*[ \t]*!?>", re.IGNORECASE)
_OPEN_MORE = re.compile(r"<!--[ \t]*(?:read[ -]?)?more\b[^\n]{0,6}$", re.IGNORECASE | re.MULTILINE)
_MEANT_MORE = "Did you mean <!-- more -->?"
_VANISHES = "vanishes: it is written like HTML."
_FORBIDDEN = "is left out: pages forbid it."


def html_slips(text: str) -> Iterator[Slip]:
    """Yield the slips in a text in which code is blanked out; each is told once, where it begins."""
    if "<" in text:
        yield from _Reading(text).tags()
        for found in _DECLARATION.finditer(text):
            yield _vanishing(found)
    for found in _LIST.finditer(text) if "{" in text and "=" in text else ():
        for attribute in _ATTRIBUTE.finditer(found[0].strip("{:}")):
            if attribute[2] is not None and _FORBIDDEN_IN_LIST.fullmatch(attribute[1]):
                yield Slip(found.start(), f'"{attribute[1].lower()}" {_FORBIDDEN}', _WRITE)


def _vanishing(found: re.Match[str]) -> Slip:
    if _NEARLY_MORE.fullmatch(found[0]):
        return Slip(found.start(), f'"{found[0]}" {_VANISHES}', _MEANT_MORE)
    words = found[0] if len(found[0]) <= 40 else f"{found[0][:39]}…"
    return Slip(found.start(), f'"{words}" {_VANISHES}', f"Write \\{words} to show it.")


class _Reading:
    """The tags of a text, read from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = text.lower()
        self.open: list[tuple[str, int]] = []
        self.counts: Counter[str] = Counter()
        self.unclosed: set[str] = set()
        self.endless: set[str] = set()

    def tags(self) -> Iterator[Slip]:
        position = 0
        while found := _TAG.search(self.text, position):
            position = self.end_of(found)
            if found[0] == "<!--":
                if position == len(self.text) and not self.text.endswith("-->"):
                    message = "this comment has no end, and hides the rest."
                    hint = _MEANT_MORE if _OPEN_MORE.match(self.text, found.start()) else "Write --> where it ends."
                    yield Slip(found.start(), message, hint)
            elif not _looks_like_tag(found):
                continue
            elif not found["end"] or _BLANK_LINE.search(found["rest"]):
                if _UNFINISHED.match(found["rest"]) and found["name"].lower() in TAGS | REMOVED | UNWRAPPED:
                    yield Slip(
                        found.start(), f'"<{found["name"]}" is not closed by ">".', "Write > where the tag ends."
                    )
            else:
                yield from self.closing(found) if found["close"] else self.opening(found)
        for name, start in self.open:
            yield _unclosed(name, start)

    def end_of(self, found: re.Match[str]) -> int:
        """Return the position after the tag; after a comment, and an element that is left out whole, its end."""
        if found[0] == "<!--":
            end = self.text.find("-->", found.end())
            return end + 3 if end >= 0 else len(self.text)
        name = found["name"].lower()
        if name not in REMOVED or found["close"] or name in self.endless:
            return found.end()
        end = self.lowered.find(f"</{name}", found.end())
        if end < 0:
            self.endless.add(name)
        return end + len(name) + 2 if end >= 0 else found.end()

    def opening(self, found: re.Match[str]) -> Iterator[Slip]:
        name, start = found["name"].lower(), found.start()
        if name in REMOVED:
            yield Slip(start, f"<{name}> {_FORBIDDEN}", _CURES.get(name, _WRITE))
            return
        if name in UNWRAPPED:
            yield Slip(start, f"<{name}> {_FORBIDDEN}", _CURES.get(name, _WRITE))
        elif name not in TAGS or _is_prose(found):
            yield _vanishing(found)
            return
        else:
            yield from _attribute_slips(found)
        if name not in _VOID | _END_OPTIONAL:
            self.open.append((name, start))
            self.counts[name] += 1

    def closing(self, found: re.Match[str]) -> Iterator[Slip]:
        name = found["name"].lower()
        if name in _VOID | _END_OPTIONAL or name not in TAGS | UNWRAPPED:
            return
        if not self.counts[name]:
            if name not in self.unclosed:
                hint = "Take it out, or write the tag that it closes."
                yield Slip(found.start(), f"</{name}> closes nothing.", hint)
            self.unclosed.discard(name)
            return
        while True:
            opened, start = self.open.pop()
            self.counts[opened] -= 1
            if opened == name:
                return
            self.unclosed.add(opened)
            yield _unclosed(opened, start)


def _looks_like_tag(found: re.Match[str]) -> bool:
    """Return whether Markdown takes this for a tag, and not for an address in pointed brackets or an escaped sign."""
    before = found.string[max(0, found.start() - 9) : found.start()].rstrip(" \t")
    return not (before.endswith(("\\", "](", "]:")) or set(found["name"]) & set(":@"))


def _attributes(found: re.Match[str]) -> Iterator[tuple[int, str, str | None]]:
    """Yield the place, name and value of each attribute; the value is None if there is none."""
    rest = found["rest"]
    if opened := _OPEN_VALUE.search(rest):  # a ">" in quotation marks
        end = found.string.find(opened[1], found.end())
        rest = found.string[found.start("rest") : end + 1] if end >= 0 else rest
    for attribute in _ATTRIBUTE.finditer(rest):
        value = next((value for value in attribute.groups()[1:] if value is not None), None)
        yield found.start("rest") + attribute.start(), attribute[1].lower(), value


def _is_prose(found: re.Match[str]) -> bool:
    """Return whether this is a comparison in words, as in "a<b and c>d"."""
    name = found["name"].lower()
    return any(value is None and not is_allowed(name, word) for _, word, value in _attributes(found) if word != "/")


def _attribute_slips(found: re.Match[str]) -> Iterator[Slip]:
    tag = found["name"].lower()
    for start, name, value in _attributes(found):
        if not is_allowed(tag, name) and name not in SILENT:
            yield Slip(start, f'"{name}" in <{tag}> {_FORBIDDEN}', _WRITE)
        elif name in ADDRESSES and name != "srcset" and not is_safe(value or ""):
            yield Slip(start, *why_refused(value or ""))


def _unclosed(name: str, start: int) -> Slip:
    return Slip(start, f"<{name}> is never closed.", f"Write </{name}> where it ends.")
