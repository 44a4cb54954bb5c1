"""Reading paths: docs/paths/<id>.yml, articles and quizzes in order, with a reason for each step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from coach.content.article import way_out, why_hidden
from coach.content.article_fields import Description, Title
from coach.content.figures.fields import EXAMPLE, FigureFields
from coach.source.problems import Problem, naming, suggest
from coach.source.schema import Fields, Slug, Text, check
from coach.source.sources import read_text
from coach.source.typography import ENGLISH, Quotes, typeset
from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from coach.content.article import Article
    from coach.content.figures.fields import Figure
    from coach.source.sources import Source, Sources
    from coach.source.yaml_document import Document

FOLDER = "paths/"
_STEP = "Write {article: id, why: One sentence.}, or {quiz: id, why: One sentence.}."


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
    }

    title: Title | None = None
    description: Description | None = None
    figure: FigureFields | None = None
    steps: tuple[StepFields, ...] = ()


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
    """One path, its steps in order."""

    id: str
    title: str
    description: str
    steps: tuple[Step, ...]
    figure: Figure | None = None

    @property
    def address(self) -> str:
        """The address of the path's page."""
        return f"{FOLDER}{self.id}/"

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
    problems += [*mistakes, *(wrong if not mistakes else [])]
    steps: list[Step] = []
    for index, step in _valid_steps(fields, document):
        message, hint = _unfit(step, articles, quizzes, steps)
        if message:
            problems.append(Problem(source.shown, *document.place(("steps", index)), message, hint))
        else:
            why = typeset(step.why, quotes=quotes)
            steps.append(Step(len(steps) + 1, step.article, step.quiz, why, step.optional))
    as_set = partial(typeset, quotes=quotes)
    title, description = as_set(fields.title or source.stem), as_set(fields.description or "")
    figure = fields.figure.settled(as_set) if fields.figure else None
    return ReadingPath(source.stem, title, description, tuple(steps), figure), problems


def _valid_steps(fields: PathFields, document: Document) -> Iterator[tuple[int, StepFields]]:
    """Yield each step that passed `check`, with its index in the YAML list."""
    listed = document.data.get("steps") if isinstance(document.data, dict) else []
    left = list(fields.steps)
    for index, data in enumerate(listed if isinstance(listed, list) else []):
        if (
            left
            and isinstance(data, dict)
            and (data.get("article"), data.get("quiz")) == (left[0].article, left[0].quiz)
        ):
            yield index, left.pop(0)


def _unfit(
    step: StepFields, articles: Mapping[str, Article], quizzes: Collection[str], before: list[Step]
) -> tuple[str, str]:
    """Return message and hint for an invalid step; two empty strings for a valid one."""
    if bool(step.article) == bool(step.quiz):
        return "this step names no article and no quiz, or both.", _STEP
    if any((one.article, one.quiz) == (step.article, step.quiz) for one in before):
        return f'"{step.article or step.quiz}" is on this path already.', "Once is enough."
    if step.quiz and step.quiz not in quizzes:
        return f'unknown quiz "{step.quiz}".', suggest(step.quiz, quizzes, "The quizzes are the files in docs/quizzes.")
    if step.article and step.article not in articles:
        return f'unknown article "{step.article}".', suggest(step.article, articles, "Write the id of an article.")
    if step.article and (hidden := why_hidden(articles[step.article])):
        return f'"{step.article}" is {hidden}.', way_out(articles[step.article])
    return "", ""


def _stops(paths: Mapping[str, ReadingPath]) -> dict[str, tuple[Stop, ...]]:
    stops: dict[str, list[Stop]] = {}
    for path in paths.values():
        around = [None, *path.steps, None]
        for before, step, after in zip(around, path.steps, around[2:], strict=False):
            stops.setdefault(step.key, []).append(Stop(path, step, before, after))
    return {key: tuple(found) for key, found in stops.items()}
