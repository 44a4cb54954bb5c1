"""WordPress shortcodes, [name key="value"]text[/name], as HTML.

After wordpress.org/documentation/article/shortcode and codex.wordpress.org/Shortcode_API. Which names are shortcodes,
only the blog itself knew: an unknown name counts as one if it has values, an end or a hyphen.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import html

from coach.importing.markup.wordpress.known_shortcodes import known_shortcode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KEEP, DROP, TEXT = "keep", "drop", "text"
"""What to do with an unknown shortcode: leave it as it stands, take it out with its text, or leave its text alone."""

_CODE = re.compile(r"<(pre|code|script|style)\b[^>]*>", re.IGNORECASE)
_COMPOUND = re.compile(r"[a-z0-9]{2,}(?:[-_][a-z0-9]+)+")
_TAG = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]{0,60})((?:(?:[ \t\n\xa0/]|:(?=https?://))[^\[\]]{0,3000})?)\](\]?)")
_VALUE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|(\S+)""")
_ADDRESS = re.compile(r":https?://")
_QUOTES = str.maketrans({"“": '"', "”": '"', "″": '"', "‘": "'", "’": "'"})


@dataclass
class Expanded:
    """A text without its shortcodes; `unknown` counts the names that nobody knows."""

    text: str
    unknown: Counter[str] = field(default_factory=Counter)


@dataclass
class _Node:
    """A shortcode and what is in it: strings, and shortcodes."""

    name: str
    written: str
    values: dict[str, str]
    inside: list[str | _Node] = field(default_factory=list)
    end: str = ""


def expand(text: str, choices: Mapping[str, str]) -> Expanded:
    """Return the text with known shortcodes as HTML, and unknown ones as `choices` say by name (KEEP, DROP or TEXT)."""
    result = Expanded("")
    result.text = "".join(_shown(part, choices, result.unknown) for part in _tree(text))
    return result


def galleries(text: str, media: Mapping[str, tuple[str, str]], attached: Sequence[str]) -> str:
    """Return the text with the addresses of the pictures in each [gallery]; `attached` are those without ids."""

    def named(found: re.Match[str]) -> str:
        if found[3] != "gallery" or found[1] or found[2]:
            return found[0]
        values = _values(found[4])
        ids = re.findall(r"\d+", values.get("ids", "") or values.get("include", "")) or [
            one for one in attached if one not in re.findall(r"\d+", values.get("exclude", ""))
        ]
        urls = [media[one][0] for one in ids if one in media and media[one][0]]
        return f'[gallery urls="{" ".join(urls)}"]'

    return _TAG.sub(named, text) if "[gallery" in text else text


def _tree(text: str) -> list[str | _Node]:
    """Return the strings and shortcodes of a text; what has an end holds what is before it."""
    tree = _Tree(Counter(found[3].lower() for found in _TAG.finditer(text) if found[2]))
    for part in _pieces(text):
        if isinstance(part, str):
            tree.here.append(part)
        elif part[2]:
            tree.close(part)
        else:
            tree.open(part)
    return tree.whole()


class _Tree:
    """The shortcodes of a text as they are found; `ends` counts the ends by name."""

    def __init__(self, ends: Counter[str]) -> None:
        self.ends = ends
        self.root = _Node("", "", {})
        self.stack = [self.root]
        self.names: Counter[str] = Counter()

    @property
    def here(self) -> list[str | _Node]:
        """What the innermost shortcode that is open holds."""
        return self.stack[-1].inside

    def open(self, tag: re.Match[str]) -> None:
        """Add a shortcode; it stays open if one of its name ends somewhere."""
        node = _Node(tag[3].lower(), tag[0], _values(tag[4]))
        self.here.append(node)
        if self.ends[node.name] and not tag[4].rstrip().endswith("/"):
            self.stack.append(node)
            self.names[node.name] += 1

    def close(self, tag: re.Match[str]) -> None:
        """Close the shortcode that this ends; those within that never ended hold nothing."""
        name = tag[3].lower()
        if not self.names[name]:
            self.here.append(tag[0])
            return
        while self.stack[-1].name != name:
            self._empty()
        self.names[name] -= 1
        self.stack.pop().end = tag[0]

    def _empty(self) -> None:
        """Take what the innermost shortcode holds out of it, behind it, since it never ended."""
        node = self.stack.pop()
        self.names[node.name] -= 1
        self.here.extend(node.inside)
        node.inside = []

    def whole(self) -> list[str | _Node]:
        """Return what the text holds."""
        while len(self.stack) > 1:
            self._empty()
        return self.root.inside


def _pieces(text: str) -> Iterator[str | re.Match[str]]:
    """Yield the tags of shortcodes, and the strings between them; code, and [[escaped]] tags, are strings."""
    codes = list(_codes(text))
    last = code = 0
    for found in _TAG.finditer(text):
        while code < len(codes) and codes[code][1] <= found.start():
            code += 1
        if code < len(codes) and codes[code][0] <= found.start():
            continue
        yield text[last : found.start()]
        yield found[0][1:-1] if found[1] and found[5] else found
        last = found.end()
    yield text[last:]


def _codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code begins and ends; what has no end is none."""
    endless: set[str] = set()
    at = 0
    while begin := _CODE.search(text, at):
        name, at = begin[1].lower(), begin.end()
        end = None if name in endless else re.compile(f"</{name}\\s*>", re.IGNORECASE).search(text, at)
        if end:
            at = end.end()
            yield begin.start(), at
        else:
            endless.add(name)


def _values(written: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for number, found in enumerate(_VALUE.finditer(written.translate(_QUOTES))):
        key, value = (found[1].lower(), found[2] or found[3] or found[4] or "") if found[1] else (str(number), found[5])
        values[key] = value
    return values


def _shown(part: str | _Node, choices: Mapping[str, str], unknown: Counter[str]) -> str:
    if isinstance(part, str):
        return part
    inner = "".join(_shown(one, choices, unknown) for one in part.inside)
    known = known_shortcode(part.name, ends=bool(part.end))
    if known:
        made = known(part.values, inner)
        return inner if made is None else html.tostring(made, encoding="unicode")
    named = _COMPOUND.fullmatch(part.name) or _ADDRESS.match(part.values.get("0", ""))
    if not (part.end or named or any(not key.isdigit() for key in part.values)):
        return part.written  # [sic] is a word
    unknown[part.name] += 1
    choice = choices.get(part.name, KEEP)
    if choice == DROP:
        return ""
    return inner if choice == TEXT else f"{part.written}{inner}{part.end}"
