"""WCAG 2.2 AA on every kind of page: by axe-core with its best practices, by keyboard, enlarged, in forced colours."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from browser.axe import EACH_WAY, violations, violations_each_way
from browser.conftest import DESKTOP, PHONE, wait_until
from browser.kinds import ARTICLE, KINDS, QUIZ

if TYPE_CHECKING:
    from pathlib import Path


NARROWEST = {"width": 320, "height": 640}
ENLARGED = {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}  # what zoom to 200 % leaves


HEADINGS = """[...document.querySelectorAll('h1, h2, h3, h4')]
    .filter((one) => one.checkVisibility()).map((one) => +one.tagName[1])"""


def scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_headings_are_in_order_and_nothing_scrolls_sideways(open_page, kind):
    page = open_page(KINDS[kind])
    assert violations_each_way(page, [*EACH_WAY, (ENLARGED, "light")]) == []
    for size in (PHONE, DESKTOP, ENLARGED, NARROWEST):
        page.set_viewport_size(size)
        assert not scrolls_sideways(page), size
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), levels


def test_there_is_an_address_for_every_template(built_site):
    """A new kind of page must be added to the list, or nobody looks at it."""
    looked_at = {
        kind_of(built_site / KINDS[kind].partition("#")[0] / "index.html") for kind in KINDS if kind != "not found"
    }
    everywhere = {kind_of(path) for path in built_site.rglob("index.html")}

    assert everywhere - looked_at == {None}  # redirects have no shell


def kind_of(path: Path):
    """Return what tells kinds of pages apart: the class of the shell, and what stands over the title."""
    import lxml.html

    tree = lxml.html.parse(str(path))
    shell = tree.xpath("string(//div[@id='content']/@class)")
    over = tree.xpath("string((//p[@class='overline'])[1])").split("·")[0].strip()
    return (shell, over if shell in {"page", "quiz-page"} else "") if shell else None


def test_forced_colours_leave_nothing_out(open_page):
    """What says something by colour alone would be gone here."""
    page = open_page("style/", size=DESKTOP, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    # axe reads the colours of the style sheet, which are not those that are shown here.
    assert violations(page, rules={"color-contrast": {"enabled": False}}) == []
    page.locator("#style-answered-2").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    filled = page.evaluate("getComputedStyle(document.querySelector('.steps .done .tally rect')).fill")
    empty = page.evaluate("getComputedStyle(document.querySelector('.steps .tally rect')).fill")
    assert filled != empty


@pytest.mark.parametrize("address", ["", ARTICLE, QUIZ, "style/"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_what_has_the_focus_is_seen_and_not_covered(open_page, address, size):
    page = open_page(address, size=size)
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return null;
                const box = one.getBoundingClientRect();
                const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
                const y = box.top + box.height / 2;
                const top = document.elementFromPoint(x, y);
                const hit = top && (one.contains(top) || top.contains(one) || top.closest("label")?.control === one);
                const ring = [one, one.closest("label")].some((some) => some && getComputedStyle(some).outlineStyle === "solid");
                return { hit, ring, html: one.outerHTML.slice(0, 120), y };
            }"""
        )
        if state is None:
            break
        assert state["hit"], state
        assert state["ring"], state
        seen += 1
    assert seen > 12


def press(page, key, until, *, most=80):
    """Press the key until the expression is true of the page."""
    for _ in range(most):
        if page.evaluate(until):
            return
        page.keyboard.press(key)
    pytest.fail(f"never reached by {key}: {until}")


def focused(words):
    return f"document.activeElement.textContent.trim().startsWith({words!r})"


def test_a_whole_visit_by_keyboard_alone(open_page, site_url):
    """Home, search, an article, a quiz to its result, a path: no mouse, and the focus never lost."""
    page = open_page("", size=DESKTOP)
    page.keyboard.press("/")
    page.keyboard.type("five minutes")
    page.locator("[data-search-dialog] li a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}{ARTICLE}")

    press(page, "Tab", focused("Quizzes"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}quizzes/")
    press(page, "Tab", focused("Pusher or builder?"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}{QUIZ}")

    press(page, "Tab", "document.activeElement.type === 'radio'")
    for _ in range(page.locator("fieldset.pair").count()):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    press(page, "Tab", focused("See my result"))
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.matches('[data-quiz-result] h2')")

    press(page, "Shift+Tab", focused("Start here"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}start-here/")
    press(page, "Tab", focused("Two ways to make the number"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}articles/two-ways-to-make-the-number/#path-from-pusher-to-builder")
    press(page, "Tab", "document.activeElement.matches('.path-bar__next')")
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Ask about the second sale before the first"
    press(page, "Tab", "document.activeElement.matches('[data-scheme-switch]')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"


def test_the_language_and_the_landmarks_are_said(open_page):
    page = open_page(ARTICLE)

    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.locator("main, [role=main]").count() == 1
    assert page.locator("body > header, .site-header").count() == 1
    assert page.get_by_role("contentinfo").count() == 1
    names = page.evaluate("[...document.querySelectorAll('nav')].map((one) => one.getAttribute('aria-label'))")
    assert len(names) == len(set(names))
    assert all(names)


# The shelf shows what a script has noted; it says so without one (test_shelf.py).
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"shelf", "no network"}])
def test_without_scripts_every_page_says_the_same(open_page, kind):
    """Scripts add; what is there to read is there without them."""
    with_scripts = open_page(KINDS[kind])
    without = open_page(KINDS[kind], scripts=False)
    for page in (with_scripts, without):
        assert page.get_by_role("heading", level=1).count() == 1
    if kind.startswith("mirror"):
        assert without.get_by_text("Your browser runs no scripts here").is_visible()  # and how to do it by hand
        return
    words = [page.locator("#content").inner_text() for page in (with_scripts, without)]
    assert len(words[1]) >= 0.9 * len(words[0])
