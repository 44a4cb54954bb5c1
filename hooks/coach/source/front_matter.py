"""A Markdown file split into its front matter, the YAML between its first two `---` lines, and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from coach.source.problems import Problem
from coach.source.sources import Source, read_text
from coach.source.yaml_document import Document, read_yaml

if TYPE_CHECKING:
    from coach.source.sources import Sources

_FENCE = "---"
_END = re.compile(r"\n---[^\S\n]*(?=\n|\Z)")
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
    fault = "this file does not begin with front matter."
    if not text.strip():
        fault = "this file is empty."
    elif text[:first].rstrip() == _FENCE:
        fault = "the front matter has no end."
    return Halves("", text, 1, fault, (*problems, Problem(source.shown, 1, 1, fault, _HOW)))


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
        problems.append(Problem(source.shown, 2, 1, "the front matter holds no keys.", _HOW))
    return MarkdownFile(source, document, half.body, half.body_line, broken), tuple(problems)
