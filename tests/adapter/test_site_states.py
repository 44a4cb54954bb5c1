"""Sites that have little yet, or no longer have something: they build without a warning, and no link is dead."""

from __future__ import annotations

import re

import lxml.html
import pytest

import quick_builds
from building import ROOT, build, copy_project
from dead_links import dead_links, doubled_ids
from helpers import BASE, COACHING, MENU, article, page

pytestmark = pytest.mark.build

QUIZ = "would-they-hire-you"
ONE = "articles/2026/one.md"


def _of_here(quiz):
    """Return the text of a quiz with tags and articles of the small site instead of its own."""
    return re.sub(r"articles: \[.*?\]", "articles: [one]", re.sub(r"tags: \[.*?\]", "tags: [time]", quiz))


HEADINGS = "\n\n".join(
    f"## {word}\n\nText." for word in ("Content", "Menu", "Comments", "Share", "Homework", "Path a path")
)
LINKS = "[a](#content) [b](#share) [c](two.md#menu) [d](/old/two/) [e](http://127.0.0.1:8000/archive/)"
FULL = {
    **BASE,
    **MENU,
    "coaching.md": page("Coaching", coaching="true"),
    "style.md": page("Style"),
    ONE: article("One", body=f'{LINKS}\n\n{HEADINGS}\n\n!!! homework "A"\n    b', authors="[desk]"),
    "articles/2026/two.md": article("Two", "2026-04-15", "## Menu\n\n## Content\n", aliases="[/old/two/]"),
    "articles/2026/unlisted.md": article("Unlisted", unlisted="true", tags="[trust]", authors="[guest]"),
    "authors.yml": "desk: {name: The desk, description: Those who write.}\n"
    "guest: {name: A guest, description: Somebody who wrote once.}\n",
    "newsletter/2026-04.md": "---\ntitle: A letter\ndescription: A description that is long enough.\n"
    "date: 2026-04-30\nhomework: Ask.\n---\n## Homework\n\n## Question\n\nHello.\n",
    "paths/a-path.yml": "title: A path\ndescription: What it is for, said in one sentence that is long enough.\nsteps:\n- {article: one, why: a}\n"
    f"- {{article: two, why: b}}\n{COACHING}",
    **{
        path.relative_to(ROOT / "docs").as_posix(): _of_here(path.read_text(encoding="utf-8"))
        for path in (ROOT / "docs/quizzes").rglob(f"{QUIZ}*.yml")
    },
}


def without(*parts):
    return {path: data for path, data in FULL.items() if not path.startswith(parts)}


DRAFT = article("Two", draft="true")
STATES = {
    "everything": FULL,
    "nothing but a home page": {"index.md": page("Home"), **{name: BASE[name] for name in ("tags.yml", "authors.yml")}},
    "no article yet": without("articles/", "paths/", "newsletter/", "quizzes/"),
    "all drafts": {**without("articles/", "paths/", "newsletter/", "quizzes/"), ONE: DRAFT},
    "no quiz, no path, no newsletter": without("quizzes/", "paths/", "newsletter/"),
    "no page but home": without("coaching", "subscribe", "start-here", "about", "style"),
}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    quick_builds.prepare(monkeypatch)
    monkeypatch.setenv("SITE_URL", "https://example.org/second-sale/")


@pytest.mark.parametrize("state", STATES)
def test_a_site_in_any_state_builds_without_a_warning_and_without_a_dead_link(tmp_path, state):
    folder = copy_project(tmp_path / "x", STATES[state])
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("  coach:\n", "  coach:\n    cards: false\n"), encoding="utf-8")
    quick_builds.forget()
    built = quick_builds.build_here(folder)

    assert built.warnings == []
    assert dead_links(built.files, "https://example.org/second-sale/") == []
    assert doubled_ids(built.files) == {}


def test_a_list_names_the_year_of_an_article_where_it_is_another_than_the_first_ones(tmp_path):
    old = {f"articles/{year}/a-{year}.md": article(f"Of {year}", f"{year}-04-14") for year in (2024, 2025)}
    folder = copy_project(tmp_path / "copy", {**BASE, **old})
    assert build(folder).returncode == 0
    times = lxml.html.parse(str(folder / "site/index.html")).xpath("//ul[@class='article-list']//time")

    shown = [" ".join(one.text_content().split()) for one in times]

    assert (shown[0], shown[-1]) == ("14 Apr", "14 Apr 2024")
