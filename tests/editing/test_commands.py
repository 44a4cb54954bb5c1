"""`coach tags rename`, `coach tags merge` and `coach rename` in a project: shown first, checked, written when asked for."""

from __future__ import annotations

import pytest

from building import ROOT
from coach.cli import editing
from coach.cli.main import main
from helpers import article

FILES = {
    "tags.yml": "time: {label: Time, description: What it is about.}\nrespect: {label: Respect, description: What it is about.}\n",
    "authors.yml": "desk: {name: The desk, description: Those who write here.}\n",
    "index.md": "---\ntitle: Home\ndescription: A home page with a description that is long enough.\n---\nHello.\n",
    "articles/2026/one.md": article("One", tags="[time, respect]"),
    "articles/2026/two.md": article("Two", date="2026-04-15", body="[one](one.md) and [time](/tags/time/)"),
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    for path, text in FILES.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, encoding="utf-8")
    config = "site_name: A blog\nsite_url: https://example.org/\ntheme: {name: material, custom_dir: overrides}\nhooks: [hooks/mkdocs_hooks.py]\nextra:\n  coach: {newsletter: {key: a, letters: false}}\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def docs(project):
    return {
        path.relative_to(project).as_posix(): path.read_bytes() for path in project.glob("docs/**/*") if path.is_file()
    }


@pytest.mark.parametrize(
    "command", [["tags", "rename", "time", "clock"], ["tags", "merge", "time", "respect"], ["rename", "one", "first"]]
)
def test_a_change_is_shown_and_written_only_when_asked_for(project, capsys, command):
    before = docs(project)
    assert main(command) == 0
    shown = capsys.readouterr().out
    assert "Nothing is written yet: run it again with --yes." in shown
    assert docs(project) == before

    assert main([*command, "--yes"]) == 0
    assert docs(project) != before
    assert "Written." in capsys.readouterr().out
    assert main(["check"]) == 0


def test_a_renamed_article_has_one_file(project):
    main(["rename", "one", "first", "--yes"])

    assert sorted(path.name for path in project.glob("docs/articles/2026/*")) == ["first.md", "two.md"]
    assert "[one](first.md)" in (project / "docs/articles/2026/two.md").read_text(encoding="utf-8")


def test_a_change_that_would_make_a_mistake_is_refused(project, capsys):
    (project / "docs/archive").mkdir()
    (project / "docs/clock.md").write_text(FILES["index.md"].replace("Home", "Clock"), encoding="utf-8")
    other = project / "docs/articles/2026/two.md"
    text = other.read_text(encoding="utf-8").replace("tags:", "aliases: [/articles/first/]\ntags:")
    other.write_text(text, encoding="utf-8")
    before = docs(project)

    assert main(["rename", "one", "first", "--yes"]) == 2
    told = capsys.readouterr().err
    assert "this would make mistakes, and nothing is written:" in told
    assert "/articles/first/" in told
    assert docs(project) == before


def test_a_name_that_is_not_there_is_told_with_the_nearest(project, capsys):
    assert main(["rename", "ones", "first"]) == 2
    assert 'there is no article "ones". Did you mean "one"?' in capsys.readouterr().err
    assert main(["tags", "rename", "tiem", "clock"]) == 2
    assert 'there is no tag "tiem" in docs/tags.yml.' in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["tags", "rename", "time", "clock"], ["tags", "merge", "time", "respect"], ["rename", "one", "first"]]
)
@pytest.mark.parametrize("stop", range(2))
def test_who_is_interrupted_loses_nothing(project, monkeypatch, command, stop):
    whole, calls = editing.replace_file, []

    def broken(path, data):
        if len(calls) == stop:
            raise KeyboardInterrupt
        calls.append(path)
        whole(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(editing, "replace_file", broken)
        with pytest.raises(KeyboardInterrupt):
            main([*command, "--yes"])
    said = b"".join(docs(project).values())
    assert b"title: One" in said
    assert b"title: Two" in said
    if command[0] == "tags":
        assert main(["check"]) == 0, "the vocabulary comes first, so each state between is right"


def test_tags_are_still_graded(project, capsys):
    assert main(["tags"]) == 0
    assert "time" in capsys.readouterr().out
