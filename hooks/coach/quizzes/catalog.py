"""All quizzes of the site, and all published versions of their scoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.quizzes.frozen import FROZEN, Frozen, read_frozen, unfrozen
from coach.quizzes.lint.helps import help_articles
from coach.quizzes.lint.lint import lint_quiz
from coach.quizzes.quiz import FOLDER, Quiz, read_quiz
from coach.source.front_matter import MarkdownFile
from coach.source.problems import Problem, naming
from coach.source.sources import START
from coach.source.typography import ENGLISH, Quotes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.content.article import Article
    from coach.content.library import Library
    from coach.content.tags import Vocabulary
    from coach.quizzes.lint.words import LintWords
    from coach.source.sources import Sources

_MOST_HELP = 3
ABOUT = "about"  # /quizzes/about/ says how all of them count


@dataclass(frozen=True)
class QuizCatalog:
    """The valid quizzes by id; `names` are the ids of all files, invalid ones too."""

    quizzes: dict[str, Quiz]
    names: frozenset[str]
    frozen: tuple[Frozen, ...]


@dataclass(frozen=True)
class Intro:
    """The text above a quiz, rendered and checked like an article's."""

    address: str
    file: MarkdownFile


def intro_of(quiz: Quiz) -> Intro:
    """Return the quiz's introduction as a text with an address."""
    line = quiz.document.place(("intro",)).line + 1
    return Intro(quiz.address, MarkdownFile(quiz.source, quiz.document, quiz.intro, line, broken=False))


def read_catalog(sources: Sources, quotes: Quotes = ENGLISH) -> tuple[QuizCatalog, list[Problem]]:
    """Return the quizzes and the frozen definitions, and the mistakes of form in them."""
    files = [source for source in sources.under(FOLDER, ".yml") if source.path.count("/") == 1]
    quizzes, problems = {}, []
    for source in files:
        with naming(source.shown):
            quiz, mistakes = read_quiz(source, quotes)
        problems += mistakes
        if source.stem == ABOUT:
            message = f"the address /{FOLDER}{ABOUT}/ belongs to the page on how quizzes count; this quiz is left out."
            problems.append(Problem(source.shown, *START, message, "Rename its file."))
            continue
        if quiz:
            quizzes[quiz.id] = quiz
    frozen, mistakes = read_frozen(sources.under(FROZEN, ".yml"))
    problems += [*mistakes, *unfrozen(quizzes.values(), frozen)]
    return QuizCatalog(quizzes, frozenset(source.stem for source in files), tuple(frozen)), problems


def lint_catalog(
    catalog: QuizCatalog, vocabulary: Vocabulary, articles: Mapping[str, Article], words: LintWords
) -> list[Problem]:
    """Return what is wrong with the questions of the quizzes."""
    live = {id_ for id_, article in articles.items() if not article.hidden}
    return [
        problem for quiz in catalog.quizzes.values() for problem in lint_quiz(quiz, vocabulary, articles, live, words)
    ]


def helps_of(quiz: Quiz, library: Library) -> dict[str, list[Article]]:
    """Return up to three articles that help, for each facet or line of the quiz."""
    return {
        part: [
            library.by_id[id_]
            for id_ in help_articles(quiz=quiz, id_=part, vocabulary=library.vocabulary, articles=library.by_id)
        ][:_MOST_HELP]
        for part in quiz.helps
    }
