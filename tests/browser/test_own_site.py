"""Another coach's site in a browser: her colours can be read, her key is in what is kept, her offer is in a result."""

from __future__ import annotations

import pytest
from PIL import Image

from browser.axe import violations_each_way
from browser.conftest import served, wait_until
from building import build
from own_site import COLOURS, SITE, copy_own_site

PAGES = {
    "home": "",
    "article": "articles/five-minutes/",
    "author": "authors/ada/",
    "letter": "newsletter/2026-04/",
    "quiz": "quizzes/tea/",
    "path": "paths/anfang/",
}


@pytest.fixture(scope="module")
def own_url(tmp_path_factory):
    folder = copy_own_site(tmp_path_factory.mktemp("own") / "copy")
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    with served(folder / "site") as url:
        yield url


@pytest.fixture
def visit(chromium, own_url):
    contexts = []

    def visit_(address, **options):
        context = chromium.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(own_url + address)
        return page

    yield visit_
    for context in contexts:
        context.close()


OLD_ADDRESSES = [
    "?p=7",
    "index.html?utm_source=mail&p=7",
    "2019/04/gr%C3%B6%C3%9Fe/",
    "2019/04/größe",
    "2019/%E6%97%A5%E6%9C%AC/",
    "blog/alt.php",
    "2019/alt.html",
]


@pytest.mark.parametrize("address", OLD_ADDRESSES)
def test_an_old_address_leads_to_its_article(chromium, own_url, address):
    context = chromium.new_context()
    context.route(f"{SITE}**", lambda route: route.fulfill(body="there"))
    page = context.new_page()
    page.goto(own_url + address, wait_until="commit")
    page.wait_for_url(f"{SITE}articles/zwei/")
    context.close()


@pytest.mark.parametrize("address", ["?utm_source=mail", "?p=", "?p=../x", "?page_id=7"])
def test_what_else_stands_behind_the_home_address_leads_nowhere(visit, own_url, address):
    page = visit(address)
    page.wait_for_timeout(200)

    assert page.url == own_url + address


@pytest.mark.parametrize("kind", PAGES)
def test_her_colours_break_no_rule_of_accessibility_in_either_scheme(visit, kind):
    page = visit(PAGES[kind])

    assert violations_each_way(page) == []
    for size in ({"width": 320, "height": 640}, {"width": 1366, "height": 800}):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size


@pytest.mark.parametrize(("scheme", "number"), [("light", 0), ("dark", 1)])
def test_links_have_her_accent(visit, scheme, number):
    page = visit("", color_scheme=scheme)

    shown = page.evaluate("getComputedStyle(document.querySelector('.profiles a')).color")
    colour = COLOURS["accent"][number]
    assert shown == f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:7], 16)})"
    assert page.evaluate("document.querySelector('.site-header img.mark').naturalWidth > 0")


def test_a_result_ends_with_her_offer_and_what_is_kept_and_saved_has_her_key(visit, own_url):
    page = visit("articles/five-minutes/")
    page.goto(own_url + "quizzes/tea/")
    for item in page.query_selector_all("fieldset.pair"):
        item.query_selector("input").check()
    page.click("[data-quiz-submit]")
    wait_until(page, "!document.querySelector('[data-quiz-result]').hidden")

    result = page.locator("[data-quiz-result]")
    assert result.locator("aside.offer a").get_attribute("href") == "https://termine.example.org/ada"
    assert violations_each_way(page) == []
    result.locator("[data-action=keep]").click()
    wait_until(page, "Object.keys(localStorage).some((key) => key.includes('.history.'))")
    assert all(key.startswith("berger-training.") for key in page.evaluate("Object.keys(localStorage)"))
    with page.expect_download() as download:
        result.locator("[data-action=picture]").click()
    picture = Image.open(download.value.path()).convert("RGB")
    assert picture.getpixel((1060, 101)) == (0, 0xBB, 0x55), "the picture has her mark"
    with page.expect_download() as download:
        result.locator("[data-action=remind]").click()
    assert download.value.suggested_filename == "berger-training-tea.ics"
    assert "PRODID:-//berger-training//" in download.value.path().read_text(encoding="utf-8")
