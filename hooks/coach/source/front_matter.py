"""A Markdown file split into its front matter, the YAML between its first two `---` lines, and its body."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from coach.source.problems import Problem
from coach.source.slips.syntax import explain_syntax
from coach.source.sources import Source, read_text
from coach.source.yaml_document import Document, read_yaml

if TYPE_CHECKING:
    from coach.source.sources import Sources

_FENCE = "---"
_END = re.compile(r"\n---[^\S\n]*(?=\n|\Z)")
_ALMOST = re.compile(r"\s*(-{2,}|[—–]+-?|-( -)+|\+{3}|\.{3}|\*{3}|_{3}|={3,})\s*")
_KEY = re.compile(r"\s*[A-Za-z_]+:(\s|$)")
_EMPTY_TOP = "this line is empty, and front matter begins in the first line."
_ONLY = "Write three hyphens and nothing else: ---"
_HOW = "The first line is ---, then come title: and the other keys, then a line --- again."


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
    """A Markdown file split in two: the YAML, or in `fault` why there is none; the body and its first line."""

    yaml: str
    body: str
    body_line: int
    fault: str
    problems: tuple[Problem, ...]


def bodies(sources: Sources) -> list[str]:
    """Return the body of every Markdown file that has front matter, whatever that says."""
    halves = (cut(source) for source in sources.under("", ".md"))
    return [half.body for half in halves if not half.fault]


@lru_cache(50_000)  # under `serve` most files are unchanged
def cut(source: Source) -> Halves:
    """Return the file split in two; if that is not possible, all of it is the body."""
    text, problems = read_text(source)
    first = len(text.partition("\n")[0])
    end = _END.search(text, first)
    if end and text[:first].rstrip() == _FENCE:
        line = text.count("\n", 0, end.start()) + 3
        return Halves(text[first + 1 : end.start()], text[end.end() + 1 :], line, "", tuple(problems))
    line, fault, hint = _fault(text.split("\n"))
    return Halves("", text, 1, fault, (*problems, Problem(source.shown, line, 1, fault, hint)))


def _fault(lines: list[str]) -> tuple[int, str, str]:
    """Return line, message and hint: why these lines do not begin with front matter."""
    top = next((number for number, line in enumerate(lines) if line.strip()), None)
    if top is None:
        return 1, "this file is empty.", _HOW
    if lines[top].rstrip() == _FENCE:
        return _no_end(lines) if top == 0 else (1, _EMPTY_TOP, "Take out the lines above the ---.")
    if _ALMOST.fullmatch(lines[top]):
        return top + 1, "this line is not the beginning of front matter.", _ONLY
    if _KEY.match(lines[top]) and any(line.rstrip() == _FENCE for line in lines):
        return top + 1, "the line --- above this one is missing.", _HOW
    return 1, "this file does not begin with front matter.", _HOW


def _no_end(lines: list[str]) -> tuple[int, str, str]:
    end = next((number for number, line in enumerate(lines[1:], 2) if _ALMOST.fullmatch(line)), None)
    if end is None:
        return 1, "the front matter has no end.", _HOW
    return end, "this line is not the end of front matter.", _ONLY


@lru_cache(50_000)
def read_markdown(source: Source) -> tuple[MarkdownFile, tuple[Problem, ...]]:
    """Return the file with its front matter read, and the mistakes in that."""
    half = cut(source)
    if half.fault:
        return MarkdownFile(source, Document(), half.body, half.body_line, broken=True), half.problems
    document, mistakes = read_yaml(half.yaml, source.shown, first_line=2)
    broken = not isinstance(document.data, dict)
    problems = [*half.problems, *mistakes]
    if broken and not mistakes:
        problems.append(_without_keys(half.yaml, source.shown))
    return MarkdownFile(source, document, half.body, half.body_line, broken), tuple(problems)


def _without_keys(text: str, path: str) -> Problem:
    slip = explain_syntax(text.rstrip(), text.rstrip().count("\n")) if text.strip() else None
    if slip:
        return Problem(path, slip.line + 2, slip.column, slip.message, slip.hint)
    return Problem(path, 2, 1, "the front matter holds no keys.", _HOW)
