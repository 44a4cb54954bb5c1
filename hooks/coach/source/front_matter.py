"""A Markdown file split into its front matter, the YAML between its first two `---` lines, and its body."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from coach.source.problems import Problem
from coach.source.slips.consequences import adding
from coach.source.slips.syntax import explain_syntax
from coach.source.sources import Source, read_text
from coach.source.yaml_document import Document, read_yaml

if TYPE_CHECKING:
    from coach.source.sources import Sources

_FENCE = "---"
_END = re.compile(r"\n---[^\S\n]*(?=\n|\Z)")
_ALMOST = re.compile(r"\s*(-{2,}|[—–]+-?|-( -)+|\+{3}|\.{3}|\*{3}|_{3}|={3,})\s*")
_KEY = re.compile(r"\s*[A-Za-z_]+:(\s|$)")
_KEY_AT_EDGE = re.compile(r"[a-z_][\w-]*:(\s|$)")
_EMPTY_TOP = "this line is empty, and front matter begins in the first line."
_ONLY = "Write three hyphens and nothing else: ---"
_HOW = "The first line is ---, then come title: and the other keys, then a line --- again."
_NO_END = "the front matter has no end."


@dataclass(frozen=True)
class MarkdownFile:
    """A Markdown file; `body_line` is the line on which its body begins, from 1.

    `broken` says that its front matter is missing or cannot be read.
    """

    source: Source
    document: Document
    body: str
    body_line: int
    broken: bool

    @property
    def path(self) -> str:
        """The path as messages show it."""
        return self.source.shown

    def beside(self, name: str) -> str:
        """Return the path in docs/ of a file that is named relative to this one."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.source.path), name))


class Halves(NamedTuple):
    """A Markdown file split in two: the YAML, or in `fault` why there is none; the body and its first line.

    The last of the problems is the fault.
    """

    yaml: str
    body: str
    body_line: int
    fault: str
    problems: tuple[Problem, ...]


def bodies(sources: Sources) -> list[str]:
    """Return the body of every Markdown file, whatever its front matter says."""
    return [cut(source).body for source in sources.under("", ".md")]


@lru_cache(50_000)  # under `serve` most files are unchanged
def cut(source: Source) -> Halves:
    """Return the file split in two; if that is not possible, the body begins where the text seems to."""
    text, problems = read_text(source)
    first = len(text.partition("\n")[0])
    end = _END.search(text, first)
    if end and text[:first].rstrip() == _FENCE and not _is_rule(text[: end.start()]):
        line = text.count("\n", 0, end.start()) + 3
        return Halves(text[first + 1 : end.start()], text[end.end() + 1 :], line, "", tuple(problems))
    lines = text.split("\n")
    line, fault, hint, begin = _fault(lines)
    fault_problem = Problem(source.shown, line, 1, fault, hint)
    return Halves("", "\n".join(lines[begin:]), begin + 1, fault, (*problems, fault_problem))


def _is_rule(above: str) -> bool:
    """Return whether the line --- below these lines is a rule in the text, since front matter ends far above it."""
    if "\n\n" not in above:
        return False
    lines = above.split("\n")
    rest = lines[_past_keys(lines) :]
    return any(map(str.strip, rest)) and "" in rest and not any(map(_KEY_AT_EDGE.match, rest))


def _past_keys(lines: list[str]) -> int:
    """Return the number of the line, from 0, with which the text begins below keys that begin in the second line."""
    for number, line in enumerate(lines[1:], 1):
        if not line.strip() or line[0] == "#":
            below = next((one for one in lines[number:] if one.strip() and one[0] != "#"), "")
            if not _KEY_AT_EDGE.match(below):
                return number
        elif not (line[0] in " \t-[]{}" or _KEY.match(line)) or _ALMOST.fullmatch(line):
            return number
    return len(lines)


def _fault(lines: list[str]) -> tuple[int, str, str, int]:
    """Return line, message and hint: why these lines do not begin with front matter; and how many are not the text."""
    top = next((number for number, line in enumerate(lines) if line.strip()), None)
    if top is None:
        return 1, "this file is empty.", _HOW, 0
    end = next((number for number, line in enumerate(lines[top + 1 :], top + 1) if line.rstrip() == _FENCE), top)
    if lines[top].rstrip() == _FENCE:
        return _no_end(lines) if top == 0 else (1, _EMPTY_TOP, "Take out the lines above the ---.", end + 1)
    if _ALMOST.fullmatch(lines[top]):
        return top + 1, "this line is not the beginning of front matter.", _ONLY, end + 1
    if _KEY.match(lines[top]) and end > top:
        return top + 1, "the line --- above this one is missing.", _HOW, end + 1
    return 1, "this file does not begin with front matter.", _HOW, 0


def _no_end(lines: list[str]) -> tuple[int, str, str, int]:
    end = _past_keys(lines)
    if end < len(lines) and _ALMOST.fullmatch(lines[end]):
        return end + 1, "this line is not the end of front matter.", _ONLY, end + 1
    if not any(map(_KEY.match, lines[1:end])):
        return 1, _NO_END, _HOW, end
    hint = f"Write --- into line {end + 1}, on a line of its own between the keys and the text."
    return min(end + 1, len(lines)), _NO_END, hint, end


@lru_cache(50_000)
def read_markdown(source: Source, otherwise: str = "") -> tuple[MarkdownFile, tuple[Problem, ...]]:
    """Return the file with its front matter read, and the mistakes in that.

    `otherwise` says what follows if it cannot be read; it stands behind the mistake that is the reason.
    """
    half = cut(source)
    if half.fault:
        *others, fault = half.problems
        file = MarkdownFile(source, Document(), half.body, half.body_line, broken=True)
        return file, (*others, adding(fault, otherwise))
    document, mistakes = read_yaml(half.yaml, source.shown, first_line=2)
    broken = not isinstance(document.data, dict)
    if broken:
        reason, *others = mistakes or [_without_keys(half.yaml, source.shown)]
        mistakes = [adding(reason, otherwise), *others]
    file = MarkdownFile(source, document, half.body, half.body_line, broken)
    return file, (*half.problems, *mistakes)


def _without_keys(text: str, path: str) -> Problem:
    slip = explain_syntax(text.rstrip(), text.rstrip().count("\n")) if text.strip() else None
    if slip:
        return Problem(path, slip.line + 2, slip.column, slip.message, slip.hint)
    return Problem(path, 2, 1, "the front matter holds no keys.", _HOW)
