"""Old addresses: which are free, and what is told of the others."""

from __future__ import annotations

import pytest
import yaml

from building import ROOT
from helpers import article, page, site_of

QUIZ = "quizzes/would-they-hire-you.yml"
PATH = "articles/2026/one.md"
FILES = {
    "index.md": page("Home"),
    "about.md": page(),
    "articles/2025/older.md": article("Older", date="2025-04-14", aliases="[/taken/]"),
    "assets/desk.jpg": b"x",
    "assets/v1.0/plan.pdf": b"x",
    QUIZ: (ROOT / "docs" / QUIZ).read_text(encoding="utf-8"),
}
CASES = yaml.safe_load((ROOT / "tests/site/cases/aliases.yml").read_text(encoding="utf-8"))


def told(files, path=PATH):
    mine = path if path.startswith("docs/") else f"docs/{path}"
    return [str(one).removeprefix(f"{mine}:") for one in site_of({**FILES, **files}).problems if one.path == mine]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_an_old_address_is_free_or_the_author_is_told(case):
    found = told({PATH: article("One", aliases=case["aliases"])}, case.get("path", PATH))

    assert found == ([case["told"]] if case["told"] else [])


@pytest.mark.parametrize("alias", ["/" + "a" * 256 + "/", "/" + "a" * 252 + ".html", "/" + "a/" * 450])
def test_an_alias_that_no_disk_takes_is_a_problem(alias):
    (problem,) = told({PATH: article("One", aliases=f"[{alias}]")})

    assert problem == f"6:11 the address {alias[:41]}… is too long for a file's name. Write a shorter one."


def test_an_alias_of_the_most_letters_that_a_disk_takes_is_free():
    assert told({PATH: article("One", aliases=f"[/{'a' * 255}/, /{'b' * 250}.html]")}) == []


def test_a_slug_and_a_tag_have_their_limit_too():
    assert told({PATH: article("One", slug="a" * 201)}) == [
        "6:7 slug has 201 characters. It may have 200 at most.",
    ]
    tags = f"time: {{label: Time}}\n{'a' * 201}: {{label: A}}\n"
    assert told({"tags.yml": tags}, "docs/tags.yml") == ["2:1 this id has 201 letters. It may have 200 at most."]


def test_a_page_with_the_name_of_a_feed_is_left_out():
    (problem,) = told({"feed.xml.md": page()}, "feed.xml.md")

    assert problem == (
        "2:1 the address /feed.xml/ needs a folder /feed.xml/, and that is a file: a page that is made for every site. "
        "This page is left out until one of them is renamed."
    )


@pytest.mark.parametrize("aliases", ["[время]", "[Time]", "[trust!]", "[on time, On-Time]"])
def test_a_tags_other_words_need_make_no_address(aliases):
    tags = f"time: {{label: Time, aliases: {aliases}}}\ntrust: {{label: Trust}}\n"
    site = site_of({**FILES, PATH: article("One", tags="[time, trust]"), "tags.yml": tags})

    assert [redirect.address for redirect in site.redirects if redirect.address.startswith("tags/")] == (
        ["tags/on-time/"] if "on time" in aliases else []
    )


def test_a_page_leads_on_from_its_old_addresses_too():
    about = page("About").replace("---\n", '---\naliases: [/ueber/, "/?page_id=2", /taken/]\n', 1)
    site = site_of({**FILES, "about.md": about})

    assert {one.address: one.target for one in site.redirects if one.target == "about/"} == {
        "ueber/": "about/",
        "page_id/2/": "about/",
    }
    (problem,) = [one for one in site.problems if one.path == "docs/about.md"]
    assert "the address /taken/ already belongs to an alias in docs/articles/2025/older.md" in problem.message


def test_a_tag_leads_on_from_its_old_addresses():
    tags = 'time: {label: Time, aliases: [hours, /category/time/, "/?cat=3", /label/Time.html, /taken/]}\n'
    site = site_of({**FILES, PATH: article("One", tags="[hours]"), "tags.yml": tags})

    assert {one.address for one in site.redirects if one.target == "tags/time/"} == {
        "tags/hours/",
        "category/time/",
        "cat/3/",
        "label/Time.html",
    }
    assert site.library.vocabulary.words() == ["time", "hours"]
    (problem,) = [one for one in site.problems if one.path == "docs/tags.yml"]
    assert str(problem).startswith("docs/tags.yml:1:84 the address /taken/ already belongs to an alias")


def test_an_old_address_of_a_tag_that_is_none_is_named():
    site = site_of({**FILES, "tags.yml": "time: {label: Time, aliases: [/a%2fb/]}\n"})

    assert 'alias "/a%2fb/" is not an address of this site.' in str(site.problems[0])
