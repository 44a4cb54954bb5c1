"""A Markdown file taken apart: the YAML between its first two `---` lines, and the text below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coach.problems import Problem
from coach.sources import Source, read_text
from coach.yaml_document import Document, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

_FENCE = "---"
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


@lru_cache(50_000)  # under `serve` most files come again as they were
def read_markdown(source: Source) -> tuple[MarkdownFile, tuple[Problem, ...]]:
    """Return the file taken apart. `broken` says that nothing can be known of its front matter."""
    text, problems = read_text(source)
    lines = text.split("\n")
    if not text.strip():
        return _broken(source, text, "this file is empty.", problems)
    if lines[0].rstrip() != _FENCE:
        return _broken(source, text, "this file does not begin with front matter.", problems)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), 0)
    if not end:
        return _broken(source, text, "the front matter has no end.", problems)
    document, mistakes = read_yaml("\n".join(lines[1:end]), source.shown, first_line=2)
    problems += mistakes
    broken = not isinstance(document.data, dict)
    if broken and not mistakes:
        problems.append(Problem(source.shown, 2, 1, "the front matter holds no keys.", _HOW))
    return MarkdownFile(source, document, "\n".join(lines[end + 1 :]), end + 2, broken), tuple(problems)


def _broken(
    source: Source, text: str, message: str, problems: Iterable[Problem]
) -> tuple[MarkdownFile, tuple[Problem, ...]]:
    found = (*problems, Problem(source.shown, 1, 1, message, _HOW))
    return MarkdownFile(source, Document(), text, 1, broken=True), found
