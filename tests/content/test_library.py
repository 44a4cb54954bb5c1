"""The library's indexes, on a small blog."""

from __future__ import annotations

import pytest

from helpers import article, messages, page, site_of

FILES = {
    "articles/2025/old.md": article("Old", date="2025-12-31", tags="[trust]"),
    "articles/2026/spring.md": article("Spring", date="2026-04-01", tags="[trust, time]"),
    "articles/2026/hidden.md": article("Hidden", date="2026-04-15", tags="[trust]", unlisted="true"),
    "articles/2026/summer.md": article("Summer", date="2026-07-01", tags="[time]"),
}


@pytest.fixture(scope="module")
def library():
    return site_of(FILES).library


def test_lists_are_newest_first_without_the_unlisted(library):
    assert [item.id for item in library.listed] == ["summer", "spring", "old"]


def test_years_are_newest_first(library):
    assert {year: [item.id for item in items] for year, items in library.by_year.items()} == {
        2026: ["summer", "spring"],
        2025: ["old"],
    }


def test_articles_of_a_tag(library):
    assert [item.id for item in library.by_tag["trust"]] == ["spring", "old"]


def test_older_and_newer_pass_over_the_unlisted(library):
    spring, hidden = library.by_id["spring"], library.by_id["hidden"]

    assert (library.older(spring).id, library.newer(spring).id) == ("old", "summer")
    assert (library.older(hidden), library.newer(hidden)) == (None, None)


def test_archive_author_and_tag_pages_are_planned():
    site = site_of(FILES)

    assert [made.address for made in site.generated] == [
        "archive/",
        "archive/2026/",
        "archive/2025/",
        "authors/desk/",
        "tags/",
        "tags/time/",
        "tags/trust/",
        "homework/",
        "shelf/",
        "privacy/",
        "offline/",
    ]


def test_two_articles_of_one_moment_are_always_in_the_same_order():
    one, two = article("One"), article("Two")

    there = site_of({"articles/2026/a.md": one, "articles/2026/b.md": two}).library.listed
    assert [item.id for item in there] == ["a", "b"]


def test_the_home_page_names_articles_and_is_told_of_wrong_ones():
    home = page("Home", featured="[spring, sumer]")
    site = site_of({**FILES, "index.md": home})

    assert messages(site) == ['docs/index.md:4:20 unknown article "sumer". Did you mean "summer"?']
    assert site.pages[0].home.featured == ("spring",)


def test_a_page_that_stands_where_a_generated_page_belongs_is_a_problem_and_stays():
    site = site_of({**FILES, "archive.md": page("My archive")})

    assert "archive/" in [item.address for item in site.pages]
    assert "archive/" not in [made.address for made in site.generated]
    assert messages(site) == [
        "docs/archive.md:1:1 the address /archive/ belongs to a page that is made for every site. "
        "Rename this file; until then it stands in for that page."
    ]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("picture: assets/ada.jpg", '1:61 there is no picture "assets/ada.jpg". Did you mean "assets/ida.jpg"?'),
        ("picture: ./assets/ida.jpg, role: Coach", ""),
        (
            "links: [{title: LinkedIn, to: linkedin.com/in/ada}]",
            '1:82 links.to "linkedin.com/in/ada" is not a full web address. Write all of it, with https://.',
        ),
        ("links: LinkedIn", "1:59 links must be a list."),
    ],
)
def test_what_an_author_s_entry_may_say(keys, told):
    files = {"authors.yml": f"desk: {{name: Ada Berger, description: She writes., {keys}}}", "assets/ida.jpg": b"x"}

    found = [one.removeprefix("docs/authors.yml:") for one in messages(site_of(files))]
    assert [one[: len(told)] for one in found] == ([told] if told else [])
