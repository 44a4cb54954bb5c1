"""Readers at the site: on a phone, by keyboard, in the dark, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.conftest import DESKTOP
from browser.kinds import ARTICLE


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_reader_finds_an_article_from_the_home_page(open_page, scripts):
    page = open_page("", scripts=scripts)
    page.get_by_role("link", name="Two ways to make the number").first.click()

    assert page.get_by_role("heading", level=1).inner_text() == "Two ways to make\nthe number".replace("\n", " ")
    page.get_by_role("link", name="Newer").click()
    assert page.get_by_role("heading", level=1).inner_text() == "If your customers were hiring"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_menu_opens_on_a_phone(open_page, scripts):
    page = open_page("", scripts=scripts)
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Articles")
    assert link.count() == 0 or not link.is_visible()

    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Articles").click()
    assert page.get_by_role("heading", level=1).inner_text() == "All articles"


def test_the_menu_lies_open_on_a_wide_screen(open_page):
    page = open_page("", size=DESKTOP)

    assert page.get_by_role("navigation", name="Main").get_by_role("link", name="Articles").is_visible()
    assert not page.get_by_role("button", name="Menu").is_visible()


def test_the_first_tab_leads_past_the_header(open_page):
    page = open_page(ARTICLE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#content').contains(document.activeElement)")


def test_the_choice_of_light_or_dark_is_kept(open_page):
    page = open_page("")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(251, 248, 243)"

    page.get_by_role("button", name="Switch to dark").click()
    assert page.evaluate(ground) == "rgb(23, 21, 18)"
    again = open_page(ARTICLE, context=page.context)
    assert again.evaluate(ground) == "rgb(23, 21, 18)"
    expect(again.get_by_role("button", name="Switch to light")).to_be_visible()


def test_links_and_buttons_of_the_chrome_are_big_enough_to_hit(open_page):
    page = open_page("")
    for role in ("button", "link"):
        for element in page.locator("header.site-header, footer.site-footer").get_by_role(role).all():
            if element.is_visible():
                assert element.bounding_box()["height"] >= 44, element.inner_text()


def test_a_missing_page_says_so_kindly_at_any_depth(open_page):
    page = open_page("no/such/page/")

    assert page.get_by_role("heading", level=1).inner_text() == "There is no page at this address."
    page.get_by_role("link", name="start here", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Start here"


def test_the_text_has_a_measure_for_reading(open_page):
    page = open_page(ARTICLE, size=DESKTOP)
    characters = page.evaluate(
        """() => {
            const paragraph = document.querySelector(".prose > p");
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            return paragraph.textContent.length / lines.size;
        }"""
    )
    assert 55 <= characters <= 80


def test_print_has_no_chrome(open_page):
    page = open_page(ARTICLE)
    page.emulate_media(media="print")

    assert not page.locator(".site-header").is_visible()
    assert not page.locator(".site-footer").is_visible()
    expect(page.locator(".prose")).to_be_visible()
