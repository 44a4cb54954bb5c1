"""`coach tags rename`, `coach tags merge` and `coach rename` in a project: shown first, checked, written when asked for."""

from __future__ import annotations

import contextlib

import pytest

from coach.cli import editing
from coach.cli.main import main
from helpers import article, page

FILES = {
    "articles/2026/one.md": article("One", tags="[time, respect]"),
    "articles/2026/two.md": article("Two", date="2026-04-15", body="[one](one.md) and [time](/tags/time/)"),
}


@pytest.fixture
def project(begin):
    return begin(FILES)


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
    (project / "docs/clock.md").write_text(page("Clock"), encoding="utf-8")
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
    "command",
    [
        ["tags", "rename", "time", "clock"],
        ["tags", "merge", "time", "respect"],
        ["rename", "one", "first"],
        ["rename", "two", "a-name"],
    ],
)
@pytest.mark.parametrize("stop", range(2))
def test_who_is_interrupted_loses_nothing_and_may_go_on(project, monkeypatch, command, stop):
    whole, calls, stopped = editing.replace_file, [], []

    def broken(path, data):
        if len(calls) == stop:
            stopped.append(path)
            raise KeyboardInterrupt
        calls.append(path)
        whole(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(editing, "replace_file", broken)
        with contextlib.suppress(KeyboardInterrupt):
            main([*command, "--yes"])
    if not stopped:
        return
    said = b"".join(docs(project).values())
    assert b"title: One" in said
    assert b"title: Two" in said
    if command[0] == "tags":
        assert main(["check"]) == 0, "each state between is right"
    assert main([*command, "--yes"]) == 0
    assert main(["check"]) == 0
    assert b"[time, respect]" not in b"".join(docs(project).values()) or command[0] == "rename"


def test_tags_are_still_graded(project, capsys):
    assert main(["tags"]) == 0
    assert "time" in capsys.readouterr().out


def test_a_file_that_is_left_out_is_not_written_over(project, capsys):
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "exclude_docs: articles/2026/uno.md\n", encoding="utf-8")
    own = project / "docs/articles/2026/uno.md"
    own.write_text("mine", encoding="utf-8")

    assert main(["rename", "one", "uno", "--yes"]) == 2
    assert "docs/articles/2026/uno.md is there already." in capsys.readouterr().err
    assert own.read_text(encoding="utf-8") == "mine"


def test_modes_and_links_of_files_stay(project):
    tags = project / "docs/tags.yml"
    (project / "docs/shared.txt").write_bytes(tags.read_bytes())
    tags.unlink()
    tags.symlink_to("shared.txt")
    one = project / "docs/articles/2026/one.md"
    one.chmod(0o600)
    main(["tags", "rename", "time", "clock", "--yes"])

    assert tags.is_symlink()
    assert "clock:" in (project / "docs/shared.txt").read_text(encoding="utf-8")
    assert one.stat().st_mode & 0o777 == 0o600


def test_a_mistake_that_was_there_keeps_nobody_from_renaming(project):
    other = project / "docs/articles/2026/two.md"
    other.write_text(other.read_text(encoding="utf-8") + "\n[x](one.md#gone)\n", encoding="utf-8")

    assert main(["rename", "one", "first", "--yes"]) == 0


def test_what_cannot_be_mended_keeps_no_other_file_from_it(project):
    one, two = (project / f"docs/articles/2026/{name}.md" for name in ("one", "two"))
    one.write_text(one.read_text(encoding="utf-8").replace("tags:", "author: desk\ntags:"), encoding="utf-8")
    two.write_text(two.read_text(encoding="utf-8").replace("tags: [time]", "tags: [tiem]"), encoding="utf-8")

    assert main(["fix", "--yes"]) == 0
    assert "tags: [time]" in two.read_text(encoding="utf-8")
    assert "author: desk" in one.read_text(encoding="utf-8")


def test_line_ends_of_two_kinds_are_advice_and_mended(project, capsys):
    one = project / "docs/articles/2026/one.md"
    text = one.read_bytes()
    one.write_bytes(text.replace(b"\n", b"\r\n", 1))
    assert main(["check", "--advice"]) == 0
    told = "docs/articles/2026/one.md:1:1 this line ends as on Windows, and most lines as on Linux and macOS. Run coach fix"
    assert told in capsys.readouterr().out

    assert main(["fix", "--yes"]) == 0
    assert capsys.readouterr().out == "docs/articles/2026/one.md: all lines end alike now\nOne file changes. Written.\n"
    assert one.read_bytes() == text


def test_comments_that_go_are_named(project, capsys):
    tags = project / "docs/tags.yml"
    about = "description: What it is about."
    tags.write_text(
        f"# Hours\ntime:\n  label: Time  # by the clock\n  {about}\nrespect: {{label: Respect, {about}}}\n",
        encoding="utf-8",
    )
    one = project / "docs/articles/2026/one.md"
    one.write_text(
        one.read_text(encoding="utf-8").replace("tags: [time, respect]", "tags:\n- respect\n- time  # above all"),
        encoding="utf-8",
    )

    assert main(["tags", "merge", "time", "respect"]) == 0
    said = capsys.readouterr().out
    named = "docs/articles/2026/one.md: # above all\ndocs/tags.yml: # by the clock\n"
    assert f"These comments go with the words beside them:\n{named}" in said
    assert "# Hours" in said.split("These comments")[0]
    assert main(["tags", "rename", "time", "clock"]) == 0
    assert "These comments" not in capsys.readouterr().out
