"""What the site keeps in a browser and shows to others: the list is true, and texts hold nothing that pages forbid."""

from __future__ import annotations

import re

import lxml.html
import pytest
import yaml
from jinja2 import DictLoader

from adapter.test_build import leads_on, pages_of
from building import ROOT
from coach.io.disk.files import read_data
from coach.io.templates import Pieces
from coach.publish.browser_storage import Stored, choose_stored
from coach.publish.build import Resources, start_build
from coach.publish.check import make_recipe
from coach.publish.search.record import plain_words
from coach.publish.search.records import search_records
from coach.site.csp import policy_problems
from coach.site.linking.outside import sign_outside
from helpers import NOW, SETTINGS, article, page, site_of, sources

EVERY = frozenset({"comments", "quizzes", "customers_view", "paths", "offline"})
LISTED = choose_stored(read_data("publish/browser_storage.yml"), EVERY)
SCRIPTS = [path for path in sorted((ROOT / "overrides").rglob("*")) if path.suffix in {".mjs", ".js"}]
# A key as scripts write it: "coach.read", or `coach.quiz.${id}` for a family of them.
KEY = re.compile(r"""(["'`])(coach\.[\w.]*)(\$\{[^}]*\})?\1""")
USE = re.compile(r"(?:localStorage|sessionStorage)\b(.{0,40})")


def test_the_list_and_the_scripts_name_the_same_keys():
    found = {
        f"{match[2]}*" if match[3] else match[2]: path.name
        for path in SCRIPTS
        for match in KEY.finditer(path.read_text())
    }

    assert found.keys() - {one.key for one in LISTED} == set(), "add these to hooks/coach/publish/browser_storage.yml"
    assert {one.key for one in LISTED} - found.keys() == set(), (
        "no script uses these: take them out of browser_storage.yml"
    )


def test_scripts_name_what_they_keep_in_one_way_only():
    for path in SCRIPTS:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        assert not re.search(r"document\.cookie|indexedDB|cookieStore", text), path
        # Copies of pages are the worker's, and the privacy page deletes them.
        assert not re.search(r"\bcaches\.", text) or path.parent.name in {"offline", "privacy"}, path
        for use in USE.findall(text):
            assert re.match(r"\.(get|set|remove)Item\((key|KEY|this\.key|`coach\.|\"coach\.)", use), (path, use)


def test_search_keeps_nothing(built_site):
    text = (built_site / "pagefind/pagefind.js").read_text()

    assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie", text)


@pytest.mark.parametrize("one", LISTED, ids=lambda one: one.key)
def test_each_entry_says_all_of_it(one, own_site):
    assert one.key.startswith("coach.")
    assert one.where in {"localStorage", "sessionStorage", "caches"}
    messages = own_site.settings.catalogue.messages
    assert all(messages[f"stored.{one.name}_{part}"] for part in ("what", "why", "until", "undo"))


def test_what_a_setting_brings_is_listed_with_that_setting_only():
    plain = choose_stored(read_data("publish/browser_storage.yml"))

    assert {one.key for one in plain} == {"coach.scheme", "coach.keys", "coach.shelf", "coach.homework"}
    assert choose_stored("") == ()
    entry = {"key": "coach.x", "where": "localStorage"}
    assert choose_stored(yaml.safe_dump([entry])) == (Stored(**entry),)


def test_the_page_shows_the_list_and_every_page_leads_there(built_site):
    tree = lxml.html.parse(str(built_site / "privacy/index.html"))
    shown = tree.xpath("//*[@data-stored]/li")

    assert [(one.get("data-key"), one.get("data-where")) for one in shown] == [
        (one.key.replace("coach.", "second-sale."), one.where) for one in LISTED if one.only_with != "comments"
    ]
    for path, page_ in pages_of(built_site).items():
        if not leads_on(page_) and not path.endswith("mail.html"):
            assert page_.xpath("//footer[@class='site-footer']//a[.='Privacy']"), path


# Links to other sites

SIGN = '<i data-leaves="">!</i>'
HOME = "https://example.org/second-sale/"


@pytest.mark.parametrize(
    ("html", "signed"),
    [
        ('<a href="https://other.org/">x</a>.', f'<a href="https://other.org/">x{SIGN}</a>.'),
        ('<a class="a" href="//other.org/"><b>x</b></a>', f'<a class="a" href="//other.org/"><b>x</b>{SIGN}</a>'),
        ("<a href='http://other.org/'>x\ny</a>", f"<a href='http://other.org/'>x\ny{SIGN}</a>"),
        (f'<a href="{HOME}about/">x</a>', f'<a href="{HOME}about/">x</a>'),
        ('<a href="../about/">x</a>', '<a href="../about/">x</a>'),
        ('<a href="mailto:a@b.org">x</a>', '<a href="mailto:a@b.org">x</a>'),
        ('<a data-href="https://other.org/">x</a>', '<a data-href="https://other.org/">x</a>'),
        (f'<a href="https://other.org/">x{SIGN}</a>', f'<a href="https://other.org/">x{SIGN}</a>'),
        ('<abbr title="y">x</abbr> <a href="/a/">x</a>', '<abbr title="y">x</abbr> <a href="/a/">x</a>'),
    ],
)
def test_a_link_to_another_site_gets_a_sign(html, signed):
    assert sign_outside(html, lambda: SIGN, HOME) == signed


def test_the_sign_is_in_pages_and_neither_in_feeds_nor_in_search():
    files = {"articles/2026/five.md": article(body="See [a page](https://other.org/).")}
    pieces = {"components/leaves/leaves.html": "<span data-leaves> (leaves)</span>"}
    build = start_build(sources(files), SETTINGS, NOW, Resources(Pieces(DictLoader(pieces))), preview=False)
    html = build.html("articles/five/")

    assert html == '<p>See <a href="https://other.org/">a page<span data-leaves> (leaves)</span></a>.</p>'
    (written,) = build.site.library.articles
    assert "leaves" not in build.article_elsewhere(written)
    assert [plain_words(one.html) for one in search_records(build)] == ["See a page."]


def test_every_link_elsewhere_on_the_site_has_its_sign_and_none_opens_a_window(built_site):
    for path, tree in pages_of(built_site).items():
        if path.endswith("mail.html"):
            continue
        for link in tree.xpath("//a[starts-with(@href, 'http') or starts-with(@href, '//')]"):
            ours = link.get("href").startswith("https://example.github.io/second-sale/")
            assert ours or link.xpath(".//*[@data-leaves]"), (path, link.get("href"))
        assert tree.xpath("//a[@target]") == [], path


# What pages forbid


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "![A desk](https://other.org/desk.jpg)",
            '7:11 "https://other.org/desk.jpg" is not loaded: it lies on another site.',
        ),
    ],
)
def test_an_author_is_told_what_pages_forbid(body, told):
    assert [f"{one.line}:{one.column} {one.message}" for one in found_in(body)] == [told]


FOREIGN = (
    "![A desk](https://other.org/a.jpg) <IMG SRC=//other.org/b.jpg srcset='//other.org/c.jpg 2x, ../../assets/d.jpg 3x'>\n\n"
    "<video src='https://other.org/e.mp4' poster=https://other.org/f.jpg controls></video> "
    "<audio><source src=https://other.org/g.mp3></audio>"
)


def test_what_lies_on_another_site_is_not_in_pages_and_feeds():
    files = {"articles/2026/five.md": article(body=FOREIGN), "assets/d.jpg": b""}
    build = start_build(sources(files), SETTINGS, NOW, Resources(Pieces(DictLoader({}))), preview=False)
    html = build.html("articles/five/")

    assert "other.org" not in html
    assert 'srcset="../../assets/d.jpg 3x"' in html
    (written,) = build.site.library.articles
    assert "other.org" not in build.article_elsewhere(written)


@pytest.mark.parametrize(
    "body",
    [
        'Write `style="x"` and `<script>`.',
        '```html\n<p onclick="x()" style="y">\n```',
        "[a page](https://other.org/)",
        "In a style = of one's own, on = off.",
        '<p class="x">A style="y" in words.</p>',
    ],
)
def test_nobody_is_told_of_what_does_no_harm(body):
    assert found_in(body) == []


def found_in(body):
    site = site_of({"about.md": page("About"), "articles/2026/five.md": article(body=body)})
    (item,) = site.library.articles
    return policy_problems(make_recipe(SETTINGS).renderer().render(item.file.body), item)
