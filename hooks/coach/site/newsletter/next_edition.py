"""What a new edition begins with: the articles since the last one, a question not asked yet, and a homework."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.content.article import Status
from coach.content.library import newest_first

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from coach.content.article import Article
    from coach.markdown.rendered import Homework, Rendered
    from coach.quizzes.quiz import Item, Quiz
    from coach.site.site import Site


@dataclass(frozen=True)
class Question:
    """A question of a quiz; `asked` is the id of the edition that asked it last, or ""."""

    quiz: Quiz
    item: Item
    asked: str = ""


@dataclass(frozen=True)
class Material:
    """What there is for an edition: `articles` are the newest first, those that come before its date among them.

    `last` is the id of the edition before, or "". `homework` is a box of one of the articles, or of an older one if
    they have none; `source` is that article.
    """

    last: str
    articles: tuple[Article, ...]
    question: Question | None
    homework: Homework | None
    source: Article | None


def gather(site: Site, texts: Mapping[str, Rendered], date: dt.datetime) -> Material:
    """Return the material for an edition of that date; `site` was read as a preview, `texts` are by their Markdown."""
    before = [edition for edition in site.editions if edition.date < date]
    last = before[-1] if before else None
    # A scheduled article comes by itself; a draft waits for a person.
    coming = (one for one in site.library.listed if one.date <= date and one.status is not Status.DRAFT)
    shown = newest_first(coming)
    articles = tuple(one for one in shown if not last or one.date > last.date)
    used = {edition.homework for edition in before}
    source, homework = _homework([*articles, *shown], texts, used)
    return Material(last.id if last else "", articles, _question(site), homework, source)


def _question(site: Site) -> Question | None:
    """Return a question that no edition asked, of the quiz that was asked longest ago; else the one asked longest ago.

    Drafts count as asked: they will be.
    """
    asked: dict[tuple[str | None, str | None], str] = {}
    for edition in site.editions:
        asked[edition.quiz, edition.item] = edition.id
    latest = dict.fromkeys(site.catalog.quizzes, "")
    latest |= {edition.quiz: edition.id for edition in site.editions if edition.quiz}
    quizzes = sorted(site.catalog.quizzes.values(), key=lambda quiz: (latest[quiz.id], quiz.id))
    questions = [Question(quiz, item, asked.get((quiz.id, item.id), "")) for quiz in quizzes for item in quiz.items]
    return min(questions, key=lambda question: question.asked, default=None)


def _homework(
    articles: list[Article], texts: Mapping[str, Rendered], used: set[str]
) -> tuple[Article | None, Homework | None]:
    """Return the first homework that no edition has given word for word, and its article."""
    for article in articles:
        for homework in texts[article.file.body].homework:
            if homework.words and homework.words not in used:
                return article, homework
    return None, None
