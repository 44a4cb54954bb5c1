"""Every published version of a quiz's scoring, kept so that old links to results stay valid: docs/quizzes/frozen/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from coach.quizzes.quiz import FOLDER, Quiz
from coach.quizzes.scale import Scale, read_scale
from coach.source.problems import Problem
from coach.source.sources import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.source.sources import Source

FROZEN = f"{FOLDER}frozen/"


@dataclass(frozen=True)
class Frozen:
    """One published version: the scale, and the titles of its facets."""

    quiz: str
    scale: Scale
    titles: dict[str, str]

    @property
    def address(self) -> str:
        """The address of the JSON file that the browser loads for an old link."""
        return f"{FOLDER}{self.quiz}/{self.scale.fingerprint}.json"


def frozen_path(quiz: Quiz) -> str:
    """Return the path below docs/ of the quiz's frozen definition."""
    return f"{FROZEN}{quiz.id}-{quiz.scale.fingerprint}.yml"


def freeze(quiz: Quiz) -> str:
    """Return the frozen definition of the quiz as it is now, as the text of a YAML file."""
    data: dict[str, Any] = quiz.scale.as_data()
    data["titles"] = {facet.id: facet.title for facet in quiz.facets}
    head = f"# What {quiz.id} was scored by. Made by `coach freeze {quiz.id}`; never change or delete it.\n"
    return head + yaml.safe_dump(data, sort_keys=True, allow_unicode=True, default_flow_style=None, width=110)


def read_frozen(sources: Iterable[Source]) -> tuple[list[Frozen], list[Problem]]:
    """Return the frozen definitions, and a problem for each file that does not match the fingerprint in its name."""
    found, problems = [], []
    for source in sources:
        text, mistakes = read_text(source)
        problems += mistakes
        quiz, _, fingerprint = source.stem.rpartition("-")
        try:
            data = yaml.safe_load(text)
            scale = read_scale(data)
            titles = {str(id_): str(title) for id_, title in (data.get("titles") or {}).items()}
        except (yaml.YAMLError, ValueError, AttributeError):
            scale, titles = None, {}
        if scale is None or scale.fingerprint != fingerprint:
            message = "this frozen definition was changed, and old links would be scored wrongly."
            problems.append(Problem(source.shown, 1, 1, message, "Bring it back as it was."))
        else:
            found.append(Frozen(quiz, scale, titles))
    return found, problems


def unfrozen(quizzes: Iterable[Quiz], frozen: Iterable[Frozen]) -> list[Problem]:
    """Return a problem for each quiz whose current scoring is not frozen."""
    kept = {(one.quiz, one.scale.fingerprint) for one in frozen}
    known = {quiz for quiz, _ in kept}
    problems = []
    for quiz in quizzes:
        if (quiz.id, quiz.scale.fingerprint) not in kept:
            why = "the scoring of this quiz has changed" if quiz.id in known else "this quiz is new"
            hint = f"Run coach freeze {quiz.id}, so that links to results keep their meaning."
            problems.append(Problem(quiz.source.shown, 1, 1, f"{why}, and its definition is not kept.", hint))
    return problems
