"""Charts on pages, in feeds and mail, in search and in excerpts: everywhere the same numbers."""

from __future__ import annotations

import re

import lxml.html
import pytest
from jinja2 import FileSystemLoader

from building import ROOT
from coach.content.config.messages import read_catalogue
from coach.io.disk.files import read_messages
from coach.io.templates import Pieces
from coach.markdown.html.excerpt import excerpt
from coach.publish.build import Resources, start_build
from coach.publish.mail.plain_text import Writer
from coach.publish.search.record import plain_words
from coach.publish.search.records import search_records
from helpers import BASE, NOW, SETTINGS, article, sources

FENCE = re.compile(r"^```chart\n.*?^```$", re.MULTILINE | re.DOTALL)
EACH_KIND = FENCE.findall((ROOT / "docs/style.md").read_text(encoding="utf-8"))
OWN = [
    (path.stem, fence)
    for path in sorted((ROOT / "docs").rglob("*.md"))
    if path.stem != "style"
    for fence in FENCE.findall(path.read_text(encoding="utf-8"))
]
ADDRESS = "articles/five-minutes/"


def build_with(body, locale="en_GB"):
    catalogue, _ = read_catalogue(read_messages(ROOT / "overrides"), locale)
    pieces = Pieces(FileSystemLoader(ROOT / "overrides"), catalogue)
    files = {**BASE, "articles/2026/five-minutes.md": article(body=body)}
    build = start_build(sources(files), SETTINGS, NOW, Resources(pieces), preview=False)
    build.html(ADDRESS)
    assert build.text_problems() == []
    return build


def figure_of(fence, locale="en_GB"):
    return lxml.html.fromstring(build_with(fence, locale).html(ADDRESS)).xpath("descendant-or-self::figure")[0]


def words_of(element):
    return " ".join(element.text_content().split())


def numbers_in(text):
    return re.findall(r"\d[\d.,]*", text.replace("\xa0", " "))


@pytest.mark.parametrize("fence", [*EACH_KIND, *(fence for _, fence in OWN)])
def test_a_drawing_and_its_table_say_the_same(fence):
    figure = figure_of(fence)
    drawing, table = figure.find_class("chart__drawing")[0], figure.find(".//table")
    shown = words_of(drawing)

    cells = [words_of(cell) for cell in table.xpath("./tbody/tr/*")]
    assert words_of(table.find("caption")) == words_of(figure.find_class("chart__title")[0])
    for part in (part for cell in cells for part in re.split(r"[:,] (?=[A-Z])", cell)):
        assert part.replace("\xa0", " ") in shown.replace("\xa0", " ")
    if "chart--timeline" not in figure.get("class"):
        assert set(numbers_in(shown)) == {number for cell in cells for number in numbers_in(cell)}


def test_each_kind_is_on_the_page_of_looks_and_in_an_article():
    kinds = ["bars", "before-after", "line", "timeline", "two-by-two"]

    assert [re.search("kind: (.+)", fence)[1] for fence in EACH_KIND] == kinds
    assert {re.search("kind: (.+)", fence)[1] for _, fence in OWN} == set(kinds)
    assert len({stem for stem, _ in OWN}) >= 6


def test_a_drawing_needs_neither_script_nor_style_in_the_page():
    for fence in EACH_KIND:
        html = lxml.html.tostring(figure_of(fence), encoding="unicode")
        assert "<script" not in html
        assert " style=" not in html
        assert all(
            svg.get("aria-hidden") == "true"
            for svg in figure_of(fence).xpath(".//*[name()='svg'][not(ancestor::*[name()='svg'])]")
        )


@pytest.mark.parametrize("fence", EACH_KIND)
def test_feeds_and_mail_have_the_table_in_place_of_the_drawing(fence):
    build = build_with(f"Before.\n\n{fence}\n\nAfter.")
    html = build.article_elsewhere(build.site.library.by_id["five-minutes"])
    tree = lxml.html.fromstring(f"<div>{html}</div>")

    assert words_of(tree.find(".//table/caption")) == re.search("title: (.+)", fence)[1]
    assert not tree.xpath("//*[name()='svg'] | //details | //figure")
    assert not any(word in html for word in ("class=", "chart__", "data-"))
    text = Writer().text(html)
    assert re.search("title: (.+)", fence)[1] in text


def test_plain_text_has_title_and_numbers():
    build = build_with(EACH_KIND[1])
    text = Writer().text(build.article_elsewhere(build.site.library.by_id["five-minutes"]))

    assert text.split("\n") == [
        "Before and after",
        "",
        "What                           Before     After",
        "-----------------------------  ---------  ------",
        "Until a quote goes out         9 days     2 days",
        "Until a complaint is answered  4 days     4 days",
        "Until the invoice is right     12.5 days  0 days",
        "",
        "Made-up days.",
    ]


def test_search_knows_a_chart_once():
    (record, *_) = search_records(build_with(f"Before.\n\n{EACH_KIND[3]}"))
    words = plain_words(record.html)

    assert "A timeline with true spaces" in words
    assert words.count("You say what is different now") == 1


def test_an_excerpt_leaves_a_chart_out():
    html = build_with(f"Look at two desks.\n\n{EACH_KIND[0]}\n\nThen *think*.\n\n<!-- more -->\n\nMore.").html(ADDRESS)

    assert excerpt(html, ADDRESS) == "<p>Look at two desks.</p><p>Then <em>think</em>.</p>"
    assert "<figure" not in excerpt(build_with(f"{EACH_KIND[0]}\n\nFirst.").html(ADDRESS), ADDRESS)


def test_numbers_have_the_signs_of_the_language():
    fence = "```chart\nkind: bars\ntitle: T\nnote: N\nbars: {One: 1400, Two: 7.125}\n```"
    numbers = [
        [element.text_content() for element in figure_of(fence, locale).find_class("chart__number")]
        for locale in ("en_GB", "de_DE")
    ]

    assert numbers == [["1,400", "7.125"], ["1.400", "7,125"]]
    assert words_of(figure_of(fence, "de_DE").find(".//summary")) == "Die Zahlen als Tabelle"


def test_labels_are_text_and_no_html():
    figure = figure_of("```chart\nkind: bars\ntitle: <b>A & B</b>\nnote: <i>\nbars: {<u>: 1, '\"': 2}\n```")

    assert words_of(figure.find_class("chart__title")[0]) == "<b>A & B</b>"
    assert [label.text_content() for label in figure.find_class("chart__label")] == ["<u>", "“"]
