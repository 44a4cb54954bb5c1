"""Links in a text that lead nowhere, pictures without a description, and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coach.markdown.lines import Lines
from coach.site.linking.hints import meant
from coach.site.linking.resolve import anchor_mistake, resolve
from coach.source.problems import Problem
from coach.source.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.markdown.rendered import Rendered
    from coach.site.linking.targets import Targets
    from coach.source.front_matter import MarkdownFile
    from coach.source.urls import Written

_FOLLOWED = ("a", "area")
_BEFORE, _AFTER = "(<\"'=", ")>\"'"
_WITH_BACKSLASH = re.compile(r"""\]\(<?([^()<>\n"]*\\[^()<>\n"]*?)>?(?:[ \t]+"[^"\n]*")?\)""")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENDS = ".,;:!?"  # behind an address that stands in a sentence


def link_problems(rendered: Rendered, item: Written, targets: Targets) -> list[Problem]:
    """Return a problem for each broken link and each picture without a description, at its line."""
    problems = []
    finder = Finder(item.file)
    seen: Counter[str] = Counter()
    for link in rendered.links:
        target = finder.written(link.target)
        destination = resolve(target, item, targets)
        message, hint = destination.message, destination.hint
        if destination.outside and link.element not in _FOLLOWED:
            message = ""  # what is loaded from elsewhere is a mistake in any case, which csp.py reports
        elif message and not hint:
            hint = meant(target, item, targets)
        elif not message and not link.target.startswith("#fnref:"):  # which Markdown writes below each footnote
            message, hint = anchor_mistake(destination, targets)
        if message:
            place = finder.find(target, seen[link.target])
            problems.append(Problem(item.file.path, *place, message, hint))
        seen[link.target] += 1
    return problems + _picture_problems(rendered, item, targets)


def _picture_problems(rendered: Rendered, item: Written, targets: Targets) -> list[Problem]:
    finder = Finder(item.file)
    hint = "Say what it shows: ![what it shows](file)."
    return [
        Problem(
            item.file.path,
            *finder.find(finder.written(target), rendered.nameless_images[:number].count(target)),
            f'the picture "{finder.written(target)}" has no description.',
            hint,
        )
        for number, target in enumerate(rendered.nameless_images)
        if not resolve(target, item, targets).outside
    ]


class Finder:
    """Finds places in the source of a text, ignoring code; the source is read only when a place is asked for."""

    def __init__(self, file: MarkdownFile) -> None:
        self.file = file

    @cached_property
    def text(self) -> str:
        return Lines(self.file.body).plain

    def written(self, target: str) -> str:
        """Return the target as its author wrote it: of a backslash before another sign Markdown leaves that sign."""
        return self._eaten.get(target, target) if "\\" in self.file.body else target

    @cached_property
    def _eaten(self) -> dict[str, str]:
        written = (found[1].strip() for found in _WITH_BACKSLASH.finditer(self.text))
        return {_ESCAPE.sub(r"\1", one): one for one in written}

    def find(self, target: str, number: int = 0) -> Place:
        """Return the place of the occurrence with this number, from 0, of a link's target."""
        written = (target, target.replace("&", "&amp;"), unquote(target), target.partition("://")[2])
        for text in (self.text, self.file.body):  # what a block without an end has swallowed is in the second alone
            for form in filter(None, written):
                if starts := list(_starts(text, form)):
                    return self.at(starts[min(number, len(starts) - 1)])
        return self.at(0)

    def at(self, start: int) -> Place:
        """Return the place of the character with this number, from 0."""
        line = self.text.count("\n", 0, start)
        return Place(self.file.body_line + line, start - self.text.rfind("\n", 0, start))


def _starts(text: str, target: str) -> Iterator[int]:
    """Yield where the target stands by itself, as in a link, from 0."""
    start = text.find(target)
    ends = _AFTER + _ENDS if "://" in target or target.startswith("www.") else _AFTER
    while start >= 0:
        end = start + len(target)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if (before in _BEFORE or before.isspace()) and before and (after in ends or after.isspace()):
            yield start
        start = text.find(target, start + 1)
