"""An author with `mkdocs serve` in a browser: mistakes stand on the pages, and a save shows what it has changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, expect

from adapter.test_serve import FIVE, serving
from browser.axe import violations_each_way
from browser.conftest import DESKTOP, PHONE
from building import copy_project, write
from helpers import BASE, MENU, TAGS, article

pytestmark = [pytest.mark.browser, pytest.mark.build]

FIT = "articles/2026/fit.md"
PARAGRAPHS = [f"Paragraph {number}. " + "It is long enough to fill some lines of a page. " * 5 for number in range(40)]
BAR = "aside.live-check"
SECONDS = 1000
expect.set_options(timeout=20 * SECONDS)


def text_of(paragraphs, **keys):
    return article(body="\n\n".join(paragraphs), **keys)


@pytest.fixture
def desk(tmp_path, chromium):
    """Return what writes a file of docs/, and a page on which a browser shows the article, reloaded by itself."""
    files = {**BASE, **MENU, FIVE: text_of(PARAGRAPHS), FIT: article("Fit before quota", "2026-05-14")}
    folder = copy_project(tmp_path / "x", files)
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    with serving(folder) as url:
        open_at(page, f"{url}articles/five-minutes/")
        yield lambda path, text: write(folder / "docs" / path, text), page, url
        context.close()
    assert faults == []
    assert "Traceback" not in (folder / "log.txt").read_text()


def open_at(page, url):
    """Open the page as soon as there is a server."""
    for _ in range(100):
        try:
            page.goto(url)
        except Error:
            page.wait_for_timeout(0.2 * SECONDS)
        else:
            return
    pytest.fail(f"nothing answers at {url}")


def test_a_mistake_stands_on_the_page_of_its_file_until_it_is_mended(desk):
    save, page, url = desk
    bar = page.locator(BAR)
    here, elsewhere = bar.locator("[data-page]"), bar.locator("[data-elsewhere]")
    expect(bar).to_have_count(0)

    save(FIVE, text_of([*PARAGRAPHS, "A [link](nowhere.md)."]))
    expect(here.locator("summary")).to_have_text("1 mistake on this page")
    expect(here.locator("li")).to_have_text(
        f'docs/{FIVE}:87:10 there is no file "nowhere.md". Links name a file, relative to this one.'
    )
    expect(elsewhere).to_have_count(0)

    save("tags.yml", TAGS + "other: {<b>: X}\n")
    expect(elsewhere.locator("summary")).to_have_text("2 more mistakes in other files")
    expect(elsewhere.locator("li").first).to_be_hidden()
    assert all(text.startswith("docs/tags.yml:8:") for text in elsewhere.locator("li").all_text_contents())
    assert 'unknown key "<b>".' in "".join(elsewhere.locator("li").all_text_contents())

    other = page.context.new_page()
    other.goto(url)
    expect(other.locator(f"{BAR} summary")).to_have_text("3 mistakes in other files")
    other.close()

    save("tags.yml", TAGS)
    expect(elsewhere).to_have_count(0)
    save(FIVE, text_of(PARAGRAPHS))
    expect(bar).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Five minutes")


def test_an_article_that_is_left_out_is_named_at_its_address_and_comes_back_by_itself(desk):
    save, page, _ = desk
    save(FIT, article("Fit before quota", "2026-05-14", tags="[tiem]"))
    save(FIVE, text_of(PARAGRAPHS, date="2026-02-30"))

    expect(page.locator("h1")).to_have_text("There is no page at this address.")
    expect(page.locator(f"{BAR} [data-page] li").first).to_have_text(
        f"docs/{FIVE}:4:7 date 2026-02-30 does not exist. Until it is mended, this article is left out of the site. "
        "February 2026 has 28 days."
    )
    expect(page.locator(f"{BAR} [data-elsewhere] li")).to_be_visible()
    save(FIT, article("Fit before quota", "2026-05-14"))
    expect(page.locator(f"{BAR} [data-elsewhere]")).to_have_count(0)

    save(FIVE, text_of(PARAGRAPHS))
    expect(page.locator("h1")).to_have_text("Five minutes")
    expect(page.locator(BAR)).to_have_count(0)


def test_a_save_scrolls_to_what_it_changed_and_else_the_page_keeps_its_place(desk):
    save, page, _ = desk
    page.evaluate("scrollTo(0, 1500)")
    save(FIT, article("Fit before quota", "2026-05-14", tags="[tiem]"))
    expect(page.locator(BAR)).to_be_visible()
    page.wait_for_timeout(0.5 * SECONDS)
    assert page.evaluate("scrollY") == 1500

    save(FIVE, text_of([*PARAGRAPHS[:30], "This one is new.", "- A list\n- of two", *PARAGRAPHS[31:]]))
    changed = page.locator("[data-changed]")
    expect(changed).to_have_text("This one is new.")
    expect(changed).to_be_in_viewport()
    assert changed.evaluate("(block) => getComputedStyle(block).animationName") == "none"
    expect(changed).to_have_count(0)
    place = page.evaluate("scrollY")

    save(FIVE, text_of([*PARAGRAPHS[:30], "This one is new.", "- A list\n- of three", *PARAGRAPHS[31:]]))
    expect(changed).to_have_text("of three")
    assert page.evaluate("scrollY") == place, "it was in sight"

    save(FIVE, text_of(PARAGRAPHS[:20]))
    expect(page.get_by_text("Paragraph 19.")).to_be_in_viewport()


def test_what_is_folded_stays_so_by_keyboard_and_the_bar_is_fit_to_be_read_and_not_printed(desk):
    save, page, _ = desk
    save(FIVE, text_of([*PARAGRAPHS, "A [link](nowhere.md).", "![](../../assets/x.jpg)"]))
    entry = page.locator(f"{BAR} [data-page] li").first
    expect(entry).to_be_visible()
    assert violations_each_way(page) == []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(BAR).evaluate("(bar) => bar.getBoundingClientRect().top > innerHeight * 0.6")
    page.emulate_media(media="print")
    expect(page.locator(BAR)).to_be_hidden()
    page.emulate_media(media="screen")

    page.locator(f"{BAR} summary").first.press("Enter")
    expect(entry).to_be_hidden()
    save(FIVE, text_of([*PARAGRAPHS, "A [link](nowhere.md).", "![](../../assets/y.jpg)"]))
    expect(page.locator(f"{BAR} li").last).to_contain_text("y.jpg")
    expect(entry).to_be_hidden()
