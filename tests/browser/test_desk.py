"""What readers at a desk have more: the section that is being read is marked, notes stand in the margin, keys lead on."""

from __future__ import annotations

from playwright.sync_api import expect

from browser.axe import violations
from browser.conftest import DESKTOP, PHONE

LONG = "articles/a-manager-makes-five-calls/"
ON_PATH = "articles/price-is-what-is-left/"
FIRST = "articles/if-your-customers-were-hiring/"  # of its path
CHAT = "articles/anatomy-of-a-thread-that-went-nowhere/"


def test_the_contents_stand_beside_the_text_and_mark_the_section_that_is_read(open_page):
    page = open_page(LONG, size=DESKTOP)
    contents, text = page.locator(".contents"), page.locator(".prose")
    headings = page.locator(".prose > h2")
    for number in range(headings.count()):
        headings.nth(number).evaluate("heading => heading.scrollIntoView()")
        marked = page.locator(".contents a:target-current")
        expect(marked).to_have_text(headings.nth(number).inner_text())
        box, column = contents.bounding_box(), text.bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] < column["x"]
        assert 0 <= box["y"] < box["y"] + box["height"] <= DESKTOP["height"]


def test_the_contents_change_nothing_where_there_is_no_room_for_them(open_page):
    page = open_page(LONG, size=PHONE)

    assert not page.locator(".contents ol").is_visible()
    assert page.locator(".contents").evaluate("one => getComputedStyle(one).float") == "none"


def test_notes_on_a_conversation_stand_in_the_margin(open_page):
    page = open_page(CHAT, size=DESKTOP)
    note, text = page.locator(".chat__note").first.bounding_box(), page.locator(".prose").bounding_box()

    assert text["x"] + text["width"] <= note["x"] < note["x"] + note["width"] <= DESKTOP["width"]


def test_keys_open_their_list_and_do_nothing_in_it(open_page, site_url):
    page = open_page(LONG, size=DESKTOP)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    page.keyboard.press("Control+n")
    assert page.url == site_url + LONG


def test_where_the_path_goes_no_further_the_keys_lead_to_the_older_and_newer_article(open_page):
    page = open_page(FIRST, size=DESKTOP)
    assert page.locator(".path-bar a[rel=prev]").count() == 0
    older = page.locator(".neighbours a[rel=prev]").evaluate("one => one.href")
    page.keyboard.press("p")
    page.wait_for_url(older)


def test_on_a_path_the_keys_follow_the_path(open_page, site_url):
    page = open_page(f"{ON_PATH}#path-from-pusher-to-builder", size=DESKTOP)
    following = page.locator(".path-bar:target a[rel=next]").evaluate("one => one.href")
    page.keyboard.press("n")
    page.wait_for_url(following)
    assert following.endswith("#path-from-pusher-to-builder")


def test_keys_do_nothing_while_somebody_types(open_page, site_url):
    page = open_page(LONG, size=DESKTOP)
    page.keyboard.press("/")
    page.keyboard.type("n?p/")
    assert page.locator("#search-words").input_value() == "n?p/"
    assert page.url == site_url + LONG
    assert not page.get_by_role("dialog", name="Keys").is_visible()


def test_keys_that_are_switched_off_stay_off_until_they_are_switched_on_again(open_page, site_url, chromium):
    context = chromium.new_context(viewport=DESKTOP)
    page = open_page(LONG, context=context)
    page.get_by_role("button", name="Keys").click()
    dialog = page.get_by_role("dialog", name="Keys")
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.reload()
    for key in ("n", "p", "?", "/"):
        page.keyboard.press(key)
    assert page.url == site_url + LONG
    assert page.locator("dialog[open]").count() == 0

    page.get_by_role("button", name="Keys").click()
    dialog.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.endsWith('.keys'))") == []
    page.keyboard.press("/")
    expect(page.locator("#search-words")).to_be_focused()
    context.close()


def test_without_a_script_there_is_no_button_for_keys(open_page):
    page = open_page(LONG, size=DESKTOP, scripts=False)

    assert not page.locator("[data-keys-open]").is_visible()
