"""`coach prose`: the cases in cases/prose.yml, reading ease by known texts, and that it never fails."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from building import ROOT
from coach.cli.main import main
from coach.editing.prose.prose import read_style, remarks
from coach.editing.prose.readability import reading_ease, sentences, syllables
from coach.io.disk.files import read_data
from helpers import article, site_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "prose.yml").read_text(encoding="utf-8"))
DATA = yaml.safe_load(read_data("editing/prose/prose.yml"))
VOWELS = DATA["en"]["vowels"]
HOMEWORK = "\n\n!!! homework\n\n    Ask one.\n"


def asked(body, others=(), **style):
    files = {"tags.yml": "time: {label: Time}\n", "articles/2026/a.md": article("A", body=body)}
    files |= {
        f"articles/2026/{n}.md": article(f"Other {n}", date=f"2026-03-0{n}", body=one)
        for n, one in enumerate(others, 1)
    }
    library = site_of(files).library
    mine = library.by_id["a"]
    found = remarks(
        mine, [one for one in library.articles if one.id != "a"], read_style(style.pop("language", "en"), DATA, **style)
    )
    return [f"{max(0, remark.line - mine.file.body_line + 1)} {remark.words}" for remark in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_an_editor_asks(case):
    body = case["body"] + (HOMEWORK if case.get("homework", True) else "")
    style = {key: case[key] for key in ("language", "avoid", "allow") if key in case}

    assert asked(body, **style) == case["asked"]


def test_openings_that_repeat_are_named():
    body = f"Take a rep who asks. She waits.{HOMEWORK}"

    assert asked(body, ["Take a rep of forty.", "Nobody asked."]) == ['1 it begins as "Other 1" does: "take a rep …".']


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("make", 1),
        ("table", 2),
        ("asked", 1),
        ("wanted", 2),
        ("boxes", 2),
        ("customer", 3),
        ("question", 2),
        ("mm", 1),
    ],
)
def test_how_many_syllables_a_word_has(word, count):
    assert syllables(word, VOWELS, english=True) == count


def test_reading_ease_is_fleschs():
    text = "The cat sat on the mat. " * 20
    # 6 words a sentence, 1 syllable a word: 206.835 - 1.015 * 6 - 84.6 * 1
    assert reading_ease(sentences(text), VOWELS, english=True) == pytest.approx(116.145)
    assert reading_ease(sentences(text), VOWELS, english=False) == pytest.approx(180 - 6 - 58.5)
    assert reading_ease(sentences("Too short."), VOWELS, english=True) is None


def test_our_own_articles_are_plain_talk():
    for path in ROOT.glob("docs/articles/**/*.md"):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        ease = reading_ease(sentences(body), VOWELS, english=True)
        assert ease is None or ease > 60, path


@given(st.text(max_size=300) | st.text("Ab.!? \n-*`#|>[]()1", max_size=300))
def test_any_text_is_read(text):
    found = sentences(text)

    assert all(0 <= sentence.line <= text.count("\n") for sentence in found)
    assert [sentence.line for sentence in found] == sorted(sentence.line for sentence in found)


@pytest.mark.parametrize(
    "text", ["a. " * 30_000, "a " * 60_000, "[a" * 30_000, "*" * 60_000, "- a\n" * 20_000, "was a " * 20_000]
)
def test_a_long_text_takes_no_longer_than_its_length(text):
    start = time.perf_counter()
    asked(text + HOMEWORK)

    assert time.perf_counter() - start < 10


def test_it_asks_about_the_articles_of_a_site_and_never_fails(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert main(["prose", "five-minutes-means-five-minutes"]) == 0
    first, *_ = capsys.readouterr().out.split("\n")
    assert first.startswith("docs/articles/2026/five-minutes-means-five-minutes.md: reading ease ")
    assert main(["prose", "docs/articles/2026/fit-before-quota.md"]) == 0
    assert main(["prose", "five-minute"]) == 2
    assert 'there is no article "five-minute".' in capsys.readouterr().err
