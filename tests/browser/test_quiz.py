"""The five self-assessments in a real browser: answering, gaps, results, links, history, paper."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re

import lxml.html
import pytest
import yaml
from playwright.sync_api import expect

from browser.axe import violations_each_way
from browser.conftest import DESKTOP, PHONE, wait_until
from building import ROOT
from coach.quizzes.model import band
from quizzes.shared import CHECKLIST, PROFILE, quiz_of
from quizzes.test_scoring import ALL, VECTORS
from reference.scoring import choices_of, facets_of, score
from reference.tokens import pack

PUSHER = ALL["pusher-or-builder"]
HERE = "quizzes/pusher-or-builder/"


def sheet(scale, seed=1, *, leave=0):
    """Return answers that somebody may mean: sides differ, and on each the answers are a step apart at most."""
    chance = random.Random(seed)
    kept = scale.items[: len(scale.items) - leave]
    if scale.kind != "profile":
        return {item.id: chance.choice(choices_of(scale)) for item in kept}
    sides = {facet: place % 4 for place, facet in enumerate(facets_of(scale))}
    points = {item.id: sides[item.facet] + chance.randrange(2) for item in kept}
    return {item.id: str(points[item.id] + 1 if item.left == "low" else 5 - points[item.id]) for item in kept}


def answer(page, answers):
    page.evaluate(
        """(answers) => {
            for (const [item, choice] of Object.entries(answers)) document.getElementById(`${item}-${choice}`).click();
        }""",
        answers,
    )


def to_the_end(page):
    """On phones, leave out every question from here to the last."""
    page.evaluate(
        """() => {
            const form = document.querySelector("[data-quiz-form]");
            while (form.dataset.at !== "end") form.querySelector("[data-step='1']").click();
        }"""
    )


def hand_in(page):
    to_the_end(page)
    page.get_by_role("button", name="See my result").click()
    page.locator(".result > h2:visible, [data-quiz-errors]:visible").first.wait_for()


def shown_score(page):
    return page.locator(".result__score").inner_text()


# Python and the browser


def as_data(scale):
    return {
        "kind": scale.kind,
        "fingerprint": scale.fingerprint,
        "items": [{"id": item.id, "facet": item.facet, "left": item.left} for item in scale.items],
        "zones": [{"id": zone.id, "first": zone.first, "last": zone.last} for zone in scale.zones],
        "least": scale.least,
    }


def expected(scale, answers):
    result = score(scale, answers)

    def part(one):
        return {key: getattr(one, key) for key in ("id", "score", "band", "zone", "side", "answered", "total")}

    return {
        "whole": part(result.whole),
        "facets": [part(one) for one in result.facets],
        "strongest": list(result.strongest),
        "clear": result.clear,
        "moved": list(result.moved),
        "pattern": result.pattern,
        "counts": result.counts,
        "token": pack(scale, answers),
        "back": {
            key: answers[key] for key in (item.id for item in scale.items) if answers.get(key) in choices_of(scale)
        },
    }


def test_python_and_browser_agree_on_every_vector_and_on_thousands_of_sheets(open_page, site_url):
    chance = random.Random(7)
    scales = [*ALL.values(), quiz_of(PROFILE).scale, quiz_of(CHECKLIST).scale]
    cases = [(quiz_of(CHECKLIST if vector.get("quiz") else PROFILE).scale, vector["answers"]) for vector in VECTORS]
    for number in range(2_500):
        scale = scales[number % len(scales)]
        share = chance.choice([0.5, 0.8, 1, 1])
        cases.append(
            (scale, {item.id: chance.choice(choices_of(scale)) for item in scale.items if chance.random() < share})
        )
    page = open_page(HERE)
    there = page.evaluate(
        """async ({ module, cases }) => {
            const { pack, score, unpack } = await import(module);
            return cases.map(({ scale, answers }) => {
                const token = pack(scale, answers);
                return { ...score(scale, answers), token, back: unpack(scale, token) };
            });
        }""",
        {
            "module": f"{site_url}components/quiz/score.mjs",
            "cases": [{"scale": as_data(scale), "answers": answers} for scale, answers in cases],
        },
    )
    here = [expected(scale, answers) for scale, answers in cases]

    assert len(there) >= 2_500 + len(VECTORS)
    assert there == here
    assert page.evaluate(
        "async (module) => { const { band } = await import(module); return Array.from({ length: 100 }, (_, k) => band(k)); }",
        f"{site_url}components/quiz/score.mjs",
    ) == [band(items) for items in range(100)]


def test_ten_thousand_damaged_tokens_do_no_harm_in_the_browser(open_page, site_url):
    chance = random.Random(11)
    tokens = []
    for number in range(10_000):
        token = list(pack(PUSHER, sheet(PUSHER, number)))
        for _ in range(chance.randint(1, 4)):
            token[chance.randrange(len(token))] = chance.choice("ABCabc012-_=+/<>\"'&%é\U0001f600 \n")
        tokens.append(
            "".join(token) if number % 7 else "".join(chance.choice('Aa0-_<"') for _ in range(chance.randrange(60)))
        )
    page = open_page(HERE)
    found = page.evaluate(
        """async ({ module, scale, tokens }) => {
            const { pack, unpack } = await import(module);
            return tokens.map((token) => { const answers = unpack(scale, token); return answers === null ? null : pack(scale, answers) === token; });
        }""",
        {"module": f"{site_url}components/quiz/score.mjs", "scale": as_data(PUSHER), "tokens": tokens},
    )

    assert set(found) <= {None, True}
    assert found.count(None) > 9_900


@pytest.mark.parametrize(
    "fragment",
    [
        "r=<img src=x onerror=alert(1)>",
        "r=%3Cscript%3Ealert(1)%3C/script%3E",
        "r=AAAAAAAAAAAA",
        "r=",
        "a=order-date.9",
        "a=<b>.1",
        'a=x"]<b>.1',
        "a=order-date.1.2",
        "r=" + "A" * 5000,
    ],
)
def test_a_hostile_link_gives_one_plain_sentence_at_most(open_page, fragment):
    page = open_page(f"{HERE}#{fragment}")
    wait_until(page, "Boolean(customElements.get('coach-quiz'))")
    page.wait_for_timeout(50)

    assert page.locator("coach-quiz img, coach-quiz script, coach-quiz b:not(.path-bar b)").count() == 0
    assert not page.locator("[data-quiz-result]").is_visible()
    assert "#" not in page.url
    if fragment.startswith("r=") and len(fragment) > 2:
        assert "Here is the quiz itself." in page.locator("[data-quiz-resumed]").inner_text()


# Taking each quiz


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_each_quiz_is_taken_from_first_answer_to_result(open_page, name, size):
    scale = ALL[name]
    answers = sheet(scale, 5)
    page = open_page(f"quizzes/{name}/", size=size)
    answer(page, answers)
    assert page.locator("[data-quiz-progress]").inner_text() == f"{len(scale.items)} of {len(scale.items)} answered"

    hand_in(page)
    result = score(scale, answers)
    assert page.locator("[data-quiz-result] h2").evaluate("node => node === document.activeElement")
    if scale.kind == "profile":
        ends = yaml.safe_load((ROOT / f"docs/quizzes/{name}.yml").read_text(encoding="utf-8"))
        line = f"on the line from {ends['low']} (0) to {ends['high']} (100), give or take {result.whole.band}"
        assert shown_score(page) == f"{result.whole.score} {line}"
        page.locator("[data-slot=sides] summary").click()
        assert page.locator(".part h3").all_inner_texts() == [titles(name)[id_] for id_ in result.strongest]
    else:
        tips = page.locator(".part__next").all_inner_texts()
        plan = page.locator(".plan").inner_text()
        assert [tip for tip in tips if tip in plan] == []  # each is said once
        assert shown_score(page).startswith(
            f"{result.counts['yes']} of {result.counts['yes'] + result.counts['no']} lines"
        )
        assert page.locator(".part").count() == max(0, result.counts["no"] - 3)
    assert page.locator(".plan li").count() == 4
    assert all(text.endswith(" min") for text in page.locator(".plan .minutes").all_inner_texts())
    articles = [link.get_attribute("href") for link in page.locator(".plan a[href*='/articles/']").all()]
    assert len(set(articles)) == 3
    assert not page.locator("[data-quiz-form]").is_visible()


def test_a_side_of_the_plan_can_be_swapped_and_brings_its_reason_article_and_homework(open_page):
    page = open_page(HERE)
    answers = sheet(PUSHER, 5)
    answer(page, answers)
    hand_in(page)
    lowest = list(reversed(score(PUSHER, answers).strongest))
    weeks = page.locator(".plan li:has(select)")

    assert [select.input_value() for select in page.locator(".plan select").all()] == lowest[:3]
    before = weeks.first.inner_text()
    weeks.first.locator("select").select_option(lowest[-1])
    after = weeks.first.inner_text()
    assert after != before
    assert "Clearly nearer to" in after
    assert weeks.first.locator("a").get_attribute("href").count("/articles/") == 1

    weeks.first.locator("select").select_option(lowest[1])
    chosen = [select.input_value() for select in page.locator(".plan select").all()]
    assert chosen == [lowest[1], lowest[-1], lowest[2]], "two weeks never have the same side: they change places"
    page.reload()
    assert [select.input_value() for select in page.locator(".plan select").all()] == chosen
    page.get_by_role("button", name="Back to my answers").click()
    answer(page, sheet(PUSHER, 6))
    hand_in(page)
    assert [select.input_value() for select in page.locator(".plan select").all()] != chosen, (
        "other answers, other plan"
    )


def test_where_sides_are_alike_the_reader_chooses(open_page):
    chance = random.Random(2)
    page = open_page(HERE)
    answer(page, {item.id: chance.choice("234") for item in PUSHER.items})
    hand_in(page)

    expect(page.get_by_text("your sides are alike", exact=False)).to_be_visible()
    week = page.locator(".plan li:has(select)").first
    assert week.locator("a").is_visible() is False
    week.locator("select").select_option("care")
    expect(week.locator("a")).to_be_visible()
    assert page.locator("[data-slot=extremes]").inner_text() == ""


def test_a_sheet_filled_in_with_dice_gets_no_plan_and_is_told_so_kindly(open_page):
    chance = random.Random(3)
    page = open_page(HERE)
    answer(page, {item.id: chance.choice("12345") for item in PUSHER.items})
    hand_in(page)

    expect(page.get_by_role("heading", name="These answers say little yet")).to_be_visible()
    assert page.locator(".plan").count() == 0
    assert not page.locator(".result__chart").is_visible()
    assert shown_score(page) == ""
    page.get_by_role("button", name="Back to my answers").first.click()
    expect(page.locator("[data-quiz-form]")).to_be_visible()


def titles(name):
    data = yaml.safe_load((ROOT / f"docs/quizzes/{name}.yml").read_text(encoding="utf-8"))
    return {facet["id"]: facet["title"] for facet in data.get("facets", [])}


@pytest.mark.parametrize("name", sorted(ALL))
def test_each_quiz_is_taken_by_keyboard_alone(open_page, name):
    scale = ALL[name]
    page = open_page(f"quizzes/{name}/", size=DESKTOP)
    page.locator(f"#{scale.items[0].id}-{choices_of(scale)[0]}").focus()
    for number, item in enumerate(scale.items):
        active = page.evaluate("document.activeElement.name")
        assert active == item.id
        page.keyboard.press("Space")
        for _ in range(number % len(choices_of(scale))):
            page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.value") == choices_of(scale)[number % len(choices_of(scale))]
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "See my result"
    page.keyboard.press("Enter")

    assert page.locator("[data-quiz-result] h2").evaluate("node => node === document.activeElement")


def test_gaps_are_named_and_lead_to_their_first_choice(open_page):
    page = open_page(HERE, size=DESKTOP)
    answer(page, sheet(PUSHER, 2, leave=3))
    hand_in(page)

    errors = page.locator("[data-quiz-errors]")
    assert errors.evaluate("node => node === document.activeElement")
    assert page.title().startswith("Error: ")
    links = errors.get_by_role("link")
    open_items = PUSHER.items[-3:]
    assert links.all_inner_texts() == [
        "Go to the first open one",
        *page.locator(".pair__error").all_inner_texts(),
    ]
    links.nth(1).click()
    first = f"{open_items[0].id}-1"
    assert page.evaluate("document.activeElement.id") == first
    assert page.locator(f'[data-item="{open_items[0].id}"] legend').evaluate(
        "node => node.getBoundingClientRect().top >= 0 && node.getBoundingClientRect().bottom <= innerHeight"
    )

    page.keyboard.press("Space")
    assert page.locator(".pair__error").count() == 2
    errors.get_by_role("button", name="See the result without them").click()
    expect(page.locator("[data-quiz-result]")).to_be_visible()
    assert not page.title().startswith("Error: ")


def test_with_few_answers_there_is_no_way_past_the_gaps(open_page):
    page = open_page(HERE)
    answer(page, sheet(PUSHER, 2, leave=20))
    hand_in(page)

    assert page.locator("[data-quiz-errors] li a").count() == 20
    assert page.locator("[data-quiz-errors]").get_by_role("link").all_inner_texts() == ["Go to the first open one"]
    page.locator("[data-quiz-errors] summary").click()
    assert page.locator("[data-quiz-errors]").get_by_role("link").count() == 21
    assert not page.get_by_role("button", name="See the result without them").is_visible()


def test_a_reload_midway_goes_on_and_start_anew_clears(open_page):
    page = open_page(HERE)
    answers = sheet(PUSHER, 3, leave=14)
    answer(page, answers)
    page.reload()

    assert page.evaluate("Object.fromEntries(new FormData(document.querySelector('[data-quiz-form]')))") == answers
    assert "Your 10 answers from last time are still here." in page.locator("[data-quiz-resumed]").inner_text()
    anew = page.locator("[data-quiz-resumed]").get_by_role("button", name="Start again")
    page.once("dialog", lambda dialog: dialog.dismiss())
    anew.click()
    assert page.locator("[data-quiz-form] :checked").count() == 10
    page.once("dialog", lambda dialog: dialog.accept())
    anew.click()
    assert page.locator("[data-quiz-form] :checked").count() == 0
    assert page.evaluate("document.activeElement.type") == "radio"
    page.reload()
    assert page.locator("[data-quiz-form] :checked").count() == 0


def test_back_and_forward_and_reload_walk_between_answers_and_result(open_page):
    page = open_page(HERE)
    answer(page, sheet(PUSHER, 4))
    hand_in(page)
    words = shown_score(page)

    page.go_back()
    expect(page.locator("[data-quiz-form]")).to_be_visible()
    assert page.locator("[data-quiz-form] :checked").count() == 24
    page.go_forward()
    assert shown_score(page) == words
    page.reload()
    assert shown_score(page) == words
    page.get_by_role("button", name="Back to my answers").click()
    assert page.locator("[data-quiz-form] :checked").count() == 24


def test_an_answer_chosen_elsewhere_is_carried_over_and_not_handed_in(open_page):
    page = open_page("", size=DESKTOP)
    page.get_by_role("link", name="Rather the second").click()

    first = PUSHER.items[0].id
    page.wait_for_selector(f"#{first}-4:checked")
    assert page.url.endswith(HERE)
    assert page.evaluate("document.activeElement.id") == f"{first}-4"
    assert not page.locator("[data-quiz-result]").is_visible()
    assert "Your answer is in; go on from here." in page.locator("[data-quiz-resumed]").inner_text()

    mail = open_page(f"{HERE}?a={first}.2")
    mail.wait_for_selector(f"#{first}-2:checked")
    assert "?" not in mail.url


# Links, history, files


def test_a_shared_link_shows_the_same_result_to_somebody_else_and_keeps_nothing(open_page, chromium):
    answers = sheet(PUSHER, 6)
    page = open_page(HERE, permissions=["clipboard-read", "clipboard-write"])
    answer(page, answers)
    hand_in(page)
    words = page.locator(".result__score").all_inner_texts()
    page.get_by_role("button", name="Copy a link to this result").click()
    page.get_by_text("The link is copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"#r={pack(PUSHER, answers)}")

    other = open_page(HERE + "#" + link.partition("#")[2], size=DESKTOP)
    other.locator(".result__score").wait_for()
    assert other.locator(".result__score").all_inner_texts() == words
    assert "Somebody’s result of “Pusher or builder?”" in other.locator(".result__note").first.inner_text()
    assert "r=" not in other.url
    assert other.evaluate("JSON.stringify(localStorage)") == "{}"
    assert other.locator(".result .plan, .result .part:visible").count() == 0, "advice is for whom it is about"
    first = other.locator(".result button:visible, .result a.button:visible").first
    assert first.inner_text() == "Take it yourself"
    assert not other.get_by_role("button", name="Back to my answers").is_visible()
    assert other.locator("[data-quiz-result] h2").evaluate("node => getComputedStyle(node).outlineStyle") == "none"
    other.reload()
    assert other.locator(".result__score").all_inner_texts() == words
    other.get_by_role("button", name="Take it yourself").click()
    expect(other.locator("[data-quiz-form]")).to_be_visible()
    other.go_back()
    expect(other.locator(".result__score")).to_be_visible()
    assert other.locator(".result__score").all_inner_texts() == words
    buttons = [name for name in other.locator(".result button:visible").all_inner_texts() if name]
    assert buttons == ["Take it yourself", "Print"], "what is for whom it is about"


def test_a_link_to_ones_own_result_opens_as_ones_own(open_page):
    first, second = sheet(PUSHER, 6), sheet(PUSHER, 7)
    page = open_page(HERE)
    answer(page, first)
    hand_in(page)
    page.get_by_role("button", name="Keep it in this browser").click()
    page.get_by_text("Kept in this browser, and nowhere else.").wait_for()
    page.goto(page.url.partition("#")[0] + "about/")
    page.goto(page.url.replace("about/", "") + f"#r={pack(PUSHER, first)}")

    expect(page.locator(".plan")).to_be_visible()
    assert not page.locator(".result__note").first.is_visible()
    page.get_by_role("button", name="Back to my answers").click()
    answer(page, second)
    page.evaluate("(token) => { location.hash = `r=${token}`; }", pack(PUSHER, first))
    expect(page.get_by_text("A result of “Pusher or builder?” of your own")).to_be_visible()
    expect(page.locator(".plan")).to_be_visible()
    expect(
        page.get_by_role("button", name="Ask a customer").or_(page.get_by_role("link", name="Ask a customer"))
    ).to_be_visible()
    page.get_by_role("button", name="Back to my answers").click()
    assert page.evaluate("Object.fromEntries(new FormData(document.querySelector('[data-quiz-form]')))") == second


def test_who_comes_back_with_all_answers_sees_the_result_at_once(open_page):
    page = open_page(HERE)
    answer(page, sheet(PUSHER, 6))
    page.reload()
    page.locator("[data-quiz-resumed]").get_by_role("button", name="See my result").click()

    expect(page.locator(".result__score")).to_be_visible()


def test_a_link_that_names_the_headline_has_its_card_in_the_preview_and_opens_the_result(open_page, built_site):
    answers = sheet(PUSHER, 6)
    page = open_page(HERE, permissions=["clipboard-read", "clipboard-write"])
    answer(page, answers)
    hand_in(page)
    words = page.locator(".result__score").inner_text()
    headline = page.locator(".result > h2").inner_text()
    page.get_by_label("Name the headline in the link").check()
    page.get_by_role("button", name="Copy a link to this result").click()
    page.get_by_text("The link is copied.").wait_for()
    place, _, fragment = page.evaluate("navigator.clipboard.readText()").partition("#")

    file = built_site / HERE / "result" / place.rstrip("/").rpartition("/")[2] / "index.html"
    head = lxml.html.document_fromstring(file.read_text()).head
    assert headline in head.xpath("string(//meta[@property='og:title']/@content)")
    card = head.xpath("string(//meta[@property='og:image']/@content)")
    assert (built_site / "cards" / card.partition("/cards/")[2]).read_bytes().startswith(b"\x89PNG")
    assert head.xpath("//meta[@name='robots' and @content='noindex']")

    other = open_page(f"{HERE}result/{file.parent.name}/#{fragment}")
    expect(other.locator(".result__score")).to_have_text(words)
    assert other.url.endswith(HERE), "neither the headline nor the answers stay in the address"


def test_a_sheet_without_a_headline_has_none_to_name(open_page):
    page = open_page(HERE)
    answer(page, {item.id: "5" for item in PUSHER.items})
    hand_in(page)

    assert page.get_by_role("button", name="Copy a link to this result").is_visible()
    assert not page.get_by_label("Name the headline in the link").is_visible()


def test_who_opens_somebody_elses_result_keeps_the_answers_already_given(open_page):
    own = sheet(PUSHER, 3, leave=10)
    page = open_page(HERE)
    answer(page, own)
    page.evaluate("(token) => { location.hash = `r=${token}`; }", pack(PUSHER, sheet(PUSHER, 6)))
    page.get_by_role("button", name="Back to my answers").click()

    assert page.locator("[data-quiz-form] input:checked").count() == len(own)


def test_a_link_opened_on_the_page_itself_works_too(open_page):
    answers = sheet(PUSHER, 8)
    page = open_page(HERE)
    page.evaluate("(token) => { location.hash = `r=${token}`; }", pack(PUSHER, answers))

    page.locator(".result__score").wait_for()
    assert str(score(PUSHER, answers).whole.score) in shown_score(page)


def test_an_older_link_is_scored_by_its_own_definition(open_page, built_site):
    from dataclasses import replace

    older = replace(PUSHER, items=tuple(replace(item, left="low") for item in PUSHER.items))
    data = {**older.as_data(), "titles": {}}
    path = built_site / HERE / f"{older.fingerprint}.json"
    path.write_text(json.dumps(data))
    answers = sheet(older, 6)
    try:
        page = open_page(f"{HERE}#r={pack(older, answers)}")
        page.locator(".result__score").wait_for()
        assert shown_score(page).startswith(f"{score(older, answers).whole.score} on the line")
        assert "made with an earlier version" in page.locator(".result__note").first.inner_text()
    finally:
        path.unlink()


def test_the_kept_definitions_are_published(built_site):
    for name, scale in ALL.items():
        data = json.loads((built_site / f"quizzes/{name}/{scale.fingerprint}.json").read_text())
        assert {key: value for key, value in data.items() if key != "titles"} == scale.as_data()


def test_history_is_kept_shown_saved_taken_in_and_deleted(open_page, tmp_path):
    page = open_page(HERE)
    answer(page, {item.id: "1" if item.left == "low" else "5" for item in PUSHER.items})
    hand_in(page)
    page.get_by_role("button", name="Keep it in this browser").click()
    page.get_by_text("Kept in this browser, and nowhere else.").wait_for()
    page.get_by_role("button", name="Keep it in this browser").click()
    page.get_by_text("This result is kept already.").wait_for()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start again").click()
    answer(page, {item.id: "5" if item.left == "low" else "1" for item in PUSHER.items})
    hand_in(page)
    page.get_by_role("button", name="Keep it in this browser").click()
    page.get_by_text("it has moved by +100 points").wait_for()
    assert page.locator(".keep ol li").count() == 2

    with page.expect_download() as download:
        page.get_by_role("button", name="Save the history as a file").click()
    file = tmp_path / "history.json"
    download.value.save_as(file)
    kept = json.loads(file.read_text())
    assert kept["quiz"] == "pusher-or-builder"
    assert len(kept["results"]) == 2

    with page.expect_download() as download:
        page.get_by_role("button", name="Save the history as a table (CSV)").click()
    head, first, second = csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig")))
    assert head[:3] == ["Date", "Pusher or builder? (Pusher – Builder)", "Give or take"]
    assert [name.partition(" (")[0] for name in head[3::2]] == list(titles("pusher-or-builder").values())
    assert set(head[2::2]) == {"Give or take"}
    assert [first[1::2], second[1::2]] == [["0"] * 7, ["100"] * 7]
    assert first[2::2] == ["10", *["24"] * 6]

    page.get_by_role("button", name="Delete the history").click()
    page.get_by_text("The history is deleted.").wait_for()
    assert page.evaluate("localStorage.getItem('second-sale.history.pusher-or-builder')") is None
    page.get_by_role("button", name="Keep it in this browser").click()
    page.get_by_text("Kept in this browser, and nowhere else.").wait_for()
    page.locator('[data-action="import"]').set_input_files(file)
    page.get_by_text("2 results added.").wait_for()
    assert page.locator(".keep ol li").count() == 3
    file.write_text('{"quiz": "pusher-or-builder", "results": [{"at": "<b>", "token": "x"}]}')
    page.locator('[data-action="import"]').set_input_files(file)
    page.get_by_text("That file holds no history of this quiz.").wait_for()
    page.reload()
    page.locator(".keep ol li").nth(2).wait_for()


def test_a_spoilt_store_is_no_obstacle(open_page):
    page = open_page(HERE)
    for spoilt in ("{", "[1, null, {}]", '{"a": 1}', "<b>"):
        page.evaluate(
            "(text) => { for (const kind of ['quiz', 'history']) localStorage.setItem(`second-sale.${kind}.pusher-or-builder`, text); }",
            spoilt,
        )
        page.reload()
        answer(page, sheet(PUSHER, 1))
        hand_in(page)
        page.locator(".result__score").wait_for()
        page.go_back()


# Without scripts, on paper, for everybody


@pytest.mark.parametrize("name", sorted(ALL))
def test_without_scripts_form_key_and_all_texts_are_readable(open_page, name):
    page = open_page(f"quizzes/{name}/", scripts=False)
    scale = ALL[name]

    assert page.locator("fieldset").count() == len(scale.items)
    assert page.locator("[data-quiz-form] input:checked").count() == 0
    for part in page.locator("[data-part]").all():
        assert part.is_visible()
    expect(page.get_by_text("the key is below")).to_be_visible()
    assert page.get_by_role("button", name="See my result").is_enabled()
    page.locator(f"#{scale.items[0].id}-{choices_of(scale)[0]}").check()
    page.get_by_role("button", name="See my result").click()
    assert "?" not in page.url


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_questionnaire_and_key_print(open_page, scripts, tmp_path):
    page = open_page(HERE, scripts=scripts)
    page.emulate_media(media="print")
    if scripts:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("[data-part='growth']")).to_be_visible()
    expect(page.get_by_text("Clearly the first").first).to_be_visible()
    assert not page.locator(".site-header").is_visible()
    path = tmp_path / "quiz.pdf"
    page.pdf(path=str(path), format="A4")
    assert path.stat().st_size > 20_000


def test_the_result_prints_without_form_and_key(open_page):
    page = open_page(HERE)
    answer(page, sheet(PUSHER, 12))
    hand_in(page)
    page.emulate_media(media="print")

    expect(page.locator(".plan")).to_be_visible()
    for hidden in ("[data-quiz-form]", "[data-quiz-key]", ".keep", ".result__again", ".ask", ".result details"):
        assert not page.locator(hidden).first.is_visible()
    expect(page.locator(".result__paper")).to_be_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_plan_and_chart_print_on_one_page(open_page, tmp_path, name, paper):
    page = open_page(f"quizzes/{name}/")
    answer(page, sheet(ALL[name], 12))
    hand_in(page)
    page.pdf(path=str(tmp_path / "result.pdf"), format=paper)

    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "result.pdf").read_bytes())) == 1


@pytest.mark.parametrize("name", ["pusher-or-builder", "would-they-hire-you"])
def test_axe_finds_nothing_before_with_errors_and_after(open_page, name):
    page = open_page(f"quizzes/{name}/")
    assert violations_each_way(page) == []
    answer(page, sheet(ALL[name], 1, leave=2))
    hand_in(page)
    assert violations_each_way(page) == []
    answer(page, sheet(ALL[name], 1))
    hand_in(page)
    page.get_by_role("button", name="Keep it in this browser").click()
    page.get_by_text("Kept in this browser, and nowhere else.").wait_for()
    page.locator(".result__table summary").click()
    assert violations_each_way(page) == []


def test_the_name_of_each_choice_says_which_end_it_means(open_page):
    page = open_page(HERE)
    quiz = quiz_of((ROOT / "docs/quizzes/pusher-or-builder.yml").read_text(encoding="utf-8"))
    first = quiz.items[0]
    group = page.get_by_role("group", name=first.topic)

    assert group.get_by_role("radio", name=re.compile(f"^Rather the first ?: {first.self_left}$")).count() == 1
    assert group.get_by_role("radio", name=re.compile(f"^Clearly the second ?: {first.self_right}$")).count() == 1


def test_nothing_scrolls_sideways_at_320_pixels(open_page):
    page = open_page(HERE, size={"width": 320, "height": 640})
    answer(page, sheet(PUSHER, 1))
    hand_in(page)
    page.get_by_role("button", name="Keep it in this browser").click()
    page.locator(".result__table summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# Weight


def gzip_size(built_site, *names):
    import gzip

    return sum(len(gzip.compress((built_site / "components/quiz" / name).read_bytes(), 9)) for name in names)


def test_scripts_and_styles_keep_to_their_budget(built_site):
    assert gzip_size(built_site, "quiz.mjs", "score.mjs", "../words/words.mjs", "arrive.js") <= 9 * 1024
    assert gzip_size(built_site, "keep.mjs") <= 5 * 1024
    assert gzip_size(built_site, "quiz.css") <= 3 * 1024


def test_the_second_file_is_loaded_when_it_is_wanted(open_page):
    page = open_page(HERE)
    seen = []
    page.on("request", lambda request: seen.append(request.url.rpartition("/")[2]))
    answer(page, sheet(PUSHER, 1))
    hand_in(page)
    assert "keep.mjs" not in seen
    page.get_by_role("button", name="Keep it in this browser").click()
    page.get_by_text("Kept in this browser, and nowhere else.").wait_for()
    assert "keep.mjs" in seen


def test_pages_without_a_quiz_load_none_of_it(built_site):
    for path in built_site.rglob("*.html"):
        if {"quizzes", "mirror", "style"} & set(path.relative_to(built_site).parts):
            continue
        tree = lxml.html.parse(str(path))
        assert not [link for *_, link, _ in tree.getroot().iterlinks() if "components/quiz" in link], path


def test_choices_in_python_and_on_the_page_are_the_same(built_site):
    for name, scale in ALL.items():
        tree = lxml.html.parse(str(built_site / f"quizzes/{name}/index.html"))
        for item in scale.items:
            assert tuple(tree.xpath("//input[@name=$name]/@value", name=item.id)) == choices_of(scale)


def test_a_quiz_is_light(built_site):
    def packed(names):
        return sum(len(gzip.compress((built_site / "components" / name).read_bytes(), 9)) for name in names)

    assert packed(["quiz/arrive.js", "quiz/quiz.mjs", "quiz/score.mjs", "words/words.mjs"]) <= 9 * 1024
    assert packed(["quiz/quiz.css"]) <= 3 * 1024
