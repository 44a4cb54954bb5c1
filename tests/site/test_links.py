"""Links that lead somewhere, and the problems of those that do not."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader

from coach.io.templates import Pieces
from coach.publish.build import Resources, start_build
from coach.publish.check import check_all
from helpers import NOW, SETTINGS, article, page, sources

BODY = {
    "articles/2026/one.md": article("One", body="## First part\n\nText."),
    "articles/2026/draft.md": article("Draft", draft="true"),
    "articles/2026/later.md": article("Later", date="2027-01-05"),
    "about.md": page(),
    "assets/desk.jpg": b"picture",
}
PATH = "articles/2026/two.md"
NOTHING = Resources(Pieces(DictLoader({"components/leaves/leaves.html": ""})))


def problems(body):
    found = check_all(sources({**BODY, PATH: article("Two", date="2026-05-01", body=body)}), SETTINGS, NOW)
    return [str(problem).removeprefix(f"docs/{PATH}:") for problem in found]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("one.md", "../one/"),
        ("one.md#first-part", "../one/#first-part"),
        ("../2026/one.md", "../one/"),
        ("../../about.md", "../../about/"),
        ("../../about.md?x=1#y", "../../about/?x=1#y"),
        ("../../assets/desk.jpg", "../../assets/desk.jpg"),
        ("/archive/", "../../archive/"),
        ("/archive", "../../archive/"),
        ("/assets/desk.jpg", "../../assets/desk.jpg"),
        ("/", "../../"),
        ("#here", "#here"),
        ("two.md#here", "#here"),
        ("https://example.com/x.md", "https://example.com/x.md"),
        ("//example.com/x.md", "//example.com/x.md"),
        ("mailto:desk@example.com", "mailto:desk@example.com"),
    ],
)
def test_a_link_is_relative_to_its_page_and_works_under_any_prefix(written, link):
    body = f"## Here\n\n[a]({written})"
    build = start_build(sources({**BODY, PATH: article("Two", body=body)}), SETTINGS, NOW, NOTHING, preview=False)
    if written == "/":
        build = start_build(
            sources({**BODY, PATH: article("Two", body=body), "index.md": page("Home")}),
            SETTINGS,
            NOW,
            NOTHING,
            preview=False,
        )

    assert f'href="{link}"' in build.html("articles/two/")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Some [a](onee.md).", '7:10 there is no file "onee.md". Did you mean "one.md"?'),
        ("[a](../2025/one.md)", '7:5 there is no file "../2025/one.md". Did you mean "one.md"?'),
        ("[a](xyzzy.md)", '7:5 there is no file "xyzzy.md". Links name a file, relative to this one.'),
        (
            "[a](one.md#frist-part)",
            '7:5 /articles/one/ has no heading or anchor "frist-part". Did you mean "first-part"?',
        ),
        ("[a](#nowhere)", '7:5 /articles/two/ has no heading or anchor "nowhere".'),
        ("[a](/archiv/)", '7:5 no page has the address "/archiv/". Did you mean "/archive/"?'),
        (
            "[a](draft.md)",
            '7:5 this links to "draft.md", which is a draft. Take the link out until readers can follow it.',
        ),
        (
            "[a](later.md)",
            '7:5 this links to "later.md", which is not out before 2027-01-05. '
            "Take the link out until readers can follow it.",
        ),
        (
            "\n\n![](../../assets/desk.jpg)",
            '9:5 the picture "../../assets/desk.jpg" has no description. Say what it shows: ![what it shows](file).',
        ),
        (
            "![x](../../assets/none.jpg)",
            '7:6 there is no file "../../assets/none.jpg". Put the file into docs/assets/ and write ../../assets/none.jpg.',
        ),
        ("`[a](onee.md)` and\n[a](onee.md)", '8:5 there is no file "onee.md". Did you mean "one.md"?'),
        ("```\n[a](onee.md)\n```\n\n[a](onee.md)", '11:5 there is no file "onee.md". Did you mean "one.md"?'),
        ('<a href="onee.md">a</a>', '7:10 there is no file "onee.md". Did you mean "one.md"?'),
        ("[a][b]\n\n[b]: onee.md", '9:6 there is no file "onee.md". Did you mean "one.md"?'),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_line(body, told):
    assert problems(body) == [told]


def test_the_same_wrong_link_twice_is_named_at_both_places():
    assert [told.split()[0] for told in problems("[a](onee.md)\n\n[b](onee.md)")] == ["7:5", "9:5"]


def test_links_in_drafts_are_checked_and_may_lead_to_drafts():
    files = {**BODY, PATH: article("Two", draft="true", body="[a](draft.md) [b](onee.md)")}

    (problem,) = check_all(sources(files), SETTINGS, NOW)
    assert 'no file "onee.md"' in str(problem)


def test_links_in_plain_pages_are_checked():
    files = {**BODY, "about.md": page(body="[a](articles/2026/onee.md)")}

    (problem,) = check_all(sources(files), SETTINGS, NOW)
    assert str(problem) == (
        'docs/about.md:5:5 there is no file "articles/2026/onee.md". Did you mean "articles/2026/one.md"?'
    )
