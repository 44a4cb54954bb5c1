"""Reading paths: docs/paths/<id>.yml, articles and quizzes in order, with a reason for each step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from coach.content.article import way_out, why_hidden
from coach.content.article_fields import Description, Title
from coach.content.coaching.fields import CoachingFields
from coach.content.figures.fields import EXAMPLE, FigureFields
from coach.source.problems import Problem, did_you_mean, naming, suggest, suggest_quiz
from coach.source.schema import SLUG, Fields, Slug, Text, check
from coach.source.sources import read_text
from coach.source.typography import ENGLISH, Quotes, typeset
from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from coach.content.article import Article
    from coach.content.coaching.coaching import Coaching
    from coach.content.figures.fields import Figure
    from coach.source.sources import Source, Sources
    from coach.source.yaml_document import Document

FOLDER = "paths/"
_STEP = "Write {article: id, why: One sentence.}, or {quiz: id, why: One sentence.}."

_ONE = "Make two steps of it."
_NAMES = {
    "article": "Write the id of an article behind it: its file name without .md.",
    "quiz": "Write the id of a quiz behind it: its file name without .yml.",
}


class StepFields(Fields):
    """One step: an article or a quiz by id, and why to take it now."""

    article: Slug | None = None
    quiz: Slug | None = None
    why: Annotated[Text, Field(max_length=250)]
    optional: bool = False


class PathFields(Fields):
    """All keys of a path."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "description", "steps")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: From pusher to builder",
        "description": "description: and one or two sentences that could stand alone",
        "figure": EXAMPLE,
        "steps": "steps: [{article: id-of-an-article, why: One sentence.}]",
        "coaching": "coaching: {opening: …, questions: [{question: …}, …], exercise: {…}, handout: {…}}",
    }

    title: Title | None = None
    description: Description | None = None
    figure: FigureFields | None = None
    steps: tuple[StepFields, ...] = ()
    coaching: CoachingFields | None = None


@dataclass(frozen=True)
class Step:
    """One step; exactly one of `article` and `quiz` is set. `number` counts from 1."""

    number: int
    article: str | None
    quiz: str | None
    why: str
    optional: bool

    @property
    def key(self) -> str:
        """The key under which the browser stores that the step was taken."""
        return f"quiz:{self.quiz}" if self.quiz else f"article:{self.article}"


@dataclass(frozen=True)
class ReadingPath:
    """One path, its steps in order, and what a manager does with it, if its author says so."""

    id: str
    title: str
    description: str
    steps: tuple[Step, ...]
    figure: Figure | None = None
    coaching: Coaching | None = None

    @property
    def address(self) -> str:
        """The address of the path's page."""
        return f"{FOLDER}{self.id}/"

    @property
    def booklet(self) -> str:
        """The address of its booklet, an EPUB."""
        return f"{self.address}{self.id}.epub"

    @property
    def anchor(self) -> str:
        """The URL fragment in this path's links to its steps; their pages then show the bar of this path."""
        return f"path-{self.id}"


@dataclass(frozen=True)
class Stop:
    """A page's position on a path: its step, and the steps before and after it."""

    path: ReadingPath
    step: Step
    previous: Step | None
    next: Step | None


@dataclass(frozen=True)
class Paths:
    """All paths by id, and the stops of each article and quiz by the key of its step."""

    paths: dict[str, ReadingPath]
    stops: dict[str, tuple[Stop, ...]]

    def of_article(self, article: str) -> tuple[Stop, ...]:
        """Return the article's stops, one for each path that includes it."""
        return self.stops.get(f"article:{article}", ())

    def of_quiz(self, quiz: str) -> tuple[Stop, ...]:
        """Return the quiz's stops, one for each path that includes it."""
        return self.stops.get(f"quiz:{quiz}", ())

    @property
    def coached(self) -> tuple[tuple[ReadingPath, Coaching], ...]:
        """The paths that have a coaching page, with what is on it."""
        return tuple((path, path.coaching) for path in self.paths.values() if path.coaching)


def read_paths(
    sources: Sources, articles: Mapping[str, Article], quizzes: Collection[str], quotes: Quotes = ENGLISH
) -> tuple[Paths, list[Problem]]:
    """Return the paths that have valid steps, with those, and a problem for each invalid or hidden one."""
    paths, problems = {}, []
    for source in sources.under(FOLDER, ".yml"):
        with naming(source.shown):
            path, mistakes = _read_path(source, articles, quizzes, quotes)
        problems += mistakes
        if path.steps:
            paths[path.id] = path
    return Paths(paths, _stops(paths)), problems


def _read_path(
    source: Source, articles: Mapping[str, Article], quizzes: Collection[str], quotes: Quotes
) -> tuple[ReadingPath, list[Problem]]:
    text, problems = read_text(source)
    document, mistakes = read_yaml(text, source.shown)
    fields, wrong = check(PathFields, document, source.shown)
    problems += [*mistakes, *(wrong if isinstance(document.data, dict) or not mistakes else [])]
    problems += _nameless(document, source)
    steps: list[Step] = []
    for index, named, step in _named_steps(fields, document):
        message, hint = _unfit(named, articles, quizzes, steps)
        if message:
            problems.append(Problem(source.shown, *document.place(("steps", index)), message, hint))
        elif step:
            why = typeset(step.why, quotes=quotes)
            steps.append(Step(len(steps) + 1, step.article, step.quiz, why, step.optional))
    as_set = partial(typeset, quotes=quotes)
    title, description = as_set(fields.title or source.stem), as_set(fields.description or "")
    figure = fields.figure.settled(as_set) if fields.figure else None
    coaching = fields.coaching.settled(source.stem, as_set) if fields.coaching else None
    return ReadingPath(source.stem, title, description, tuple(steps), figure, coaching), problems


def _nameless(document: Document, source: Source) -> Iterator[Problem]:
    """Yield a problem for each step that names nothing, or two things, whatever else is wrong with it."""
    listed = document.data.get("steps") if isinstance(document.data, dict) else None
    for index, step in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(step, dict):
            continue
        at = ("steps", index)
        empty = [key for key in ("article", "quiz") if key in step and not step[key]]
        if step.get("article") and step.get("quiz"):
            yield Problem(source.shown, *document.place(at), "this step names an article and a quiz.", _ONE)
        elif empty and not (step.get("article") or step.get("quiz")):
            place = document.key_place((*at, empty[0]))
            yield Problem(source.shown, *place, f"this step's {empty[0]} is empty.", _NAMES[empty[0]])
        elif not step.keys() & {"article", "quiz"}:
            near = {did_you_mean(key, StepFields.model_fields) for key in step.keys() - StepFields.model_fields.keys()}
            if not near & {"article", "quiz"}:
                yield Problem(source.shown, *document.place(at), "this step names no article and no quiz.", _STEP)


def _named_steps(
    fields: PathFields, document: Document
) -> Iterator[tuple[int, tuple[str | None, str | None], StepFields | None]]:
    """Yield each step that names one thing: its index in the YAML list, article and quiz, and what passed `check`."""
    listed = document.data.get("steps") if isinstance(document.data, dict) else []
    left = list(fields.steps)
    for index, data in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(data, dict):
            continue
        named = data.get("article"), data.get("quiz")
        step = left.pop(0) if left and named == (left[0].article, left[0].quiz) else None
        well_formed = all(name is None or (isinstance(name, str) and re.match(SLUG, name)) for name in named)
        if well_formed and bool(named[0]) != bool(named[1]):
            yield index, named, step


def _unfit(
    named: tuple[str | None, str | None], articles: Mapping[str, Article], quizzes: Collection[str], before: list[Step]
) -> tuple[str, str]:
    """Return message and hint for a step that cannot be taken; two empty strings for a valid one."""
    article, quiz = named
    if any((one.article, one.quiz) == named for one in before):
        return f'"{article or quiz}" is on this path already.', "Once is enough."
    if quiz and quiz not in quizzes:
        return f'unknown quiz "{quiz}".', suggest_quiz(quiz, quizzes)
    if article and article not in articles:
        return f'unknown article "{article}".', suggest(article, articles, "Write the id of an article.")
    if article and (hidden := why_hidden(articles[article])):
        return f'"{article}" is {hidden}.', way_out(articles[article])
    return "", ""


def _stops(paths: Mapping[str, ReadingPath]) -> dict[str, tuple[Stop, ...]]:
    stops: dict[str, list[Stop]] = {}
    for path in paths.values():
        around = [None, *path.steps, None]
        for before, step, after in zip(around, path.steps, around[2:], strict=False):
            stops.setdefault(step.key, []).append(Stop(path, step, before, after))
    return {key: tuple(found) for key, found in stops.items()}
