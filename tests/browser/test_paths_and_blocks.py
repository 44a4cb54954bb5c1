"""Readers on paths, among tags, in conversations: with scripts and without."""

from __future__ import annotations

import gzip
import re

import lxml.html
import pytest
from playwright.sync_api import expect

from browser.axe import violations, violations_each_way
from browser.conftest import served, wait_until
from browser.test_quiz import answer, hand_in, sheet
from building import build, copy_project
from helpers import BASE, MENU, article
from quizzes.test_scoring import ALL


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_each_path_is_walked_from_first_to_last_step_by_its_own_links(open_page, own_site, scripts):
    for path in own_site.paths.paths.values():
        page_ = open_page(path.address, scripts=scripts)
        page_.locator("[data-steps] a").first.click()
        for step in path.steps:
            bar = page_.locator(f"#{path.anchor}")
            words = f"Step {step.number} of {len(path.steps)} · {path.title}"
            assert bar.locator(".path-bar__where").inner_text() == words
            assert page_.locator(".path-bar:visible").count() == 1
            assert page_.evaluate("scrollY") == 0
            if scripts and step.article:
                page_.locator("[data-path-top]:visible").wait_for()
                assert page_.locator("[data-path-top]").inner_text() == words
            if step.quiz:
                expect(page_.locator("[data-quiz-form]")).to_be_visible()
            if step is not path.steps[-1]:
                bar.locator("a[rel=next]").click()
                page_.wait_for_url(f"**#{path.anchor}")
        expect(bar.get_by_text("The last step.")).to_be_visible()
        page_.close()


def test_an_article_on_two_paths_shows_the_one_it_was_opened_from(open_page, own_site):
    (id_, stops) = next(
        (key, stops) for key, stops in own_site.paths.stops.items() if len(stops) > 1 and key.startswith("article")
    )
    address = own_site.library.by_id[id_.removeprefix("article:")].address
    for stop in stops:
        page_ = open_page(f"{address}#{stop.path.anchor}")
        assert page_.locator(".path-bar:visible").count() == 1
        expect(page_.locator(f"#{stop.path.anchor}")).to_be_visible()
    assert open_page(address).locator(".path-bar:visible").count() == len(stops)


def test_what_was_read_is_seen_on_the_path_after_a_reload(open_page):
    path = "paths/from-pusher-to-builder/"
    page_ = open_page(path)
    assert page_.locator("[data-read]:visible").count() == 0
    page_.locator("[data-steps] a").first.click()
    page_.locator("[data-stops]").scroll_into_view_if_needed()
    wait_until(page_, "localStorage.getItem('second-sale.read') !== null")

    quiz = open_page("quizzes/pusher-or-builder/", context=page_.context)
    answer(quiz, sheet(ALL["pusher-or-builder"], 1))
    hand_in(quiz)
    again = open_page(path, context=page_.context)
    assert again.locator("[data-steps] .done").count() == 2
    again.reload()
    assert again.locator("[data-read]:visible").count() == 2
    home = open_page("", context=page_.context)
    assert home.locator("[data-steps] .done").count() == 2

    # The next step is the first that was not read: open in the list, alone on the home page.
    unread = again.locator("[data-steps] > li:not(.done)").first
    assert again.locator("[data-steps] details[open]").count() == 1
    expect(unread.locator("details p")).to_be_visible()
    name = unread.locator("a").inner_text()
    expect(home.locator("[data-next-step] a")).to_have_text(name)


def test_the_first_screen_of_a_phone_has_promise_pair_and_button(open_page):
    page_ = open_page("")
    parts = ("h1", ".embed__pair", ".embed__choices", ".embed .button")
    boxes = [page_.locator(part).first.bounding_box() for part in parts]
    bottoms = [box["y"] + box["height"] for box in boxes]
    assert bottoms == sorted(bottoms)
    assert bottoms[-1] <= 844
    heading = page_.locator("h1").evaluate("one => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)")
    assert heading <= 2.1


def test_whole_rows_lead_to_their_article(open_page):
    page_ = open_page("")
    row = page_.locator(".newest li").first
    address = row.locator("a").get_attribute("href")
    row.click(position={"x": 5, "y": 5})
    page_.wait_for_url(f"**{address.removeprefix('.')}")


def test_every_article_has_one_card_that_says_what_is_next(built_site, own_site):
    for piece in own_site.library.listed:
        page = (built_site / piece.address / "index.html").read_text(encoding="utf-8")
        (card,) = lxml.html.fromstring(page).find_class("next-card")
        assert len([one for one in card.find_class("button") if "button--quiet" not in one.classes]) == 1, piece.id


def test_alias_addresses_of_tags_lead_on(built_site):
    tree = lxml.html.parse(str(built_site / "tags/credibility/index.html"))
    (where,) = tree.xpath("//meta[@http-equiv='refresh']/@content")
    assert where == "0; url=https://example.github.io/second-sale/tags/trust/"


def test_homework_is_ticked_and_listed(open_page):
    page_ = open_page("articles/fit-before-quota/")
    page_.locator(".homework").get_by_role("checkbox").check()
    page_.reload()
    assert page_.locator(".homework").get_by_role("checkbox").is_checked()

    listed = open_page("homework/", context=page_.context)
    assert listed.get_by_role("checkbox").count() == 38
    ticked = listed.locator(".homework-list [type=checkbox]:checked")
    assert ticked.count() == 1
    ticked.uncheck()
    page_.reload()
    assert not page_.locator(".homework").get_by_role("checkbox").is_checked()


def test_homework_is_shown_by_what_is_done_and_by_path(open_page, own_site):
    page_ = open_page("homework/")
    shown, count = page_.locator("[data-homework-entry]:visible"), page_.locator(".homework-filter [role=status]")
    expect(count).to_have_text("0 of 38 done")
    page_.get_by_role("checkbox").nth(1).check()
    expect(count).to_have_text("1 of 38 done")
    page_.get_by_role("radio", name="Done").check()
    assert shown.count() == 1
    page_.get_by_role("radio", name="Still open").check()
    assert shown.count() == 37
    page_.get_by_role("checkbox").nth(3).check()
    assert shown.count() == 37, "what was just ticked stays in sight"

    page_.get_by_role("radio", name="All of it").check()
    path = own_site.paths.paths["from-pusher-to-builder"]
    page_.get_by_role("combobox").select_option(path.id)
    assert shown.count() == sum(step.article is not None for step in path.steps)
    assert violations(page_) == []


def test_an_article_is_printed_by_its_button(open_page):
    page_ = open_page("articles/fit-before-quota/")
    page_.evaluate("window.print = () => { document.title = 'printed'; }")
    page_.get_by_role("button", name="Print").click()
    assert page_.title() == "printed"


def test_the_reps_lines_are_covered_and_looked_at_one_by_one(open_page):
    page_ = open_page("articles/anatomy-of-a-thread-that-went-nowhere/")
    rep = page_.locator("[data-speaker=rep] [data-words]")
    expect(rep.first).to_be_visible()
    page_.get_by_role("button", name="Practise: cover your lines").click()
    assert not rep.first.is_visible()
    page_.get_by_role("button", name="Say it first, then look").first.click()
    expect(rep.first).to_be_visible()
    assert rep.first.evaluate("node => node === document.activeElement")
    assert violations(page_) == []
    page_.get_by_role("button", name="Show your lines").click()
    assert page_.locator(".chat__look").count() == 0
    assert all(one.is_visible() for one in rep.all())


def test_a_note_beside_a_covered_line_is_covered_with_it(open_page):
    page_ = open_page("articles/anatomy-of-a-thread-that-went-nowhere/")
    line = page_.locator("[data-speaker=rep]:has(.chat__note)").first
    expect(line.locator(".chat__note")).to_be_visible()
    page_.get_by_role("button", name="Practise: cover your lines").click()
    expect(line.locator(".chat__note")).to_be_hidden()
    line.get_by_role("button", name="Say it first, then look").click()
    expect(line.locator(".chat__note")).to_be_visible()


def test_without_scripts_a_conversation_is_plain_paragraphs(open_page):
    page_ = open_page("articles/anatomy-of-a-thread-that-went-nowhere/", scripts=False)

    assert page_.locator("[data-words]:visible").count() == 11
    assert not page_.get_by_role("button", name="Practise").is_visible()
    assert page_.locator(".chat__words").first.inner_text().lower().startswith("buyer:")


# A page with every block


EVERY = """Text.

!!! story "A made-up Tuesday"

    It rained.

!!! homework "Do this"

    Now.

!!! cta "Come along"

    Read [on](five-minutes.md).

!!! note "Aside"

    By the way.

```chat
title: A talk
Buyer: Hello.
Rep: Hello.
> Both greet.
```

```video
title: Two minutes on silence
length: "2:10"
link: https://www.youtube.com/watch?v=abcdefghijk
```
"""


@pytest.fixture(scope="module")
def blocks_url(tmp_path_factory):
    docs = {
        **BASE,
        **MENU,
        "articles/2026/five-minutes.md": article(),
        "articles/2026/every.md": article("Every block", date="2026-05-01", body=EVERY),
    }
    folder = copy_project(tmp_path_factory.mktemp("blocks") / "copy", docs)
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    with served(folder / "site") as url:
        yield f"{url}articles/every/"


def test_a_page_with_every_block_is_accessible(chromium, blocks_url):
    page_ = chromium.new_page()
    page_.goto(blocks_url)
    assert violations_each_way(page_) == []
    page_.close()


def test_a_video_loads_nothing_before_a_click_and_then_its_quiet_host_only(chromium, blocks_url):
    page_ = chromium.new_page()
    asked = []
    elsewhere = re.compile(r"^https:")
    page_.route(elsewhere, lambda route: route.fulfill(body="player", content_type="text/html"))
    page_.on("request", lambda request: asked.append(request.url) if elsewhere.match(request.url) else None)
    page_.goto(blocks_url, wait_until="networkidle")
    assert asked == []
    with page_.expect_request(elsewhere):
        page_.locator("[data-video] a").click()
    page_.wait_for_selector("iframe")

    assert asked == ["https://www.youtube-nocookie.com/embed/abcdefghijk"]
    assert page_.locator("iframe").get_attribute("title") == "Two minutes on silence"
    policy = page_.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "frame-src https://www.youtube-nocookie.com https://player.vimeo.com" in policy
    page_.close()


def test_other_pages_may_frame_nothing(built_site):
    text = (built_site / "articles/fit-before-quota/index.html").read_text()

    assert "frame-src" not in text


def test_the_scripts_of_curation_are_small_and_stand_only_where_they_work(built_site):
    names = ["path/path.mjs", "chat/chat.mjs", "video/video.mjs", "homework/homework.mjs"]
    assert sum(len(gzip.compress((built_site / "components" / name).read_bytes(), 9)) for name in names) <= 6 * 1024
    plain = (built_site / "articles/fit-before-quota/index.html").read_text()
    assert "chat.mjs" not in plain
    assert "video.mjs" not in plain
    about = (built_site / "about/index.html").read_text()
    assert [name for name in names if name in about] == []
