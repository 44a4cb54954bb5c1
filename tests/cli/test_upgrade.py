"""`coach upgrade`: later versions of the generator come into a blog, and its owner's files stay."""

from __future__ import annotations

import subprocess

import pytest

from coach.cli.main import main

FIRST = {
    "docs/articles/theirs.md": "the generator's own article",
    "docs/index.md": "home",
    "mkdocs.yml": "site_name: The first",
    "README.md": "about the generator",
    "LICENSE": "for all",
    "hooks/a.py": "1",
    "hooks/b [x].py": "1",
    "hooks/gone.py": "1",
    "overrides/äö.html": "1",
}
LATER = {
    "docs/articles/theirs.md": "the generator's own article, mended",
    "docs/articles/more.md": "another",
    "mkdocs.yml": "site_name: The first, later",
    "README.md": "about the generator, later",
    "LICENSE": "for all, later",
    "hooks/a.py": "2",
    "hooks/b [x].py": "2",
    "hooks/gone.py": None,
    "hooks/new.py": "1",
    "overrides/äö.html": "2",
}
OWN = {
    "docs/articles/theirs.md": None,
    "docs/articles/mine.md": "mine",
    "docs/index.md": "my home",
    "mkdocs.yml": "site_name: Mine",
}


@pytest.fixture
def git(monkeypatch, tmp_path):
    """Run git with a name of its own, and without the settings of this machine."""
    for key, value in {
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Someone"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "someone@example.org"),
        **dict.fromkeys(("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"), str(tmp_path / "none")),
    }.items():
        monkeypatch.setenv(key, value)
    return lambda folder, *words: subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    )


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")


def commit(git, folder, files):
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")


@pytest.fixture
def generator(git, tmp_path):
    folder = tmp_path / "generator"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(git, folder, {"hooks/a.py": "0"})
    commit(git, folder, FIRST)
    return folder


@pytest.fixture(params=["template", "fork"])
def blog(request, git, generator, tmp_path, monkeypatch):
    """A blog made from the first version: with a history of its own, as "Use this template" makes it, or by a fork."""
    folder = tmp_path / "blog"
    if request.param == "fork":
        git(tmp_path, "clone", "--quiet", str(generator), "blog")
    else:
        folder.mkdir()
        git(folder, "init", "--quiet")
        commit(git, folder, FIRST)
    commit(git, folder, OWN)
    monkeypatch.chdir(folder)
    return folder


def read(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def with_changes(*changes):
    merged = {key: value for change in changes for key, value in change.items()}
    return {key: value for key, value in merged.items() if value is not None}


def of_the_generator(files):
    return {key: value for key, value in files.items() if not key.startswith(("docs/", "mkdocs.yml"))}


def test_the_generator_is_new_and_what_its_owner_wrote_is_as_it_was(git, generator, blog, capsys):
    commit(git, generator, LATER)
    assert main(["upgrade", str(generator)]) == 0
    assert read(blog) == with_changes(FIRST, OWN, of_the_generator(LATER))
    assert git(blog, "status", "--porcelain").stdout == ""
    assert "of the generator: 7 files differ" in capsys.readouterr().out


def test_the_next_one_needs_no_address_and_begins_where_the_last_one_ended(git, generator, blog, capsys):
    commit(git, generator, LATER)
    main(["upgrade", str(generator)])
    assert main(["upgrade"]) == 0
    assert "newest version" in capsys.readouterr().out
    commit(git, blog, {"docs/articles/mine.md": "mine, later"})
    commit(git, generator, {"hooks/new.py": "2", "docs/index.md": "another home"})
    assert main(["upgrade"]) == 0
    assert "1 file differs" in capsys.readouterr().out
    assert read(blog)["hooks/new.py"] == "2"
    assert read(blog)["docs/index.md"] == "my home"


def test_a_readme_of_ones_own_stays_and_changed_code_is_replaced_and_named(git, generator, blog, capsys):
    commit(git, blog, {"README.md": "about me", "LICENSE": "mine", "hooks/a.py": "mine", "hooks/mine.py": "mine"})
    commit(git, generator, LATER)
    assert main(["upgrade", str(generator)]) == 0
    assert read(blog) == {
        **with_changes(FIRST, OWN, of_the_generator(LATER)),
        "README.md": "about me",
        "LICENSE": "mine",
        "hooks/mine.py": "mine",
    }
    told = capsys.readouterr().out
    assert "hooks/a.py: you had changed it" in told
    assert "mine.py" not in told
    assert git(blog, "show", "HEAD^:hooks/a.py").stdout == "mine"


def test_a_blog_that_is_taken_back_is_as_it_was(git, generator, blog):
    before = read(blog)
    commit(git, generator, LATER)
    main(["upgrade", str(generator)])
    git(blog, "reset", "--quiet", "--hard", "HEAD^")
    assert read(blog) == before


def test_nothing_is_done_while_files_are_not_committed(git, generator, blog, capsys):
    write(blog, {"docs/articles/half.md": "half"})
    commit(git, generator, LATER)
    assert main(["upgrade", str(generator)]) == 2
    assert "not committed yet" in capsys.readouterr().err
    assert read(blog) == with_changes(FIRST, OWN, {"docs/articles/half.md": "half"})


def test_a_commit_that_git_refuses_leaves_nothing_behind(git, generator, blog, capsys):
    hook = blog / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    hook.chmod(0o755)
    commit(git, generator, LATER)
    assert main(["upgrade", str(generator)]) == 2
    assert "not today" in capsys.readouterr().err
    assert read(blog) == with_changes(FIRST, OWN)
    assert git(blog, "status", "--porcelain").stdout == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "name the address"),
        (["/no/such/repository"], "git could not do it"),
        (["--upload-pack=touch x"], "git could not do it"),
    ],
)
def test_an_address_that_leads_nowhere_is_said(blog, words, message, capsys):
    assert main(["upgrade", *words]) == 2
    assert message in capsys.readouterr().err


def test_a_blog_that_began_otherwise_names_its_version(git, generator, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "copied"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(git, folder, with_changes(FIRST, OWN))
    monkeypatch.chdir(folder)
    first = git(generator, "rev-parse", "HEAD").stdout.strip()
    commit(git, generator, LATER)
    assert main(["upgrade", str(generator)]) == 2
    assert "--from" in capsys.readouterr().err
    git(folder, "fetch", "--quiet", str(generator))
    assert main(["upgrade", "--from", first]) == 0
    assert read(folder) == with_changes(FIRST, OWN, of_the_generator(LATER))


def test_a_folder_without_git_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path / "bare")
    assert main(["upgrade"]) == 2
    assert "no clone" in capsys.readouterr().err
