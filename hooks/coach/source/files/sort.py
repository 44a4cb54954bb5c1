"""Sorts everything found in docs/: what is read, what is published, what is left out, and what is a mistake."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from coach.source.files.kinds import Kind, kind_of_file, misnamed_text
from coach.source.files.names import printable
from coach.source.problems import Problem
from coach.source.sources import UTF16_MARKS, Source, Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ASSETS, _BOM, _BEGINNING = ("assets/", ".well-known/"), b"\xef\xbb\xbf", 300
_MOST_TEXT = 10_000_000  # bytes; the longest novels have three million


class Form(Enum):
    """What stands on the disk, with what is said of anything but a file."""

    FILE = ("", "")
    FOLDER = ("this is a folder, not a text.", 'Take the ".md" out of its name.')
    OUTSIDE = ("this link leads out of docs/; it is left out.", "Put a copy of the file here instead.")
    TO_LEFTOVER = ("this link leads to a file that is never published; it is left out.", "Delete the link.")
    LOOP = ("this link leads round in a circle; it is left out.", "Delete it.")
    NESTED = ("this link stands in a folder that is a link itself; it is left out.", "Put a copy of the folder here.")
    BROKEN = ("this link leads to a file that is not there; it is left out.", "Delete it, or put the file there.")
    SPECIAL = ("this is no file, but a pipe, socket or device; it is left out.", "Take it out of docs/.")
    UNREADABLE = ("this cannot be read; it is left out.", "Change its permissions, so that you may read it.")


class Entry(NamedTuple):
    """One thing in docs/: its path, what it is, and the size of a file in bytes."""

    path: str
    form: Form = Form.FILE
    size: int = 0


def nothing_excluded(_: str) -> bool | None:
    """Return that mkdocs.yml says nothing of the path."""
    return None


@dataclass
class Sorting:
    """Sources while they are gathered. `read` returns a file's bytes, or None where it cannot be read.

    `excluded` returns what mkdocs.yml says of a path: True to leave it out, False to publish it though it is hidden,
    None for nothing.
    """

    shown: str
    read: Callable[[str], bytes | None]
    excluded: Callable[[str], bool | None] = nothing_excluded
    texts: list[Source] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)
    if_linked: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    kept_back: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Sort one entry in."""
        path, says = entry.path, self.excluded(entry.path)
        if says:
            self.kept_back[path] = "left out by mkdocs.yml"
            return
        verdict = kind_of_file(path, wanted=says is False)
        if verdict.kind is Kind.NEVER:
            self.kept_back[path] = "a file that is never published"
        elif entry.form is not Form.FILE:
            self._tell(path, *entry.form.value)
        elif verdict.kind is Kind.MISTAKE:
            self._tell(path, verdict.message, verdict.hint)
        elif verdict.kind is Kind.TEXT:
            self._add_text(path, entry.size)
        elif verdict.kind is Kind.IF_LINKED and (mistake := self._meant_as_text(path, entry.size))[0]:
            self._tell(path, *mistake)
        else:
            self.others[path] = entry.size
            if verdict.kind is Kind.IF_LINKED:
                self.if_linked.add(path)

    def sources(self) -> Sources:
        """Return everything that was added."""
        problems = [*self.problems, *self._twins()]
        return Sources(
            tuple(self.texts), self.others, frozenset(self.if_linked), frozenset(self.left_out), self.kept_back,
            tuple(problems),
        )  # fmt: skip

    def _add_text(self, path: str, size: int) -> None:
        if size > _MOST_TEXT:
            self._tell(path, f"this text has {size // 1_000_000} MB; it is left out.", "Split it: 10 MB are the most.")
        elif (data := self.read(path)) is None:
            self._tell(path, *Form.UNREADABLE.value)
        elif b"\0" in data[:1000] and not data.startswith(UTF16_MARKS):
            self._tell(
                path, "this file holds no text; it is left out.", "Save it as plain text, or take it out of docs/."
            )
        else:
            self.texts.append(Source(path, data, self.shown))

    def _meant_as_text(self, path: str, size: int) -> tuple[str, str]:
        """Return what is wrong with the name of a file that begins as texts do; two "" for any other."""
        if path.startswith(_ASSETS) or size > _MOST_TEXT:
            return "", ""
        data = self.read(path) or b""
        return (
            misnamed_text(path, data[:_BEGINNING].decode("utf-8", "replace"))
            if data[:7].lstrip(_BOM)[:3] == b"---"
            else ("", "")
        )

    def _tell(self, path: str, message: str, hint: str) -> None:
        self.left_out.add(path)
        self.problems.append(Problem(f"{self.shown}/{printable(path)}", 1, 1, message, hint))

    def _twins(self) -> Iterable[Problem]:
        """Yield a problem for each file whose path differs from another one's only by capitals, or not visibly."""
        seen: dict[str, str] = {}
        for path in sorted(self.others):
            other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path:
                message = f'many computers take this for the same file as "{other}", and keep only one of them.'
                yield Problem(f"{self.shown}/{path}", 1, 1, message, "Rename one of them.")


def missing_home(sources: Sources, shown: str) -> list[Problem]:
    """Return the problem of a site without a home page, if it has none."""
    if sources.named("index.md") or "index.html" in sources.others or "index.md" in sources.left_out:
        return []
    hint = "Make this file, with title and description in its front matter."
    return [Problem(f"{shown}/index.md", 1, 1, "there is no home page.", hint)]
