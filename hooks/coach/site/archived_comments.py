"""Comments that readers left on another site: docs/comments/<id of the article>.yml. Nobody can add to them here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field

from coach.source.dates import Moment, settle
from coach.source.problems import Problem, naming, suggest
from coach.source.schema import Fields, Text, check
from coach.source.sources import read_text
from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from coach.content.article import Article
    from coach.content.settings import Settings
    from coach.source.sources import Source, Sources

FOLDER = "comments/"
_DEEPEST = 3  # answers to answers beyond this stand beside them


def _lines(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


class CommentFields(Fields):
    """One comment; `answers` is the number of the one above that it answers, counted from 1."""

    name: Text
    text: Annotated[str, BeforeValidator(_lines), Field(min_length=1)]
    date: Moment | None = None
    answers: Annotated[int, Field(ge=1)] | None = None


class CommentsFields(Fields):
    """The file of one article's comments, the oldest first."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("comments",)
    EXAMPLES: ClassVar[dict[str, str]] = {"comments": "comments: and a list of {name: …, date: …, text: …}"}

    comments: tuple[CommentFields, ...] = ()


@dataclass(frozen=True)
class ArchivedComment:
    """One comment, its paragraphs as plain text, and what answers it."""

    name: str
    date: dt.datetime | None
    paragraphs: tuple[str, ...]
    answers: tuple[ArchivedComment, ...] = ()


def read_archived_comments(
    sources: Sources, articles: Mapping[str, Article], settings: Settings
) -> tuple[dict[str, tuple[ArchivedComment, ...]], list[Problem]]:
    """Return the comments of each article by its id, and the mistakes in their files."""
    found: dict[str, tuple[ArchivedComment, ...]] = {}
    problems: list[Problem] = []
    for source in sources.under(FOLDER, ".yml"):
        with naming(source.shown):
            fields, mistakes = _read(source)
        problems += mistakes
        if source.stem in articles and settings.coach.archived_comments:
            found[source.stem] = _threads(fields.comments, settings)
        elif source.stem not in articles:
            near = suggest(source.stem, articles)
            message = f'there is no article with the id "{source.stem}", so these comments are shown nowhere.'
            problems.append(Problem(source.shown, 1, 1, message, near or "Name the file after the id of its article."))
    return found, problems


def _read(source: Source) -> tuple[CommentsFields, list[Problem]]:
    text, problems = read_text(source)
    document, mistakes = read_yaml(text, source.shown)
    fields, wrong = check(CommentsFields, document, source.shown)
    problems += [*mistakes, *(wrong if not mistakes else [])]
    for number, one in enumerate(fields.comments, 1):
        if one.answers and one.answers >= number:
            message = f"a comment answers one that stands above it, and number {one.answers} does not."
            place = document.place(("comments", number - 1, "answers"))
            problems.append(Problem(source.shown, *place, message, "Count from 1, or leave answers out."))
    return fields, problems


def _threads(fields: tuple[CommentFields, ...], settings: Settings) -> tuple[ArchivedComment, ...]:
    """Return the comments that answer none, with the answers in them."""
    above = {number: one.answers if one.answers and one.answers < number else 0 for number, one in enumerate(fields, 1)}
    depth = {0: 0}
    children: dict[int, list[int]] = {}
    for number, parent in list(above.items()):
        kept = above[parent] if depth[parent] >= _DEEPEST else parent
        above[number], depth[number] = kept, depth[kept] + 1
        children.setdefault(kept, []).append(number)

    def thread(number: int) -> ArchivedComment:
        one = fields[number - 1]
        date = settle(one.date, settings.coach.publish_time, settings.coach.timezone) if one.date else None
        paragraphs = tuple(" ".join(part.split()) for part in one.text.split("\n\n") if part.strip())
        return ArchivedComment(one.name, date, paragraphs, tuple(map(thread, children.get(number, ()))))

    return tuple(thread(number) for number in children.get(0, ()))
