"""`coach prose --pattern`: what it says of a small blog, as a table and as JSON; any text is read, in linear time."""

from __future__ import annotations

import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.cli.main import main
from coach.editing.prose.pattern.blocks import blocks
from coach.editing.prose.pattern.counts import gaps, he_or_she, homework, lengths, links_away, world
from coach.editing.prose.pattern.endings import ending_kind
from coach.editing.prose.pattern.openings import opening_kind
from coach.editing.prose.pattern.phrases import repeated
from coach.editing.prose.pattern.table import Row, Section, as_text
from coach.editing.prose.pattern.terms import Rarity
from coach.editing.prose.pattern.words import read_words
from coach.editing.prose.readability import sentences
from coach.io.disk.files import read_data
from helpers import article

WORDS = read_words("en", yaml.safe_load(read_data("editing/prose/prose.yml")))
GOOSE = """Picture a rep in the yard of a brewery. A goose stands between her and the ramp.

She could push past it, as pushers do. You are done when the goose is.

!!! homework "Geese"

    Choose one customer and ring her by Friday. You are done when the call is made.

The goose likes crusts. Whoever brings one to the yard gets to the ramp.
"""
CLOCK = """Imagine a clockmaker who counts springs. He counts them twice.

One book says [why](https://example.com/why), [this site](https://example.org/articles/a/) says how.

!!! homework "Springs"

    This week, choose one offer. You are done when the offer is sent.
"""
FLAT = """Nobody likes a long letter. Short ones are read.

!!! homework "Letters"

    Write to one customer today. You are done when the letter is sent, on a Friday at best.

## The rest

Is that all?
"""
BLOG = {
    "articles/2026/a.md": article("Geese", date="2026-03-01", body=GOOSE),
    "articles/2026/b.md": article("Clocks", date="2026-03-13", body=CLOCK),
    "articles/2026/c.md": article("Letters", date="2026-03-25", body=FLAT),
}


@pytest.fixture
def pattern(begin, capsys):
    """Return what the command says of a blog, as JSON."""

    def said(*arguments, **files):
        begin({**BLOG, **files})
        assert main(["prose", "--pattern", "--json", *arguments]) == 0
        return json.loads(capsys.readouterr().out)

    return said


def test_the_pattern_of_a_small_blog(pattern):
    found = pattern()

    assert found["openings"] == {"scene": 2, "claim": 1}
    assert found["endings"] == {"scene returns": 1, "homework": 1, "question": 1}
    assert found["made-up scenes"] == {"in the first paragraph": 2, "anywhere": 2}
    assert found["homework"] == {"articles with homework": 3, "names a weekday": 2, "names Friday": 2}
    assert found["homework begins with"] == {"choose": 2}
    assert found["phrases in three articles or more"] == {"you are done when the": 3}
    assert found["days between articles"] == {"gaps": [12, 12], "different gaps": 1}
    assert found["credit to pushers"] == {"articles with pushers": 1, "pushers, in all": 1}
    assert found["worlds"] == {"food and hotels": 1, "none": 2}
    assert found["sources"] == {"articles with a link that leaves the site": 1, "such links": 1}
    assert found["article by article"]["b"] == {"words": 32, "opening": "scene", "ending": "homework", "world": "none"}


def test_the_named_articles_alone(pattern):
    found = pattern("b", "docs/articles/2026/c.md", "b")

    assert found["length"]["articles"] == 2
    assert list(found["article by article"]) == ["b", "c"]


def test_an_article_that_opens_with_a_chart_begins_with_the_words_behind_it(pattern):
    chart = "```chart\nkind: timeline\nrows: {1: a}\n```\n\n"
    files = {f"articles/2026/{name}.md": article(name, body=f"{chart}Geese wait. Imagine one.\n") for name in "de"}
    found = pattern("d", "e", **files)

    assert found["openings"] == {"chart": 2}
    assert found["articles begin with one word"] == {"geese": 2}
    assert found["made-up scenes"] == {"in the first paragraph": 2, "anywhere": 2}


@pytest.mark.parametrize("body", ["", "```chart\nkind: timeline\nrows: {1: a}\n```\n", "![A goose](goose.png)\n"])
def test_an_article_without_a_word_is_counted(pattern, body):
    found = pattern("d", **{"articles/2026/d.md": article("Nothing", body=body)})

    assert sum(found["openings"].values()) == sum(found["endings"].values()) == 1


def test_of_a_language_without_lists_only_what_all_have_in_common(begin, capsys, tmp_path):
    begin(BLOG)
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text().replace("coach: {", "coach: {locale: fr_FR, "))
    assert main(["prose", "--pattern", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["openings"] == {"claim": 2, "source": 1}
    assert {"made-up scenes", "worlds", "credit to pushers", "she and he"} & set(found) == set()


def test_the_table_can_be_read(begin, capsys):
    begin(BLOG)
    assert main(["prose", "--pattern"]) == 0
    text = capsys.readouterr().out

    assert "OPENINGS\n  scene      2 of 3   67%  ################\n  claim      1 of 3   33%  ########\n" in text
    assert "  gaps            12, 12\n" in text
    assert text.endswith(
        "ARTICLE BY ARTICLE  words  opening  ending         world\n"
        "  a                    63  scene    scene returns  food and hotels\n"
        "  b                    32  scene    homework       none\n"
        "  c                    33  claim    question       none\n"
    )


def test_wrong_usage_and_a_blog_without_articles(begin, capsys):
    begin({})
    assert main(["prose", "--json"]) == 2
    assert "--json goes with --pattern." in capsys.readouterr().err
    assert main(["prose", "--pattern"]) == 2
    assert "there are no articles yet." in capsys.readouterr().err


def rows(section):
    return {row.label: row.value for row in section.rows}


def test_lengths():
    length, bands = lengths([390, 950, 1000, 1050, 1500])

    assert rows(length) == {
        "articles": 5,
        "words, least": 390,
        "words, median": 1000,
        "words, most": 1500,
        "standard deviation": 353,
        "within 10 % of the median": 3,
    }
    assert list(rows(bands).values()) == [1, 0, 1, 2, 1]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Open your calendar.", "open"),
        ("For five days, write three lines.", "write"),
        ("Before the next visit, look at the map.", "look"),
        ("Please don't ring her.", "please"),
        ("Your turn.", "your"),
    ],
)
def test_the_verb_that_homework_begins_with(text, verb):
    assert rows(homework([text, text], 2, WORDS)[1]) == {verb: 2}


def test_gaps_need_two_articles():
    assert gaps([]).rows == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A customer has a dog. She walks it.", "customer: she"),
        ("The new rep is late because he was told so.", "rep: he"),
        ("A rep meets a manager, and she laughs.", None),
        ('The customer says "he knows" and leaves. A rep waves.', None),
        ("Customers ring. He answers.", None),
    ],
)
def test_she_and_he_are_those_behind_a_customer_or_rep_with_nobody_between(text, said):
    found = rows(he_or_she(sentences(text), WORDS))

    assert {key for key, count in found.items() if count} == {said} - {None}


def test_phrases_that_return():
    three = [sentences(f"So if you lead a team, say {word}. It is what it is.") for word in ("yes", "no", "so")]
    two = [sentences("If you lead a team."), sentences("They say it is a very good day.")]

    # Contained ones and those of stop words alone ("it is what it is") are left out.
    assert repeated(three, WORDS.stop | {"what"}) == [
        ("if you lead a team say", 3),
        ("so if you lead a team", 3),
    ]
    # What more articles have than the longer one is told too.
    assert repeated([*three, *two], WORDS.stop | {"what"})[0] == ("if you lead a team", 4)


def test_a_world_is_that_of_most_words_and_links_in_code_do_not_count():
    assert world("A hotel with a lift, a kitchen, and an app.", WORDS) == "food and hotels"
    assert world("A tractor, and an app.", WORDS) == "farming"
    assert world("Nothing of the kind.", WORDS) == "none"
    assert (
        links_away("See https://a.example/x and `https://b.example/`.\n\n[^1]: <https://c.example/>", "https://a.") == 1
    )


def test_sections_without_figures_are_left_out():
    assert as_text([Section("one", ()), Section("two", (Row("mean", 11.56), Row("words", "many")))]) == (
        "TWO\n  mean      11.6\n  words  many\n"
    )


@given(st.text(max_size=300) | st.text('Ab.!? \n-*`#|>[]()1:"', max_size=300))
def test_any_text_has_a_kind(text):
    found = blocks(text)
    opening = opening_kind(found, WORDS)

    assert opening
    assert ending_kind(found, "", opening, Rarity([text], WORDS), WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "a. " * 30_000,
        "a " * 60_000,
        "- a\n" * 20_000,
        "> a\n" * 20_000,
        "!!! a\n" * 20_000,
        "a\n\n" * 20_000,
        "if " * 30_000,
        "a|" * 30_000,
        '"a ' * 30_000,
        "a customer " * 10_000,
    ],
)
def test_a_long_text_takes_no_longer_than_its_length(text):
    start = time.perf_counter()
    found = blocks(text)
    opening_kind(found, WORDS)
    ending_kind(found, "", "scene", Rarity([text], WORDS), WORDS)
    repeated([sentences(text)] * 3, WORDS.stop)
    he_or_she(sentences(text), WORDS)

    assert time.perf_counter() - start < 10
