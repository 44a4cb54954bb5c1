"""Mail with everything that a text may hold: as HTML for mail programs, and as plain text."""

from __future__ import annotations

import re

import lxml.html
import pytest

from coach.publish.mail.layout import for_mail
from coach.publish.mail.plain_text import COLUMNS, Writer
from helpers import messages, site_of
from newsletter.published import SMALL, edition, published

PATH = "newsletter/2026-05.md"
RICH = """
Before the list.

1. One
    - inner, with a [link](https://example.org/)
        - deepest
2. Two

    Its second paragraph.

- [x] Done
- [ ] Open

| Day | Calls |
|-----|------:|
| Mon | 12    |
| Tue | 7     |

Term
:   What it means.

??? note "Folded"
    Kept in here.

See <https://example.org/{{x}}/a|b> and [there](https://example.org/?q={{y}}).
"""


def mail(body=RICH, **newsletter):
    made = published({**SMALL, PATH: edition(body=body)}, **newsletter)
    return lxml.html.fromstring(made["newsletter/2026-05/mail.html"]), made["newsletter/2026-05/mail.txt"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '<img src="a.png" width="1600" height="900" alt="x">',
            '<img src="a.png" width="560" height="315" alt="x" style="width: 100%; max-width: 560px; height: auto">',
        ),
        (
            '<img src="a.png" width="90" height="60" srcset="b 2x">',
            '<img src="a.png" width="90" height="60" style="width: 100%; max-width: 90px; height: auto">',
        ),
        ('<img src="a.png">', '<img src="a.png" style="max-width: 100%; height: auto">'),
        ('<img src="a.png" width="0" height="9">', '<img src="a.png" width="0" style="max-width: 100%; height: auto">'),
        (
            "<table><tr><td>x</td></tr></table>",
            '<table role="table"><tr><td>x</td></tr></table>',
        ),
        (
            "<details><summary>A <em>b</em> c</summary><p>d</p></details>",
            '<div class="details"><p><strong>A <em>b</em> c</strong></p><p>d</p></div>',
        ),
        (
            '<figure><picture><source srcset="b"><img src="a"></picture><figcaption>c</figcaption></figure>',
            '<div class="figure"><img src="a" style="max-width: 100%; height: auto"><div class="figcaption">c</div></div>',
        ),
        (
            '<video src="https://e.org/talk.mp4" controls>old</video> then',
            '<a href="https://e.org/talk.mp4">talk.mp4</a> then',
        ),
        (
            '<audio><source src="https://e.org/a.mp3">Listen</audio>',
            '<a href="https://e.org/a.mp3">a.mp3</a>',
        ),
        ("<video>old</video> then", "old then"),
        ("", ""),
        ("words", "words"),
    ],
)
def test_what_mail_programs_do_not_know_becomes_what_they_know(before, after):
    assert for_mail(before) == after


def test_the_mail_of_a_rich_text():
    tree, text = mail()

    (table,) = tree.xpath("//table[@role='table']")
    assert "border-collapse:collapse" in table.get("style").replace(" ", "")
    assert all("padding" in cell.get("style") for cell in table.iter("td", "th"))
    assert not tree.xpath("//details | //summary | //input | //figure")
    assert tree.xpath("//strong[.='Folded']")
    assert tree.get("lang") == "en-GB"
    assert [line for line in text.split("\n") if len(line) > COLUMNS and "://" not in line] == []
    for part in (
        "1. One\n   - inner, with a link [2]\n     - deepest\n2. Two\n\n   Its second paragraph.",
        "- ☑ Done\n- ☐ Open",
        "Day  Calls\n---  -----\nMon  12\nTue  7",
        "Term\n  What it means.",
        "*Folded*\n\nKept in here.",
    ):
        assert part in text
    assert "https://example.org/%7B%7Bx%7D%7D/a%7Cb" in text
    assert "] https://example.org/?q=%7B%7By%7D%7D" in text
    assert "{{" not in text


def test_what_is_set_off_is_so_in_outlook_too_which_knows_padding_on_cells_only():
    tree, _ = mail(f"{RICH}\n\n> Quoted.\n")

    off = [*tree.iter("ul", "ol", "dd", "blockquote"), *tree.find_class("details")]
    assert len(off) >= 7
    for element in off:
        left = re.search(r"margin: ?\d+(?:px)? \d+(?:px)? \d+(?:px)? (\d+)px", element.get("style"))
        assert left, element.tag
        assert int(left[1]) >= 8


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>", "- a\n  1. b\n  2. c\n- d"),
        ('<ol start="9"><li>a</li><li>b</li></ol>', "9. a\n10. b"),
        ("<ul><li><p>a</p><blockquote><p>q</p></blockquote></li></ul>", "- a\n  > q"),
        ("<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>", "> - a\n>   - b"),
        ("<ul><li></li></ul>", "- "),
        ("<ul><li><ul><li>x</li></ul></li></ul>", "- - x"),
        (
            f"<table><caption>C</caption><thead><tr><th>H</th><th>K</th></tr></thead><tbody><tr><td>{'x ' * 60}</td>"
            "<td>v</td></tr></tbody></table>",
            f"C\n\nH: {'x ' * 37}x\n{'x ' * 21}x\nK: v".replace("x\nK", "x\nK"),
        ),
        ("<table></table>", ""),
        ("<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>", "a\nb  c"),
        ("<dl><dt>T</dt><dd>a</dd><dd>b</dd></dl>", "T\n  a\n  b"),
    ],
)
def test_html_as_plain_text(html, text):
    assert Writer().text(html) == text


def test_the_postal_address_is_text():
    address = 'Desk <script>alert(1)</script> & "Co", {{ run }}\n1 Street'
    tree, text = mail("Hello.", address=address, provider="mailchimp", account="https://x.us1.list-manage.com/s?u=1")

    assert tree.xpath("//script") == []
    assert 'Desk <script>alert(1)</script> & "Co", {{ run }}' in tree.text_content()
    assert "{{ run" not in text
    assert "*|LIST" not in text
    assert "1 Street" in text


def test_the_copy_on_the_site_runs_nothing_and_is_not_indexed():
    tree, _ = mail()

    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (
        "default-src 'none'; img-src 'self' https://example.org; style-src 'unsafe-inline'; form-action 'none';"
        " base-uri 'none'"
    )
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("number", [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069])
def test_a_subject_that_changes_direction_is_refused(number):
    told = f"has a hidden character, U+{number:04X}, that turns the direction of the text. Delete it and type the words"
    for key in ("title", "description"):
        docs = {**SMALL, PATH: edition(**{key: f"Words{chr(number)} that are long enough to be a preheader"})}
        (message,) = messages(site_of(docs))
        assert f"{key} {told}" in message


@pytest.mark.parametrize("words", ["שלום", "مرحبا", "Words\u200f", "A\u200db"])
def test_a_subject_in_any_script_is_right(words):
    assert messages(site_of({**SMALL, PATH: edition(title=words)})) == []
