"""A coaching page on paper: the manager's sheet and the handout, each on one page, also with the longest texts."""

from __future__ import annotations

import re

import pytest
import yaml
from playwright.sync_api import expect

import building
from browser.conftest import DESKTOP, served
from building import build, copy_project
from coach.content.coaching.coaching import MOST_LINES
from helpers import BASE, MENU, article

ADDRESS = "coaching/a-path/"


def text_of(length):
    """Return a text of so many characters, with words as long as words are."""
    return (
        ("Which customer would notice first, and what would she miss of it? " * 12)[:length].strip().ljust(length, ".")
    )


def longest():
    """Return a path whose texts are as long as they may be."""
    question = {"question": text_of(160), "listen_for": text_of(160)}
    return {
        "title": text_of(90),
        "description": text_of(200),
        "steps": [{"article": "one", "why": "To begin."}],
        "coaching": {
            "opening": text_of(200),
            "questions": [dict(question) for _ in range(5)],
            "exercise": {"title": text_of(80), "minutes": 8, "text": text_of(500)},
            "handout": {"title": text_of(80), "lines": [text_of(140)] * MOST_LINES},
        },
    }


@pytest.fixture(scope="module")
def small_url(tmp_path_factory):
    files = {
        **BASE,
        **MENU,
        "articles/2026/one.md": article("One"),
        "paths/a-path.yml": yaml.safe_dump(longest(), allow_unicode=True),
    }
    folder = copy_project(tmp_path_factory.mktemp("coaching") / "x", files)
    building.may_build = True
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    with served(folder / "site") as url:
        yield url


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_longest_texts_are_two_pages_and_the_handout_alone_is_one(chromium, small_url, paper):
    page = chromium.new_page()
    page.goto(small_url + ADDRESS)
    assert pages_of(page.pdf(format=paper)) == 2
    page.get_by_role("link", name="Print the handout alone").click()
    assert pages_of(page.pdf(format=paper)) == 1
    page.close()


def test_the_handout_alone_needs_no_script_and_can_be_taken_back(open_page):
    page = open_page("coaching/the-mirror/", size=DESKTOP, scripts=False)
    page.emulate_media(media="print")
    questions, sheet = page.locator(".questions"), page.locator(".sheet")
    expect(questions).to_be_visible()
    expect(sheet).to_be_visible()

    page.emulate_media(media="screen")
    page.get_by_role("link", name="Print the handout alone").click()
    expect(page.get_by_text("Now print, and only this sheet comes out.")).to_be_visible()
    page.emulate_media(media="print")
    expect(questions).not_to_be_visible()
    expect(sheet).to_be_visible()

    page.emulate_media(media="screen")
    page.get_by_role("link", name="Print both again").click()
    page.emulate_media(media="print")
    expect(questions).to_be_visible()


def test_paper_names_the_address_of_the_path_and_has_no_list_of_links(open_page):
    page = open_page("coaching/the-mirror/", size=DESKTOP)
    page.emulate_media(media="print")

    expect(page.locator(".coaching-page__steps")).not_to_be_visible()
    expect(page.locator(".sheet__foot")).to_contain_text("/paths/the-mirror/")
