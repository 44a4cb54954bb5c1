"""The nightly look at links to other sites: one issue while some are gone, none when all are well."""

from __future__ import annotations

import pytest

from helpers import BASE, MENU, article
from workflows.runner import Event

pytestmark = [pytest.mark.build, pytest.mark.posix]

FIVE = "articles/2026/five-minutes.md"
NIGHT = Event("schedule")


def test_one_issue_is_opened_kept_up_to_date_and_closed(begin):
    gone = article(body="[Gone](http://desk.github.io/blog/none/).")
    github, desk = begin({**BASE, **MENU, FIVE: gone})
    job = github.run("links.yml", NIGHT)["ask"]
    assert job.result == "success", job.log
    assert "http://desk.github.io/blog/none/" in job.summary
    said = github.said_to("gh")
    assert said[-1] == "issue create --title Links that lead nowhere --body-file links.md"
    body = github.asked.with_suffix(".body").read_text(encoding="utf-8")
    assert body.startswith(
        "## Gone\n\n- `http://desk.github.io/blog/none/` (the server answers 404)\n  - docs/articles/"
    )

    github.asked.with_suffix(".issues").write_text("7\n", encoding="utf-8")
    github.run("links.yml", NIGHT)
    assert github.said_to("gh")[-1] == "issue edit 7 --body-file links.md"

    desk.push({f"docs/{FIVE}": article()})
    assert github.run("links.yml", Event("workflow_dispatch"))["ask"].result == "success"
    assert github.said_to("gh")[-1] == "issue close 7 --comment Every link is well again."

    github.asked.with_suffix(".issues").write_text("", encoding="utf-8")
    before = len(github.said_to("gh"))
    github.run("links.yml", NIGHT)
    assert len(github.said_to("gh")) == before + 1  # it has only looked
