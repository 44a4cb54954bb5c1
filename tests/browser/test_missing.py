"""The page for addresses that do not exist: the nearest one, and the search field."""

from __future__ import annotations

import pytest

from browser.axe import violations_each_way
from browser.conftest import wait_until
from browser.test_search import IS_OPEN, RESULTS, STATUS

OFFER = "[data-nearest] p"
LINK = "[data-nearest] a"
FIELD = "#missing-words"


@pytest.mark.parametrize(
    ("asked", "meant", "title"),
    [
        ("Articles/Fit-Before-Quota/", "articles/fit-before-quota/", "Fit before quota"),
        ("articles/fit-before-quota.html", "articles/fit-before-quota/", "Fit before quota"),
        ("articles/fit-before-quota/index.php", "articles/fit-before-quota/", "Fit before quota"),
        ("fit_before_quota", "articles/fit-before-quota/", "Fit before quota"),
        ("blog/2026/05/fit-before-quota/", "articles/fit-before-quota/", "Fit before quota"),
        ("2026-05-07-fit-before-quota.html", "articles/fit-before-quota/", "Fit before quota"),
        ("articles/fit-befor-qouta/", "articles/fit-before-quota/", "Fit before quota"),
        ("articles/fit%20before%20quota/", "articles/fit-before-quota/", "Fit before quota"),
        ("articles/five-minutes/", "articles/five-minutes-means-five-minutes/", "Five minutes means five minutes"),
        ("tag/pricing/", "tags/pricing/", "Pricing"),
        ("paths/pusher-to-builder/", "paths/from-pusher-to-builder/", "From pusher to builder"),
        ("quizes", "quizzes/", "Quizzes"),
    ],
)
def test_the_nearest_address_is_offered_by_its_title(open_page, site_url, asked, meant, title):
    page = open_page(asked)
    wait_until(page, f"!document.querySelector('{OFFER}').hidden")
    assert page.locator(OFFER).inner_text() == f"Did you mean {title}?"
    assert page.url == site_url + asked, "nobody is led anywhere without asking"
    page.locator(LINK).click()
    page.wait_for_url(site_url + meant)
    assert page.locator("h1").inner_text() == title


@pytest.mark.parametrize("asked", ["no/such/page/", "2026/11/30/", "newsletter/2031-15/", "%E4%F6/", "a"])
def test_nothing_is_offered_where_nothing_is_near(open_page, asked):
    page = open_page(asked)
    page.wait_for_load_state("networkidle")
    assert not page.locator(OFFER).is_visible()


def test_a_page_that_is_gone_since_is_not_offered(open_page, site_url):
    page = open_page()
    page.route("**/articles/fit-before-quota/", lambda route: route.fulfill(status=404, body="<h1>Gone</h1>"))
    page.goto(f"{site_url}articles/fit-before-qouta/")
    page.wait_for_load_state("networkidle")
    assert not page.locator(OFFER).is_visible()


def test_the_field_has_the_words_of_the_address_and_opens_the_dialog_with_them(open_page):
    page = open_page("blog/2026/discont-for-custmers.html")
    field = page.locator(FIELD)
    assert field.input_value() == "discont for custmers"
    field.press("Enter")
    assert page.evaluate(IS_OPEN)
    wait_until(page, f"document.querySelectorAll('{RESULTS}').length > 0")
    assert "discount" in page.locator(STATUS).inner_text()
    page.keyboard.press("Escape")
    wait_until(page, f"document.activeElement.matches('{FIELD}')")
    field.fill("referral")
    page.get_by_role("button", name="Search").last.click()
    assert page.locator("#search-words").input_value() == "referral"


def test_nothing_of_it_is_loaded_elsewhere_and_the_sitemap_only_here(open_page, site_url):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_url}about/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "missing" in url or "sitemap" in url] == []
    page.goto(f"{site_url}abuot/")
    wait_until(page, f"!document.querySelector('{OFFER}').hidden")
    assert {url.removeprefix(site_url) for url in asked} >= {"sitemap.xml", "components/missing/missing.mjs"}
    assert [url for url in asked if "pagefind" in url] == []


def test_without_scripts_the_field_leads_to_the_archive(open_page, site_url):
    page = open_page("no/such/page/", scripts=False)
    assert not page.locator(OFFER).is_visible()
    page.locator(FIELD).fill("trust")
    page.locator(FIELD).press("Enter")
    assert page.url.rstrip("?") == f"{site_url}archive/"


def test_axe_finds_nothing_with_an_offer_and_nothing_is_too_wide(open_page):
    page = open_page("articles/fit-befor-qouta/")
    wait_until(page, f"!document.querySelector('{OFFER}').hidden")
    assert violations_each_way(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for target in page.locator(f"{FIELD}, [data-missing-search] button").all():
        assert target.bounding_box()["height"] >= 44
