"""Writing without Git: GitHub's own pages for a new article and for a change, as the built site links to them."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import lxml.html
import pytest
from pydantic import TypeAdapter

from building import build, copy_project
from coach.content.config.shown import RepositoryField
from coach.publish.check import check_all
from helpers import BASE, NOW, SETTINGS, article, sources

FIVE = "articles/2026/five-minutes.md"


def built(folder, repository):
    project = copy_project(folder, {**BASE, FIVE: article()})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    if repository:
        text = text.replace("  coach:\n", f"  coach:\n    repository: {repository}\n", 1)
    config.write_text(text, encoding="utf-8")
    result = build(project, "--strict")
    assert result.returncode == 0, result.stderr
    return lxml.html.parse(str(project / "site/articles/five-minutes/index.html")).xpath("//a/@href")


@pytest.mark.build
def test_an_article_can_be_begun_and_changed_at_github(tmp_path):
    links = [
        link for link in built(tmp_path / "x", "https://github.com/second-sale/site/tree/main") if "github.com" in link
    ]
    change, new = (next(link for link in links if part in link) for part in ("/edit/", "/new/"))

    assert change == "https://github.com/second-sale/site/edit/main/docs/articles/2026/five-minutes.md"
    parts = urlsplit(new)
    assert parts.path == "/second-sale/site/new/main/docs/articles/2026"
    query = parse_qs(parts.query)
    assert query["filename"] == ["new-article.md"]
    begun = sources({**BASE, FIVE: article(), "articles/2026/new-article.md": query["value"][0]})
    told = [str(one) for one in check_all(begun, SETTINGS, NOW) if "new-article" in one.path]
    assert [one.partition(" ")[2].partition(".")[0] for one in told] == [
        'the file still has the name "new-article',
        "title still waits for your words",
        "description still waits for your words",
        "date is empty",
        "tags is empty",
    ], told


@pytest.mark.build
def test_without_a_repository_nothing_leads_there(tmp_path):
    assert [link for link in built(tmp_path / "x", "") if "github.com" in link] == []


@pytest.mark.parametrize(
    ("written", "url", "branch"),
    [
        ("https://github.com/a/b", "https://github.com/a/b", "main"),
        ("https://github.com/a/b.git", "https://github.com/a/b", "main"),
        ("https://github.com/a/b.c/", "https://github.com/a/b.c", "main"),
        ("https://github.com/a/b/tree/new/site", "https://github.com/a/b", "new/site"),
    ],
)
def test_where_a_repository_lies(written, url, branch):
    assert TypeAdapter(RepositoryField).validate_python(written) == (url, branch)


def test_paths_in_other_letters_are_written_in_percent():
    found = TypeAdapter(RepositoryField).validate_python("https://github.com/a/b")

    assert unquote(found.edit("docs/articles/2026/größe 1.md")).endswith("/docs/articles/2026/größe 1.md")
    assert " " not in found.edit("docs/a b.md") + found.new("docs/a b.md", "x y&z")
