"""Tags of other tools in a text: Liquid's, Hugo's shortcodes and the components of MDX."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# No part of these can run over the beginning of another tag, so that all of them together are found in linear time.
_TAG = re.compile(
    r"\{%-?\s*+(?P<leaves>/?)\s*+(?P<liquid>[A-Za-z_][\w:.-]*+)(?P<liquid_rest>(?:[^{}%]|%(?!\})|\{\{[^{}]*+\}\})*+)%\}"
    r"|\{\{(?P<mark>[<%])\s*+(?P<slash>/?)\s*+(?P<hugo>[\w./-]++)(?P<hugo_rest>[^{}]*+)\}\}"
    r"|<(?P<end>/?)(?P<component>[A-Z][\w.]*+)"
    r"(?P<component_rest>(?:[^<>{}\"']|\"[^\"<]*+\"|'[^'<]*+'|\{(?:[^{}<]|\{[^{}<]*+\})*+\})*+)>"
    r"|\{\{-?(?P<output>[^{}<%][^{}]*+)\}\}"
)
_ARGUMENT = re.compile(
    r"(?:(?P<name>[A-Za-z_][\w:.-]{0,60})\s{0,9}=\s{0,9})?"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*+)\"|'(?P<single>(?:[^'\\]|\\.)*+)'|[“”](?P<curly>[^“”]*+)[“”]|`(?P<ticks>[^`]*+)`"
    r"|\{\{(?P<output>[^{}]*+)\}\}|\{(?P<script>[^{}]*+)\}|(?P<bare>[^\s\"'“”`{},]+))",
    re.DOTALL,
)
QUOTES = "\"'"
_INCLUDES = ("include", "include_relative", "include_cached", "render", "partial")


@dataclass(frozen=True)
class Tag:
    """One tag. `written` is all of it; `closes` says that it ends another, `alone` that it has no end (`/>`)."""

    name: str
    rest: str
    written: str
    start: int
    end: int
    kind: str
    closes: bool = False
    alone: bool = False
    imports: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def arguments(self) -> tuple[tuple[str, str], ...]:
        """The arguments with their names in small letters, "" for one without."""
        found = []
        for one in _ARGUMENT.finditer(self.rest):
            kind = one.lastgroup if one.lastgroup != "name" else "bare"
            value = one[kind or "bare"] or ""
            if kind == "script":
                value = self.imports.get(value.strip(), value.strip().strip("\"'`"))
            found.append(((one["name"] or "").lower(), value.strip()))
        return tuple(found)

    def get(self, *names: str) -> str:
        """Return the first of the named arguments that is not empty, or ""."""
        named = dict(self.arguments)
        return next((named[name] for name in names if named.get(name)), "")

    @cached_property
    def understood(self) -> bool:
        """Whether all words of the tag are in its arguments."""
        found = "".join(f"{name}{value}" for name, value in self.arguments if value not in self.imports.values())
        bare = "".join(self.rest.split()) if not self.imports else ""
        return len(re.sub(r"\W", "", found)) >= len(re.sub(r"\W", "", bare))

    @property
    def unnamed(self) -> list[str]:
        """The arguments without a name."""
        return [value for name, value in self.arguments if not name and value]


def find_tags(text: str, imports: Mapping[str, str]) -> Iterator[Tag]:
    """Return all tags, in order; `imports` has the paths of what MDX imports by name."""
    for found in _TAG.finditer(text):
        if found["liquid"]:
            yield _liquid(found)
        elif found["component"]:
            yield _component(found, imports)
        elif tag := _shortcode(found) if found["hugo"] else _output(found) if found["output"] else None:
            yield tag


def _liquid(found: re.Match[str]) -> Tag:
    name, rest = found["liquid"], found["liquid_rest"].strip().removesuffix("-").rstrip()
    if name in _INCLUDES:
        file = re.split(r"[\s,]+", rest, maxsplit=1)
        name, rest = f"{name} {file[0].strip(QUOTES)}", file[1] if len(file) > 1 else ""
    ends, alone = name.startswith("end") and len(name) > 3, rest.endswith("/") or name.startswith("include")
    name, rest = name[3:] if ends else name, rest.removesuffix("/")
    return Tag(name, rest, found[0], *found.span(), "liquid", ends or bool(found["leaves"]), alone)


def _shortcode(found: re.Match[str]) -> Tag | None:
    rest = found["hugo_rest"].rstrip()
    if not rest.endswith((">", "%")):
        return None
    inner = rest[:-1].rstrip()
    alone = inner.endswith("/") or found["hugo"].endswith("/")
    name, inner = found["hugo"].rstrip("/"), inner.removesuffix("/")
    return Tag(name, inner, found[0], *found.span(), "hugo", bool(found["slash"]), alone)


def _component(found: re.Match[str], imports: Mapping[str, str]) -> Tag:
    rest = found["component_rest"].rstrip()
    alone, rest = rest.endswith("/"), rest.removesuffix("/")
    return Tag(found["component"], rest, found[0], *found.span(), "component", bool(found["end"]), alone, imports)


def _output(found: re.Match[str]) -> Tag | None:
    """Return the tag of a variable, by its name; that of a text, by the filter that it goes through."""
    parts = found["output"].strip(" -\n\t").split("|")
    part = parts[1] if len(parts) > 1 and parts[0].startswith(("'", '"')) else parts[0]
    name = re.match(r"\s*([^\s:(]+)", part)
    return Tag(name[1], "", found[0], *found.span(), "output", alone=True) if name else None


def pairs_of(tags: list[Tag]) -> Mapping[int, int]:
    """Return the number of the tag that ends it for each tag that is ended, both by their places in the list."""
    open_tags: dict[tuple[str, str], list[int]] = {}
    pairs: dict[int, int] = {}
    for number, tag in enumerate(tags):
        waiting = open_tags.setdefault((tag.kind, tag.name), [])
        if tag.closes and waiting:
            pairs[waiting.pop()] = number
        elif not tag.closes and not tag.alone:
            waiting.append(number)
    return pairs
