"""What commands share that change files of docs/: the change is shown, checked, and written only when asked for."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.check import check_sources
from coach.cli.common import CLEAN, Project, UsageError
from coach.editing.yaml_nodes import comments_in
from coach.io.disk.files import move_file, replace_file
from coach.source.slips.line_ends import line_starts, odd_line_ends
from coach.source.sources import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence as List

    from coach.editing.articles import Move
    from coach.source.problems import Problem
    from coach.source.sources import Sources

_MOST = 10  # mistakes that are named
SETTINGS = "mkdocs.yml"


@dataclass
class Change:
    """A change of files of docs/ that has not been written: their new content by path, and a file that moves."""

    project: Project
    sources: Sources
    files: Mapping[str, bytes]
    move: Move | None = None
    changed: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.changed = {path: data for path, data in self.files.items() if self.before(path) != data}

    def before(self, path: str) -> bytes:
        """Return what a file holds now."""
        source = self.sources.named(path)
        return source.data if source else Path(path).read_bytes() if path == SETTINGS else b""

    def place(self, path: str) -> Path:
        """Return where a file lies."""
        return Path(path) if path == SETTINGS else self.project.docs / path

    def fresh_mistakes(self) -> list[Problem]:
        """Return the mistakes that there would be afterwards and are not now, wherever they stand in a file."""
        was = Counter(self._named(problem) for problem in check_sources(self.project, self.sources))
        fresh = []
        for problem in check_sources(self.project, self.after()):
            named = self._named(problem)
            if was[named]:
                was[named] -= 1
            else:
                fresh.append(problem)
        return fresh

    def _named(self, problem: Problem) -> tuple[str, str]:
        """Return file and message, in which a file that moves has its new name."""
        if not self.move:
            return problem.path, problem.message
        old, new = (Path(path).stem for path in (self.move.old, self.move.new))
        return problem.path.replace(f"/{old}.md", f"/{new}.md"), problem.message.replace(old, new)

    def after(self) -> Sources:
        """Return the sources as they would be."""
        new = {source.path: source for source in self.sources.texts}
        folder = self.sources.texts[0].folder if self.sources.texts else "docs"
        docs = {path: data for path, data in self.changed.items() if path != SETTINGS}
        if self.move:
            new.pop(self.move.old, None)
            docs[self.move.new] = self.move.data
        new |= {path: Source(path, data, folder) for path, data in docs.items()}
        return replace(self.sources, texts=tuple(new[path] for path in sorted(new)))

    def shown(self) -> str:
        """Return all that changes as people compare it."""
        parts = []
        if self.move:
            parts.append(self._diff(self.move.old, self.move.new, self.move.data))
        parts += [self._diff(path, path, data) for path, data in self.changed.items()]
        return "".join(parts)

    def _diff(self, old: str, new: str, data: bytes) -> str:
        before, after = (part.decode("utf-8", "replace") for part in (self.before(old), data))
        was, is_ = (self.place(path).as_posix() for path in (old, new))
        lines = list(unified_diff(_lines(before), _lines(after), was, is_, n=1, lineterm=""))
        if any(odd_line_ends(before)) and not any(odd_line_ends(after)):
            lines.append(f"{is_}: all lines end alike now")
        return "".join(f"{line}\n" for line in lines) or f"{was} becomes {is_}\n"

    def lost_comments(self) -> list[str]:
        """Return the comments in YAML that go with the words beside them, each with its file."""
        changed = [(path, path, data) for path, data in self.changed.items()]
        changed += [(self.move.old, self.move.new, self.move.data)] if self.move else []
        lost = []
        for old, new, data in changed:
            before, after = (Counter(_comments(path, text)) for path, text in ((old, self.before(old)), (new, data)))
            lost += [f"{self.place(new).as_posix()}: {comment}" for comment in (before - after).elements()]
        return lost

    def write(self) -> None:
        """Write it: first the others, then a file that moves, so that whoever is interrupted can begin again."""
        try:
            for path, data in self.changed.items():
                replace_file(self.place(path), data)
            if self.move:
                replace_file(self.place(self.move.old), self.move.data)
                move_file(self.place(self.move.old), self.place(self.move.new))
        except OSError as error:
            raise UsageError(f"{error.filename} cannot be written: {error.strerror}. Run it again to go on.") from None


def offer(change: Change, *, yes: bool) -> int:
    """Show a change, and write it if the author said yes; UsageError if it would make a mistake that is not there."""
    if not change.changed and not change.move:
        print("Nothing changes.")
        return CLEAN
    if change.move and change.move.new != change.move.old and os.path.lexists(change.place(change.move.new)):
        raise UsageError(f"{change.place(change.move.new).as_posix()} is there already.")
    sys.stdout.write(change.shown())
    if lost := change.lost_comments():
        print("These comments go with the words beside them:", *lost, sep="\n")
    if fresh := change.fresh_mistakes():
        raise UsageError(f"this would make mistakes, and nothing is written:\n{_some(fresh)}")
    number = len(change.changed) + bool(change.move)
    count = "One file changes." if number == 1 else f"{number} files change."
    if not yes:
        print(f"{count} Nothing is written yet: run it again with --yes.")
        return CLEAN
    change.write()
    print(f"{count} Written.")
    return CLEAN


def _comments(path: str, data: bytes) -> List[str]:
    return comments_in(Source(path, data), data.decode("utf-8", "replace"))


def _lines(text: str) -> List[str]:
    starts = [*line_starts(text), len(text)]
    return [text[start:end].rstrip("\r\n") for start, end in pairwise(starts) if end > start]


def _some(problems: List[Problem]) -> str:
    more = f"\n… and {len(problems) - _MOST} more" if len(problems) > _MOST else ""
    return "\n".join(map(str, problems[:_MOST])) + more
