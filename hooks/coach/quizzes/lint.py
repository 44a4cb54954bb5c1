"""The lint of quizzes: whether the questions can measure what they claim to.

The rules and their sources: pairs of opposite behaviours, each end respectable, and no negated reversals (van Sonderen,
Sanderman and Coyne, PLoS ONE 8, 2013); the sides balanced, so that a reader who always answers on one side lands in the
middle; at least four items for each facet that is reported.

Questions to ask a customer must be open: one that begins with a verb is answered with yes or no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.source.problems import Problem, suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from coach.content.article import Article
    from coach.content.tags import Vocabulary
    from coach.quizzes.fields import FacetFields, PairFields
    from coach.quizzes.quiz import Quiz
    from coach.source.yaml_document import Location

LEAST_ITEMS = 4
_TAGS, _ARTICLES = "The tags are listed in docs/tags.yml.", "Write the id of an article: its file name without .md."
MOST_UNEQUAL = 0.30

QUESTIONS = 3
_SENTENCE = re.compile(r"[^.!?:;]+[.!?:;]*")


@dataclass(frozen=True)
class LintWords:
    """Words of a language: negations, those that ask for an opinion, and verbs that open a question of yes or no.

    One that begins with * is the end of a word. A language without a list is not linted for it.
    """

    negations: frozenset[str] = frozenset()
    opinions: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words; one that finds nothing if there are none."""
    whole = "|".join(re.escape(word) for word in sorted(words) if not word.startswith("*"))
    ends = "|".join(re.escape(word[1:]) for word in sorted(words) if word.startswith("*"))
    forms = [rf"\b(?:{whole})\b"] * bool(whole) + [rf"(?:{ends})\b"] * bool(ends)
    return re.compile("|".join(forms).replace("'", "['\N{RIGHT SINGLE QUOTATION MARK}]") or "(?!)", re.IGNORECASE)


def lint_quiz(
    quiz: Quiz, vocabulary: Vocabulary, articles: Mapping[str, Article], live: Collection[str], words: LintWords
) -> list[Problem]:
    """Return what is wrong with the questions; `live` are the ids of articles that readers can see."""
    lint = _Lint(quiz, words)
    lint.zones()
    lint.ids()
    for number, facet in enumerate(quiz.facets):
        lint.facet(facet, ("facets", number))
    for number, line in enumerate(quiz.lines):
        lint.words((line.self, ("lines", number, "self")), (line.customer, ("lines", number, "customer")))
        lint.question(line.ask_customer, ("lines", number, "ask_customer"))
    group = "facets" if quiz.facets else "lines"
    for number, part in enumerate(quiz.parts):
        lint.helps(part.id, (group, number), vocabulary, articles, live)
    return lint.problems


class _Lint:
    def __init__(self, quiz: Quiz, words: LintWords) -> None:
        self.quiz = quiz
        self.negation, self.opinion, self.closed = map(_pattern, (words.negations, words.opinions, words.closed))
        self.problems: list[Problem] = []

    def complain(self, at: Location, message: str, hint: str, *, key: bool = False) -> None:
        document = self.quiz.document
        place = document.key_place(at) if key else document.place(at)
        self.problems.append(Problem(self.quiz.source.shown, *place, message, hint))

    def zones(self) -> None:
        zones = self.quiz.zones
        expected = 0
        for number, zone in enumerate(zones):
            at = ("zones", number)
            if zone.first != expected:
                what = "a gap" if zone.first > expected else "an overlap"
                self.complain(at, f"there is {what} before the zone {zone.id}.", f"It must begin at {expected}.")
            if zone.last < zone.first:
                self.complain(at, f"the zone {zone.id} ends before it begins.", "Write from and to in order.")
            expected = zone.last + 1
        if zones and expected != 101:
            self.complain(("zones", len(zones) - 1), "the last zone must end at 100.", "Write to: 100.")
        if len(zones) < 3 or not any(zone.first <= 50 <= zone.last for zone in zones[1:-1]):
            self.complain(("zones",), "there is no middle zone around 50.", "Say there that it depends.", key=True)

    def ids(self) -> None:
        places: dict[tuple[str, str], Location] = {}
        for what, id_, at in self.named():
            if places.setdefault((what, id_), at) != at:
                self.complain(at, f'the {what} id "{id_}" stands here a second time.', "Each needs an id of its own.")

    def named(self) -> Iterator[tuple[str, str, Location]]:
        """Yield kind, id and place of everything that has an id."""
        for number, zone in enumerate(self.quiz.zones):
            yield "zone", zone.id, ("zones", number, "id")
        for number, facet in enumerate(self.quiz.facets):
            yield "facet", facet.id, ("facets", number, "id")
            for index, item in enumerate(facet.items):
                yield "item", item.id, ("facets", number, "items", index, "id")
        for number, line in enumerate(self.quiz.lines):
            yield "item", line.id, ("lines", number, "id")

    def facet(self, facet: FacetFields, at: Location) -> None:
        left = sum(item.left == "high" for item in facet.items)
        count = len(facet.items)
        if count < LEAST_ITEMS:
            message = f"the facet {facet.id} has {count} items."
            self.complain((*at, "items"), message, f"It needs at least {LEAST_ITEMS} to say anything.", key=True)
        if 2 * left != count:
            message = f"in the facet {facet.id} the high end stands left in {left} of {count} items."
            hint = "It must be exactly half of them, so that always answering on one side scores 50."
            self.complain((*at, "items"), message, hint, key=True)
        self.advice(facet, at)
        self.conversation(facet, at)
        for number, item in enumerate(facet.items):
            for wording in ("self", "customer"):
                self.pair(getattr(item, wording), (*at, "items", number, wording))

    def advice(self, facet: FacetFields, at: Location) -> None:
        zones = [zone.id for zone in self.quiz.zones]
        for zone in zones:
            if zone not in facet.advice:
                self.complain(
                    (*at, "advice"), f"the facet {facet.id} has no advice for the zone {zone}.", "Write it.", key=True
                )
        for zone in facet.advice:
            if zone not in zones:
                self.complain(
                    (*at, "advice", zone), f'there is no zone "{zone}".', f"The zones are {', '.join(zones)}.", key=True
                )

    def conversation(self, facet: FacetFields, at: Location) -> None:
        if facet.seen.more == facet.seen.less:
            self.complain((*at, "seen"), "both sentences are the same.", "Say what customers see more of, and less of.")
        if len(set(facet.ask_customer)) != QUESTIONS:
            message = f"the facet {facet.id} has {len(set(facet.ask_customer))} different questions to ask a customer."
            self.complain((*at, "ask_customer"), message, f"Write {QUESTIONS}.", key=True)
        for number, question in enumerate(facet.ask_customer):
            self.question(question, (*at, "ask_customer", number))

    def question(self, text: str, at: Location) -> None:
        """Report a text that is not a question, and a question that can be answered with one word."""
        last = ["", *_SENTENCE.findall(text)][-1]
        if not text.endswith("?"):
            self.complain(at, "this is not a question.", "End it with a question mark.")
        elif found := self.closed.match(last.strip()):
            message = f'a question that begins with "{found[0]}" can be answered with yes or no.'
            self.complain(at, message, "Begin with what, how, when, where, who or which.")

    def pair(self, pair: PairFields, at: Location) -> None:
        short, long = sorted((len(pair.low), len(pair.high)))
        if long - short > MOST_UNEQUAL * long:
            message = f"the two ends differ in length: {len(pair.low)} and {len(pair.high)} characters."
            self.complain(at, message, "The longer one looks like the right one. Keep them within 30 %.")
        self.words((pair.low, (*at, "low")), (pair.high, (*at, "high")))

    def words(self, *texts: tuple[str, Location]) -> None:
        for text, at in texts:
            if found := self.negation.search(text):
                self.complain(at, f'"{found[0]}" is a negation.', "Say what somebody does, not what they do not do.")
            if found := self.opinion.search(text):
                self.complain(at, f'"{found[0]}" asks for an opinion.', "Ask what somebody did.")

    def helps(
        self, id_: str, at: Location, vocabulary: Vocabulary, articles: Mapping[str, Article], live: Collection[str]
    ) -> None:
        help_ = self.quiz.helps[id_]
        for tag in help_.tags:
            if vocabulary.find(tag) is None:
                self.complain((*at, "tags"), f'unknown tag "{tag}".', suggest(tag, vocabulary.words(), _TAGS))
        for article in help_.articles:
            if article not in articles:
                self.complain((*at, "articles"), f'unknown article "{article}".', suggest(article, articles, _ARTICLES))
        if not any(
            article in live
            for article in help_articles(quiz=self.quiz, id_=id_, vocabulary=vocabulary, articles=articles)
        ):
            message = f'nothing that readers can see helps with "{id_}".'
            self.complain(at, message, "Name a published article under articles, or a tag that has one.")


def help_articles(*, quiz: Quiz, id_: str, vocabulary: Vocabulary, articles: Mapping[str, Article]) -> Iterator[str]:
    """Yield the ids of articles that help with a facet or line: those named, then those of its tags, newest first."""
    help_ = quiz.helps[id_]
    yield from (article for article in help_.articles if article in articles)
    tags = {tag.id for word in help_.tags if (tag := vocabulary.find(word))}
    newest = sorted(articles.values(), key=lambda article: (article.date, article.id), reverse=True)
    yield from (article.id for article in newest if tags & set(article.tags) and article.id not in help_.articles)
