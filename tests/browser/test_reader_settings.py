"""What readers set for themselves: wider spacing, 400 % zoom, forced colours, contrast, less motion and transparency."""

from __future__ import annotations

import time

import pytest

from browser.axe import violations
from browser.conftest import DESKTOP, PHONE, UnderPrefix, served, wait_until
from browser.fits import SPACED, misfits
from browser.kinds import ARTICLE, KINDS, QUIZ

LATER = 0.8  # seconds
ZOOMED = {"width": 320, "height": 256}  # what 400 % leave of 1280 × 1024

SEE_THROUGH = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()).flatMap((one) => {
    const style = getComputedStyle(one);
    const ground = CSS.supports("color", style.backgroundColor) && /[/,] ?0?\\.\\d+\\)$/.test(style.backgroundColor);
    const faint = [style.opacity, style.fillOpacity, style.strokeOpacity].some((value) => value > 0 && value < 1);
    return ground || faint ? [one.outerHTML.slice(0, 100)] : [];
})"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    const lasts = (times) => times.split(", ").some((time) => parseFloat(time) > 0);
    return lasts(style.transitionDuration) || lasts(style.animationDuration) || style.scrollBehavior === "smooth";
}).map((one) => one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_neither_cut_nor_covered_with_wider_spacing_or_at_400_percent(open_page, kind):
    """WCAG 1.4.12 and 1.4.10."""
    page = open_page(KINDS[kind], size=ZOOMED)
    assert misfits(page) == []
    page.evaluate(SPACED)
    assert page.evaluate("getComputedStyle(document.querySelector('p')).letterSpacing") != "normal"
    for size in (ZOOMED, PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert misfits(page) == [], size


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_forced_colours(open_page, kind):
    page = open_page(KINDS[kind], size=DESKTOP, forced_colors="active")
    # axe reads the colours of the style sheet, which are not those that are shown here.
    assert violations(page, rules={"color-contrast": {"enabled": False}}) == []


@pytest.mark.parametrize("kind", KINDS)
def test_readers_who_ask_for_more_contrast_get_seven_to_one(open_page, kind):
    page = open_page(KINDS[kind], size=DESKTOP, contrast="more")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, runOnly=["color-contrast-enhanced"]) == [], scheme


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_shines_through_or_moves_for_readers_who_do_not_want_it(open_page, kind):
    page = open_page(KINDS[kind])
    less = [{"name": f"prefers-reduced-{what}", "value": "reduce"} for what in ("transparency", "motion")]
    page.context.new_cdp_session(page).send("Emulation.setEmulatedMedia", {"features": less})
    assert page.evaluate("matchMedia('(prefers-reduced-transparency: reduce)').matches")
    assert page.evaluate(SEE_THROUGH) == []
    assert page.evaluate(MOVING) == []


def test_search_covers_the_page_for_readers_who_do_not_want_it_to_shine_through(open_page):
    page = open_page("")
    less = [{"name": "prefers-reduced-transparency", "value": "reduce"}]
    page.context.new_cdp_session(page).send("Emulation.setEmulatedMedia", {"features": less})
    page.locator("[data-search]").click()
    ground = "getComputedStyle(document.querySelector('dialog[open]'), '::backdrop').backgroundColor"
    assert page.evaluate(ground) == "rgb(243, 237, 226)"


@pytest.mark.parametrize("address", [ARTICLE, QUIZ, "homework/", "style/", "mirror/"])
def test_what_is_chosen_looks_different_in_forced_colours(open_page, address):
    """Backgrounds are gone there, so borders and marks must tell."""
    page = open_page(address, size={"width": 1366, "height": 1200}, forced_colors="active")
    inputs = page.locator("#content :is(input[type=checkbox], input[type=radio]):enabled")
    seen = 0
    for place in range(inputs.count()):
        one = inputs.nth(place)
        if not one.is_visible() or seen == 12:
            continue
        one.scroll_into_view_if_needed()
        box = one.bounding_box()
        around = {"x": box["x"] - 2, "y": box["y"] - 2, "width": box["width"] + 60, "height": box["height"] + 6}
        pictures = []
        for chosen in ("false", "true"):
            one.evaluate(f"(input) => {{ input.checked = {chosen}; }}")
            pictures.append(page.screenshot(clip=around))
        assert pictures[0] != pictures[1], one.evaluate("(input) => input.outerHTML")
        seen += 1
    assert seen or address == "mirror/"


def test_the_whole_menu_is_reached_at_400_percent(open_page):
    page = open_page("", size=ZOOMED)
    page.get_by_role("button", name="Menu").click()
    for one in page.locator("#menu :is(a, button)").all():
        one.focus()
        box = one.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= ZOOMED["height"]
    assert page.locator("#menu").evaluate("(menu) => menu.getBoundingClientRect().bottom") <= ZOOMED["height"]


def test_search_is_usable_at_400_percent(open_page, site_url):
    page = open_page("", size=ZOOMED)
    page.locator("[data-search]").click()
    page.keyboard.type("five minutes")
    found = page.locator("[data-search-dialog] li a").first
    found.wait_for()
    assert misfits(page) == []
    found.click()
    page.wait_for_url(f"{site_url}{ARTICLE}*")


def test_the_switch_for_light_and_dark_is_always_there_once(open_page):
    """In the header where there is room, else in the menu."""
    page = open_page("")
    for width in (320, 341, 360, 383, 384, 390, 768, 1366):
        page.set_viewport_size({"width": width, "height": 700})
        page.reload()
        menu = page.get_by_role("button", name="Menu")
        if menu.is_visible():
            menu.click()
        assert page.get_by_role("button", name="Switch to dark").count() == 1, width


def test_the_switch_in_the_menu_is_kept_and_tells_what_it_does(open_page):
    page = open_page("", size={"width": 320, "height": 640})
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Switch to dark").click()

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 21, 18)"
    assert page.get_by_role("button", name="Switch to light").is_visible()
    assert violations(page) == []
    again = open_page(ARTICLE, context=page.context)
    assert again.evaluate("document.documentElement.dataset.scheme") == "dark"


def test_the_bars_of_the_browser_follow_the_scheme_and_the_switch(open_page):
    bar = """[...document.querySelectorAll('meta[name="theme-color"]')]
        .filter((one) => matchMedia(one.media).matches).map((one) => one.content)"""
    page = open_page("", size=DESKTOP)
    assert page.evaluate(bar) == ["#FBF8F3"]
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(bar) == ["#171512"]

    page.get_by_role("button", name="Switch to light").click()
    assert page.evaluate(bar) == ["#FBF8F3"]
    page.reload()
    assert page.evaluate(bar) == ["#FBF8F3"]


class SlowBeforeTheText(UnderPrefix):
    """Sends a page as far as the header, and the rest later."""

    def copyfile(self, source, outputfile):
        data = source.read()
        head, text = data.split(b"<main>") if b"<main>" in data else (data, b"")
        outputfile.write(head)
        outputfile.flush()
        if text:
            time.sleep(LATER)
            outputfile.write(b"<main>" + text)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_nothing_is_painted_before_the_text_begins(chromium, built_site, scripts):
    """Otherwise the right side of the header moves as its parts arrive. Without scripts nothing arrives late in it."""
    with served(built_site, SlowBeforeTheText) as url:
        page = chromium.new_page(java_script_enabled=scripts)
        page.goto(url)
        wait_until(page, "performance.getEntriesByType('paint').length > 0")
        painted = page.evaluate("performance.getEntriesByType('paint')[0].startTime")
        page.close()
    assert (painted > LATER * 1000) is scripts
