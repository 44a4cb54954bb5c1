"""Problems as text for people, JSON for programs, and annotations for GitHub."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.source.problems import Problem


def as_text(problems: Sequence[Problem]) -> str:
    """Return a line a problem, or nothing."""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON array of objects with path, line, column, message, hint, and whether it is only advice."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands, which GitHub shows beside the line in a pull request.

    The escapes are those of GitHub's own toolkit (actions/toolkit, `command.ts`).
    """
    return "".join(f"::{_level(problem)} {_place(problem)}::{_data(problem.sentence)}\n" for problem in problems)


def _level(problem: Problem) -> str:
    return "notice" if problem.advice else "error"


def _place(problem: Problem) -> str:
    return f"file={_property(problem.path)},line={problem.line},col={problem.column}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github}
