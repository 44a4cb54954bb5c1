"""The web editor, on and off: what it adds to a site, and what it needs where the site is built."""

from __future__ import annotations

import re
import shutil

import pytest

from building import ROOT, build, copy_project, files_of

pytestmark = pytest.mark.build

REPOSITORY = "    repository: https://github.com/coach/blog\n"


def project(folder, settings):
    """Copy the project with these lines in its settings, and let its build find no Node.js."""
    copy_project(folder)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text.replace("  coach:\n", f"  coach:\n{settings}"), encoding="utf-8")
    return folder


@pytest.fixture
def path(tmp_path):
    """Return a PATH with what a build may run, but without Node.js."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("git", "sh"):
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    return str(folder)


def test_without_the_setting_there_is_nothing_of_it_and_no_node_is_needed(tmp_path, path):
    sites = []
    for name, settings in (("plain", ""), ("off", "    editor: false\n")):
        folder = project(tmp_path / name, REPOSITORY + settings)
        result = build(folder, "--strict", PATH=path)
        assert result.returncode == 0, result.stderr
        assert not (folder / ".cache/editor").exists()
        sites.append(files_of(folder / "site"))
    plain, off = sites

    assert plain == off
    assert not [name for name in plain if "admin" in name or "editor" in name]
    assert not [name for name, data in plain.items() if re.search(rb"/admin/|sveltia", data, re.IGNORECASE)]


def test_with_it_a_build_without_node_says_what_is_missing(tmp_path, path):
    folder = project(tmp_path / "x", REPOSITORY + "    editor: true\n")
    said = build(folder, PATH=path)
    strict = build(folder, "--strict", PATH=path)

    assert said.returncode == 0
    assert "the editor at /admin/ is left out: Node.js is not here. Install Node.js 20 or newer" in " ".join(
        said.stderr.split()
    )
    assert not (folder / "site/admin").exists()
    assert (folder / "site/index.html").exists()
    assert strict.returncode != 0
    assert "Traceback" not in said.stderr + strict.stderr


def test_without_a_repository_it_says_so_at_its_line(tmp_path, path):
    folder = project(tmp_path / "x", "    editor: true\n")
    said = build(folder, PATH=path).stderr
    line = (folder / "mkdocs.yml").read_text().splitlines().index("    editor: true") + 1

    assert re.search(rf"mkdocs\.yml:{line}:\d+:? .*repository", said), said
    assert not (folder / "site/admin").exists()
