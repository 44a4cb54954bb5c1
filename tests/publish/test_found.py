"""Found and shared: titles, descriptions, cards, sitemap, llms.txt, of every page of the built site."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree as ET

import lxml.html
import pytest
from jinja2 import DictLoader
from PIL import Image

from building import build, copy_project, files_of
from coach.io.templates import Pieces
from coach.publish.advice import _beginnings, headed
from coach.publish.build import Resources, start_build
from coach.site.curation.titles import LONGEST, LONGEST_TITLE, SHORTEST, advise_titles, shorten
from helpers import BASE, NOW, SETTINGS, article, page, site_of, sources

ROOT = "https://example.github.io/second-sale/"


@pytest.fixture(scope="module")
def pages(built_site):
    """The pages of the site; redirects and mails are none."""
    trees = {path: lxml.html.fromstring(data) for path, data in files_of(built_site).items() if path.endswith(".html")}
    return {
        path: tree
        for path, tree in trees.items()
        if not path.endswith("mail.html") and not tree.xpath("//meta[@http-equiv='refresh']")
    }


def property_of(tree, name):
    (value,) = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return value


def test_every_page_has_one_h1_and_a_title_and_description_of_its_own(pages):
    titles = Counter(tree.findtext(".//title") for tree in pages.values())
    descriptions = Counter(property_of(tree, "description") for tree in pages.values())

    assert [path for path, tree in pages.items() if len(tree.findall(".//h1")) != 1] == []
    assert [title for title, count in titles.items() if count > 1] == []
    assert [words for words, count in descriptions.items() if count > 1] == []


def test_titles_and_descriptions_are_within_bounds(pages):
    for path, tree in pages.items():
        own = tree.findtext(".//title").removesuffix(" · The Second Sale")
        assert 0 < len(own) <= LONGEST_TITLE or path == "index.html", path  # that one has the tagline behind the name
        assert SHORTEST <= len(property_of(tree, "description")) <= LONGEST, path


def test_every_page_names_a_card_that_is_there(pages, built_site):
    for path, tree in pages.items():
        address = property_of(tree, "og:image")
        assert address.startswith(ROOT), path
        picture = Image.open(BytesIO((built_site / address.removeprefix(ROOT)).read_bytes()))
        stated = (property_of(tree, "og:image:width"), property_of(tree, "og:image:height"))
        assert stated == tuple(map(str, picture.size)) == ("1200", "630")
        assert property_of(tree, "og:image:type") == f"image/{picture.format.lower()}"
        assert property_of(tree, "og:image:alt")
        assert property_of(tree, "twitter:card") == "summary_large_image"


def test_articles_quizzes_zones_paths_and_editions_have_cards_of_their_own_and_others_the_sites(pages):
    cards = Counter(property_of(tree, "og:image").removeprefix(ROOT) for tree in pages.values())
    shared = cards.pop("cards/site.png")

    assert set(cards.values()) == {1}
    rooms = Counter(card.split("/")[1] for card in cards)
    of_articles = sum(bool(re.fullmatch("articles/[^/]+/index.html", path)) for path in pages)
    assert rooms == {"articles": of_articles, "quizzes": 5 + 15, "paths": 5, "newsletter": 9}
    assert shared == len(pages) - sum(rooms.values())


def test_no_card_is_heavy_and_none_is_there_that_no_page_names(pages, built_site):
    named = {property_of(tree, "og:image").removeprefix(ROOT) for tree in pages.values()}
    for mail in built_site.glob("newsletter/*/mail.html"):
        named |= set(re.findall(f'src="{ROOT}(cards/[^"]+)"', mail.read_text(encoding="utf-8")))
    there = {path: len(data) for path, data in files_of(built_site).items() if path.startswith("cards/")}

    assert there.keys() == named
    assert max(there.values()) <= 40_000


def test_an_article_tells_networks_its_dates_tags_and_language(pages):
    tree = pages["articles/five-minutes-means-five-minutes/index.html"]

    assert property_of(tree, "og:type") == "article"
    assert property_of(tree, "og:locale") == "en_GB"
    assert property_of(tree, "og:url") == tree.xpath("//link[@rel='canonical']/@href")[0]
    assert datetime.fromisoformat(property_of(tree, "article:published_time")).tzinfo
    assert tree.xpath("//meta[@property='article:tag']/@content")[:2] == ["Time", "Respect"]


def test_the_404_page_is_not_indexed_and_has_the_sites_card(pages):
    tree = pages["404.html"]

    assert property_of(tree, "robots") == "noindex"
    assert tree.xpath("//link[@rel='canonical']") == []
    assert property_of(tree, "og:image") == f"{ROOT}cards/site.png"


def test_feeds_are_announced_on_every_page(pages):
    for path, tree in pages.items():
        types = tree.xpath("//link[@rel='alternate']/@type")
        assert {"application/rss+xml", "application/atom+xml", "application/feed+json"} <= set(types), path


def test_the_sitemap_dates_every_page_that_has_a_date(built_site):
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    dated = {
        url.findtext("s:loc", "", space).removeprefix(ROOT): url.findtext("s:lastmod", "", space)
        for url in ET.parse(built_site / "sitemap.xml").iterfind("s:url", space)
    }
    without = {address for address, date in dated.items() if not date}

    assert all(re.match(r"(quizzes/|mirror/|[a-z-]+/$)", address) for address in without), without
    assert without.isdisjoint({"archive/", "tags/", "paths/", "newsletter/", "homework/"})
    assert dated[""] == max(date for address, date in dated.items() if address.startswith("articles/"))
    assert all(datetime.fromisoformat(date).tzinfo for date in dated.values() if date)


def test_llms_txt_has_the_form_of_llmstxt_org(built_site):
    text = (built_site / "llms.txt").read_text()
    lines = [line for line in text.splitlines() if line]
    entry = re.compile(r"- \[[^][]+\]\((https://[^)\s]+)\)(: .+)?")

    assert lines[0] == "# The Second Sale"
    assert lines[1].startswith("> ")
    sections = [line for line in lines if line.startswith("#")][1:]
    assert sections == ["## Reading paths", "## For managers", "## Quizzes", "## Articles", "## Optional"]
    listed = lines[lines.index(sections[0]) :]
    assert all(line in sections or entry.fullmatch(line) for line in listed)
    for line in listed:
        if found := entry.fullmatch(line):
            path = found[1].removeprefix(ROOT)
            assert (built_site / (f"{path}index.html" if path.endswith("/") else path)).is_file(), line
    assert "&#" not in text
    assert "\n\n\n" not in text


@pytest.mark.build
def test_without_cards_no_page_names_one(tmp_path):
    folder = copy_project(tmp_path / "x", {**BASE, "articles/2026/a.md": article("A", aliases="[/old/]")})
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text().replace("  coach:\n", "  coach:\n    cards: false\n"))
    assert build(folder, "--strict").returncode == 0

    assert not (folder / "site/cards").exists()
    for path, data in files_of(folder / "site").items():
        assert b"og:image" not in data, path
        assert b"summary_large_image" not in data, path


def test_an_author_who_is_watching_waits_for_no_cards():
    docs = sources({"index.md": page("Home"), "articles/2026/a.md": article("A")})
    built = {
        preview: start_build(docs, SETTINGS, NOW, Resources(Pieces(DictLoader({}))), preview=preview)
        for preview in (True, False)
    }

    assert (built[True].cards, built[True].card_of("articles/a/")) == ({}, "")
    assert built[False].card_of("articles/a/") == "cards/articles/a.png"
    assert built[False].card_of("archive/") == "cards/site.png"


def test_the_locale_is_checked():
    from coach.content.settings import read_settings

    _, (problem,) = read_settings("extra: {coach: {locale: english}}")
    assert problem.sentence == 'locale "english" is not a language and a country. Write it as in en_GB.'
    assert replace(SETTINGS).coach.locale == "en_GB"


def test_authors_are_told_of_titles_and_descriptions_that_searchers_see_badly():
    long = "What a title of more than sixty characters looks like in a list of results"
    edition = "---\ntitle: A letter\ndescription: Thirty characters are allowed.\ndate: 2026-02-01\n---\nText.\n"
    site = site_of(
        {
            "about.md": page("Time").replace("A description", "One description"),
            "articles/2026/a.md": article("Time"),
            "articles/2026/b.md": article(long),
            "newsletter/2026-02.md": edition,
        }
    )

    assert [str(problem) for problem in sorted(advise_titles(list(headed(site))))] == [
        "docs/articles/2026/a.md:2:8 docs/about.md has the same title. Readers who search cannot tell them apart.",
        f"docs/articles/2026/b.md:2:8 the title has {len(long)} characters. Search engines show some 60 of them.",
        "docs/articles/2026/b.md:3:14 docs/articles/2026/a.md has the same description. "
        "Say what only this one is about.",
        "docs/newsletter/2026-02.md:3:14 the description has 30 characters. Search engines have room for 50 and more.",
    ]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        (
            "One sentence that is long enough to stand alone here. " + "More " * 40,
            "One sentence that is long enough to stand alone here.",
        ),
        ("No end. " + "words " * 50, "No end. " + "words " * 30 + "words…"),
    ],
)
def test_descriptions_are_cut_at_a_sentence(text, short):
    assert shorten(text) == short
    assert len(short) <= LONGEST


def test_an_alias_cannot_take_the_place_of_a_card():
    site = site_of({"articles/2026/a.md": article("A", aliases="[/cards/site.png, /cards/articles/a.png]")})

    assert [problem.message for problem in site.problems] == [
        f"the address /cards/{name}.png already belongs to a page that is made for every site."
        for name in ("site", "articles/a")
    ]


def test_a_description_that_is_the_beginning_of_the_text_is_advice():
    words = "Ring one customer and ask one question, then wait for the whole answer before you speak."
    files = {
        "articles/2026/same.md": article("Same", description=words, body=f"![A](../../assets/a.jpg) {words} And more."),
        "articles/2026/other.md": article(
            "Other", description="What one question is worth, if you wait for its answer.", body=words
        ),
    }
    found = [one for one in _beginnings(site_of(files)) if one.advice]

    assert [(one.path, one.message) for one in found] == [
        ("docs/articles/2026/same.md", "the description is the beginning of the text.")
    ]
