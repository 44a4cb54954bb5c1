"""A build into an existing site folder leaves no outdated files."""

from __future__ import annotations

import os

import pytest

from building import build, copy_project, files_of, write
from coach.io.disk.folder import sweep
from helpers import BASE, article

pytestmark = pytest.mark.build

FIVE = "articles/2026/five-minutes.md"
FILES = {
    **BASE,
    FIVE: article(body="Words."),
}
PAGE = "articles/five-minutes/index.html"


def tree(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def test_only_what_is_wanted_stays(tmp_path):
    for path in (
        "a.html",
        "old.html",
        "x/b.html",
        "x/old.html",
        "gone/deep/c.html",
        "index/all/d",
        ".hidden",
        "x/.dot",
    ):
        write(tmp_path / path, path)

    sweep(tmp_path, {"a.html", "x/b.html", "new.html", "index/"})
    assert tree(tmp_path) == ["a.html", "index/all/d", "x/b.html"]
    assert not (tmp_path / "gone").exists()

    write(tmp_path / ".hidden", "")
    write(tmp_path / "x/.dot", "")
    sweep(tmp_path, {"a.html", "x/b.html"}, hidden=True)
    assert tree(tmp_path) == [".hidden", "a.html", "x/b.html"]


@pytest.mark.posix
def test_what_cannot_be_written_over_without_harm_goes(tmp_path):
    outside = tmp_path / "outside"
    for path in ("kept.txt", "folder/in.txt", "second.txt"):
        write(outside / path, path)
    site = tmp_path / "site"
    for path in ("a-file", "a-folder/x", "read-only.txt"):
        write(site / path, path)
    (site / "read-only.txt").chmod(0o444)
    (site / "link.txt").symlink_to(outside / "kept.txt")
    (site / "linked").symlink_to(outside / "folder")
    os.link(outside / "second.txt", site / "second.txt")
    os.mkfifo(site / "pipe.txt")

    sweep(
        site,
        {"a-file/now-a-folder", "a-folder", "read-only.txt", "link.txt", "linked/in.txt", "second.txt", "pipe.txt"},
    )

    assert tree(site) == []
    assert list(site.iterdir()) == []
    assert tree(outside) == ["folder/in.txt", "kept.txt", "second.txt"]


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path):
    sweep(tmp_path / "none", {"a.html"})
    write(tmp_path / "file", "")
    sweep(tmp_path / "file", {"a.html"})

    assert tree(tmp_path) == ["file"]


@pytest.mark.posix
def test_a_build_over_an_old_site_gives_what_one_in_an_empty_folder_gives(tmp_path):
    fresh, used = copy_project(tmp_path / "fresh", FILES), copy_project(tmp_path / "used", FILES)
    site, outside = used / "site", tmp_path / "outside.html"
    outside.write_text("not ours")
    for path in (
        "old/index.html",
        "articles/gone/index.html",
        "pagefind/fragment/old.pf_fragment",
        "tags/tags",
        "404.html",
    ):
        write(site / path, "old " * 9999)
    write(site / ".git", "a worktree")
    (site / "index.html").symlink_to(outside)
    write(site / "sitemap.xml/is-a-folder", "")
    assert build(fresh).returncode == build(used).returncode == 0
    node = (site / PAGE).stat().st_ino
    assert build(used).returncode == 0

    assert files_of(site) == {**files_of(fresh / "site"), ".git": b"a worktree"}
    assert outside.read_text() == "not ours"
    assert (site / PAGE).stat().st_ino == node  # written over, and not anew


def test_a_page_that_is_the_same_is_not_written_again_and_a_damaged_one_is(tmp_path):
    project = copy_project(tmp_path, FILES)
    assert build(project).returncode == 0
    before = files_of(project / "site")
    times = {path: (project / "site" / path).stat().st_mtime_ns for path in (PAGE, "index.html")}
    (project / "site/index.html").write_bytes(before["index.html"][:-9])

    said = build(project)
    assert said.returncode == 0
    assert "skipped" not in said.stderr
    assert f"Building documentation to directory: {project / 'site'}\n" in said.stderr
    assert files_of(project / "site") == before
    assert (project / "site" / PAGE).stat().st_mtime_ns == times[PAGE]
    assert (project / "site/index.html").stat().st_mtime_ns != times["index.html"]


def test_a_page_that_is_gone_is_gone_from_the_site_also_in_one_process(tmp_path, monkeypatch):
    import quick_builds

    quick_builds.prepare(monkeypatch)
    project = copy_project(tmp_path, {**FILES, "articles/2026/two.md": article("Two")})
    first = quick_builds.build_here(project)
    (project / "docs/articles/2026/two.md").unlink()
    (project / "docs" / FIVE).rename(project / "docs/articles/2026/renamed.md")
    second = quick_builds.build_here(project)

    assert "articles/two/index.html" in first.files
    articles = {path for path in second.files if path.startswith("articles/")}
    assert articles == {"articles/renamed/index.html", "articles/renamed/index.md"}


def test_a_build_that_fails_early_leaves_the_site_as_it_was(tmp_path):
    project = copy_project(tmp_path, FILES)
    assert build(project).returncode == 0
    before = files_of(project / "site")
    settings = (project / "mkdocs.yml").read_text()
    (project / "mkdocs.yml").write_text(settings + "extra_css: [no/such.css\n")

    assert build(project).returncode != 0
    assert files_of(project / "site") == before


def test_the_index_goes_when_search_does(tmp_path):
    project = copy_project(tmp_path, FILES)
    assert build(project).returncode == 0
    assert (project / "site/pagefind").is_dir()
    finder = project / "hooks/coach/publish/search/indexer.py"
    finder.write_text(finder.read_text().replace("get_executable()", "None"))

    assert build(project).returncode == 0
    assert not (project / "site/pagefind").exists()
