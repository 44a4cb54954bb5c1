"""All rules for a quiz; what each is based on stands in its module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.quizzes.lint.balance import balance_rules
from coach.quizzes.lint.helps import help_rules
from coach.quizzes.lint.structure import facet_rules, id_rules, zone_rules
from coach.quizzes.lint.wording import item_rules, line_rules, question_rules
from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from coach.content.article import Article
    from coach.content.tags import Vocabulary
    from coach.quizzes.lint.finding import Finding
    from coach.quizzes.lint.words import LintWords
    from coach.quizzes.quiz import Quiz


def lint_quiz(
    quiz: Quiz, vocabulary: Vocabulary, articles: Mapping[str, Article], live: Collection[str], words: LintWords
) -> list[Problem]:
    """Return what is wrong with the questions; `live` are the ids of articles that readers can see."""
    findings = [*_questions(quiz, words), *help_rules(quiz, vocabulary, articles, live)]
    return [_problem(quiz, finding) for finding in findings]


def _questions(quiz: Quiz, words: LintWords) -> Iterator[Finding]:
    yield from zone_rules(quiz)
    yield from id_rules(quiz)
    zones = [zone.id for zone in quiz.zones]
    for number, facet in enumerate(quiz.facets):
        at = ("facets", number)
        yield from facet_rules(facet, at, zones)
        for index, question in enumerate(facet.ask_customer):
            yield from question_rules(question, (*at, "ask_customer", index), words)
        for index, item in enumerate(facet.items):
            yield from item_rules(item, (*at, "items", index), words)
    for number, line in enumerate(quiz.lines):
        yield from line_rules(line, ("lines", number), words)
        yield from question_rules(line.ask_customer, ("lines", number, "ask_customer"), words)
    yield from balance_rules(quiz, words)


def _problem(quiz: Quiz, finding: Finding) -> Problem:
    document = quiz.document
    place = document.key_place(finding.at) if finding.key else document.place(finding.at)
    return Problem(quiz.source.shown, *place, finding.message, finding.hint)
