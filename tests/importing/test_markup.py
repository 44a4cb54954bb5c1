"""The text of a post as Markdown: what an author finds, and that nothing is lost on the way."""

from __future__ import annotations

import re
import time
from html import escape

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from building import ROOT
from coach.importing.blog import Form
from coach.importing.markup.dialects.headings import order_headings
from coach.importing.markup.dialects.links import relink
from coach.importing.markup.missing import Gone, without_missing
from importing.shared import RENDERER, converted, markdown_of

CASES = yaml.safe_load((ROOT / "tests/importing/cases/html.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_html_becomes_markdown(case):
    form = Form.WORDPRESS if case.get("wordpress") else Form.HTML

    assert markdown_of(case["html"], form, case.get("choices")).rstrip("\n") == case["markdown"]


MARKDOWN = yaml.safe_load((ROOT / "tests/importing/cases/markdown.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", MARKDOWN, ids=lambda case: case["case"])
def test_markdown_of_another_tool_becomes_ours(case):
    assert markdown_of(case["source"], Form.MARKDOWN).rstrip("\n") == case["markdown"]


SIGNS = st.text(alphabet="ab1 *_`#>-+.!()[]{}<>&|~^=:;\\/\"'\n?x$%@", min_size=1, max_size=25)
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def letters(text):
    """Return the letters as they were typed: the site sets quotation marks, dashes and dots."""
    return re.sub(r"\s", "", text.translate(STRAIGHT).replace("…", "...").replace("–", "--"))


def placed(parts, where):
    shown = [escape(part) for part in parts]
    if where == "li":
        return "<ul>{}</ul>".format("".join(f"<li>{part}</li>" for part in shown))
    if where == "blockquote":
        return "<blockquote>{}</blockquote>".format("".join(f"<p>{part}</p>" for part in shown))
    return "".join(f"<{where}>{part}</{where}>" for part in shown)


@settings(max_examples=300)
@example(["<1@1>"], "p")
@example(["&#1", "\\", ": x", "|"], "p")
@example(["|", ":|"], "li")
@given(st.lists(SIGNS, min_size=1, max_size=3), st.sampled_from(["p", "li", "h2", "blockquote"]))
def test_no_sign_of_a_text_becomes_a_mark(parts, where):
    source = placed(parts, where)
    shown = html.fragment_fromstring(
        RENDERER.render(markdown_of(source)).marked or " ", create_parent="div"
    ).text_content()

    assert letters(shown) == letters("".join(parts))


@given(st.text(max_size=200))
def test_anything_is_converted(text):
    for form in (Form.HTML, Form.WORDPRESS):
        converted(text, form)


@pytest.mark.parametrize(
    "text",
    [
        "[a b=1]" * 20_000,
        "[a]" * 20_000 + "[/a]",
        "[" * 100_000,
        "<div>" * 20_000,
        "<b>x" * 5_000,
        "\n\n" * 50_000,
        "*" * 50_000,
        "<code lang='x'>" * 20_000,
    ],
    ids=["open", "one end", "brackets", "deep", "never closed", "blank lines", "stars", "code"],
)
def test_a_hostile_text_takes_no_longer_than_its_length(text):
    start = time.perf_counter()
    converted(text, Form.WORDPRESS)

    assert time.perf_counter() - start < 20


def test_what_is_left_out_is_counted():
    made = converted("<script></script><script></script><form>x</form><div class='sharedaddy'>y</div>")

    assert made.gone == {"scripts": 2, "forms": 1, "boxes to share, follow or read on": 1}


class Marked:
    """Writes in front of each address what it was taken for."""

    def link(self, address):
        return f"n:{address}"

    def shows_more(self, address):
        return bool(not address)

    def picture(self, address, alt):
        return f"p:{address}", alt


LINKS = yaml.safe_load((ROOT / "tests/importing/cases/links.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case["old"])
def test_links_and_pictures_in_markdown_get_their_new_addresses(case):
    assert relink(case["old"], Marked()) == case["new"]


MISSING = [
    ("See [this *page*](dead) and [that](here).", "See this *page* and [that](here)."),
    ('A [b](dead "title").', "A b."),
    ("[a [b](dead) c](here)", "[a b c](here)"),
    ("Text.\n\n![A desk](lost.png)\n\nMore.", "Text.\n\nMore."),
    ("Text ![A desk](lost.png) more ![B](b.png)", "Text  more ![B](b.png)"),
    ("[![A](lost.png)](dead)", ""),
    ("[![A](lost.png)](here)", ""),
    ("[![A](a.png)](dead)", "![A](a.png)"),
    ("![A](lost.png)\n\n/// caption\nBy *Ann*\n///\n\nMore.", "By *Ann*\n\nMore."),
    ("!!! gallery\n\n    ![A](lost.png)\n    ![B](b.png)\n\nText", "!!! gallery\n    ![B](b.png)\n\nText"),
    ("One.\n\n!!! gallery\n\n    ![A](lost.png)\n    ![C](lost.png)\n\nText", "One.\n\n\nText"),
    ("`[a](dead)` and\n\n```\n![b](lost.png)\n```", "`[a](dead)` and\n\n```\n![b](lost.png)\n```"),
    ("a\\[b](dead) [c", "a\\[b](dead) [c"),
    ("[x] [y][1]\n\n[1]: dead", "[x] [y][1]\n\n[1]: dead"),
]


@pytest.mark.parametrize(("old", "new"), MISSING)
def test_what_is_missing_goes_and_its_words_stay(old, new):
    assert without_missing(old, Gone({"dead"}, {"lost.png"})).strip("\n") == new
    assert without_missing(old, Gone()) == old


def test_a_link_stands_in_place_of_a_missing_picture():
    gone = Gone({"/own.png"}, {"https://x.example/a.png", "/own.png"}, linked=True)

    assert without_missing("![A desk](https://x.example/a.png) ![B](/own.png)", gone) == (
        "[A desk](https://x.example/a.png) "
    )


@given(st.lists(st.sampled_from(["[", "![", "](dead)", "](lost.png)", "](x)", "]", "a", "\\", "`", "\n"]), max_size=30))
def test_only_marks_go_with_what_is_missing(parts):
    text = "".join(parts)
    found = without_missing(text, Gone({"dead"}, ()))

    assert found.replace("](dead)", "").count("a") == text.replace("](dead)", "").count("a")
    assert without_missing(text, Gone({"never"}, {"nowhere"})) == text


@pytest.mark.parametrize("text", ["[" * 50_000, "[" * 50_000 + "](dead)" * 50_000, "![" * 50_000 + "](lost.png)" * 9])
def test_a_text_full_of_brackets_takes_no_longer_than_its_length(text):
    start = time.perf_counter()
    without_missing(text, Gone({"dead"}, {"lost.png"}))

    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("text", ["![" * 50_000, "](" * 50_000, "<img " * 20_000, "[a](b" * 20_000, "![\\" * 30_000])
def test_a_text_full_of_beginnings_takes_no_longer_than_its_length(text):
    start = time.perf_counter()
    relink(text, Marked())

    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# A\n\n#### B\n\n## C\n\n# D", "## A\n\n### B\n\n### C\n\n## D"),
        ("## A\n\n### B", "## A\n\n### B"),
        ("A\n===\n\nB\n---\n\nText\nand more\n---", "## A\n\n### B\n\nText\nand more\n---"),
        ("- item\n---\n\n#hash and #5\n\n| a |\n| --- |", "- item\n---\n\n\\#hash and #5\n\n| a |\n| --- |"),
        ("##Heading\n\n#1 of two\n\n#[macro]\n\n#", "## Heading\n\n\\#1 of two\n\n\\#[macro]\n\n#"),
    ],
)
def test_headings_of_markdown_begin_below_the_title_and_leave_out_no_level(old, new):
    assert order_headings(old) == new
