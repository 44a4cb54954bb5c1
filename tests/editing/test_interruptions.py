"""Commands that are interrupted at any write of the blog's own files: nothing is lost, and once more ends the same."""

from __future__ import annotations

import shutil

import pytest

from building import ROOT, files_of
from coach.cli.main import main
from coach.io.disk import files as disk
from sampling import LONG

COMMANDS = {
    "merge": ["tags", "merge", "respect", "trust", "--yes"],
    "rename a tag": ["tags", "rename", "respect", "regard", "--yes"],
    "rename an article": ["rename", "fit-before-quota", "fit-comes-first", "--yes"],
    "fix": ["fix", "--yes"],
}
SLIP = "docs/articles/2026/{}.md"


class Interrupted(BaseException):
    """Not an error that anything may catch, as when the process is killed."""


@pytest.fixture
def blog(tmp_path, monkeypatch):
    for folder in ("before", "work"):
        shutil.copytree(ROOT / "docs", tmp_path / folder / "docs")
        shutil.copy(ROOT / "mkdocs.yml", tmp_path / folder)
        (tmp_path / folder / "overrides").symlink_to(ROOT / "overrides")
        for name in ("fit-before-quota", "respected-or-liked"):
            path = tmp_path / folder / SLIP.format(name)
            path.write_bytes(path.read_bytes() + "\nA wo\u200brd.\n".encode())
        path = tmp_path / folder / SLIP.format("respected-or-liked")
        path.write_bytes(path.read_bytes().replace(b"tags: [respect", b"tags: [courtesy"))  # another word for it
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")
    return tmp_path


def run(command, monkeypatch, stop=None):
    """Run a command, interrupted before its `stop`-th file gets its name; return how many did."""
    whole, number = disk.patiently, 0

    def counted(do):
        nonlocal number
        if number == stop:
            raise Interrupted
        number += 1
        return whole(do)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "patiently", counted)
        if stop is None:
            assert main(command) == 0
        else:
            with pytest.raises(Interrupted):
                main(command)
    return number


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_once_more_ends_where_an_uninterrupted_run_would(blog, monkeypatch, name):
    command, docs = COMMANDS[name], blog / "work/docs"
    before = files_of(docs)
    writes = run(command, monkeypatch)
    want = files_of(docs)
    assert writes > 1
    assert want != before

    for stop in range(writes) if LONG else [writes // 2]:
        shutil.rmtree(docs)
        shutil.copytree(blog / "before/docs", docs)
        run(command, monkeypatch, stop)
        between = {path: data for path, data in files_of(docs).items() if not path.endswith(".new")}
        assert all(data in {before.get(path), want.get(path), moved(want, path)} for path, data in between.items())
        assert len(between) == len(before), "nothing is lost"
        run(command, monkeypatch)
        assert files_of(docs) == want, f"after {stop} of {writes} files"


def moved(files, path):
    """Return what the renamed article will hold."""
    return files.get(path.replace("fit-before-quota", "fit-comes-first"))
