"""The word list of the search index: which words are in it, in which order, and how many."""

from __future__ import annotations

import gzip
import json
import random
import string

import pytest

from coach.publish.search.record import Record
from coach.publish.search.words import MOST, MOST_TAGS, WordCounts, whole_list, words_of


def record(title="Five", tags=(), topics=(), aliases=(), description="About it"):
    return Record("a/", title, description, "", "article", tags, topics, "", aliases)


def part(*pages):
    counts = WordCounts()
    for page, text in pages:
        counts.add(page, text)
    return counts.as_part()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Customer's after-sales calls", {"customer", "after", "sales", "calls"}),
        ("KÄUFER, Straße und Größe", {"käufer", "straße", "größe"}),
        ("cafe\u0301 re\u0301sume\u0301", {"café", "résumé"}),
        ("2026 b2b 90% x1y2", set()),
        ("価格の交渉 ราคาสินค้า ကုန်ပစ္စည်း តម្លៃ", set()),
        ("покупатель αγοραστής 고객관리들", {"покупатель", "αγοραστής", "고객관리들"}),
        ("ग्राहक", {"ग्राहक"}),
        ("\ud800word", {"word"}),
        ("", set()),
    ],
)
def test_words_are_those_that_can_be_compared(text, words):
    assert words_of(text) == words


def test_a_word_stands_before_those_on_half_as_many_pages_and_titles_tags_and_aliases_count_most():
    page = record("Trust", ("Pricing",), ("pricing",), ("discounts, deal-size",))
    name, data = whole_list([part((page, "apple berry"), (record(), "berry berry cherry"))])

    groups = json.loads(data)["words"]
    assert groups == ["deal discounts five pricing size trust", "about berry", "apple cherry"]
    assert name.startswith("words.")
    assert name.endswith(".json")


def test_parts_make_the_list_that_the_whole_makes():
    pages = [
        (record(f"Title {'abcdefgh'[n]}bcd", ("Tag",), (f"t{n % 3}",)), f"word{'xyz'[n % 3]} text") for n in range(8)
    ]

    assert whole_list([part(*pages[:3]), part(*pages[3:])]) == whole_list([part(*pages)])
    assert whole_list([part(*pages[::-1])]) == whole_list([part(*pages)])


def test_another_list_has_another_name_and_the_same_list_the_same():
    lists = [whole_list([part((record(), text))]) for text in ("apple", "apple", "berry")]

    assert lists[0] == lists[1]
    assert lists[0][0] != lists[2][0]


def test_the_list_has_a_bound_whatever_the_blog_and_keeps_what_is_used_most():
    chance = random.Random(1)
    rare = " ".join("".join(chance.choices(string.ascii_lowercase, k=9)) for _ in range(20_000))
    pages = [(record(topics=tuple(f"t{n}" for n in range(40))), f"{rare} common"), (record(), "common")]
    data = json.loads(whole_list([part(*pages)])[1])

    assert sum(len(group) + 1 for group in data["words"]) <= MOST
    assert "common" in " ".join(data["words"][:2]).split()
    assert len(data["tags"]) == MOST_TAGS


def test_tags_are_those_with_the_most_articles():
    pages = [(record(topics=("b", "a")), ""), (record(topics=("b", "c")), ""), (record(topics=("c",)), "")]

    assert json.loads(whole_list([part(*pages)])[1])["tags"] == ["b", "c", "a"]


@pytest.mark.build
def test_the_list_of_this_blog_is_light_and_only_there_with_search(built_site):
    told = json.loads((built_site / "pagefind/parts.json").read_text())
    data = (built_site / "pagefind" / told["words"]).read_bytes()

    assert told["count"] == 1
    assert len(" ".join(json.loads(data)["words"]).split()) > 1_500
    assert len(gzip.compress(data, 9)) <= 15 * 1024
    assert [path.name for path in (built_site / "pagefind").glob("words*")] == [told["words"]]
