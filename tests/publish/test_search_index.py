"""The search index: made by worker processes that end with the build, read from the cache if possible."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from building import ROOT, build, copy_project, files_of, write
from coach.io import fingerprint
from coach.io.cache import Cache
from coach.io.disk.folder import Folder
from coach.io.processes import WorkerProcess
from coach.publish.search import job as module
from coach.publish.search.job import SearchJob
from coach.publish.search.record import Record, mark_of
from helpers import BASE, MENU, article

RECORDS = [
    Record("articles/five/", "Five", "About five", "<p>Words &amp; more</p>", "article", ("Time",), ("time",)),
    Record("paths/one/", "One", "About one", "Other words", "path"),
]
FILES = {
    **BASE,
    **MENU,
    "articles/2026/five.md": article(),
}
# A program that says what it is asked for, and never answers.
SILENT = '#!/bin/sh\necho $$ > "{pid}"\nexec sleep 60\n'
# Starts an index, and does then what it is told.
PARENT = """
import os, signal, sys
from pathlib import Path
from coach.io.cache import Cache
from coach.publish.search.job import SearchJob
from coach.publish.search.record import Record
job = SearchJob(Cache(), [Record("a/", "A", "About", "Words", "page")])
while not Path(sys.argv[1], "pid").is_file() or not Path(sys.argv[1], "pid").read_text(): pass
exec(sys.argv[2])
"""


def made(folder, records=RECORDS):
    kept = Cache(folder / "cache.sqlite")
    said = SearchJob(kept, records).deliver(Folder(folder / "site"))
    kept.end_build()
    assert said == ""
    return files_of(folder / "site/pagefind")


def is_running(pid):
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(is_so):
    """Return whether it becomes so within five seconds."""
    for _ in range(100):
        if is_so():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def own_temp(tmp_path, monkeypatch):
    """A folder for temporary files that no other process uses."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    return tmp_path / "temp"


@pytest.fixture
def silent(tmp_path, monkeypatch):
    """A Pagefind that never answers; returns the path at which it writes its process id."""
    program, pid = tmp_path / "pagefind", tmp_path / "pid"
    program.write_text(SILENT.format(pid=pid))
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    return pid


def test_the_same_records_give_the_same_bytes_in_any_folder_and_nothing_is_left(tmp_path, own_temp):
    one, other = made(tmp_path / "one"), made(tmp_path / "two/three")

    assert one == other
    assert len([path for path in one if path.startswith("fragment/")]) == len(RECORDS)
    assert list(own_temp.iterdir()) == []


def test_of_no_records_there_is_no_index_and_nothing_is_left(tmp_path, own_temp):
    write(tmp_path / "site/index.html", "a page")

    assert made(tmp_path, []) == {}
    assert files_of(tmp_path) == {"site/index.html": b"a page"}
    assert list(own_temp.iterdir()) == []


@pytest.mark.parametrize("statement", ["UPDATE blobs SET data = CAST(substr(data, 2) AS BLOB)", "DELETE FROM blobs"])
def test_a_damaged_index_does_not_reach_the_site_and_is_made_anew(tmp_path, statement):
    fresh = made(tmp_path)
    write(tmp_path / "site/pagefind/old.js", b"of the build before")
    job = SearchJob(Cache(tmp_path / "cache.sqlite"), RECORDS)
    with sqlite3.connect(tmp_path / "cache.sqlite") as base:
        base.execute(statement)

    assert job.deliver(Folder(tmp_path / "site")) == ""
    assert files_of(tmp_path / "site/pagefind") == fresh
    assert made(tmp_path) == fresh


def test_where_nothing_has_changed_nothing_is_indexed(tmp_path, monkeypatch):
    fresh = made(tmp_path)
    monkeypatch.setattr(module, "WorkerProcess", None)

    assert made(tmp_path) == fresh


@pytest.mark.parametrize("name", ["record", "indexer", "words"])
def test_what_other_code_of_ours_has_kept_is_not_used(tmp_path, monkeypatch, name):
    made(tmp_path)
    core = shutil.copytree(ROOT / "hooks/coach", tmp_path / "coach", ignore=shutil.ignore_patterns("__pycache__"))
    (core / f"publish/search/{name}.py").write_text("# another form\n")
    monkeypatch.setattr(fingerprint, "_CORE", core)
    module._versions.cache_clear()
    later = SearchJob(Cache(tmp_path / "cache.sqlite"), RECORDS)
    module._versions.cache_clear()

    assert later._parts[0]._process
    later.stop()


def test_an_edit_makes_one_part_anew_and_readers_load_no_program_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_PART", 3)
    records = [replace(RECORDS[0], url=f"articles/{number}/") for number in range(12)]
    before = made(tmp_path, records)
    started = []
    monkeypatch.setattr(
        module, "WorkerProcess", lambda name, lines: started.append(lines) or WorkerProcess(name, lines)
    )
    after = made(tmp_path, [replace(records[0], html="<p>Other words</p>"), *records[1:]])

    assert json.loads(before["parts.json"])["count"] == 2
    assert len(started) == 1
    assert [path for path in before if path.endswith((".js", ".pagefind"))] == ["pagefind.js", "wasm.en.pagefind"]
    assert 4 < len([path for path in before if before[path] == after.get(path)]) < len(before)


def test_marks_tell_kinds_and_topics_apart_and_none_begins_another():
    ids = ["time", "time-management", "a", "ab", "1", "11", "2026", "k", "t"]
    marks = [mark_of(family, id_) for family in "kt" for id_ in ids]

    assert len(set(marks)) == len(marks)
    assert [pair for pair in itertools.permutations(marks, 2) if pair[0].startswith(pair[1])] == []


def test_what_is_written_in_the_site_does_not_reach_the_kept_index(tmp_path):
    fresh = made(tmp_path)
    for path in (tmp_path / "site/pagefind").rglob("*.js*"):
        with path.open("ab") as file:
            file.write(b"changed")

    assert made(tmp_path) == fresh


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "cache.sqlite").mkdir()
    (tmp_path / "cache.sqlite/x").write_text("in the way")

    assert made(tmp_path)


def test_without_the_program_there_is_a_word_and_no_index(tmp_path, monkeypatch):
    write(tmp_path / "site/pagefind/old.js", b"of the build before")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")
    said = SearchJob(Cache(), RECORDS).deliver(Folder(tmp_path / "site"))

    assert said == 'Pagefind is not installed (pip install "pagefind[bin]").'
    assert files_of(tmp_path / "site") == {}


@pytest.mark.posix
@pytest.mark.build
def test_a_program_that_fails_is_told_once_and_the_build_goes_on(tmp_path, monkeypatch, own_temp):
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    folder = copy_project(tmp_path / "copy", FILES)
    result = build(folder)

    assert result.returncode == 0, result.stderr
    assert result.stderr.count("search is left out") == 1
    assert "Traceback" not in result.stderr
    assert list(own_temp.iterdir()) == []


@pytest.mark.posix
@pytest.mark.build
def test_a_build_that_ends_by_an_exception_leaves_nothing_behind(tmp_path, silent, own_temp):
    folder = copy_project(tmp_path / "copy", FILES)
    (folder / "overrides/404.html").write_text("{{ nothing.of.this }}")
    result = build(folder)

    assert "nothing" in result.stderr
    assert result.returncode != 0
    assert list(own_temp.iterdir()) == []
    assert not silent.is_file() or not is_running(int(silent.read_text()))


@pytest.mark.posix
@pytest.mark.parametrize(
    "end",
    ["raise SystemExit", "os.kill(os.getpid(), signal.SIGKILL)", "os.kill(os.getpid(), signal.SIGTERM)", "job.stop()"],
)
def test_the_process_ends_with_the_build_whatever_ends_it(tmp_path, silent, own_temp, end):
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    subprocess.run([sys.executable, "-c", PARENT, str(tmp_path), end], env=environ, timeout=30, check=False)

    assert eventually(lambda: not is_running(int(silent.read_text())))
    assert eventually(lambda: not list(own_temp.iterdir()))
