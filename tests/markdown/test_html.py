"""HTML in texts: what is published of it, what its author is told, and that the one agrees with the other."""

# ruff: noqa: SIM905 - a line of words is easier to read than a list of them
from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.markdown.html.allowed import ATTRIBUTES, TAGS
from coach.markdown.html.sanitizer import Sanitizer
from coach.markdown.renderer import Renderer
from coach.markdown.slips.html import html_slips
from helpers import EXTENSIONS


@pytest.fixture(scope="module")
def renderer():
    return Renderer(EXTENSIONS, {}, ("quiz", "chat", "video"))


def published(renderer, body):
    """Return the HTML of a page, with each address in the place of its link."""
    return renderer.render(body).html(lambda link: link.target, lambda block: f"({block.kind})")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("<A HREF=x.md>x</A>", '<p><a href="x.md">x</a></p>'),
        ("<a href = 'x.md' >x</a>", '<p><a href="x.md">x</a></p>'),
        (
            '<img src="a.jpg" srcset="a.jpg, b.jpg 2x" alt="">',
            '<p><img src="a.jpg" srcset="a.jpg, b.jpg 2x" alt=""></p>',
        ),
        (
            '<picture><source srcset="a.webp 300w,\nb.webp 600w"><img src=a.jpg alt=x></picture>',
            '<p><picture><source srcset="a.webp 300w, b.webp 600w"><img src="a.jpg" alt="x"></picture></p>',
        ),
        ('<p onclick="x()" style="color: red" class="y">x</p>', '<p class="y">x</p>'),
        ('<a href="javascript:alert(1)">x</a>', "<p><a>x</a></p>"),
        ("[x](javascript:alert)", "<p><a>x</a></p>"),
        ("[x](JaVaScRiPt:alert)", "<p><a>x</a></p>"),
        ("[x](data:text/html,y)", "<p><a>x</a></p>"),
        ("![x](data:image/png;base64,AA)", '<p><img alt="x"></p>'),
        ("[x](vbscript:y)", "<p><a>x</a></p>"),
        ('<a href=" &#9;java\nscript&colon;alert(1)">x</a>', "<p><a>x</a></p>"),
        ("<img srcset='javascript:x 1x, a.jpg 2x' alt=''>", '<p><img srcset="a.jpg 2x" alt=""></p>'),
        ("a\n\n<script>alert(1)</script>\n\nb", "<p>a</p>\n\n\n<p>b</p>"),
        ('<script src="/assets/x.js"></script>', ""),
        ('<meta http-equiv="refresh" content="0">', "<p></p>"),
        ('<link rel="stylesheet" href="x.css">', "<p></p>"),
        ('<base href="https://x.org/">', "<p></p>"),
        ("<form action='/x'><p>Text <input name=y></p></form>", '<p>Text <input name="y"></p>'),
        ('<svg onload="x()"><circle r="1"/></svg>', "<p></p>"),
        ("<iframe src='/x/'></iframe>", ""),
        ("<object data='x'></object><embed src='x'>", "\n<p></p>"),
        ("a <!-- a secret --> b", "<p>a  b</p>"),
        ("</div></article> a <b>c", "<p> a <b>c</b></p>"),
        ("&#7;a&#12;b&#xFFFF;c&#xD800;d&#26;0&#26;", "<p>abcd0</p>"),
        ('<img src="a.jpg" alt="x > y" width="300px">', '<p><img src="a.jpg" alt="x &gt; y" width="300"></p>'),
        ("<!--more-->", "<!-- more -->"),
        ("a\n\n<!--  More -->\n\nb", "<p>a</p>\n<!-- more -->\n\n<p>b</p>"),
        ('<div markdown="1">\n\n*a*\n\n</div>', "<div>\n<p><em>a</em></p>\n</div>"),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>"),
    ],
)
def test_what_is_published_of_html(renderer, body, html):
    assert published(renderer, body) == html


FOUND = [
    ("Hello <name>!", '0:7 "<name>" vanishes: it is written like HTML. Write \\<name> to show it.'),
    ("a List<String> b", '0:7 "<String>" vanishes: it is written like HTML. Write \\<String> to show it.'),
    ("a<b and c>d", '0:2 "<b and c>" vanishes: it is written like HTML. Write \\<b and c> to show it.'),
    ("<!DOCTYPE html>", '0:1 "<!DOCTYPE html>" vanishes: it is written like HTML. Write \\<!DOCTYPE html> to show it.'),
    ("a\n<b>x", "1:1 <b> is never closed. Write </b> where it ends."),
    ("<div>\n<span>x\n</div>", "1:1 <span> is never closed. Write </span> where it ends."),
    ("<b><i>x</b></i>", "0:4 <i> is never closed. Write </i> where it ends."),
    ("x</div>", "0:2 </div> closes nothing. Take it out, or write the tag that it closes."),
    ("a <!-- b", "0:3 this comment has no end, and hides the rest. Write --> where it ends."),
    ('<a href="x" b\n\nc', '0:1 "<a" is not closed by ">". Write > where the tag ends.'),
    ("<script>x</script>", "0:1 <script> is left out: pages forbid it. Pages run only the scripts of this blog."),
    (
        "<svg><path d='x'/></svg>",
        "0:1 <svg> is left out: pages forbid it. Save the drawing as a file in docs/assets, and show it like a picture.",
    ),
    (
        "<iframe src='/x/'></iframe>",
        "0:1 <iframe> is left out: pages forbid it. A video has a block of its own: ```video.",
    ),
    ("<strike>x</strike>", "0:1 <strike> is left out: pages forbid it. Write ~~gone~~."),
    (
        '<p onclick="x">y</p>',
        '0:4 "onclick" in <p> is left out: pages forbid it. Write it in Markdown, or with a block or box of the guide.',
    ),
    (
        'x\n{: style="y" }',
        '1:1 "style" is left out: pages forbid it. Write it in Markdown, or with a block or box of the guide.',
    ),
    ('<a href="javascript:x">y</a>', "0:4 an address that runs a script is left out. Link to a page."),
    (
        "<img src='data:image/png,x' alt=''>",
        "0:6 a file written into an address (data:…) is left out. Save it in docs/assets, and name it from there.",
    ),
    (
        '<a href="htp://x">y</a>',
        '0:4 browsers know no address that begins with "htp:". A page of another site begins with https://.',
    ),
]


@pytest.mark.parametrize(("text", "told"), FOUND)
def test_an_author_is_told_what_goes(text, told):
    (found,) = html_slips(text)
    line, start = text.count("\n", 0, found.start), text.rfind("\n", 0, found.start)
    assert f"{line}:{found.start - start} {found.message} {found.hint}" == told


@pytest.mark.parametrize(
    "text",
    [
        "a < b <3 -> <- <= c",
        "<https://example.org/> <desk@example.org> \\<name>",
        "<br><br/><hr /><img src=x alt='a > b'>",
        '<img src=x alt="a > b">',
        "<ul><li>a<li>b</ul><p>c<p>d",
        "<details open><summary>x</summary>y</details>",
        '<div markdown="1" class="x" id="y" lang="en" dir="rtl" aria-label="z" title="t">x</div>',
        "<!-- a remark of the author -->",
        '<table><tr><td align="right" colspan=2>x</td></tr></table>',
        '<a href="x.md" target="_blank" rel="noopener">x</a>',
        "{ style of selling = good }",
    ],
)
def test_nobody_is_told_of_what_is_right(text):
    assert list(html_slips(text)) == []


PIECES = st.sampled_from(
    "<b>|</b>|<i>|</i>|<div>|</div>|<p>|text |\n|\n\n|<br>|<x>|</x>|<kbd>a</kbd>|<script>|</script>|<svg>|</svg>|<center>"
    '|</center>|<!-- c -->|<!--|-->|&amp;|<|>|<a href="x.md">|</a>|<img alt="" src=y.jpg>|<form>|<p onclick=x>|<td>|"'.split(
        "|"
    )
)


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_is_taken_out_is_told(html):
    """Where no slip is told, each tag that the author wrote is in the published HTML."""
    if not list(html_slips(html)):
        left = Sanitizer().clean(html)
        for tag in re.findall(r"<([a-z]+)[^<>]*>", re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)):
            assert f"<{tag}" in left or tag in {"td", "tr"}  # a cell outside a table


@settings(max_examples=100)
@given(st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join))
def test_only_what_is_allowed_is_published(html):
    left = Sanitizer().clean(html.encode(errors="replace").decode())

    for tag, attributes in re.findall(r'<([^\s<>/]+)((?: [^\s=]+="[^"]*")*)>', left):
        assert tag in TAGS
        assert set(re.findall(r' ([^\s=]+)="', attributes)) <= ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
    assert Sanitizer().clean(left).count("<") == left.count("<")


DEEP = "Its lists, quotations or boxes lie too deep in each other."
BACKTICKS = "Its backticks stand in rows of too many lengths."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("\n".join("    " * level + "- x" for level in range(900)), DEEP),
        (">" * 300 + " x", DEEP),
        ("> " * 300 + "x", DEEP),
        ("\n".join("    " * level + "!!! note" for level in range(90)), DEEP),
        ("[" * 20_000, "Hundreds of its brackets are not closed."),
        ("\n".join("`" * (length + 3) for length in range(500)), BACKTICKS),
        (" ".join("`" * length for length in range(500)), BACKTICKS),
    ],
    ids=["list", "quotations", "quotations with blanks", "boxes", "brackets", "fences", "backticks"],
)
def test_a_text_that_would_take_minutes_is_told_and_harms_no_other(renderer, text, hint):
    (told,) = renderer.render(text).slips

    assert (told.message, told.hint) == ("this text cannot be turned into a page, and is left out.", hint)
    assert published(renderer, "- x") == "<ul>\n<li>x</li>\n</ul>"


def test_what_an_extension_stumbles_over_is_told_and_harms_no_other(renderer, monkeypatch):
    monkeypatch.setattr(renderer._markdown, "convert", lambda _: 1 / 0)
    (told,) = renderer.render("Text").slips

    assert told.hint == "Take parts of it out until it can. What stopped it: ZeroDivisionError('division by zero')"
    assert published(renderer, "- x") == "<ul>\n<li>x</li>\n</ul>"
