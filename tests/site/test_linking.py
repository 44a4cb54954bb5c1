"""What links may name, what a wrong one may have meant, and what is asked how often."""

from __future__ import annotations

import pytest
import yaml
from jinja2 import DictLoader

from building import ROOT
from coach.io.templates import Pieces
from coach.pictures.marks.icons import FAVICON, TOUCH_ICON
from coach.publish.build import Resources, start_build
from coach.publish.check import check_all
from coach.site.generated_pages import OWN_FILES
from coach.site.linking import resolve as resolving
from coach.site.linking.full_addresses import web_mistake
from coach.site.linking.outside import sign_outside
from coach.source import problems as known_words
from helpers import NOW, SETTINGS, article, page, sources

LETTER = "---\ntitle: A letter\ndescription: A description that is long enough.\ndate: 2027-01-01\n---\nHello.\n"
FILES = {
    "index.md": page("Home"),
    "about.md": page(),
    "articles/2026/one.md": article(
        "One", body="## First part\n\n## Content\n\nText.", aliases="[/old/one/, /blog/one.html]"
    ),
    "articles/2026/draft.md": article("Draft", draft="true", aliases="[/old/draft/]"),
    "articles/2026/later.md": article("Later", date="2027-01-05", aliases="[/old/later/]"),
    "articles/2026/wrong.md": article("Wrong", date="2026-02-30"),
    "newsletter/2027-01.md": LETTER,
    **dict.fromkeys(("assets/desk.jpg", "assets/Big.PDF", "assets/a b+c.pdf", "assets/ä.pdf", "assets/100%.pdf"), b"x"),
    **dict.fromkeys(("assets/a#b.pdf", "assets/a?b.pdf", "assets/a&b.pdf", "assets/a%20b.pdf"), b"x"),
}
PATH = "articles/2026/two.md"
NOTHING = Resources(Pieces(DictLoader({"components/leaves/leaves.html": "^"})))
CASES = yaml.safe_load((ROOT / "tests/site/cases/links.yml").read_text(encoding="utf-8"))


def docs(body, **keys):
    return sources({**FILES, PATH: article("Two", date="2026-05-01", body=body, **keys)})


def told(found):
    return [str(problem).removeprefix(f"docs/{PATH}:") for problem in found if PATH in problem.path]


def build_of(body):
    build = start_build(docs(body), SETTINGS, NOW, NOTHING, preview=False)
    return build, build.html("articles/two/")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["link"])
def test_a_link_that_leads_nowhere_is_named_with_what_it_may_mean(case):
    assert told(check_all(docs(case["link"]), SETTINGS, NOW)) == [case["told"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["link"])
def test_a_build_tells_the_same_as_the_check(case):
    build, _ = build_of(case["link"])

    assert told(build.text_problems()) == [case["told"]]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        # an old address of an article
        ("/old/one/", "../one/"),
        ("/old/one", "../one/"),
        ("/old/one/?x=1#first-part", "../one/?x=1#first-part"),
        ("/blog/one.html", "../one/"),
        ("https://example.org/second-sale/old/one/", "../one/"),
        # the site's own full address, however it is written, and that of `mkdocs serve`
        ("https://example.org/second-sale/archive/", "../../archive/"),
        ("http://example.org/second-sale/archive/?a#b", "../../archive/?a#b"),
        ("https://EXAMPLE.org:443/second-sale", "../../"),
        ("//example.org/second-sale/about/", "../../about/"),
        ("http://127.0.0.1:8000/about/", "../../about/"),
        ("http://localhost:8000/second-sale/about/#", "../../about/"),
        ("https://example.org/second-sale/feed.xml", "../../feed.xml"),
        ("https://example.org/second-sale/sitemap.xml.gz", "../../sitemap.xml.gz"),
        ("https://example.org/second-sale/assets/site.css", "../../assets/site.css"),
        ("https://example.org/second-sale/cards/site.png", "../../cards/site.png"),
        ("/archive/index.html", "../../archive/"),
        # other sites, which may only look like this one
        ("https://www.example.org/second-sale/about/", "https://www.example.org/second-sale/about/"),
        ("https://example.org/second-sale-2/about/", "https://example.org/second-sale-2/about/"),
        ("http://localhost:3000/x", "http://localhost:3000/x"),
        ("HTTPS://example.com", "HTTPS://example.com"),
        ("https://example.com/?a=1&b=2&copy=3", "https://example.com/?a=1&amp;b=2&amp;copy=3"),
        ("https://example.com/?a=1&amp;b=2", "https://example.com/?a=1&amp;b=2"),
        # files with signs in their names
        ("<../../assets/a b+c.pdf>", "../../assets/a%20b+c.pdf"),
        ("../../assets/a%20b+c.pdf", "../../assets/a%20b+c.pdf"),
        ("../../assets/ä.pdf", "../../assets/%C3%A4.pdf"),
        ("../../assets/%C3%A4.pdf", "../../assets/%C3%A4.pdf"),
        ("../../assets/100%25.pdf", "../../assets/100%25.pdf"),
        ("../../assets/100%.pdf", "../../assets/100%25.pdf"),
        ("../../assets/a%23b.pdf", "../../assets/a%23b.pdf"),
        ("../../assets/a%3Fb.pdf", "../../assets/a%3Fb.pdf"),
        ("../../assets/a&b.pdf", "../../assets/a&amp;b.pdf"),
        ("../../assets/a&amp;b.pdf", "../../assets/a&amp;b.pdf"),
        ("../../assets/a%2520b.pdf", "../../assets/a%2520b.pdf"),
        # what is no page
        ("mailto:desk@example.org?subject=Hello", "mailto:desk@example.org?subject=Hello"),
        ("mailto:?subject=Hello", "mailto:?subject=Hello"),
        ("tel:+441632960123", "tel:+441632960123"),
        ("webcal://example.com/x", "webcal://example.com/x"),
        ("ftp://example.com/x", "ftp://example.com/x"),
        ("#", "#"),
    ],
)
def test_a_right_link_is_right_and_relative_within_the_site(written, link):
    build, html = build_of(f"[a]({written})")

    assert f'href="{link}"' in html
    assert told(build.text_problems()) == told(check_all(docs(f"[a]({written})"), SETTINGS, NOW)) == []


def test_a_draft_may_link_to_a_draft_by_its_file_its_address_and_its_old_one():
    body = "[a](draft.md) [b](/articles/draft/) [c](/old/draft/) [d](/old/later/)"

    assert told(check_all(docs(body, draft="true"), SETTINGS, NOW)) == []


def test_an_old_address_that_a_draft_shares_with_a_page_is_that_page():
    files = {**FILES, "articles/2026/draft.md": article("Draft", draft="true", aliases="[/about/]")}
    found = check_all(sources({**files, PATH: article("Two", body="[a](/about/)")}), SETTINGS, NOW)

    assert told(found) == []


def test_each_link_is_resolved_once_for_page_feed_search_and_check(monkeypatch):
    asked = []

    def counted(target, *rest):
        asked.append(target)
        return real(target, *rest)

    real = resolving._resolve
    monkeypatch.setattr(resolving, "_resolve", counted)
    build, _ = build_of("[a](one.md) [b](onee.md) [c](onee.md)\n\n![d](../../assets/desk.jpg)")
    asked.clear()
    build.html("articles/two/")
    build.article_elsewhere(next(one for one in build.site.library.articles if one.id == "two"))
    build.text_problems()
    build.text_problems()
    assert asked == []


def test_a_near_word_is_looked_for_once(monkeypatch):
    compared = []
    real = known_words.get_close_matches
    monkeypatch.setattr(
        known_words, "get_close_matches", lambda *given, **more: compared.append(given[0]) or real(*given, **more)
    )
    build, _ = build_of("[a](onee.md) [b](onee.md)\n\n[c](onee.md)")
    build.text_problems()

    assert compared == ["onee.md"]


@pytest.mark.parametrize("target", ["https://[", "http://]", "//[x", "https://a:b:c/", "https://a:99999999/", "//"])
def test_no_address_is_too_strange(target):
    web_mistake(target)
    assert "<p><a" in build_of(f"[a](<{target}>)")[1]


@pytest.mark.parametrize(
    ("html", "signed"),
    [
        ('<a href="https://x.org">a</a>', '<a href="https://x.org">a^</a>'),
        ("<A HREF=https://x.org>a</A>", "<A HREF=https://x.org>a^</A>"),
        ('<a href="//x.org/a">a</a> b', '<a href="//x.org/a">a^</a> b'),
        ('<a href="https://x.org">a</a>, b', '<a href="https://x.org">a^</a>, b'),
        ('un<a href="https://x.org">real</a>', 'un<a href="https://x.org">real^</a>'),
        ('<a href="https://x.org"><em>a</em></a>', '<a href="https://x.org"><em>a</em>^</a>'),
        ('<a href="https://x.org"><img src="a" alt="b"> a</a>', '<a href="https://x.org"><img src="a" alt="b"> a^</a>'),
    ],
)
def test_a_link_to_another_site_gets_its_arrow(html, signed):
    assert sign_outside(html, lambda: "^", "https://example.org/") == signed


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://x.org">a</a>b',
        '<strong><a href="https://x.org">a</a></strong>b',
        '<a href="https://x.org">a</a>’s',
        '<a href="https://x.org">a</a>-based',
        '<a href="https://x.org">a</a>9',
        '<a href="https://x.org">a</a>ü',
        '<a href="https://x.org"><img src="a" alt="b"></a>',
        '<a href="https://x.org"> <picture><source srcset="a"><img src="a" alt="b"></picture>\n</a>',
        '<a href="https://x.org"></a>',
        '<a href="https://x.org">a<span data-leaves></span></a>',
        '<a href="https://example.org/a/">a</a>',
        '<a href="../a/">a</a>',
        '<a href="mailto:a@x.org">a</a>',
        '<a id="https://x.org">a</a>',
    ],
)
def test_an_arrow_stands_in_no_word_behind_no_picture_and_at_no_page_of_the_site(html):
    assert sign_outside(html, lambda: "^", "https://example.org/") == html


def test_a_foreign_picture_without_description_is_one_mistake():
    found = told(check_all(docs("![](https://x.org/a.jpg)"), SETTINGS, NOW))

    assert [one.split()[0] for one in found] == ["7:5"]


def test_a_picture_named_by_the_sites_own_address_is_no_foreign_one():
    body = "![A desk](https://example.org/second-sale/assets/desk.jpg)"

    assert told(check_all(docs(body), SETTINGS, NOW)) == []
    assert 'src="../../assets/desk.jpg"' in build_of(body)[1]


def test_the_files_of_overrides_assets_are_known():
    there = {f"assets/{path.name}" for path in (ROOT / "overrides/assets").iterdir()}
    assert {*OWN_FILES} == there | {FAVICON, TOUCH_ICON}
