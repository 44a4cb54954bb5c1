"""A Markdown file taken apart: the YAML between its first two `---` lines, and the text below."""

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
    """What stands in a Markdown file, and where its body begins (`body_line` counts from 1)."""

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
    """A Markdown file cut in two: the YAML, or else why there is none; the body and the line on which it begins."""

    yaml: str
    body: str
    body_line: int
    fault: str
    problems: tuple[Problem, ...]


def bodies(sources: Sources) -> list[str]:
    """Return the text of every Markdown file that can be read, before anything else is known of it."""
    halves = (cut(source) for source in sources.under("", ".md"))
    return [half.body for half in halves if not half.fault]


@lru_cache(50_000)  # under `serve` most files come again as they were
def cut(source: Source) -> Halves:
    """Return both halves of the file; the whole of it is the body where something is wrong with it."""
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
    """Return the file taken apart. `broken` says that nothing can be known of its front matter."""
    half = cut(source)
    if half.fault:
        return MarkdownFile(source, Document(), half.body, half.body_line, broken=True), half.problems
    document, mistakes = read_yaml(half.yaml, source.shown, first_line=2)
    broken = not isinstance(document.data, dict)
    problems = [*half.problems, *mistakes]
    if broken and not mistakes:
        problems.append(Problem(source.shown, 2, 1, "the front matter holds no keys.", _HOW))
    return MarkdownFile(source, document, half.body, half.body_line, broken), tuple(problems)
