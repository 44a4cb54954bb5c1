"""Problems: mistakes in an author's files, each with its place, a message and a hint."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file. `line` and `column` count from 1. Advice is a hint that never fails a build."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    advice: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.sentence}"

    @property
    def sentence(self) -> str:
        """Message and hint, as an author reads them."""
        return f"{self.message} {self.hint}".rstrip()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the known word nearest to `word`, or an empty string when none is near.

    Capitals, spaces and underscores do not count as differences, so that "Time Boxing" finds "time-boxing".
    """
    plain = {_plain(name): name for name in sorted(known)}
    near = get_close_matches(_plain(word), plain, n=1, cutoff=0.6)
    return plain[near[0]] if near else ""


def _plain(word: str) -> str:
    return word.casefold().replace(" ", "-").replace("_", "-")


def suggest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the hint 'Did you mean "…"?', or `otherwise` when no known word is near."""
    near = did_you_mean(word, known)
    return f'Did you mean "{near}"?' if near else otherwise
