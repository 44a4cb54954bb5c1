"""The log of corrections: readers see it at the article's end, and the newest change is the day of the last change."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from lxml import etree, html

import quick_builds
from building import copy_project
from helpers import BASE, MENU, SETTINGS, article, site_of
from newsletter.published import published

PATH = "articles/2026/five-minutes.md"
LOG = '[{date: 2026-05-02, words: "It said \\"four\\"."}, {date: 2026-06-11, words: A & B.}]'


@pytest.mark.parametrize(
    ("keys", "changed"),
    [
        ({"changes": LOG}, "2026-06-11T07:00:00+01:00"),
        ({"changes": LOG, "updated": "2026-05-30"}, "2026-06-11T07:00:00+01:00"),  # which is a mistake, see the cases
        ({"changes": LOG, "updated": "2026-06-11T15:00"}, "2026-06-11T15:00:00+01:00"),
        ({"changes": LOG, "updated": "2026-07-01"}, "2026-07-01T07:00:00+01:00"),
        ({"changes": "[{date: 2026-04-13, words: Too early.}]"}, "2026-04-14T07:00:00+01:00"),
        (
            {"changes": "[{date: 2026-04-14, words: Same day.}]", "date": "2026-04-14T09:30"},
            "2026-04-14T09:30:00+01:00",
        ),
    ],
)
def test_the_newest_change_is_the_last_one_unless_a_later_update_is_written(keys, changed):
    (found,) = site_of({PATH: article(**keys)}).library.articles

    assert found.changed == datetime.fromisoformat(changed)


def test_changes_are_shown_newest_first_whatever_their_order_and_those_of_impossible_days_are_not():
    log = "[{date: 2026-05-02, words: First.}, {date: 2027-01-01, words: Ahead.}, {date: 2026-06-11, words: Second.}]"
    (found,) = site_of({PATH: article(changes=log)}).library.articles

    assert [(str(change.day), change.words) for change in found.changes] == [
        ("2026-06-11", "Second."),
        ("2026-05-02", "First."),
    ]


def test_feeds_tell_of_the_newest_change():
    made = published({PATH: article(changes=LOG)}, site=SETTINGS)

    assert (
        etree.fromstring(made["feed.atom"].encode()).findtext(".//{*}entry/{*}updated") == "2026-06-11T07:00:00+01:00"
    )
    assert json.loads(made["feed.json"])["items"][0]["date_modified"] == "2026-06-11T07:00:00+01:00"
    assert etree.fromstring(made["feed.xml"].encode()).findtext(".//item/{*}updated") == "2026-06-11T07:00:00+01:00"


@pytest.mark.build
def test_the_page_folds_the_log_at_its_end_and_says_when_it_was_changed_last(tmp_path, monkeypatch):
    quick_builds.prepare(monkeypatch)
    files = {**BASE, **MENU, PATH: article(changes=LOG), "articles/2026/other.md": article("Other", "2026-04-01")}
    built = quick_builds.build_here(copy_project(tmp_path / "x", files))
    page = html.fromstring(built.files["articles/five-minutes/index.html"])
    (log,) = page.xpath("//article/details[@class='changes']")

    assert log.get("open") is None
    assert [" ".join(part.text_content().split()) for part in log.xpath(".//dt | .//dd")] == [
        "11 June 2026",
        "A & B.",
        "2 May 2026",
        "It said “four”.",
    ]
    assert page.xpath("string(//p[@class='byline']//a[@href='#page:changes'])") == "updated 11 June 2026"
    (data,) = page.xpath("//script[@type='application/ld+json']/text()")
    assert '"dateModified": "2026-06-11' in data or '"dateModified":"2026-06-11' in data
    assert b"2026-06-11</lastmod>" in built.files["sitemap.xml"] or b"2026-06-11T" in built.files["sitemap.xml"]
    assert b"changes" not in built.files["articles/other/index.html"]
