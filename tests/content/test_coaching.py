"""What becomes of the key `coaching` of a reading path."""

from __future__ import annotations

from itertools import pairwise

import pytest

from coach.content.coaching.coaching import LONGEST_EXERCISE, MINUTES, MOST_LINES, Coaching, Exercise, Handout
from helpers import COACHING, article, messages, page, site_of

PATH = """\
title: A path
description: What it is for, said in one sentence that is long enough.
steps: [{article: five-minutes, why: Now.}]
"""
FILES = {"articles/2026/five-minutes.md": article(), "paths/a-path.yml": PATH + COACHING}


def coaching_of(text):
    (path,) = site_of({**FILES, "paths/a-path.yml": text}).paths.paths.values()
    return path.coaching


def test_it_has_all_that_its_author_wrote_set_as_all_texts_are():
    coaching = coaching_of(PATH + COACHING)

    assert messages(site_of(FILES)) == []
    assert (coaching.address, coaching.opening) == ("coaching/a-path/", "What this is “for”.")
    assert [len(question.words) > 0 for question in coaching.questions] == [True] * 5
    assert [question.listen_for for question in coaching.questions] == ["a name.", "", "", "", ""]
    assert coaching.exercise == Exercise("Two chairs", 6, "One sits, & one stands.")
    assert coaching.handout == Handout("My sheet", ("Whom I ring", "What I ask"))


@pytest.mark.parametrize("minutes", range(1, LONGEST_EXERCISE + 1))
def test_the_parts_of_a_meeting_follow_each_other_and_make_fifteen_minutes(minutes):
    plan = Coaching("a", "b", (), Exercise("c", minutes, "d"), Handout("e", ("f",))).plan

    assert (plan[0].first, plan[-1].last) == (0, MINUTES)
    assert all(before.last == after.first for before, after in pairwise(plan))
    assert all(slot.first < slot.last for slot in plan)
    assert [slot.last - slot.first for slot in plan if slot.part == "exercise"] == [minutes]


@pytest.mark.parametrize("lines", range(1, MOST_LINES + 1))
def test_below_each_line_of_a_handout_there_is_room_and_all_of_it_is_about_a_page(lines):
    handout = Handout("a", ("b",) * lines)

    assert handout.blanks >= 2
    assert 12 <= handout.blanks * lines <= 16


def test_a_path_without_it_has_no_page():
    site = site_of({**FILES, "paths/a-path.yml": PATH})

    assert site.paths.coached == ()
    assert [page.address for page in site.generated if page.template == "coaching.html"] == []


def test_where_a_part_is_wrong_there_is_no_page_and_the_path_stays():
    site = site_of({**FILES, "paths/a-path.yml": PATH + COACHING.replace("minutes: 6", "minutes: 12")})

    assert [message.partition(" ")[2] for message in messages(site)] == [
        "an exercise of 12 minutes does not fit into the fifteen."
        " Write 8 at most: the rest is for beginning, a question and the end."
    ]
    assert site.paths.coached == ()
    assert "coaching/a-path/" not in site.targets.addresses
    assert "paths/a-path/" in site.targets.addresses


def test_a_link_may_lead_to_its_page_and_no_alias_may_take_its_address():
    link = {"articles/2026/five-minutes.md": article(body="[Meet](/coaching/a-path/).", aliases="[/coaching/a-path/]")}
    (problem,) = messages(site_of({**FILES, **link}))

    assert "the address /coaching/a-path/ already belongs to a page that is made for every site." in problem


def test_a_page_that_an_author_wrote_at_its_address_stays_and_is_told_of():
    site = site_of({**FILES, "coaching/a-path.md": page("Mine")})

    (problem,) = messages(site)
    assert problem.startswith("docs/coaching/a-path.md:1:1 the address /coaching/a-path/ belongs to")
    assert [one.address for one in site.generated if one.template == "coaching.html"] == []
