"""Slips of typing: which word is meant, in the browser and by the reference in Python."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from browser.conftest import served, wait_until
from browser.test_search import RESULTS, STATUS, search
from building import build, write
from languages import german_site
from reference.nearest import nearest, slips

SLIPS = yaml.safe_load((Path(__file__).parent / "slips.yml").read_text(encoding="utf-8"))
NEAREST = """async ({ root, typed, groups }) => {
    const { nearest } = await import(`${root}components/nearest/nearest.mjs`);
    const { readList } = await import(`${root}components/search/slips.mjs`);
    return typed.map((word) => nearest(word, readList(groups)).map((one) => one.word));
}"""
CORRECT = """async ({ root, query, groups, marks }) => {
    const { correct, readList } = await import(`${root}components/search/slips.mjs`);
    const asked = [];
    const found = await correct(query, readList(groups), async (word) => { asked.push(word); return marks; });
    return [found && [found.query, found.missing, found.offers], asked];
}"""


def test_the_nearest_word_is_the_one_that_is_meant(open_page, site_url):
    page = open_page("about/")
    assert sum(len(language["slips"]) for language in SLIPS.values()) >= 40
    for language in SLIPS.values():
        typed, groups = [*language["slips"], *language["none"]], language["words"]
        found = page.evaluate(NEAREST, {"root": site_url, "typed": typed, "groups": groups})

        first = {word: near[0] if near else None for word, near in zip(typed, found, strict=True)}
        assert first == {**language["slips"], **dict.fromkeys(language["none"])}
        assert found == [nearest(word, groups) for word in typed]


def test_browser_and_reference_agree_on_thousands_of_slips(open_page, site_url):
    chance = random.Random(3)
    groups = [*SLIPS["english"]["words"], *SLIPS["german"]["words"]]
    words = " ".join(groups).split()
    typed = []
    for _ in range(3_000):
        letters = list(chance.choice(words))
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(letters))
            letters[at : at + chance.randint(0, 2)] = chance.sample("aeinrstüß", chance.randint(0, 2))
            letters = letters or ["a"]
        typed.append(("".join(letters) + "abcd")[: max(4, len(letters))])
    found = open_page("about/").evaluate(NEAREST, {"root": site_url, "typed": typed, "groups": groups})

    assert found == [nearest(word, groups) for word in typed]
    assert sum(map(bool, found)) > 1_000


@pytest.mark.parametrize(
    ("one", "other", "count"), [("form", "from", 1), ("abc", "", 3), ("abcd", "badc", 2), ("price", "prices", 1)]
)
def test_two_letters_that_are_swapped_are_one_slip(one, other, count):
    assert slips(one, other) == slips(other, one) == count


@pytest.mark.parametrize(
    ("query", "marks", "found"),
    [
        ("customer price", [], None),
        ("custo", [], None),  # the search finds words by their beginnings
        ("the qu", [], None),  # too short to tell
        ("2026 9%", [], None),
        ("discont", ["discs"], ["discount", ["discont"], []]),  # found by its beginning
        ("discounting", ["discount"], None),  # another form of a word
        ("Negotiating", ["negotiate"], None),
        ("quotable", ["quotable"], None),  # a rare word that the list does not have
        ("DISCONT", [], ["discount", ["DISCONT"], []]),
        ('"listening without presure"', [], ['"listening without pressure"', ["presure"], []]),
        ("after-discont price", [], ["-discount price", ["after", "discont"], []]),
        ("price floral", ["f"], ["price", ["floral"], []]),  # a word that nothing is near to is left out
        ("floral", ["f"], ["", ["floral"], []]),
        ("prasseurs", [], ["", ["prasseurs"], ["pressure"]]),  # too far to be taken for it
        ("trüst", [], ["trust", ["trüst"], []]),
        ("価格の交渉について", [], None),
        ("ราคาสินค้า", [], None),
        ("", [], None),
    ],
)
def test_a_query_is_corrected_word_by_word(open_page, site_url, query, marks, found):
    words = {"root": site_url, "query": query, "groups": SLIPS["english"]["words"], "marks": marks}

    assert open_page("about/").evaluate(CORRECT, words)[0] == found


def test_nothing_is_corrected_without_words(open_page, site_url):
    words = {"root": site_url, "query": "discont", "groups": [], "marks": []}

    assert open_page("about/").evaluate(CORRECT, words) == [None, []]


def test_a_slip_is_corrected_and_said_and_the_query_can_be_searched_as_typed(open_page):
    page = open_page()
    links = search(page, "discont")

    assert links == search(page, "discount")
    search(page, "discont")
    said = page.locator(STATUS).inner_text()
    assert said.startswith("Nothing for “discont”. Showing “discount”. ")
    button = page.get_by_role("button", name="Search for “discont” as typed")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('[data-search-dialog] li a')"), "keys do what they did"
    button.click()
    wait_until(page, f"!document.querySelector('{STATUS}').textContent.includes('Showing')")
    assert page.evaluate("document.activeElement.matches('#search-words')")
    assert page.locator("#search-words").input_value() == "discont"
    assert page.locator(RESULTS).count() < len(links)


def test_where_nothing_is_near_words_and_tags_are_offered(open_page, site_url):
    page = open_page("articles/fit-before-quota/")
    assert search(page, "prosperings") == []
    offers = page.locator(f"{STATUS} button").all_inner_texts()
    assert 1 <= len(offers) <= 3
    tags = page.locator("[data-search-tags] a").evaluate_all("all => all.map(one => one.href)")
    assert len(tags) == 12
    assert all(page.request.get(tag).status == 200 for tag in tags)
    page.locator(f"{STATUS} button").first.click()
    wait_until(page, f"document.querySelectorAll('{RESULTS}').length > 0")
    assert page.locator("#search-words").input_value() == offers[0]
    assert not page.locator("[data-search-tags]").is_visible()


def test_a_result_says_why_it_came(open_page):
    page = open_page()
    why = "[data-search-dialog] li:first-child .search__why"
    search(page, "commodity")
    assert page.locator(why).inner_text() == "In the title: commodity · Tag: Commoditisation"
    search(page, "credibility")
    assert page.locator(why).inner_text() == "Tag: Trust (credibility)"
    search(page, "coalface xylophonists managers")
    assert page.locator(why).inner_text().startswith("In the title: Managers, coalface")
    search(page, "presure")
    assert page.locator(why).count() == 0, "the excerpt says it"
    search(page, "coalface stranger")
    assert "Not in it: stranger" in page.locator("[data-search-dialog] ol").inner_text()


def test_without_the_word_list_a_query_is_searched_as_typed(open_page):
    page = open_page()
    page.route("**/pagefind/words.*", lambda route: route.fulfill(status=404))
    search(page, "discount")
    assert page.locator(RESULTS).count() > 1
    search(page, "discont")
    assert "Showing" not in page.locator(STATUS).inner_text()


def test_a_german_site_corrects_german(chromium, tmp_path):
    folder = german_site(tmp_path / "x")
    write(folder / "docs/articles/2026/rabatt.md", GERMAN)
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    with served(folder / "site") as url:
        page = chromium.new_page()
        page.goto(url)
        for typed, meant in {"Rabbat": "rabatt", "Massname": "maßnahme", "Vertruaen": "vertrauen"}.items():
            assert [link.rpartition("/articles/")[2] for link in search(page, typed)] == ["rabatt/"], typed
            said = page.locator(STATUS).inner_text()
            assert said.startswith(f"Nichts zu „{typed}“. Gezeigt wird „{meant}“. 1 Treffer."), said
        for typed in ("Grösse", "Groesse", "größe", "Maßnahmen", "Rabatte"):
            assert [link.rpartition("/articles/")[2] for link in search(page, typed)] == ["rabatt/"], typed
        page.close()


GERMAN = """---
title: Der Rabatt
description: Eine Beschreibung, die lang genug ist, um allein in einer Liste zu stehen.
date: 2026-04-20
tags: [zeit]
---
Jede Maßnahme hat ihre Größe, und Vertrauen braucht Zeit.
"""
