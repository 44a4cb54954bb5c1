"""Which page shows which mistake under `mkdocs serve`."""

from __future__ import annotations

import lxml.html
import pytest
from jinja2 import FileSystemLoader

from building import ROOT
from coach.io.templates import Pieces
from coach.publish.build import Resources, start_build
from coach.publish.page.live_check import by_page, mistakes_file
from coach.source.problems import Problem
from helpers import BASE, NOW, SETTINGS, article, page, site_of, sources
from newsletter.published import edition
from quizzes.shared import files as quiz_files

FILES = {
    **BASE,
    **quiz_files(),
    "about.md": page(),
    "articles/2026/five-minutes.md": article(slug="short"),
    "articles/2026/undated.md": article("Undated", "soon", slug="later"),
    "articles/2026/broken.md": "no front matter",
    "newsletter/2026-05.md": edition("A letter", body="Hello."),
}


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("docs/index.md", ""),
        ("docs/about.md", "about/"),
        ("docs/articles/2026/five-minutes.md", "articles/short/"),
        ("docs/articles/2026/undated.md", "articles/later/"),
        ("docs/articles/2026/broken.md", "articles/broken/"),
        ("docs/articles/not-read.md", "articles/not-read/"),
        ("docs/newsletter/2026-05.md", "newsletter/2026-05/"),
        ("docs/quizzes/tea.yml", "quizzes/tea/"),
        ("docs/quizzes/broken.yml", "quizzes/broken/"),
        ("docs/quizzes/frozen/tea-1.yml", None),
        ("docs/paths/one.yml", "paths/one/"),
        ("docs/tags.yml", None),
        ("docs/authors.yml", None),
        ("mkdocs.yml", None),
        ("overrides/messages/de.yml", None),
    ],
)
def test_a_mistake_belongs_to_the_page_of_its_file_also_where_that_is_left_out(path, address):
    problem = Problem(path, 1, 1, "wrong.")

    assert by_page(site_of(FILES, preview=True), [problem]) == {address: [problem]}


def mistakes(files, problems):
    pieces = Pieces(FileSystemLoader(str(ROOT / "overrides")))
    build = start_build(sources(files), SETTINGS, NOW, Resources(pieces), preview=True)
    return lxml.html.fromstring(mistakes_file(build, problems).content)


def test_the_file_has_each_mistake_once_escaped_and_with_its_place():
    twice = Problem("docs/about.md", 3, 7, 'the tag "<b>&" is unknown.', "Close it.")
    tree = mistakes(FILES, [twice, twice, Problem("docs/tags.yml", 1, 2, "wrong.")])

    assert [" ".join(item.text_content().split()) for item in tree.xpath("//li")] == [
        "docs/tags.yml:1:2 wrong.",
        'docs/about.md:3:7 the tag "<b>&" is unknown. Close it.',
    ]
    (own,) = tree.xpath("//details[@data-page='about/']")
    assert own.findtext("summary") == "1 mistake on this page"
    assert own.get("data-more") == "1 more mistake in other files"
    assert tree.xpath("//details[@data-elsewhere]/summary")[0].text == "2 mistakes in other files"


def test_the_file_is_another_one_when_a_page_comes_or_goes_and_only_then():
    (before,) = mistakes(FILES, []).xpath("//@data-site")
    (same,) = mistakes({**FILES, "about.md": page(body="Other words.")}, []).xpath("//@data-site")
    (more,) = mistakes({**FILES, "more.md": page("More")}, []).xpath("//@data-site")

    assert same == before
    assert more != before
