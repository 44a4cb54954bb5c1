"""Source files, and how their bytes become text."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping


class Place(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


START = Place(1, 1)
UTF16_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)


@dataclass(frozen=True)
class Source:
    """One file of `docs/`: `path` is relative to that folder, `folder` is its name in messages.

    A file outside of it has an empty `folder`.
    """

    path: str
    data: bytes
    folder: str = "docs"

    @property
    def shown(self) -> str:
        """The path as messages show it."""
        return f"{self.folder}/{self.path}" if self.folder else self.path

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return self.path.rpartition("/")[2].rpartition(".")[0]


@dataclass(frozen=True)
class Sources:
    """All of `docs/`: the files that are read, and the sizes in bytes of the `others`, which are only copied.

    Of the others, those in `if_linked` are copied only if something links to them. `left_out` are the paths of what
    has a mistake of its own, told in `problems`; `kept_back` says of every other file why it is not published.
    """

    texts: tuple[Source, ...]
    others: Mapping[str, int] = field(default_factory=dict)
    if_linked: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    kept_back: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def under(self, folder: str, ending: str) -> tuple[Source, ...]:
        """Return the texts anywhere below `folder` whose name has this ending."""
        return tuple(source for source in self.texts if source.path.startswith(folder) and source.path.endswith(ending))

    def named(self, path: str) -> Source | None:
        """Return the text at `path`, if there is one."""
        return next((source for source in self.texts if source.path == path), None)


def read_text(source: Source) -> tuple[str, list[Problem]]:
    """Return the text with Unix line ends, without byte order mark and control characters, and its problems.

    A file that is not UTF-8 is read as UTF-16 if it begins as that does, else as Windows-1252, its most frequent other
    encoding, so that nothing is lost until its author saves it again.
    """
    problems = []
    if source.data.startswith(UTF16_MARKS):
        message, hint = "this file is saved as UTF-16.", "Save it again with the encoding UTF-8."
        text = source.data.decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return without_controls(text), [Problem(source.shown, *START, message, hint)]
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = place_of(source.data[: error.start].decode("utf-8", "replace"))
        message = "this file is not saved as UTF-8; from here on its accents and quotation marks are guessed."
        hint = "Save it again with the encoding UTF-8."
        problems.append(Problem(source.shown, *place, message, hint))
        text = source.data.decode("cp1252", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _ANY_CONTROL.search(text):
        message = f"a character that cannot be shown (U+{ord(found[0]):04X}) is left out."
        hint = "Delete it: go behind it, and press Backspace."
        problems.append(Problem(source.shown, *place_of(text[: found.start()]), message, hint))
    return without_controls(text), problems


def without_controls(text: str) -> str:
    """Return the text without the characters that HTML and XML do not allow."""
    return text.translate(_CONTROLS) if _ANY_CONTROL.search(text) else text


# Characters that HTML and XML do not allow; tab and line feed stay.
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65534, 65535))
_ANY_CONTROL = re.compile(f"[{re.escape(''.join(map(chr, _CONTROLS)))}]")


def place_of(text_before: str) -> Place:
    """Return the place just after `text_before`."""
    return Place(text_before.count("\n") + 1, len(text_before) - text_before.rfind("\n"))
