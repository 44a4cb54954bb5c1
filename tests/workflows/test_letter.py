"""The workflow of the first of the month: its commands run as they stand there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from building import ROOT
from workflows.actions import git
from workflows.runner import Event

pytestmark = [pytest.mark.build, pytest.mark.posix]

DOCS = {path.relative_to(ROOT / "docs").as_posix(): path.read_bytes() for path in (ROOT / "docs").rglob("*.*")}


def test_the_workflow_opens_one_pull_request_with_the_draft_and_no_second_one(begin):
    month = f"{datetime.now(UTC):%Y-%m}"  # the commands go by the real date, and its letter may be there
    github, _ = begin({path: data for path, data in DOCS.items() if path != f"newsletter/{month}.md"})
    draft = github.run("letter.yml", Event("schedule"))["draft"]

    assert draft.result == "success", draft.log
    changed = git("diff", "--name-only", "main", f"letter-{month}", at=github.origin).split()
    assert changed == [f"docs/newsletter/{month}.md"]
    assert (github.artifacts[f"letter-{month}"] / f"{month}.eml").exists()
    asked = f"pr create --base main --head letter-{month} --title The letter of {month} --body-file letter.md"
    assert github.said_to("gh") == ["auth setup-git", asked]
    body = github.asked.with_suffix(".body").read_text(encoding="utf-8")
    assert "[this run](https://github.com/desk/blog/actions/runs/1)" in body
    assert "Question: " in body

    again = github.run("letter.yml", Event("workflow_dispatch"))["draft"]
    assert again.result == "success"
    assert "is begun already" in again.summary
    assert "Open a pull request" not in again.ran
    assert github.said_to("gh").count(asked) == 1


def test_on_a_site_without_letters_it_does_nothing_and_says_why(begin):
    github, desk = begin({path: data for path, data in DOCS.items() if not path.startswith("newsletter/")})
    settings = (desk.folder / "mkdocs.yml").read_text(encoding="utf-8")
    desk.push({"mkdocs.yml": settings.replace("    newsletter:\n", "    newsletter:\n      letters: false\n")})
    draft = github.run("letter.yml", Event("schedule"))["draft"]

    assert draft.result == "success", draft.log
    assert "There are no letters on this site: letters: false in mkdocs.yml." in draft.summary
    assert "Open a pull request" not in draft.ran
    assert git("branch", "--list", "letter-*", at=github.origin) == ""
    assert github.said_to("gh") == ["auth setup-git"]
