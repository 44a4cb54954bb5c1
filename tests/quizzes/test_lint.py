"""What the linter of quizzes can tell: second acts, reading ease, sides that give themselves away; in both languages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import ROOT
from coach.content.config.messages import read_catalogue
from coach.quizzes.lint.balance import balance_rules
from coach.quizzes.lint.reading_ease import EASY, read_formula
from coach.quizzes.lint.wording import item_rules, line_rules, second_act
from coach.quizzes.lint.words import LintWords, split, words_of
from quizzes.shared import CASES, quiz_of


def words_in(language):
    texts = {name: (ROOT / f"overrides/messages/{name}.yml").read_text(encoding="utf-8") for name in ("en", "de")}
    return words_of(read_catalogue(texts, f"{language}_XX")[0])


ENGLISH, GERMAN = words_in("en"), words_in("de")
OWN = sorted(path.stem for path in (ROOT / "docs/quizzes").glob("*.yml"))
EIGHT = (CASES / "eight.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "other", "found"),
    [
        ("I send it and keep a copy.", "Sends it and keeps a copy.", "and keep"),
        ("Sends it and keeps a copy.", "I send it and keep a copy.", "and keeps"),
        ("I send it and then keep a copy.", "Sends it and then keeps a copy.", "and then"),
        ("I send it and I keep a copy.", "Sends it and keeps a copy.", "and keep"),
        ("I send it and they sign.", "Sends it and we sign.", ""),
        ("I name price and terms at once.", "Names price and terms at once.", ""),
        ("I knew their orders and their questions.", "Knew our orders and our questions.", ""),
        ("I stopped and asked.", "Stopped and asked.", "and asked"),
        ("I send it, and what follows is theirs.", "Sends it.", "and what"),
        ("I understand.", "Understands.", ""),
        ("I send it and", "Sends it and", ""),
    ],
)
def test_a_second_act_is_told_from_things_that_are_joined(text, other, found):
    assert second_act(text, other, ENGLISH) == found


@pytest.mark.parametrize(
    ("text", "other", "found"),
    [
        ("Ich schicke es und halte Rat.", "Schickt es und hält Rat.", "und halte"),
        ("Ich nenne Preis und Bedingungen.", "Nennt Preis und Bedingungen.", ""),
        ("Ich kannte ihre Aufträge und ihre Fragen.", "Kannte unsere Aufträge und unsere Fragen.", ""),
        ("Ich kam und fragte.", "Kam und fragte.", "und fragte"),
    ],
)
def test_german_acts_are_told_by_their_endings_too(text, other, found):
    assert second_act(text, other, GERMAN) == found


@given(st.text(max_size=60))
def test_a_text_that_reads_alike_for_both_has_one_act_unless_a_list_says_otherwise(text):
    assert second_act(text, text, LintWords(joining=frozenset({"and"}))) == ""


@pytest.mark.parametrize(
    ("words", "self", "customer", "found"),
    [
        (ENGLISH, "I asked for an hour.", "Agreed on an hour with us.", ["self"]),
        (ENGLISH, "I rewrite it.", "Asks us again.", ["customer"]),
        (ENGLISH, "I keep the call short.", "Keeps the talk short.", []),
        (ENGLISH, "I phone them first.", "Phones us first.", []),
        (GERMAN, "Ich frage zuerst.", "Fragt zuerst.", []),
        (GERMAN, "Ich schreibe zuerst.", "Ruft zuerst an.", ["customer"]),
    ],
)
def test_asking_in_one_wording_alone_is_found_and_things_are_let_be(words, self, customer, found):
    line = SimpleNamespace(self=self, customer=customer)

    assert [one.at[-1] for one in line_rules(line, (), words)] == found


# Reading ease


@pytest.mark.parametrize(
    ("word", "count"),
    [("ask", 1), ("asked", 1), ("takes", 1), ("table", 2), ("proposal", 3), ("the", 1), ("area", 2), ("hm", 1)],
)
def test_syllables_of_english_words_are_about_right(word, count):
    assert ENGLISH.ease.syllables(word) == count


@pytest.mark.parametrize(("word", "count"), [("frage", 2), ("Angebote", 4), ("zwei", 1), ("Übergabe", 4), ("hm", 1)])
def test_syllables_of_german_words_are_about_right(word, count):
    assert GERMAN.ease.syllables(word) == count


def test_the_formulas_are_those_of_flesch_and_of_amstad():
    # Ten words of one syllable each in a sentence.
    assert ENGLISH.ease.score([["ask"] * 10]) == pytest.approx(206.835 - 10.15 - 84.6)
    assert GERMAN.ease.score([["gut"] * 10]) == pytest.approx(180 - 10 - 58.5)


@pytest.mark.parametrize("numbers", ["", "206.8", "a b c", "1 2 3 4"])
def test_a_language_without_a_formula_is_not_judged(numbers):
    assert read_formula(numbers, "aeiou", "") is None
    hard = EIGHT.replace(" a ", " an interdisciplinary ")
    assert not list(balance_rules(quiz_of(hard), LintWords()))


def test_hard_words_are_named_where_they_are_hardest():
    hard = EIGHT.replace(" the ", " institutional ").replace(" a ", " individual ")
    hard = hard.replace("sugar on", "institutional individualities operationally on")
    found = [one for one in balance_rules(quiz_of(hard), ENGLISH) if "reading ease" in one.message]

    assert [one.at[-2:] for one in found] == [("self", "low"), ("customer", "low")]
    assert {one.at[:-2] for one in found} == {("facets", 1, "items", 2)}
    assert all(f"Bring it to {EASY}" in one.hint for one in found)


def test_fewer_than_a_hundred_words_are_not_judged():
    short = (CASES / "profile.yml").read_text(encoding="utf-8").replace("coffee", "internationalisation")

    assert not [one for one in balance_rules(quiz_of(short), ENGLISH) if "reading ease" in one.message]


# Another language


def items_of(text):
    return [item for facet in quiz_of(text).facets for item in facet.items]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("Ich trinke mittags Kaffee", []),
        ("Ich trinke immer Kaffee", ['"immer" allows no exception.']),
        ("Ich sitze und trinke ihn", ['"und trinke" adds a second act.']),
        ("Ich sollte Kaffee trinken", ['"sollte" asks for an opinion.']),
        ("Ich trinke keinen Kaffee", ['"keinen" is a negation.']),
    ],
)
def test_a_german_quiz_is_linted_by_german_words(new, told):
    text = (CASES / "german.yml").read_text(encoding="utf-8").replace("Ich trinke mittags Kaffee", new)

    assert [one.message for item in items_of(text) for one in item_rules(item, (), GERMAN)] == told


# Our own quizzes keep more than the linter asks


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("wording", ["self", "customer"])
def test_an_end_of_ours_joins_nothing(name, wording):
    quiz = quiz_of((ROOT / f"docs/quizzes/{name}.yml").read_text(encoding="utf-8"), name)
    pairs = [getattr(item, wording) for facet in quiz.facets for item in facet.items]
    texts = [text for pair in pairs for text in (pair.low, pair.high)] + [getattr(line, wording) for line in quiz.lines]

    assert [text for text in texts if {"and", "or"} & set(split(text.casefold()))] == []


@pytest.mark.parametrize("name", OWN)
def test_no_middle_of_ours_says_only_that_it_depends(name):
    quiz = quiz_of((ROOT / f"docs/quizzes/{name}.yml").read_text(encoding="utf-8"), name)

    assert "It depends" not in [zone.title for zone in quiz.zones]
    assert all(len(zone.title) <= 45 for zone in quiz.zones)
