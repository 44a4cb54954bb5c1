"""The key `coaching` of a reading path, as its author writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from coach.content.coaching.coaching import (
    LONGEST_EXERCISE,
    MOST_LINES,
    QUESTIONS,
    Coaching,
    Exercise,
    Handout,
    Question,
)
from coach.source.schema import Fields, Text, listed, mistake

if TYPE_CHECKING:
    from collections.abc import Callable


def _fits(value: Any) -> Any:
    if str(value).isdecimal() and int(value) > LONGEST_EXERCISE:
        message = f"an exercise of {value} minutes does not fit into the fifteen."
        raise mistake(message, f"Write {LONGEST_EXERCISE} at most: the rest is for beginning, a question and the end.")
    return value


Heading = Annotated[Text, Field(max_length=80)]
Line = Annotated[Text, Field(max_length=140)]


class CoachingQuestionFields(Fields):
    """One of the five questions."""

    question: Annotated[Text, Field(max_length=160)]
    listen_for: Annotated[Text, Field(max_length=160)] | None = None


class ExerciseFields(Fields):
    """What the team does together."""

    title: Annotated[Heading, Field(description="its name, up to 80 characters")]
    minutes: Annotated[int, Field(ge=1, le=LONGEST_EXERCISE), BeforeValidator(_fits)]
    text: Annotated[Text, Field(max_length=500)]


class HandoutFields(Fields):
    """What each of them gets on paper."""

    title: Annotated[Heading, Field(description="what stands at its top, up to 80 characters")]
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=MOST_LINES), BeforeValidator(listed)]


class CoachingFields(Fields):
    """All that a manager's page needs: there is none without one of these."""

    opening: Annotated[Text, Field(max_length=200)]
    questions: Annotated[tuple[CoachingQuestionFields, ...], Field(min_length=QUESTIONS, max_length=QUESTIONS)]
    exercise: ExerciseFields
    handout: HandoutFields

    def settled(self, path: str, typeset: Callable[[str], str]) -> Coaching:
        """Return the coaching of the path with this id; `typeset` sets quotes and dashes."""
        exercise, handout = self.exercise, self.handout
        return Coaching(
            path,
            typeset(self.opening),
            tuple(Question(typeset(one.question), typeset(one.listen_for or "")) for one in self.questions),
            Exercise(typeset(exercise.title), exercise.minutes, typeset(exercise.text)),
            Handout(typeset(handout.title), tuple(map(typeset, handout.lines))),
        )
