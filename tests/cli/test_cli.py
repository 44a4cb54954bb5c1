"""`coach` as its users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from building import ROOT, copy_project, environment, write
from coach.cli.check import FORMATS
from coach.cli.main import main
from coach.publish.deployment.compare import as_markdown, compare
from coach.source.problems import Problem
from helpers import AUTHORS, TAGS, article, page

FIVE = "articles/2026/five-minutes.md"
FILES = {"index.md": page("Home"), "tags.yml": TAGS, "authors.yml": AUTHORS, FIVE: article()}


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = copy_project(tmp_path / "x", FILES)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder


def test_clean_is_zero(project, capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "No mistakes found.\n")


def test_a_mistake_is_one_and_is_printed(project, capsys):
    write(project / "docs/articles/2026/other.md", article("Other", tags="[listening]"))
    write(project / "docs" / FIVE, article(tags="[lisening]"))

    assert main(["check"]) == 1
    assert capsys.readouterr() == (
        f'docs/{FIVE}:5:8 unknown tag "lisening". Did you mean "listening"? (1 article)\n',
        "One mistake found.\n",
    )


def test_mistakes_as_json_and_for_github(project, capsys):
    write(project / "docs" / FIVE, article(tags="[lisening]"))

    assert main(["check", "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["path"] == f"docs/{FIVE}"
    assert (problem["line"], problem["column"]) == (5, 8)

    assert main(["check", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(f"::error file=docs/{FIVE},line=5,col=8::unknown tag")


def test_annotations_escape_what_github_would_read():
    text = FORMATS["github"]([Problem("a,b:c.md", 1, 2, "100%\nsure", "")])

    assert text == "::error file=a%2Cb%3Ac.md,line=1,col=2::100%25%0Asure\n"


def test_a_mistake_in_the_settings_is_named(project, capsys):
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("Europe/London", "Europe/Lodnon"))

    assert main(["check"]) == 1
    assert 'timezone "Europe/Lodnon" is unknown. Did you mean "Europe/London"?' in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "--format", "xml"]])
def test_wrong_usage_is_two(project, arguments):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


def test_new_without_a_title_says_so_where_nobody_can_answer(project, capsys):
    assert main(["new"]) == 2
    assert "needs a title" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals for Python")
def test_new_asks_in_a_terminal(project):
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "coach.cli.main", "new"]
    with subprocess.Popen(
        command,
        cwd=project,
        stdin=theirs,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(PYTHONPATH=str(ROOT / "hooks")),
    ) as new:
        os.write(ours, b"On time: always?\n\nHow to be there, said in a sentence or two that could stand alone.\n\n")
        said = new.stdout.read()
    os.close(ours)
    os.close(theirs)

    assert "What is it called?" in said
    assert "How is its file named? (Enter: on-time-always)" in said
    assert "Which tags? (Enter: time; there are " in said
    (path,) = project.glob("docs/articles/*/on-time-always.md")
    text = path.read_text(encoding="utf-8")
    assert 'title: "On time: always?"\n' in text
    assert "description: How to be there, said in a sentence or two that could stand alone.\n" in text
    assert "tags: [time]\n" in text


@pytest.mark.parametrize(
    ("arguments", "path", "lines"),
    [
        (["page", "Who we are"], "who-we-are.md", ["title: Who we are", "description:"]),
        (
            ["path", "First: steps", "--description", "Four - and more"],
            "paths/first-steps.yml",
            ['title: "First: steps"', "description: Four - and more", "steps:"],
        ),
        (
            ["article", "Nobody's # one", "--tags", "TIME"],
            "articles/2026/nobodys-one.md",
            ['title: "Nobody\'s # one"', "tags: [time]"],
        ),
        (["On time"], "articles/2026/on-time.md", ["title: On time", "tags: [time]"]),
        (["quiz", "How do you ask?"], "quizzes/how-do-you-ask.yml", ["kind: profile"]),
    ],
)
def test_new_begins_what_it_is_told(project, monkeypatch, arguments, path, lines):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")

    assert main(["new", *arguments]) == 0
    text = (project / "docs" / path).read_text(encoding="utf-8")
    for line in lines:
        assert line in text.split("\n"), text


def test_new_tells_of_a_tag_that_is_not_there_and_of_a_title_without_quotes(project, capsys):
    assert main(["new", "A", "--tags", "tiem"]) == 2
    assert 'there is no tag "tiem". Did you mean "time"?' in capsys.readouterr().err
    assert main(["new", "Two", "words"]) == 2
    assert 'put the title in quotes: coach new "Two words".' in capsys.readouterr().err


def test_without_a_site_here_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == 2
    assert "there is no mkdocs.yml here" in capsys.readouterr().err


def test_a_clock_that_is_no_number_is_wrong_usage(project, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    assert main(["check"]) == 2
    assert "whole number" in capsys.readouterr().err


def test_new_begins_an_article_and_never_overwrites_one(project, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")

    assert main(["new", "Price: what is left?"]) == 0
    path = project / "docs/articles/2026/price-what-is-left.md"
    assert capsys.readouterr().out == "docs/articles/2026/price-what-is-left.md\n"
    assert 'title: "Price: what is left?"\n' in path.read_text()
    assert "date: 2026-11-29\n" in path.read_text()

    path.write_text("mine")
    assert main(["new", "Price, what is left"]) == 2
    assert path.read_text() == "mine"


def test_compare_names_what_came_and_went():
    old = {"index.html": b"1", "a/index.html": b"1", "b.css": b"1"}
    new = {"index.html": b"2", "c/index.html": b"1", "b.css": b"1"}

    found = compare(old, new)
    assert found == (["/c/"], ["/"], ["/a/"])
    assert as_markdown(found).startswith("### Removed: 1\n\nLinks to these will break.")
    assert as_markdown(compare(old, old)) == "No address of the site changes.\n"


def test_compare_reads_two_folders(tmp_path, capsys):
    write(tmp_path / "old/x/index.html", "1")
    write(tmp_path / "new/y/index.html", "1")

    assert main(["compare", str(tmp_path / "old"), str(tmp_path / "new")]) == 0
    assert "- `/y/`" in capsys.readouterr().out
    assert main(["compare", str(tmp_path / "none"), str(tmp_path / "new")]) == 2


def test_the_projects_own_articles_have_no_mistakes(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    assert main(["check"]) == 0, capsys.readouterr().out
