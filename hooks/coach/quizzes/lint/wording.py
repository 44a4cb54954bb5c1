"""Rules for the words of one item: a pair of ends or a line, each for oneself and for a customer.

Pairs of opposite behaviours, each end respectable, and no negated reversals (van Sonderen, Sanderman and Coyne, PLoS
ONE 8, 2013); one act in an end, since nobody can answer for two. A question to ask a customer must be open: one that
begins with a verb is answered with yes or no.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.quizzes.lint.finding import Finding
from coach.quizzes.lint.words import pattern_of, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.quizzes.fields import ItemFields, LineFields, PairFields
    from coach.quizzes.lint.words import LintWords
    from coach.source.yaml_document import Location

MOST_UNEQUAL = 0.30
_SENTENCE = re.compile(r"[^.!?:;]+[.!?:;]*")
_LOOKED_AT = 2  # words behind a joining word, so that "and then asks" is an act too


def item_rules(item: ItemFields, at: Location, words: LintWords) -> Iterator[Finding]:
    """Find what is wrong with the words of a pair."""
    for wording in ("self", "customer"):
        yield from _length(getattr(item, wording), (*at, wording))
    for end in ("low", "high"):
        texts = {wording: getattr(getattr(item, wording), end) for wording in ("self", "customer")}
        yield from _both(texts, {wording: (*at, wording, end) for wording in texts}, words)


def line_rules(line: LineFields, at: Location, words: LintWords) -> Iterator[Finding]:
    """Find what is wrong with the words of a line."""
    texts = {"self": line.self, "customer": line.customer}
    yield from _both(texts, {wording: (*at, wording) for wording in texts}, words)


def question_rules(text: str, at: Location, words: LintWords) -> Iterator[Finding]:
    """Find a text that is not a question, and a question that can be answered with one word."""
    last = ["", *_SENTENCE.findall(text)][-1]
    if not text.endswith("?"):
        yield Finding(at, "this is not a question.", "End it with a question mark.")
    elif found := pattern_of(words.closed).match(last.strip()):
        message = f'a question that begins with "{found[0]}" can be answered with yes or no.'
        yield Finding(at, message, "Begin with what, how, when, where, who or which.")


def _length(pair: PairFields, at: Location) -> Iterator[Finding]:
    short, long = sorted((len(pair.low), len(pair.high)))
    if long - short > MOST_UNEQUAL * long:
        message = f"the two ends differ in length: {len(pair.low)} and {len(pair.high)} characters."
        yield Finding(at, message, "The longer one looks like the right one. Keep them within 30 %.")


def _both(texts: dict[str, str], places: dict[str, Location], words: LintWords) -> Iterator[Finding]:
    """Find mistakes in the two wordings of one act, and in what they have in common."""
    for wording, other in (("self", "customer"), ("customer", "self")):
        text, at = texts[wording], places[wording]
        yield from _single_words(text, at, words)
        if act := second_act(text, texts[other], words):
            hint = "Nobody can answer for two: keep one. Things that read alike in both wordings may be joined."
            yield Finding(at, f'"{act}" adds a second act.', hint)
        if (asks := words.find("asking", text)) and not words.asks(texts[other]):
            message = f'"{asks}" stands in the words for {wording} alone.'
            yield Finding(at, message, "Both wordings must tell of the same act: write it in both, or in neither.")


def _single_words(text: str, at: Location, words: LintWords) -> Iterator[Finding]:
    if found := words.find("negations", text):
        yield Finding(at, f'"{found}" is a negation.', "Say what somebody does, not what they do not do.")
    if found := words.find("opinions", text):
        yield Finding(at, f'"{found}" asks for an opinion.', "Ask what somebody did.")
    if found := words.find("absolutes", text):
        hint = "Hardly anybody can say yes to that. Ask about the last time."
        yield Finding(at, f'"{found}" allows no exception.', hint)


def second_act(text: str, other: str, words: LintWords) -> str:
    """Return the joining word and the act behind it, as in "and keep"; "" if the text tells of one act.

    An act is what reads otherwise in the other wording, since verbs follow the person: "I ask and keep" is "Asks and
    keeps" there, and "price and terms" stays as it is. Acts with one form for all persons, as "asked", are in a list.
    """
    elsewhere = {tuple(behind) for _, behind in _joined(other, words)}
    for joined, behind in _joined(text, words):
        if behind and (words.find("acts", behind[0]) or tuple(behind) not in elsewhere):
            return f"{joined} {behind[0]}"
    return ""


def _joined(text: str, words: LintWords) -> Iterator[tuple[str, list[str]]]:
    """Yield each joining word, and the next words behind it that stand for no person."""
    found = split(text)
    for number, word in enumerate(found):
        if word.casefold() in words.joining:
            behind = [one for one in found[number + 1 :] if one.casefold() not in words.persons]
            yield word, behind[:_LOOKED_AT]
