"""The workflow that checks, builds and deploys, at every kind of event: its commands run as they stand there."""

from __future__ import annotations

import pytest

from building import ROOT
from helpers import BASE, MENU, article
from workflows.runner import Event

pytestmark = [pytest.mark.build, pytest.mark.posix]

FIVE = "docs/articles/2026/five-minutes.md"
DOCS = {**BASE, **MENU, "articles/2026/five-minutes.md": article()}
FIRST = Event("workflow_dispatch", inputs={"allow": "", "first": True})
PUSH = Event("push")


def results(jobs):
    return {name: job.result for name, job in jobs.items()}


def test_a_site_is_deployed_first_by_hand_and_then_by_each_push_and_day(begin):
    github, desk = begin(DOCS)

    jobs = github.run("site.yml", PUSH)
    assert (jobs["build"].result, jobs["deploy"].result) == ("failure", "skipped")
    assert jobs["build"].ran[-1] == "Refuse what would be sent twice"
    assert "start it by hand, and tick “first”" in jobs["build"].log
    assert not github.live.exists()

    jobs = github.run("site.yml", FIRST)
    assert (jobs["build"].result, jobs["deploy"].result, jobs["announce"].result) == ("success", "success", "skipped")
    assert 'href="http://desk.github.io/blog/articles/five-minutes/"' in live(
        github, "articles/five-minutes/index.html"
    )

    desk.push({"docs/articles/2026/six.md": article("Six", body="Other words.")})
    jobs = github.run("site.yml", PUSH)
    assert jobs["deploy"].result == "success", jobs["build"].log
    assert "Six" in live(github, "articles/six/index.html")
    assert github.said_to("sudo") == ["apt-get update -qq", "apt-get install -y -qq newsboat espeak-ng lame"] * 3
    assert github.said_to("gh") == []

    jobs = github.run("site.yml", Event("schedule"))
    assert set(results(jobs).values()) == {"success", "skipped"}
    assert [name for name, result in results(jobs).items() if result == "skipped"] == ["platforms", "announce"]
    enable = "api --method PUT repos/desk/blog/actions/workflows/{}.yml/enable"
    assert github.said_to("gh") == [enable.format("site"), enable.format("letter")]


def test_what_would_be_sent_twice_is_not_deployed_before_a_person_allows_it(begin):
    github, desk = begin(DOCS)
    github.run("site.yml", FIRST)
    desk.push({FIVE: None, "docs/articles/2026/at-once.md": article()})
    before = live(github, "manifest.json")

    jobs = github.run("site.yml", PUSH)
    assert (jobs["build"].result, jobs["deploy"].result) == ("failure", "skipped")
    assert "::error title=coach guard::" in jobs["build"].log
    assert live(github, "manifest.json") == before

    allow = Event("workflow_dispatch", inputs={"allow": "five-minutes at-once", "first": False})
    assert github.run("site.yml", allow)["deploy"].result == "success"
    assert (github.live / "articles/at-once/index.html").exists()


def test_a_mistake_ends_the_build_beside_its_line(begin):
    github, desk = begin(DOCS)
    desk.push({FIVE: article(tags="[tine]")})

    jobs = github.run("site.yml", PUSH)
    assert jobs["build"].ran[-1] == "Name every mistake, beside its line"
    assert f"::error file={FIVE},line=5,col=8::" in jobs["build"].log
    assert results(jobs) == dict.fromkeys(jobs, "skipped") | {"build": "failure"}


def test_each_system_checks_tests_and_builds_by_the_script_alone(begin):
    github, _ = begin(DOCS)
    job = github.run("site.yml", PUSH, without=("build",))["platforms"]

    assert job.result == "success", job.log
    assert [step["run"] for step in job.definition["steps"] if "run" in step] == [
        f"python run.py {command}" for command in ("setup", "check", "core", "site")
    ]
    assert (job.workspace / "site/articles/five-minutes/index.html").exists()


def test_a_pull_request_from_a_fork_says_what_it_changes_and_deploys_nothing(begin):
    github, desk = begin(DOCS)
    base = desk.push({"docs/articles/2026/six.md": article("Six", body="Other words.")}, to="pull/1/merge")

    event = Event("pull_request", "refs/pull/1/merge", {"pull_request": {"base": {"sha": base}}}, from_fork=True)
    jobs = github.run("site.yml", event)
    assert [name for name, result in results(jobs).items() if result == "success"] == ["build"]
    assert "Refuse what would be sent twice" not in jobs["build"].ran
    assert "/articles/six/" in jobs["build"].summary
    assert (github.artifacts["preview"] / "articles/six/index.html").exists()
    assert not github.live.exists()
    assert github.said_to("gh") == []


def test_a_pull_request_to_a_base_that_cannot_be_built_says_so(begin):
    github, desk = begin(DOCS)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    desk.push({"mkdocs.yml": settings.replace("theme:", "theme: [")})
    base = desk.push({"mkdocs.yml": settings}, to="pull/1/merge")

    event = Event("pull_request", "refs/pull/1/merge", {"pull_request": {"base": {"sha": base}}})
    jobs = github.run("site.yml", event)
    assert jobs["build"].result == "success"
    assert "The site of the base commit could not be built" in jobs["build"].summary


def test_a_pull_request_with_mistakes_can_be_read_all_the_same_drafts_too(begin):
    github, desk = begin(DOCS)
    draft = article("Six", draft="true", tags="[tine]")
    base = desk.push({"docs/articles/2026/six.md": draft}, to="pull/1/merge")

    event = Event("pull_request", "refs/pull/1/merge", {"pull_request": {"base": {"sha": base}}})
    build = github.run("site.yml", event)["build"]
    assert build.result == "failure"
    assert "Build" not in build.ran
    assert (github.artifacts["preview"] / "articles/six/index.html").exists()
    assert "- `/articles/six/`" in build.summary
    assert "Read it before it is published" in build.summary


def test_a_site_at_its_own_domain_calls_its_hub_when_it_is_deployed(begin):
    github, desk = begin(DOCS, "http://second-sale.org/")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    key = "      provider: none"
    assert key in settings
    desk.push(
        {
            "docs/CNAME": "second-sale.org\n",
            "mkdocs.yml": settings.replace(key, f"      hub: https://hub.example.org/\n{key}"),
        }
    )

    jobs = github.run("site.yml", FIRST)
    assert (github.live / "CNAME").read_text() == "second-sale.org\n"
    assert 'href="http://second-sale.org/articles/five-minutes/"' in live(github, "articles/five-minutes/index.html")
    assert jobs["build"].outputs == {"hub": "yes"}
    assert (jobs["deploy"].result, jobs["announce"].result) == ("success", "failure")
    assert github.called == ["hub.example.org:443"]
    assert "https://hub.example.org/ did not answer. The site is out all the same" in jobs["announce"].log


def live(github, path):
    return (github.live / path).read_text(encoding="utf-8")
