"""The kept search index: whole or made anew, and nothing of a killed build stays behind."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mkdocs_search
from building import ROOT, files_of, write

LOG = logging.getLogger("search")
INDEX = {"a.js": b"1", "fragment/b.pf_fragment": b"2", "kinds.json": b"{}"}

# Keeps an index, and is killed when it has written so many files in the cache.
KILLED = """
import os, signal, sys
from pathlib import Path
import mkdocs_search
write, left = Path.write_bytes, [int(sys.argv[2])]
def write_and_die(path, data):
    write(path, data)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
Path.write_bytes = write_and_die
mkdocs_search._keep({"a.js": b"1", "fragment/b.pf_fragment": b"2", "kinds.json": b"{}"}, Path(sys.argv[1]))
"""


@pytest.fixture
def make(tmp_path, monkeypatch):
    """What writes the site's index and returns it; the program is a stand-in."""
    monkeypatch.setattr(mkdocs_search, "_find_program", lambda: "pagefind")
    monkeypatch.setattr(mkdocs_search, "_make_index", lambda *_: dict(INDEX))

    def write_index():
        mkdocs_search.write_search([], tmp_path / "site", tmp_path / ".cache", LOG)
        return files_of(tmp_path / "site/pagefind")

    return write_index


def kept(tmp_path):
    (folder,) = (tmp_path / ".cache").iterdir()
    return folder


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_build_killed_while_it_keeps_the_index_leaves_nothing_behind(tmp_path, make, number):
    make()
    folder = kept(tmp_path)
    healthy = files_of(tmp_path / ".cache")
    write(folder / "a.js", b"damaged, so that it is kept anew")
    command = [sys.executable, "-c", KILLED, str(folder), str(number)]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")}, check=False)
    assert killed.returncode == -9

    assert make() == INDEX
    assert files_of(tmp_path / ".cache") == healthy


@pytest.mark.parametrize("damage", ["a file", "a link to nowhere", "a strange name", "another index", "more files"])
def test_a_damaged_index_is_made_anew(tmp_path, make, damage):
    make()
    folder = kept(tmp_path)
    healthy = files_of(tmp_path / ".cache")
    if damage == "a strange name":
        write(Path(os.fsdecode(os.fsencode(folder) + b"/\xff")), b"x")
    elif damage == "another index":
        write(folder / "kinds.json", b'{"x": "page"}')
    elif damage == "more files":
        write(folder / "folder/more.js", b"x")
    else:
        folder.rename(tmp_path / "elsewhere")
        folder.write_bytes(b"x") if damage == "a file" else folder.symlink_to(tmp_path / "nowhere")

    assert make() == INDEX
    assert files_of(tmp_path / ".cache") == healthy


def test_only_the_newest_indexes_are_kept(tmp_path, make):
    for number in range(4):
        old = tmp_path / f".cache/search-{number}"
        write(old, b"a file") if number else write(old / "a.js", b"a folder")
        os.utime(old, (number, number))
    (tmp_path / ".cache/search-link").symlink_to(tmp_path / "nowhere")

    assert make() == INDEX
    assert len(list((tmp_path / ".cache").iterdir())) == mkdocs_search._KEPT_INDEXES
