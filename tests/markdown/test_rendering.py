"""Markdown to HTML: what is recorded on the way, and that no state is carried from one text to the next."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from building import ROOT
from coach.markdown import renderer as rendering
from coach.markdown.page_ids import PAGE_IDS
from coach.markdown.renderer import Renderer
from helpers import EXTENSIONS


@pytest.fixture(scope="module")
def renderer():
    return Renderer(EXTENSIONS, {})


def html(renderer, body):
    return renderer.render(body).html(lambda link: f"<{link.target}>")


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        ("[a](x.md)", ["x.md"]),
        ("[a][b]\n\n[b]: x.md#y", ["x.md#y"]),
        ("![a](x.jpg)", ["x.jpg"]),
        ('<a href="x.md">a</a>', ["x.md"]),
        ("<div>\n<img src='x.jpg' alt=''>\n</div>", ["x.jpg"]),
        ("<https://example.com/>", ["https://example.com/"]),
        ('`<a href="x.md">`', []),
        ('```html\n<a href="x.md">\n```', []),
        ("<!-- [a](x.md) -->", []),
        ('    <a href="x.md">', []),
        ("!!! homework\n    [a](x.md)", ["x.md"]),
    ],
)
def test_links_are_found_where_markdown_sees_them(renderer, body, targets):
    assert [link.target for link in renderer.render(body).links] == targets


def test_a_resolved_link_is_escaped(renderer):
    assert html(renderer, "[a](x?a=1&b=2)") == '<p><a href="&lt;x?a=1&amp;b=2&gt;">a</a></p>'


def test_a_mail_address_is_a_link(renderer):
    assert (
        html(renderer, "<desk@example.com>") == '<p><a href="&lt;mailto:desk@example.com&gt;">desk@example.com</a></p>'
    )


def test_headings_and_anchors_are_noted(renderer):
    rendered = renderer.render('## One *two*\n\n### Three\n\n<a id="four"></a>\n')

    assert [(heading.level, heading.anchor, heading.words) for heading in rendered.headings] == [
        (2, "one-two", "One two"),
        (3, "three", "Three"),
    ]
    assert rendered.anchors == {"one-two", "three", "four"}


def test_pictures_without_words_are_noted(renderer):
    body = "![](a.jpg) ![b](b.jpg)\n\n<img src='c.jpg'> <img src='d.jpg' alt=''>"

    assert sorted(renderer.render(body).nameless_images) == ["a.jpg", "c.jpg"]


def test_one_text_leaves_no_trace_in_the_next(renderer):
    texts = ["[a]: x.md\n\n[^1]: note\n\n## One\n\ntext[^1]", "## One\n\n[a] text[^1]", "```\ncode\n```\n<b>x</b>"]
    alone = [Renderer(EXTENSIONS, {}).render(text) for text in texts]

    assert [renderer.render(text) for text in texts * 2] == alone * 2


@pytest.fixture(scope="module")
def thorough():
    """A renderer without the fast path."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "use_fast_path", lambda _: None)
        return Renderer(EXTENSIONS, {})


PIECES = [
    *(
        "She waits",
        "a word",
        "1984",
        "1.",
        "é",
        "(so",
        "x|y",
        "| a | b |",
        "|---|---|",
        "#",
        "## Two",
        "{: #own }",
        "- ",
    ),
    *(
        "* ",
        "> ",
        "    ",
        "---",
        "===",
        "***",
        "*so*",
        "_so_",
        "`code`",
        "```",
        "[a](b.md)",
        "[a][b]",
        "[b]: c.md",
        "!",
    ),
    *("![a](b.jpg)", "[^1]", "[^1]: note", "!!! homework", "&amp;", "<b>", "</b>", "<https://example.com/>", "\\*"),
    *("[TOC]", "\u201c", '"so"', "it's", "...", " -- ", " ", "  \n", "\n", "\n\n", "\n\n\n", "<!-- c -->", "$", "~~"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
@example("a\n1. b")
@example("a\n\n    b\n\nc\n===\n\n- d\n\n    e")
@example("a | b\n--- | ---\nc | d")
def test_plain_text_is_rendered_as_if_every_pattern_were_asked(renderer, thorough, body):
    assert renderer.render(body) == thorough.render(body)


def test_plain_text_is_not_plain_to_an_extension_of_somebody_else():
    assert "<br" in Renderer([*EXTENSIONS, "nl2br"], {}).render("one\ntwo").marked
    assert "<abbr" in Renderer([*EXTENSIONS, "abbr"], {}).render("one\n\n*[one]: two").marked


def test_a_list_of_contents_stands_where_it_is_asked_for(renderer):
    assert 'class="toc"' in renderer.render("[TOC]\n\n## One\n").marked
    assert 'class="toc"' not in renderer.render("## One\n").marked


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("## Content\n\n## Menu\n\n## Content\n", ["content_1", "menu_1", "content_2"]),
        ("## Search words\n\n## Comments\n", ["search-words_1", "comments_1"]),
        ("## Path to trust\n\n## A path\n", ["path-to-trust_1", "a-path"]),
        ("## Here {#content}\n\nText.\n{: #menu }\n", ["content_1", "menu_1"]),
        ("## Share\n\n## Related\n\n## Start\n", ["share", "related", "start"]),
        (
            '## Homework\n\n!!! homework "A"\n    b\n\n!!! homework "B"\n    c\n',
            ["homework", "homework-2", "homework-3"],
        ),
        (
            '!!! homework "A"\n    b\n\n## Homework 2\n\n!!! homework "B"\n    c\n',
            ["homework", "homework-2", "homework-3"],
        ),
    ],
)
def test_no_heading_and_no_box_has_an_id_of_the_page_or_of_another(renderer, body, ids):
    marked = renderer.render(body).marked

    assert re.findall(r'id="([^"]+)"', marked) == ids


def test_the_templates_around_a_text_have_no_id_that_a_heading_may_have():
    around = ("main", "article", "page", "home", "edition", "subscribe", "components/header/header")
    around += ("components/search/search", "components/share/share", "components/related/related")
    around += ("components/subscribe/subscribe", "components/comments/comments", "components/quiz/card")
    found = {
        id_
        for name in around
        for id_ in re.findall(r'\sid="([^"{]+)"', (ROOT / f"overrides/{name}.html").read_text(encoding="utf-8"))
    }

    assert {id_ for id_ in found if ":" not in id_} == PAGE_IDS
