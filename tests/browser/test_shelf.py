"""What a reader saves, begins and reads: noted in this browser only, found again on the shelf and on the home page."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from browser.axe import violations_each_way
from browser.conftest import DESKTOP, wait_until
from browser.test_quiz import answer, hand_in, sheet
from quizzes.test_scoring import ALL

LONG = "articles/lousy-customers-are-often-a-mirror/"
ON_PATH = "articles/fit-before-quota/#path-from-pusher-to-builder"
SHELF = "(() => { try { return JSON.parse(localStorage.getItem('second-sale.shelf')); } catch { return null; } })()"


def items(page):
    return page.evaluate(SHELF) or []


def read_to_the_end(page):
    """Scroll through the page as a reader does: the path's bar is seen too."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for at in range(0, height, 600):
        page.evaluate(f"scrollTo(0, {at})")
        page.wait_for_timeout(30)
    wait_until(page, f"{SHELF}?.some(({{ far }}) => far === 1)")


def titles(page, part):
    return page.locator(f"[data-part={part}] li:visible > a").all_inner_texts()


def test_an_article_is_saved_for_later_and_taken_off_again(open_page):
    page = open_page(LONG)
    button = page.get_by_role("button", name="Save for later")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Saved: take it off")).to_be_focused()
    assert [(one["address"], one["saved"]) for one in items(page)] == [(LONG, True)]

    page.get_by_role("link", name="My shelf").first.click()
    expect(page.locator("[data-part=saved] li > a")).to_have_text(["Lousy customers are often a mirror"])
    page.go_back()
    page.get_by_role("button", name="Saved: take it off").click()
    expect(page.get_by_role("button", name="Save for later")).to_be_visible()
    assert not items(page)[0]["saved"]


def test_without_scripts_there_is_no_button_and_the_shelf_says_what_it_needs(open_page):
    assert open_page(LONG, scripts=False).get_by_role("button", name="Save for later").count() == 0
    home = open_page("", scripts=False)
    assert not home.get_by_text("Continue where you left").is_visible()
    page = open_page("shelf/", scripts=False)
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    assert page.get_by_role("heading", level=2).count() == 0
    page.get_by_role("link", name="the archive").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All articles")


def test_an_article_that_was_begun_goes_on_where_it_was_left(open_page):
    page = open_page(LONG)
    assert items(page) == []
    page.evaluate("scrollTo(0, 1600)")
    wait_until(page, SHELF)
    (item,) = items(page)
    assert 0.2 < item["far"] < 0.9
    assert not item["done"]

    home = open_page("", context=page.context)
    box = home.get_by_role("region", name="Continue where you left")
    expect(box.get_by_text(f"{round(100 * item['far'])} % read")).to_be_visible()
    box.get_by_role("link", name="Lousy customers are often a mirror").click()
    wait_until(home, "scrollY > 1000")
    assert home.evaluate("scrollY") == pytest.approx(1600, abs=80)
    assert home.evaluate("location.hash") == ""
    assert items(home)[0]["far"] == item["far"]


def test_the_end_of_an_article_brings_its_homework_and_its_paths_next_step(open_page):
    page = open_page(ON_PATH)
    read_to_the_end(page)
    shelf = open_page("shelf/", context=page.context)
    assert titles(shelf, "read") == ["Fit before quota"]
    assert titles(shelf, "begun") == []
    (homework,) = titles(shelf, "homework")
    assert "From pusher to builder" in titles(shelf, "paths")
    expect(shelf.locator("[data-path=from-pusher-to-builder] [data-said]")).to_have_text("1 of 14 steps")
    assert shelf.locator("[data-path=from-pusher-to-builder] [data-next] a:visible").count() == 1

    home = open_page("", context=page.context)
    expect(home.get_by_text("next on “From pusher to builder”")).to_be_visible()
    shelf.get_by_role("link", name=homework).click()
    shelf.locator(".homework").get_by_role("checkbox").check()
    shelf.go_back()
    wait_until(shelf, "document.querySelector('[data-part=homework]').hidden")


def test_a_quiz_is_begun_then_taken(open_page):
    page = open_page("quizzes/would-they-hire-you/")
    scale = ALL["would-they-hire-you"]
    answer(page, sheet(scale, 0, leave=4))
    wait_until(page, SHELF)
    home = open_page("", context=page.context)
    expect(home.get_by_role("region", name="Continue where you left").get_by_text("quiz, begun")).to_be_visible()
    shelf = open_page("shelf/", context=page.context)
    expect(shelf.locator("[data-quiz=would-they-hire-you]")).to_contain_text("quiz, begun")
    assert shelf.locator("[data-quiz]:visible").count() == 1

    answer(page, sheet(scale, 0))
    hand_in(page)
    shelf.reload()
    expect(shelf.locator("[data-quiz=would-they-hire-you]")).to_contain_text("answered")
    page.get_by_role("button", name="Keep it in this browser").click()
    wait_until(page, "localStorage.getItem('second-sale.history.would-they-hire-you')")
    shelf.reload()
    expect(shelf.locator("[data-quiz=would-they-hire-you]")).to_contain_text("1 result kept, 20")
    home.reload()
    assert not home.get_by_text("quiz, begun").is_visible()


def test_the_shelf_is_taken_along_deleted_and_brought_back(open_page, tmp_path):
    page = open_page(ON_PATH)
    read_to_the_end(page)
    page.get_by_role("button", name="Save for later").click()
    before = page.evaluate("({ ...localStorage })")
    page.evaluate("localStorage.setItem('other', 'x')")
    shelf = open_page("shelf/", context=page.context)
    with shelf.expect_download() as download:
        shelf.get_by_role("button", name="Take it along as a file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "second-sale-shelf.json"
    assert json.loads(file.read_text()) == {"site": "second-sale", "kept": before}

    shelf.once("dialog", lambda dialog: dialog.dismiss())
    shelf.get_by_role("button", name="Delete all of it").click()
    assert titles(shelf, "saved") == ["Fit before quota"]
    shelf.once("dialog", lambda dialog: dialog.accept())
    shelf.get_by_role("button", name="Delete all of it").click()
    expect(shelf.get_by_text("Nothing lies here yet.")).to_be_visible()
    assert shelf.evaluate("({ ...localStorage })") == {"other": "x"}

    shelf.locator("input[type=file]").set_input_files(file)
    expect(shelf.get_by_text("What was in the file lies here now.")).to_be_visible()
    assert titles(shelf, "saved") == ["Fit before quota"]
    assert shelf.evaluate("({ ...localStorage })") == {"other": "x", **before}


BAD = {
    "no JSON": "words",
    "of another site": json.dumps({"site": "other", "kept": {}}),
    "no items": json.dumps({"site": "second-sale", "kept": {"second-sale.shelf": "[1, null, {}]"}}),
    "leads elsewhere": json.dumps({
        "site": "second-sale",
        "kept": {
            "second-sale.shelf": json.dumps([
                {"kind": "article", "title": "x", "address": address, "saved": True}
                for address in ("https://example.com/", "//example.com/", "javascript:alert(1)//", "/x/", "../x/")
            ]),
            "other": "x",
        },
    }),
}  # fmt: skip


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_file_that_is_no_shelf_puts_nothing_there(open_page, text):
    page = open_page("shelf/")
    file = {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    wait_until(page, "document.querySelector('[data-shelf] [role=status]').textContent")

    assert items(page) == []
    assert page.locator(".shelf__list li:visible").count() == 0
    assert page.evaluate("localStorage.getItem('other')") is None


@pytest.mark.parametrize(
    "kept", ["{", "7", "{}", "[null]", '[{"kind":"article","address":"https://x.org/","title":"x","far":0.5}]']
)
def test_damaged_notes_stop_no_page(open_page, kept):
    page = open_page("")
    page.evaluate("(kept) => localStorage.setItem('second-sale.shelf', kept)", kept)
    for address in ("", "shelf/", LONG):
        page.goto(page.url.partition("/second-sale/")[0] + "/second-sale/" + address)
        assert page.locator("main a[href*='x.org']:visible, #content a[href*='x.org']:visible").count() == 0
    page.evaluate("scrollTo(0, 1600)")
    wait_until(page, f"{SHELF}?.[0]?.far > 0.1")


def test_a_full_shelf_and_the_box_are_accessible_and_fit_a_small_phone(open_page):
    page = open_page(ON_PATH, size={"width": 320, "height": 640})
    read_to_the_end(page)
    page.get_by_role("button", name="Save for later").click()
    for address in ("shelf/", ""):
        shown = open_page(address, context=page.context)
        assert shown.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations_each_way(shown) == []
        shown.set_viewport_size(DESKTOP)
