"""What authors are told about their front matter: the cases in cases/mistakes.yml, and what remains of the article."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coach.content.article import Status
from coach.content.article_fields import ArticleFields
from helpers import article, messages, site_of
from quizzes.shared import PROFILE, files

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "mistakes.yml").read_text(encoding="utf-8"))
PATH = "articles/2026/five-minutes.md"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_mistake_is_named_with_place_and_hint(case):
    path = case.get("path", PATH)
    site = site_of({path: case["source"]})

    told = [message.removeprefix(f"docs/{path}:") for message in messages(site)]
    assert told == case["problems"].splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_an_article_with_a_mistake_is_still_there_or_named_as_left_out(case):
    site = site_of({case.get("path", PATH): case["source"]}, preview=True)

    left_out = any("left out of the site" in message for message in messages(site))
    assert bool(site.library.articles) != left_out


FIFTEEN = """---
title: ""
description: Too short.
date: 2026-04-14
tags: [time, lisening, time management, respekt]
id: Not A Slug
authors: [dsk]
updated: 2026-04-01
draft: perhaps
slug: a/b
aliases: [no-slash, /ok/]
quiz: nothing-like-it
related: [nobody]
image: {src: ../../assets/none.jpg}
canonical: example.com
review_by: 2026-02-30
autor: desk
---
Text.
"""


def test_fifteen_mistakes_in_one_file_are_all_named_in_one_run():
    site = site_of({PATH: FIFTEEN})

    lines = [int(message.split(":")[1]) for message in messages(site)]
    assert lines == [2, 3, 5, 5, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]


def test_an_article_with_fifteen_mistakes_keeps_what_is_right():
    (found,) = site_of({PATH: FIFTEEN}, preview=True).library.articles

    assert found.title == "Five minutes"
    assert found.tags == ("time",)
    assert found.authors == ("desk",)
    assert found.aliases == ("ok/",)
    assert found.status is Status.DRAFT  # since "draft: perhaps" may well mean that


def test_an_article_without_mistakes_has_no_problems():
    keys = {
        "id": "five",
        "authors": "[desk]",
        "updated": "2026-05-02",
        "draft": "false",
        "unlisted": "no",
        "guid": "https://old.example.com/?p=12",
        "slug": "five-minutes-means-five-minutes",
        "aliases": "[/blog/5-minutes/, /old.html]",
        "quiz": "tea",
        "related": "[other]",
        "figure": "{kind: rows, count: 5, filled: 2, alt: Five strokes}",
        "image": "{src: ../../assets/x.jpg, alt: A clock}",
        "audio": "../../assets/five.mp3",
        "canonical": "https://example.com/five/",
        "review_by": "2027-04-01",
    }
    assert keys.keys() | {"title", "description", "date", "tags"} == ArticleFields.model_fields.keys()

    docs = {
        PATH: article(**keys),
        "articles/2026/other.md": article("Other", date="2026-04-15T09:30+02:00"),
        **{
            path: text
            for path, text in files(PROFILE.replace("[five-minutes]", "[five]")).items()
            if path.startswith("quizzes/")
        },
        "assets/x.jpg": b"picture",
        "assets/five.mp3": b"sound",
    }
    site = site_of(docs)

    assert messages(site) == []
    assert [item.address for item in site.library.articles] == [
        "articles/other/",
        "articles/five-minutes-means-five-minutes/",
    ]


@pytest.mark.parametrize("word", ["Respect", "RESPECT", "service recovery", "Service_Recovery", "timing"])
def test_a_tag_in_other_capitals_or_under_an_alias_is_that_tag(word):
    site = site_of({PATH: article(tags=f"[{word}]")})

    assert messages(site) == []
    assert site.library.articles[0].tags[0] in {"respect", "service-recovery", "time"}


def test_a_title_that_looks_like_a_number_is_a_title():
    (found,) = site_of({PATH: article(title="1984")}).library.articles

    assert found.title == "1984"


def test_straight_quotation_marks_are_set_as_curly_ones():
    (found,) = site_of({PATH: article(title="""'Don''t say "five" -- ever'""")}).library.articles

    assert found.title == "Don’t say “five” – ever"
