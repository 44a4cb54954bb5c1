"""A manager's page for a reading path: what is on it, and what leads there."""

from __future__ import annotations

import json

import lxml.html
import pytest

import quick_builds
from building import copy_project
from helpers import BASE, COACHING, MENU, article, page

pytestmark = pytest.mark.build

PATH = """\
title: A path
description: What it is for, said in one sentence that is long enough.
steps:
- {article: one, why: To begin.}
- {article: two, why: To end.}
"""
FILES = {
    **BASE,
    **MENU,
    "coaching.md": page("Coaching", coaching="true"),
    "about.md": page("About"),
    "articles/2026/one.md": article("One"),
    "articles/2026/two.md": article("Two", "2026-04-15"),
    "paths/a-path.yml": PATH + COACHING,
    "paths/other.yml": PATH.replace("A path", "Another"),
}
ADDRESS = "coaching/a-path/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        quick_builds.prepare(patch)
        patch.setenv("SITE_URL", "https://example.org/blog/")
        found = quick_builds.build_here(copy_project(tmp_path_factory.mktemp("coaching") / "x", FILES))
    assert found.warnings == []
    return found.files


@pytest.fixture(scope="module")
def tree(built):
    return lxml.html.fromstring(built[ADDRESS])


def words(elements):
    return [" ".join(element.text_content().split()) for element in elements]


def test_it_has_questions_exercise_and_handout(tree):
    assert words(tree.xpath("//h1")) == ["Coach: A path"]
    assert words(tree.xpath("//p[@class='standfirst']")) == ["What this is “for”."]
    questions = words(tree.xpath("//ol[@class='questions']/li"))
    assert questions[:2] == ["What came of it? Listen for a name.", "Who saw it?"]
    assert len(questions) == 5
    assert words(tree.xpath("//section[@class='exercise']/*")) == [
        "The exercise · 6 minutes",
        "Two chairs",
        "One sits, & one stands.",
    ]
    assert words(tree.xpath("//ul[@class='sheet__lines']/li")) == ["Whom I ring", "What I ask"]
    assert len(tree.xpath("//li[1]/span[@class='sheet__blank']")) == 8


def test_its_plan_makes_fifteen_minutes(tree):
    assert words(tree.xpath("//section[@class='plan']//tbody/tr/th")) == ["0–2", "2–7", "7–13", "13–15"]
    assert words(tree.xpath("//section[@class='plan']//tbody/tr[3]/td")) == ["The exercise: Two chairs"]


def test_it_leads_to_the_path_and_its_steps_and_needs_no_script(tree):
    links = [link.get("href") for link in tree.xpath("//div[@id='content']//a")]

    assert {"../../paths/a-path/", "../../articles/one/#path-a-path", "../../coaching/", "#handout"} <= set(links)
    assert [script.get("src") for script in tree.xpath("//div[@id='content']//script")] == []


def test_the_path_and_the_page_that_asks_for_it_lead_to_it_and_nothing_leads_where_there_is_none(built):
    def to_coaching(path):
        tree = lxml.html.fromstring(built[path])
        return [link for link in tree.xpath("//div[@id='content']//a/@href") if link.endswith("coaching/a-path/")]

    assert to_coaching("paths/a-path/index.html") == ["../../coaching/a-path/"]
    assert to_coaching("paths/other/index.html") == []
    listed = lxml.html.fromstring(built["coaching/index.html"]).xpath("//section[@class='coaching-list']//a")
    assert words(listed) == ["A path"]
    assert b"coaching-list" not in built["about/index.html"]
    assert "coaching/other/index.html" not in built


def test_sitemap_llms_and_search_engines_know_it(built, tree):
    address = "https://example.org/blog/coaching/a-path/"
    data = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    *_, page_, crumbs = data["@graph"]

    assert f"<loc>{address}</loc>" in built["sitemap.xml"].decode()
    assert f"- [Coach: A path]({address}): What this is “for”." in built["llms.txt"].decode()
    assert (page_["@type"], page_["timeRequired"], page_["url"]) == ("LearningResource", "PT15M", address)
    assert [crumb["name"] for crumb in crumbs["itemListElement"]][1:] == ["Coaching", "Coach: A path"]
