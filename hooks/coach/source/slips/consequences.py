"""What follows from a mistake is told with it, so that an author reads of one thing to mend as of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.source.problems import Near, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from coach.source.yaml_document import Document

# Keys of other programs, or of other files here, that say whether readers see a text.
_HIDING_ELSEWHERE = "draft drafts hidden hide private public publish published status unpublished visibility visible"
HIDING_ELSEWHERE = frozenset(_HIDING_ELSEWHERE.split())
LEFT_OUT = "Until it is mended, this {} is left out of the site."


def adding(problem: Problem, words: str) -> Problem:
    """Return the problem with what follows from it behind its message; the hint stays last."""
    return replace(problem, message=f"{problem.message} {words}") if words else problem


def with_consequence(
    problems: Iterable[Problem], is_cause: Callable[[Problem], bool], words: str
) -> tuple[list[Problem], bool]:
    """Return the problems, the first one that is a cause with the words behind its message; and whether one is."""
    found = list(problems)
    at = next((number for number, problem in enumerate(found) if is_cause(problem)), None)
    if at is None:
        return found, False
    found[at] = adding(found[at], words)
    return found, True


def is_about(problem: Problem, document: Document, keys: Collection[str]) -> bool:
    """Return whether the problem is one of these keys: of its place, of its value, or that it is missing."""
    there = [key for key in keys if (key,) in document.keys]
    places = {place for key in there for place in (document.place((key,)), document.key_place((key,)))}
    word = problem.hint.word if isinstance(problem.hint, Near) else ""
    return (problem.line, problem.column) in places or word in keys or problem.message.split(" ")[0] in keys


def unclear_keys(
    document: Document, hiding: Collection[str], known: Collection[str], problems: Iterable[Problem]
) -> list[str]:
    """Return the keys of a file that hide it, or may have been meant to, and cannot be understood.

    They are those in `hiding` with a value that is none, or two, and unknown ones that are near to one of those.
    """
    wrong = {(problem.line, problem.column) for problem in problems}
    unclear = [key for key in hiding if key in document.data and document.place((key,)) in wrong]
    unclear += [key for key in hiding if (key,) in document.twice]
    others = [key for key in document.data if key not in known]
    return unclear + [key for key in others if is_hiding(key, hiding, known)]


def is_hiding(key: str, hiding: Collection[str], known: Collection[str]) -> bool:
    """Return whether an unknown key was meant to hide a file."""
    return key.lower() in HIDING_ELSEWHERE or did_you_mean(key, known) in hiding
