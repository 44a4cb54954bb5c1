"""Excerpts of articles, as lists show them."""

from __future__ import annotations

import pytest

from coach.markdown.html.excerpt import excerpt
from coach.markdown.renderer import Renderer
from helpers import EXTENSIONS


def of(body, shown_at=""):
    html = Renderer(EXTENSIONS, {}).render(body).html(lambda link: link.target)
    return excerpt(html, "articles/five/", shown_at)


def test_it_is_the_first_paragraph():
    assert of("## Head\n\nOne *two*.\n\nThree.") == "<p>One <em>two</em>.</p>"


def test_or_everything_before_more():
    assert of("One.\n\n- Two.\n\n<!-- more -->\n\nThree.") == "<p>One.</p><ul>\n<li>Two.</li>\n</ul>"


@pytest.mark.parametrize(
    ("link", "shown_at", "there"),
    [
        ("../four/", "", "articles/four/"),
        ("../four/#x", "authors/desk/", "../../articles/four/#x"),
        ("#part", "", "articles/five/#part"),
        ("../../", "authors/desk/", "../../"),
        ("https://example.com/x", "", "https://example.com/x"),
        ("mailto:desk@example.com", "", "mailto:desk@example.com"),
    ],
)
def test_links_lead_where_they_led(link, shown_at, there):
    assert f'href="{there}"' in of(f'<a href="{link}">a</a>\n{{: .x}}', shown_at) or f'href="{there}"' in of(
        f"[a]({link})", shown_at
    )


def test_a_reference_whose_definition_stands_below_is_intact():
    assert of("[a][x]\n\n<!-- more -->\n\n[x]: ../four/") == '<p><a href="articles/four/">a</a></p>'


def test_a_footnote_leads_to_the_article_and_leaves_no_id_behind():
    text = of("One[^1].\n\n<!-- more -->\n\nTwo.\n\n[^1]: Note.")

    assert 'href="articles/five/#fn:1"' in text
    assert "id=" not in text


def test_an_article_without_a_paragraph_has_no_excerpt():
    assert of("- One.") == ""
