"""The coaching of a reading path: five questions, an exercise, a handout, and how fifteen minutes are spent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

FOLDER = "coaching/"
MINUTES = 15
QUESTIONS = 5
MOST_LINES = 6  # of a handout: with room to write on, that is a page of A4 or Letter
_OPENING, _LEAST_FOR_QUESTIONS, _CLOSING = 2, 3, 2
LONGEST_EXERCISE = MINUTES - _OPENING - _LEAST_FOR_QUESTIONS - _CLOSING
_BLANKS = 16  # empty lines on a page


class Question(NamedTuple):
    """One question to ask aloud, and what to listen for, or ""."""

    words: str
    listen_for: str


class Exercise(NamedTuple):
    """What the team does; `minutes` are part of the meeting."""

    title: str
    minutes: int
    text: str


@dataclass(frozen=True)
class Handout:
    """The sheet that each of them gets: its lines, and room to write below each."""

    title: str
    lines: tuple[str, ...]

    @property
    def blanks(self) -> int:
        """How many empty lines there are below each line, so that all of it fills a page."""
        return _BLANKS // len(self.lines)


class Slot(NamedTuple):
    """A part of the meeting, from one minute to another: "opening", "questions", "exercise" or "closing"."""

    part: str
    first: int
    last: int


@dataclass(frozen=True)
class Coaching:
    """What a manager does with the team on the path with the id `path`."""

    path: str
    opening: str
    questions: tuple[Question, ...]
    exercise: Exercise
    handout: Handout

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"{FOLDER}{self.path}/"

    @property
    def plan(self) -> tuple[Slot, ...]:
        """The parts of the meeting in order; what the exercise leaves is for the questions."""
        exercise_ends = MINUTES - _CLOSING
        exercise_begins = exercise_ends - self.exercise.minutes
        return (
            Slot("opening", 0, _OPENING),
            Slot("questions", _OPENING, exercise_begins),
            Slot("exercise", exercise_begins, exercise_ends),
            Slot("closing", exercise_ends, MINUTES),
        )
