"""A quiz on a phone: one question a screen, by pointer, keyboard and names, and the long page everywhere else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.axe import EACH_WAY, violations, violations_each_way
from browser.conftest import DESKTOP, PHONE, wait_until
from browser.test_quiz import ALL, HERE, PUSHER, answer, hand_in, sheet, to_the_end
from reference.mirror_tokens import pack_invite
from reference.scoring import choices_of

SMALL = {"width": 320, "height": 640}
IDS = [item.id for item in PUSHER.items]


def shown(page):
    """Return the ids of the questions that are seen."""
    return page.evaluate(
        "[...document.querySelectorAll('[data-item]')].filter((one) => one.checkVisibility()).map((one) => one.dataset.item)"
    )


def at(page, number):
    """Wait until the focus is on the name of this question, which is the only one that is seen."""
    wait_until(page, f"document.activeElement === document.querySelectorAll('legend')[{number}]")
    assert shown(page) == [IDS[number]]


def tap(page, target):
    """Tap what is on the screen now: nothing is scrolled, and nothing may lie over it."""
    box = target.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    assert box["y"] >= 0, box
    assert box["y"] + box["height"] <= page.viewport_size["height"], box
    assert target.evaluate("(one, [x, y]) => one.contains(document.elementFromPoint(x, y))", [x, y])
    page.touchscreen.tap(x, y)


def choice(page, name):
    return page.locator("[data-now] label").filter(has=page.locator(f'[value="{name}"]'))


def test_twenty_four_pairs_take_twenty_five_taps_and_no_scrolling(open_page):
    page = open_page(HERE, has_touch=True)
    taps = 0
    for number, name in enumerate("15243" * 4 + "1245"):
        assert shown(page) == [IDS[number]]
        tap(page, choice(page, name))
        assert choice(page, name).evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
        taps += 1
        if number < 23:
            at(page, number + 1)
    wait_until(page, "document.activeElement.matches('[data-quiz-end] h2')")
    assert page.locator("[data-quiz-progress]").inner_text() == "24 of 24 answered"
    tap(page, page.get_by_role("button", name="See my result"))

    expect(page.locator("[data-quiz-result] h2")).to_be_focused()
    assert taps + 1 <= 26


@pytest.mark.parametrize("name", sorted(ALL))
def test_what_a_question_needs_is_on_one_screen(open_page, name):
    page = open_page(f"quizzes/{name}/", has_touch=True)
    for _ in ALL[name].items:
        now = page.locator("[data-now]")
        bar = page.locator(".quiz__progress").bounding_box()["y"]
        if not page.locator("[data-at='first']").count():
            assert now.locator("legend").bounding_box()["y"] >= 0
        assert now.locator("label").last.bounding_box()["y"] + 44 <= bar
        tap(page, page.get_by_role("button", name="Next"))


def test_a_customer_sees_one_pair_at_a_time_too_and_the_remark_at_the_end(open_page):
    page = open_page("quizzes/pusher-or-builder/customer/#i=" + pack_invite(PUSHER, 1), has_touch=True)
    page.get_by_role("link", name="Start").click()
    for number in range(24):
        assert shown(page) == [IDS[number]]
        assert not page.get_by_label("Anything to add?").is_visible()
        choice(page, "2").tap()
        if number < 23:
            at(page, number + 1)
    page.get_by_label("Anything to add?").fill("No")
    tap(page, page.get_by_role("button", name="Make my reply"))
    expect(page.get_by_role("heading", name="Your reply is this link")).to_be_focused()
    page.get_by_role("button", name="Back to my answers").click()
    assert shown(page) == IDS[:1]


def test_arrow_keys_choose_without_leading_on(open_page):
    page = open_page(HERE)
    page.locator(f"#{IDS[0]}-1").focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(600)

    assert page.evaluate("document.activeElement.id") == f"{IDS[0]}-4"
    assert shown(page) == IDS[:1]
    page.keyboard.press("Enter")
    at(page, 1)
    assert page.locator(f"#{IDS[0]}-4").is_checked()


def test_by_keyboard_alone_from_the_first_pair_to_the_result(open_page):
    page = open_page(HERE)
    page.locator(f"#{IDS[0]}-1").focus()
    for number in range(24):
        if number:
            at(page, number)
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        for name in (["See my result"] if number == 23 else []) + (["Back"] if number else []):
            assert page.evaluate("document.activeElement.textContent") == name
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Next"
        page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.matches('[data-quiz-end] h2')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-quiz-result] h2")).to_be_focused()


def test_by_names_alone(open_page):
    """What a screen reader offers: the group, its choices with the end they mean, and the two buttons."""
    page = open_page(HERE)
    for item in PUSHER.items:
        topic = page.locator(f'[data-item="{item.id}"] legend').text_content().split(maxsplit=1)[1]
        group = page.get_by_role("group", name=topic)
        assert group.get_by_role("radio").count() == 5
        group.get_by_role("radio", name="Rather the second").check()
        page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="That was the last one.").wait_for()
    page.get_by_role("button", name="See my result").click()
    expect(page.locator("[data-quiz-result] h2")).to_be_focused()


def test_back_keeps_the_answer_and_a_pair_may_be_left_out(open_page):
    page = open_page(HERE, has_touch=True)
    assert not page.get_by_role("button", name="Back").is_visible()
    tap(page, choice(page, "2"))
    at(page, 1)
    tap(page, page.get_by_role("button", name="Next"))
    at(page, 2)
    assert page.locator("[data-quiz-progress]").inner_text() == "1 of 24 answered"
    tap(page, page.get_by_role("button", name="Back"))
    at(page, 1)
    tap(page, page.get_by_role("button", name="Back"))
    at(page, 0)
    assert page.locator(f"#{IDS[0]}-2").is_checked()
    tap(page, choice(page, "2"))  # the same once more leads on too
    at(page, 1)


def test_another_choice_within_the_moment_counts(open_page):
    page = open_page(HERE, has_touch=True)
    tap(page, choice(page, "2"))
    tap(page, choice(page, "5"))
    at(page, 1)
    page.wait_for_timeout(500)

    assert shown(page) == [IDS[1]]
    assert page.locator(f"#{IDS[0]}-5").is_checked()


@pytest.mark.parametrize("link", ["?a={}.2", "#a={}.2"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_link_from_a_letter_lands_on_its_pair(open_page, link, size):
    page = open_page(HERE + link.format(IDS[9]), size=size)
    wait_until(page, f"document.activeElement.id === '{IDS[9]}-2'")

    assert page.locator(f"#{IDS[9]}-2").is_checked()
    assert shown(page) == ([IDS[9]] if size == PHONE else IDS)
    expect(page.locator(f'[data-item="{IDS[9]}"] legend')).to_be_in_viewport(ratio=1)
    expect(page.locator(f'[data-item="{IDS[9]}"] label').last).to_be_in_viewport(ratio=1)
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.id") == f"{IDS[9]}-2"


def test_who_comes_back_goes_on_with_the_first_open_pair(open_page):
    page = open_page(HERE)
    answer(page, sheet(PUSHER, 1, leave=20))
    page.reload()
    wait_until(page, "document.querySelector('[data-at]').dataset.at === 'middle'")

    assert shown(page) == [IDS[4]]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start again").click()
    assert shown(page) == IDS[:1]


def test_open_pairs_are_led_to_one_by_one(open_page):
    page = open_page(HERE)
    to_the_end(page)
    page.get_by_role("button", name="See my result").click()
    errors = page.locator("[data-quiz-errors]")
    expect(errors).to_be_focused()
    assert errors.get_by_role("link").all_inner_texts() == ["Go to the first open one"]
    errors.get_by_role("link").click()

    assert page.evaluate("document.activeElement.id") == f"{IDS[0]}-1"
    assert shown(page) == IDS[:1]
    assert not errors.is_visible()
    answer(page, sheet(PUSHER, 1, leave=2))
    hand_in(page)
    errors.get_by_role("link").last.click()
    assert shown(page) == IDS[-1:]


def test_from_a_gap_a_choice_leads_to_the_next_one_and_the_box_counts_along(open_page):
    page = open_page(HERE, has_touch=True)
    answers = sheet(PUSHER, 1)
    left = [IDS[3], IDS[9], IDS[20]]
    answer(page, {item: choice for item, choice in answers.items() if item not in left})
    hand_in(page)
    errors = page.locator("[data-quiz-errors]")
    assert "3 of 24 have no answer yet" in errors.inner_text()
    errors.get_by_role("link", name="Go to the first open one").click()
    tap(page, choice(page, "4"))
    at(page, 9)
    assert page.get_by_role("button", name="See my result").is_visible(), "who was at the end has a way back to it"
    to_the_end(page)
    assert "2 of 24 have no answer yet" in errors.inner_text()
    assert errors.locator("li").count() == 2
    errors.get_by_role("link", name="Go to the first open one").click()
    assert shown(page) == [IDS[9]]
    tap(page, choice(page, "4"))
    at(page, 20)
    tap(page, choice(page, "4"))
    wait_until(page, "document.activeElement.matches('[data-quiz-end] h2')")
    assert not errors.is_visible()


def test_wide_screens_paper_and_no_script_have_all_pairs(open_page):
    page = open_page(HERE, size=DESKTOP)
    assert shown(page) == IDS
    assert not page.get_by_role("button", name="Next").is_visible()
    page.locator(f"#{IDS[5]}-3").click()
    page.set_viewport_size(PHONE)
    assert shown(page) == [IDS[5]]
    page.emulate_media(media="print")
    assert shown(page) == IDS

    assert shown(open_page(HERE, scripts=False)) == IDS


def test_if_the_script_does_not_come_all_pairs_are_there(chromium, site_url):
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.route("**/quiz.mjs", lambda route: route.fulfill(status=404))
    page.goto(site_url + HERE)

    assert shown(page) == IDS
    context.close()


def test_what_stands_before_the_questions_is_folded_but_on_paper(open_page):
    page = open_page(HERE)
    intro = page.get_by_text("There are no right answers.")
    assert not intro.is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert intro.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not intro.is_visible()

    bare = open_page(HERE, scripts=False)
    assert not bare.get_by_text("There are no right answers.").is_visible()
    bare.emulate_media(media="print")
    assert bare.get_by_text("There are no right answers.").is_visible()
    bare.emulate_media(media="screen")
    bare.get_by_text("Before you begin").click()
    assert bare.get_by_text("There are no right answers.").is_visible()


@pytest.mark.parametrize("name", ["pusher-or-builder", "would-they-hire-you"])
def test_axe_finds_nothing_in_any_state(open_page, name):
    page = open_page(f"quizzes/{name}/")
    phones = EACH_WAY[:2]
    assert violations_each_way(page, phones) == []
    choice(page, choices_of(ALL[name])[1]).click()
    assert violations_each_way(page, phones) == []
    wait_until(page, "document.activeElement.matches('legend')")
    assert violations_each_way(page, phones) == []
    to_the_end(page)
    assert violations_each_way(page, phones) == []
    page.get_by_role("button", name="See my result").click()
    assert violations_each_way(page, phones) == []
    page.locator("[data-quiz-errors] summary").click()
    assert violations_each_way(page, phones) == []


def test_forced_colours_tell_chosen_answered_and_poles_apart(open_page):
    page = open_page(HERE, forced_colors="active")
    assert violations(page, rules={"color-contrast": {"enabled": False}}) == []
    page.locator(f"#{IDS[0]}-3").check()
    colours = "(one) => getComputedStyle(one).backgroundColor"
    tallies = page.locator("[data-quiz-tallies] i")
    assert tallies.nth(0).evaluate(colours) != tallies.nth(1).evaluate(colours)
    assert choice(page, "3").evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    assert choice(page, "2").evaluate("(one) => getComputedStyle(one).outlineStyle") == "none"

    answer(page, sheet(PUSHER, 1))
    hand_in(page)
    poles = page.locator("figcaption span")
    mark = "(one) => getComputedStyle(one, '::before').backgroundColor"
    assert poles.nth(0).evaluate(mark) != poles.nth(1).evaluate(mark)
    assert violations(page, rules={"color-contrast": {"enabled": False}}) == []


@pytest.mark.parametrize("size", [SMALL, {"width": 195, "height": 422}], ids=["320 pixels", "text twice as large"])
def test_it_works_small_and_enlarged(open_page, size):
    """A phone that is zoomed to 200 % has half its pixels; there readers may scroll, but only downwards."""
    page = open_page(HERE, size=size)
    for number in range(3):
        page.locator("[data-now] label").nth(1).click()
        at(page, number + 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        expect(page.locator("[data-now] legend")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Back").click()
    at(page, 2)


def test_text_twice_as_large_fits(open_page):
    page = open_page(HERE)
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    for number in range(3):
        page.locator("[data-now] label").nth(1).click()
        at(page, number + 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        bar = page.locator(".quiz__progress").bounding_box()
        assert bar["height"] < 844 / 3
