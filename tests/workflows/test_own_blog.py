"""The workflow that makes a copy of this blog one's own: its commands run as they stand there."""

from __future__ import annotations

import pytest

from building import ROOT
from workflows.actions import git
from workflows.runner import WORKFLOWS, Event

pytestmark = [pytest.mark.build, pytest.mark.posix]

DOCS = {path.relative_to(ROOT / "docs").as_posix(): path.read_bytes() for path in (ROOT / "docs").rglob("*.*")}
ANSWERS = {
    "name": 'Anna\'s "Second" $Call',
    "author": "Anna Groß",
    "tagline": "What she asks, and when.",
    "address": "",
    "locale": "de_DE",
    "timezone": "Europe/Berlin",
    "quizzes": False,
    "customers_view": False,
    "search": False,
    "letters": False,
}


def test_a_pull_request_with_the_own_blog_is_opened(begin):
    github, _ = begin(DOCS)
    job = github.run("init.yml", Event("workflow_dispatch", inputs=ANSWERS))["init"]

    assert job.result == "success", job.log
    settings = git("show", "own-blog:mkdocs.yml", at=github.origin)
    assert ANSWERS["author"] in git("show", "own-blog:docs/authors.yml", at=github.origin)
    assert "https://desk.github.io/blog/" in settings
    assert [part in settings for part in ("search: false", "customers_view: false", "letters: false")] == [True] * 3
    readme = git("show", "own-blog:README.md", at=github.origin)
    assert readme.startswith(f"# {ANSWERS['name']}\n")
    assert f"docs/ are © {ANSWERS['author']}." in git("show", "own-blog:LICENSE", at=github.origin)
    assert "docs/quizzes" not in git("ls-tree", "-r", "--name-only", "own-blog", at=github.origin)
    asked = "pr create --base main --head own-blog --title A blog of one's own --body-file waiting.md"
    assert github.said_to("gh") == ["auth setup-git", asked]
    assert "What waits for your words:" in github.asked.with_suffix(".body").read_text(encoding="utf-8")


def test_every_workflow_is_rehearsed():
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/workflows").glob("test_*.py"))
    assert [path.name for path in WORKFLOWS.glob("*.yml") if f'github.run("{path.name}"' not in texts] == []
