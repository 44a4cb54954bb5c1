"""The Markdown copy of an article: its text, with addresses that lead somewhere from anywhere."""

from __future__ import annotations

import re

import markdown
import pytest
from lxml import html

from building import build, copy_project
from helpers import BASE, article

SITE = "https://example.github.io/second-sale/"
BODY = """\
See [one](another.md), [two](another.md#part "A title"), [all](/archive/), [three][ref], <https://example.com/x>,
![A desk](../../assets/desk.svg) and `[code](another.md)`.

<!-- more -->

[Away](https://example.com/a_(b)) and ![again](<../../assets/desk.svg>).

[ref]: another.md "Another"
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.mark.build
def test_links_of_a_copy_are_full_addresses(tmp_path):
    files = {
        **BASE,
        "assets/desk.svg": DRAWING,
        "articles/2026/one.md": article("One", body=BODY),
        "articles/2026/another.md": article("Another", body="## Part\n\nWords."),
        "articles/2026/draft.md": article("A draft", draft="true"),
    }
    project = copy_project(tmp_path / "x", files)
    result = build(project, SITE_URL=SITE)
    assert result.returncode == 0, result.stderr
    site = project / "site"
    copy = (site / "articles/one/index.md").read_text(encoding="utf-8")
    head, _, text = copy.partition("\n\nSee ")

    assert head.splitlines()[0] == "# One"
    assert f"{SITE}articles/one/" in head
    assert re.findall(r"\]\(<?([^)\s>]*)|^\[ref\]: (\S+)", text, re.MULTILINE) == [
        (f"{SITE}articles/another/", ""),
        (f"{SITE}articles/another/#part", ""),
        (f"{SITE}archive/", ""),
        (f"{SITE}assets/desk.svg", ""),
        (f"{SITE}articles/another/", ""),  # in code: the same words, and no harm
        ("https://example.com/a_(b", ""),
        (f"{SITE}assets/desk.svg", ""),
        ("", f"{SITE}articles/another/"),
    ]
    assert "<!-- more -->" not in copy
    assert not (site / "articles/draft/index.md").exists()
    page = html.parse(str(site / "articles/one/index.html"))
    assert page.xpath("//link[@type='text/markdown']/@href") == ["index.md"]


def test_every_copy_of_the_site_has_the_words_and_links_of_its_page(built_site):
    for path in sorted((built_site / "articles").glob("*/index.md")):
        copied = html.fromstring(markdown.markdown(path.read_text(encoding="utf-8"), extensions=["extra"]))
        page = html.parse(str(path.with_name("index.html"))).getroot()
        page.make_links_absolute(f"{SITE}{path.parent.relative_to(built_site).as_posix()}/")
        assert copied.xpath("string(//h1)"), path
        wanted = {link for link in page.xpath("//div[@class='prose']//p/a/@href") if link.startswith(SITE)}
        assert set(copied.xpath("//a/@href")) >= {
            link for link in wanted if not re.search("#(a=|fn)|/glossary/#", link)
        }, path
