"""Where keys and values stand in YAML, by character, and the edits that change them."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import yaml

from coach.editing.edits import Edit, EditError, line_end_of
from coach.source.slips.comments import in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.source.sources import Source

_FRONT = re.compile(r"\A\ufeff?---[^\S\r\n]*\r?\n(.*?)\r?\n---[^\S\r\n]*(?=[\r\n]|\Z)", re.DOTALL)
_COMMA_BEHIND = re.compile(r"[ \t]*,[ \t]*")
_COMMA_BEFORE = re.compile(r"[ \t]*,[ \t]*\Z")
_COMMENT = re.compile(r"#[^\n]*")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORDS = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")  # what YAML takes for no text


class YamlText:
    """The YAML of a file, with the place of each node in the whole file.

    Anchors and aliases are refused (EditError): a word that is written once may stand in several places.
    """

    def __init__(self, source: Source, text: str) -> None:
        self.text, self.shown, self.first = text, source.shown, 0
        part = text
        if source.path.endswith(".md"):
            front = _FRONT.match(text)
            if not front:
                raise EditError(f"{source.shown} has no front matter that can be read.")
            part, self.first = front[1], front.start(1)
        elif text.startswith("\ufeff"):
            part, self.first = text[1:], 1
        try:
            tokens = list(yaml.scan(part, yaml.SafeLoader))
            self.root = yaml.compose(part, yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError):
            hint = "Mend what the checker says of it, or write blanks in place of tabs, and try again."
            raise EditError(f"{source.shown} cannot be changed safely. {hint}") from None
        if any(isinstance(one, yaml.AnchorToken | yaml.AliasToken) for one in tokens):
            raise EditError(f"{source.shown} has anchors (& and *). Write them out, and try again.")

    def entries(self, node: yaml.Node | None = None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
        """Yield the keys and values of a mapping, by default the whole file's."""
        found = node or self.root
        if isinstance(found, yaml.MappingNode):
            for key, value in found.value:
                if isinstance(key, yaml.ScalarNode):
                    yield key, value

    def get(self, name: str, node: yaml.Node | None = None) -> yaml.Node | None:
        """Return the value of a key."""
        return next((value for key, value in self.entries(node) if key.value == name), None)

    def words(self, node: yaml.Node | None) -> list[yaml.ScalarNode]:
        """Return the words of a list."""
        values = node.value if isinstance(node, yaml.SequenceNode) else []
        return [value for value in values if isinstance(value, yaml.ScalarNode)]

    def lists(self, name: str, node: yaml.Node | None = None) -> Iterator[yaml.SequenceNode]:
        """Yield every list under a key of this name, at any depth."""
        found = node or self.root
        if isinstance(found, yaml.SequenceNode):
            for one in found.value:
                yield from self.lists(name, one)
        for key, value in self.entries(found):
            if key.value == name and isinstance(value, yaml.SequenceNode):
                yield value
            yield from self.lists(name, value)

    def start(self, node: yaml.Node) -> int:
        """Return where a node begins, in the whole file."""
        return self.first + int(node.start_mark.index)

    def end(self, node: yaml.Node) -> int:
        """Return where a node ends: behind its last sign, before blanks, comments and empty lines."""
        inner = node.value if isinstance(node, yaml.CollectionNode) and not node.flow_style else []
        last = inner[-1] if inner else node
        if isinstance(last, tuple):
            last = last[1]
        if last is not node:
            return self.end(last)
        end = self.first + int(node.end_mark.index)
        stretch = self.text[self.start(node) : end]
        return self.start(node) + len(stretch.rstrip()) if isinstance(node, yaml.ScalarNode) else end

    def replaced(self, node: yaml.ScalarNode, word: str) -> Edit:
        """Return the edit that makes a word another, in the quotation marks that it has."""
        start, end = self.start(node), self.end(node)
        if node.style in {"'", '"'}:
            return Edit(start + 1, end - 1, word)
        if node.style:
            raise EditError(f"{self.shown} has a word in a block of text. Write it on the line of its key.")
        return Edit(start, end, as_word(word))

    def without_item(self, list_: yaml.SequenceNode, item: yaml.Node) -> Edit:
        """Return the edit that takes an item out of a list which has others."""
        start, end = self.start(item), self.end(item)
        if not list_.flow_style:
            return self.without_lines(start, end)
        if behind := _COMMA_BEHIND.match(self.text, end):
            return Edit(start, behind.end(), "")
        before = _COMMA_BEFORE.search(self.text[:start])
        return Edit(before.start() if before else start, end, "")

    def line(self, node: yaml.Node) -> int:
        """Return where the line begins on which a node begins."""
        return self.text.rfind("\n", 0, self.start(node)) + 1

    def comment_above(self, line: int) -> int:
        """Return where the comment directly above a line begins: at that line without one, or if it heads the file."""
        start = line
        while start > self.first:
            above = max(self.first, self.text.rfind("\n", 0, start - 1) + 1)
            if not self.text.startswith("#", above):
                return start
            start = above
        return line

    def without_lines(self, start: int, end: int) -> Edit:
        """Return the edit that takes out the lines on which a stretch stands."""
        behind = self.text.find("\n", end)
        return Edit(self.text.rfind("\n", 0, start) + 1, behind + 1 if behind >= 0 else len(self.text), "")

    def with_item(self, list_: yaml.SequenceNode, word: str) -> Edit:
        """Return the edit that puts a word at the end of a list."""
        if not list_.value:
            comment = "#" in self.text[self.start(list_) : self.end(list_)]
            return Edit(self.start(list_) + 1, self.start(list_) + 1, as_word(word) + "  " * comment)
        last = list_.value[-1]
        at = self.end(last)
        if list_.flow_style:
            return Edit(at, at, f", {as_word(word)}")
        line = self.text.rfind("\n", 0, self.start(last)) + 1
        lead = self.text[line : self.start(last)]
        stop = self.text.find("\n", at)
        stop = len(self.text) if stop < 0 else stop - (self.text[stop - 1] == "\r")
        return Edit(stop, stop, f"{line_end_of(self.text)}{lead}{as_word(word)}")

    def with_key(self, mapping: yaml.MappingNode, name: str, written: str) -> Edit:
        """Return the edit that gives a key its value: where it stands empty, or else behind the first key."""
        for key, value in self.entries(mapping):
            if key.value == name and isinstance(value, yaml.ScalarNode) and not value.value and not value.style:
                colon = self.text.index(":", self.end(key))
                return Edit(colon + 1, colon + 1, f" {written}")
        return self._new_key(mapping, f"{name}: {written}")

    def _new_key(self, mapping: yaml.MappingNode, written: str) -> Edit:
        key, value = mapping.value[0]
        at = self.end(value)
        if mapping.flow_style:
            return Edit(at, at, f", {written}")
        line = self.text.rfind("\n", 0, self.start(key)) + 1
        stop = self.text.find("\n", at)
        stop = len(self.text) if stop < 0 else stop - (self.text[stop - 1] == "\r")
        return Edit(stop, stop, f"{line_end_of(self.text)}{' ' * (self.start(key) - line)}{written}")


def comments_in(source: Source, text: str) -> list[str]:
    """Return the comments of a file's YAML, none if that cannot be read."""
    part = text.removeprefix("\ufeff")
    if source.path.endswith(".md"):
        front = _FRONT.match(text)
        part = front[1] if front else ""
    found, at = [], 0
    with suppress(yaml.YAMLError, RecursionError):
        for token in yaml.scan(part, yaml.SafeLoader):
            found += _COMMENT.findall(part, at, max(at, token.start_mark.index))
            at = max(at, token.end_mark.index)
    return [comment.rstrip() for comment in found]


def as_word(word: str) -> str:
    """Return a word as YAML reads it back as text."""
    plain = _PLAIN.fullmatch(word) and word not in _WORDS and not word[0].isdigit()
    return word if plain else in_quotes(word)


def mapping_of(node: yaml.Node | None) -> yaml.MappingNode | None:
    """Return a node if it is a mapping."""
    return node if isinstance(node, yaml.MappingNode) else None
