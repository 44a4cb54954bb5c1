"""The dialects of Markdown that Jekyll, Hugo, MDX and Pelican know, turned into ours."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from coach.importing.markup.dialects.code import Aside, put_code_aside, without_marks
from coach.importing.markup.dialects.lines import settle_lines
from coach.importing.markup.dialects.meanings import converter, is_code, is_free, meaning
from coach.importing.markup.dialects.tags import Tag, find_tags, pairs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Plain", "plain"]

_ESCAPED = re.compile(r"(?<!\\)\\([<>])")  # our Markdown knows no backslash before these
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_SHEBANG = re.compile(r"(?: {4}|\t):::(\w+)[ \t]*\n")
_IN_ITEM = re.compile(
    r"^((?: {4}|\t)+):{2,3}(\w+)[ \t]*\n((?:(?:\1[^\n]*|[ \t]*)\n){0,500}?\1[^\n]*)(?=\n(?!\1|[ \t]*\n\1)|\Z)",
    re.MULTILINE,
)
_DEEPEST = 8  # tags with text in them, in one another
_LONGEST = 3000  # characters of a tag's arguments
_MENTIONED = {"component": "<{}>", "hugo": "{{{{< {} >}}}}", "liquid": "{{% {} %}}", "output": "{{{{ {} }}}}"}


class Plain(NamedTuple):
    """A text in our Markdown, notes for the report, and how many tags of each name are not known."""

    text: str
    notes: tuple[str, ...]
    unknown: Counter[str]


def plain(text: str, choices: Mapping[str, str]) -> Plain:
    """Return the text in our Markdown. Code in it stays as it is.

    For a tag that is not known, `choices` has by its name "keep", "drop" or "text", which keeps what is between it and
    its end; without a choice it stays as it is written. Links to a source file lead to its path from the folder of the
    site's content, with a slash at its beginning ("/_posts/2019-04-14-name.md").
    """
    aside, notes = Aside(), list[str]()
    text = put_code_aside(without_marks(text), aside)
    aside.pieces = [_as_code(piece) for piece in aside.pieces]
    text = _IN_ITEM.sub(lambda found: aside.put(_fenced(found)), text)
    text = _ESCAPED.sub(lambda found: {"<": "&lt;", ">": "&gt;"}[found[1]], text)
    text, imports = settle_lines(text, aside, notes)
    conversion = _Conversion(text, list(find_tags(text, imports)), aside, choices)
    done = conversion.run()
    return Plain(aside.back(done), (*notes, *conversion.told()), conversion.unknown)


def _fenced(found: re.Match[str]) -> str:
    """Return code in a list's item, whose first line names its language as Pelican has it, between fences."""
    lead = found[1].removesuffix("\t") if found[1].endswith("\t") else found[1][:-4]
    lines = [lead + line[len(found[1]) :] if line.strip() else "" for line in found[3].split("\n")]
    return "\n".join([f"{lead}```{found[2]}", *lines, f"{lead}```"])


def _as_code(piece: str) -> str:
    """Return code without {% raw %}, which its readers never saw, and with the language of Pelican's first line."""
    shown = _RAW.sub("", piece)
    if not (named := _SHEBANG.match(shown)):
        return shown
    lines = [line.removeprefix(" " * 4).removeprefix("\t") for line in shown[named.end() :].rstrip("\n").split("\n")]
    return "\n".join([f"```{named[1]}", *lines, "```", ""])


class _Conversion:
    """One pass over the tags of a text. `done` has the parts of the new text so far."""

    def __init__(self, text: str, tags: list[Tag], aside: Aside, choices: Mapping[str, str]) -> None:
        self.text, self.tags, self.aside, self.choices = text, tags, aside, choices
        self.pairs = pairs_of(tags)
        self.ends = {end: begin for begin, end in self.pairs.items()}
        self.done: list[str] = []
        self.open: dict[int, tuple[int, Callable[[str], str]]] = {}
        self.kept: set[int] = set()
        self.unknown: Counter[str] = Counter()
        self.handled: Counter[tuple[str, str]] = Counter()
        self.at = 0

    def run(self) -> str:
        until = 0
        for number, tag in enumerate(self.tags):
            if tag.start < until:
                continue
            self.done.append(self.text[self.at : tag.start])
            self.at = tag.end
            if number in self.ends:
                self._end(number, tag)
            else:
                until = self._begin(number, tag)
        return "".join([*self.done, self.text[self.at :]])

    def told(self) -> list[str]:
        """Return sentences on the tags that are not known."""
        what = {"keep": "stays in the text", "drop": "was left out", "text": "was left out, and what is in it stays"}
        return [f"{name} is not known, and {what[choice]} ({count})." for (name, choice), count in self.handled.items()]

    def _begin(self, number: int, tag: Tag) -> int:
        """Take a tag that is no end of another, and return up to where all following tags belong to it."""
        end = self.pairs.get(number)
        simple = not tag.closes and len(tag.rest) <= _LONGEST and (tag.understood or is_free(tag))
        change = converter(tag) if simple else None
        if end is not None and change and is_code(tag):
            closing = self.tags[end]
            code = change(self.aside.back(self.text[tag.end : closing.start]))
            self._write(tag, code, closing.end, settle=self.aside.put)
            self.at = closing.end
            return closing.end
        if end is not None and change and len(self.open) < _DEEPEST:
            self.open[number] = (len(self.done), change)
        elif simple and (end is None or not change) and (new := meaning(tag)) is not None:
            self._write(tag, new, tag.end)
        else:
            self._unknown(number, tag)
        return 0

    def _end(self, number: int, tag: Tag) -> None:
        begin = self.ends[number]
        if begin not in self.open:
            self.done.append(tag.written if begin in self.kept else "")
            return
        place, change = self.open.pop(begin)
        inner = "".join(self.done[place:])
        del self.done[place:]
        self._write(self.tags[begin], change(inner), tag.end)

    def _unknown(self, number: int, tag: Tag) -> None:
        choice = self.choices.get(tag.name, "keep")
        choice = choice if choice in {"keep", "drop", "text"} else "keep"
        if tag.kind == "component" and not (tag.alone or tag.rest or number in self.pairs):
            self.done.append(tag.written)  # no tag, such as List<String>
            return
        if not tag.closes:
            self.unknown[tag.name] += 1
            self.handled[_MENTIONED[tag.kind].format(tag.name), choice] += 1
        if choice == "keep":
            self.done.append(tag.written)
            self.kept.add(number)
        elif choice == "drop" and number in self.pairs and len(self.open) < _DEEPEST:
            self.open[number] = (len(self.done), lambda _: "")

    def _write(self, tag: Tag, new: str, end: int, settle: Callable[[str], str] = str) -> None:
        """Write what became of a tag: a block on lines of its own, as far in as the tag stood. `settle` is for code."""
        if "\n" not in new:
            self.done.append(new)
            return
        line = self.text.rfind("\n", max(0, tag.start - 500), tag.start) + 1
        before = self.text[line : tag.start]
        after = self.text[end : end + 200].partition("\n")[0]
        if before.strip(" \t") or not (self.done and self.done[-1].endswith(before)):
            self.done.append("\n\n" + settle(new))
        else:
            self.done[-1] = self.done[-1].removesuffix(before) if before else self.done[-1]
            above = "".join(self.done[-2:])
            gap = "" if not above.strip("\n") or above.endswith("\n\n") else "\n"
            lines = (f"{before}{one}" if one.strip() else one for one in new.split("\n"))
            self.done.append(gap + settle("\n".join(lines)))
        if after.strip():
            self.done.append("\n\n")
        elif not self.text.startswith("\n\n", end + len(after)) and end + len(after) < len(self.text):
            self.done.append("\n")
