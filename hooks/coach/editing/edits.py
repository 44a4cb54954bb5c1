"""Edits of a text: stretches of characters that become other ones, while all other bytes stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coach.source.sources import Source


_MOST = 10_000  # edits of one file


class EditError(Exception):
    """A file cannot be changed safely; the message names it and says why, in a sentence for authors."""


@dataclass(frozen=True, order=True)
class Edit:
    """The characters from `start` up to `end`, counted from 0 in the whole file, become `new`."""

    start: int
    end: int
    new: str


def text_of(source: Source) -> str:
    """Return a file's text with its line ends and byte order mark as they stand; EditError if it is not UTF-8."""
    try:
        return source.data.decode("utf-8")
    except UnicodeDecodeError:
        raise EditError(f"{source.shown} is not in UTF-8. Open it, save it as UTF-8, and try again.") from None


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits, none of which may overlap another (ValueError)."""
    done, at = [], 0
    for edit in sorted(set(edits)):
        if edit.start < at:
            raise ValueError(f"edits overlap at {edit.start}")
        done += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*done, text[at:]])


def settled(text: str, edits_of: Callable[[str], Iterable[Edit]]) -> str:
    """Return the text after the first edit that `edits_of` gives for it, then the first for what that makes, and on."""
    for _ in range(_MOST):
        edit = next(iter(edits_of(text)), None)
        if edit is None:
            return text
        text = apply(text, [edit])
    raise ValueError("edits without an end")


def line_end_of(text: str) -> str:
    """Return how lines end in the text: as the first one does."""
    line = text.find("\n")
    return "\r\n" if line > 0 and text[line - 1] == "\r" else "\n"
