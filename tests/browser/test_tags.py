"""The picture of the tags that go together: its squares lead to articles, and its table fits on any phone."""

from __future__ import annotations

from itertools import combinations

import pytest

from browser.axe import violations_each_way
from browser.conftest import PHONE

SQUARES = ".matrix a[tabindex='-1']"
BOX = "[role=region]"


def test_every_square_leads_to_the_articles_of_both_tags(open_page, own_site):
    library = own_site.library
    having = {}
    for article in library.listed:
        for pair in combinations(sorted(article.tags), 2):
            having.setdefault("+".join(pair), set()).add(article.title)
    page = open_page("tags/")
    found = page.evaluate(
        """(squares) => Object.fromEntries([...document.querySelectorAll(squares)].map((link) => {
            const place = document.getElementById(link.getAttribute("href").slice(1));
            return [place.id, [...place.querySelectorAll("li")].map((item) => item.textContent)];
        }))""",
        SQUARES,
    )

    assert len(found) > 50
    assert {place: set(titles) for place, titles in found.items()} == having


@pytest.mark.parametrize("scripts", [True, False])
def test_a_square_shows_its_articles_and_says_what_it_is(open_page, site_url, scripts):
    page = open_page("tags/", scripts=scripts)
    place = page.locator("[id='discovery+listening']")
    assert not place.is_visible()
    square = page.locator(f"{SQUARES}[href='#discovery+listening']")
    assert square.locator("title").text_content() == "Discovery and listening: 3 articles"
    square.click()
    assert place.is_visible()
    assert place.locator("h3").inner_text() == "Discovery and listening: 3 articles"
    assert page.locator(".tag-pair:visible").count() == 1
    link = place.locator("a").first
    assert page.request.get(f"{site_url}tags/{link.get_attribute('href')}").status == 200


def test_the_keyboard_comes_to_one_link_a_row_and_by_the_table_to_every_pair(open_page):
    page = open_page("tags/")
    stops = page.locator(".matrix a:not([tabindex])")
    assert stops.count() == page.locator(".matrix text").count() < 25
    page.locator(".matrix-table summary").press("Enter")
    targets = set(page.locator(".matrix-table td a").evaluate_all("all => all.map(one => one.hash)"))
    assert targets == set(page.locator(SQUARES).evaluate_all("all => all.map(one => one.getAttribute('href'))"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[role=region]')")
    page.locator(".matrix-table td a").first.press("Enter")
    assert page.locator(".tag-pair:visible").count() == 1


def test_the_table_scrolls_in_its_own_box_on_the_narrowest_phone(open_page):
    page = open_page("tags/", size={"width": 320, "height": 700})
    page.locator(".matrix-table summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    widths = page.locator(BOX).evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert widths[0] > widths[1]
    page.locator(BOX).focus()
    page.keyboard.press("ArrowRight")
    for _ in range(100):
        if page.locator(BOX).evaluate("box => box.scrollLeft") > 0:
            break
        page.wait_for_timeout(20)
    assert page.locator(BOX).evaluate("box => box.scrollLeft") > 0
    assert page.locator(BOX).get_attribute("aria-label") == "Table of the words that go together"


def test_axe_finds_nothing_with_everything_open(open_page):
    page = open_page("tags/#discovery+listening", size=PHONE)
    page.locator(".matrix-table summary").click()
    assert violations_each_way(page) == []
