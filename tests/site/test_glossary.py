"""The house's words: their file, their page, and the links to them in articles."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from lxml import html

import quick_builds
from building import copy_project
from coach.site.glossary.explain import Explainer
from coach.site.glossary.terms import Term
from helpers import BASE, MENU, article, messages, site_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "glossary.yml").read_text(encoding="utf-8"))
TERMS = (
    Term("pusher", "Pusher", "One who pushes.", ("pushers",), None, ("pen pusher",)),
    Term("second-sale", "Second sale", "What comes after."),
    Term("r-and-d", "R&D", "Where it is made."),
    Term("bad-fit", "Bad fit", "What is paid for."),
)
PATH = "articles/2026/five-minutes.md"


def explainer(terms=TERMS):
    return Explainer(terms, lambda term, words: f"[{term.id} {words}]")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_term_is_linked_where_it_first_stands_in_running_text(case):
    assert explainer().explain(case["html"], ["bad-fit"]) == case["linked"]


def test_the_time_grows_with_the_length_of_the_text_only():
    def seconds(html):
        begun = time.perf_counter()
        explainer().explain(html)
        return time.perf_counter() - begun

    for piece in ("<p>pusherx second</p>", "<", '<p title="', "<!-- ", "<figure>", "second " * 5 + "sales"):
        short, long = (min(seconds(piece * count) for _ in range(3)) for count in (2_000, 8_000))
        assert long < 12 * short + 0.01, piece


GLOSSARY = """
pusher: {term: Pusher, meaning: One who pushes., aliases: [pushers, Pushers], see: five-minuts}
push-er: {term: PUSH-ER, meaning: The same again.}
empty: {term: Empty}
odd: {term: Odd, meaning: Odd., means: x, see: a-draft}
"""


def test_mistakes_in_the_file_are_named_with_place_and_hint():
    files = {PATH: article(), "articles/2026/a-draft.md": article("A draft", draft="true"), "glossary.yml": GLOSSARY}

    assert messages(site_of(files)) == [
        'docs/glossary.yml:2:69 "Pushers" already stands for "Pusher". Take it out here or there.',
        'docs/glossary.yml:2:84 unknown article "five-minuts". Did you mean "five-minutes"?',
        'docs/glossary.yml:3:17 "PUSH-ER" already stands for "Pusher". Take it out here or there.',
        "docs/glossary.yml:4:1 meaning is missing. Write meaning: and one or two sentences that say what it means here.",
        'docs/glossary.yml:5:33 unknown key "means". Known keys: term, meaning, aliases, not_in, see.',
        'docs/glossary.yml:5:48 "a-draft" is a draft. Take it out until readers can see it.',
    ]


def test_without_the_file_there_is_no_page():
    assert "glossary/" not in site_of({PATH: article()}).targets.addresses


WORDS = """
second-sale: {term: Second sale, aliases: [second sales], meaning: "What a customer gives \\"later\\".", see: other}
ada: {term: Ábc, meaning: First of all.}
"""


@pytest.mark.build
def test_a_page_lists_all_terms_and_articles_lead_there_but_lists_feeds_and_search_do_not(tmp_path, monkeypatch):
    quick_builds.prepare(monkeypatch)
    files = {
        **BASE,
        **MENU,
        PATH: article(body="The second sale. Second sales pay."),
        "articles/2026/other.md": article("Other", body="A second sale."),
        "glossary.yml": WORDS,
    }
    project = copy_project(tmp_path / "x", files)
    built = quick_builds.build_here(project)
    assert built.warnings == []
    page = html.fromstring(built.files["glossary/index.html"])
    five = html.fromstring(built.files["articles/five-minutes/index.html"])

    assert page.xpath("//dl/div/@id") == ["ada", "second-sale"]
    assert page.xpath("//dl//a/@href") == ["../articles/other/"]
    (link,) = five.xpath("//a[@class='term']")
    assert (link.text, link.get("href"), link.get("title")) == (
        "second sale",
        "../../glossary/#second-sale",
        "What a customer gives “later”.",
    )
    with_links = [path for path, data in built.files.items() if b'class="term"' in data]
    assert with_links == ["articles/five-minutes/index.html"]
    assert b"glossary/</loc>" in built.files["sitemap.xml"]

    (project / "docs/glossary.yml").write_text(WORDS.replace("What a", "All that a"), encoding="utf-8")
    again = quick_builds.build_here(project)
    assert b"All that a customer" in again.files["articles/five-minutes/index.html"]
