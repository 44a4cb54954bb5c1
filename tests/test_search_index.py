"""The search index: made beside the build and gone with it, kept whole or made anew."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import mkdocs_pagefind
import mkdocs_search
from building import ROOT, build, copy_project, files_of, write
from coach.publish.search.record import Record
from helpers import BASE, MENU, article

LOG = logging.getLogger("search")
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
import logging, os, signal, sys
from pathlib import Path
import mkdocs_search
from coach.publish.search.record import Record
records = [Record("a/", "A", "About", "Words", "page")]
job = mkdocs_search.begin_search(Path(sys.argv[1], "site"), Path(sys.argv[1], ".cache"), logging.getLogger())
job.index(records, 2)
while not Path(sys.argv[1], "pid").is_file(): pass
exec(sys.argv[2])
"""


def made(folder, records=RECORDS):
    job = mkdocs_search.begin_search(folder / "site", folder / ".cache", LOG)
    job.index(records, 2)
    job.finish()
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
    """A folder for what is temporary that nobody else uses."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(mkdocs_search.tempfile, "tempdir", str(tmp_path / "temp"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    return tmp_path / "temp"


@pytest.fixture
def silent(tmp_path, monkeypatch):
    """A Pagefind that never answers; returns where its number will stand."""
    program, pid = tmp_path / "pagefind", tmp_path / "pid"
    program.write_text(SILENT.format(pid=pid))
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    return pid


def test_the_same_records_give_the_same_bytes_in_any_folder_and_nothing_is_left(tmp_path, own_temp):
    one, other = made(tmp_path / "one"), made(tmp_path / "two/three")

    assert one == other
    assert one["topic/time.json"] == one["topic/time.json"].strip()
    assert len(one) == 7 + len(RECORDS)
    assert list(own_temp.iterdir()) == []


def test_of_no_records_there_is_no_index_and_nothing_is_left(tmp_path, own_temp):
    write(tmp_path / "site/index.html", "a page")

    assert made(tmp_path, []) == {}
    assert files_of(tmp_path) == {"site/index.html": b"a page"}
    assert list(own_temp.iterdir()) == []


DAMAGES = {
    "truncated": lambda kept: kept.write_bytes(kept.read_bytes()[:-1]),
    "longer": lambda kept: kept.write_bytes(kept.read_bytes() + b"x"),
    "empty": lambda kept: kept.write_bytes(b""),
    "flipped": lambda kept: kept.write_bytes(
        bytes([*kept.read_bytes()[:-9], kept.read_bytes()[-9] ^ 1, *kept.read_bytes()[-8:]])
    ),
    "foreign": lambda kept: kept.write_bytes(b"".join(mkdocs_pagefind.pack({"pagefind.js": b"evil"}, "another"))),
    "a folder": lambda kept: (kept.unlink(), kept.mkdir(), (kept / "pagefind.js").write_bytes(b"evil")),
    "a link to nowhere": lambda kept: (kept.unlink(), kept.symlink_to(kept.parent / "nowhere")),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_does_not_reach_the_site_and_is_made_anew(tmp_path, damage):
    fresh = made(tmp_path)
    (kept,) = (tmp_path / ".cache").iterdir()
    healthy = files_of(tmp_path / ".cache")
    DAMAGES[damage](kept)
    shutil.rmtree(tmp_path / "site")
    write(tmp_path / "site/pagefind/old.js", b"of the build before")

    assert made(tmp_path) == fresh
    assert files_of(tmp_path / ".cache") == healthy


@pytest.mark.parametrize("whole", [True, False], ids=["the whole too", "the whole is not kept"])
def test_a_damaged_part_is_made_anew(tmp_path, monkeypatch, whole):
    monkeypatch.setattr(mkdocs_search, "_PART", 15)
    fresh = made(tmp_path)
    kept = sorted((tmp_path / ".cache").iterdir())
    healthy = files_of(tmp_path / ".cache")
    assert [path.name.startswith("search-part-") for path in kept].count(True) == 2
    for path in kept:
        path.write_bytes(path.read_bytes()[:-1])
        if not whole and not path.name.startswith("search-part-"):
            path.unlink()
    shutil.rmtree(tmp_path / "site")

    assert made(tmp_path) == fresh
    assert files_of(tmp_path / ".cache") == healthy


def test_what_other_code_of_ours_has_kept_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(mkdocs_search, "_PART", 10)
    made(tmp_path)
    before = {path.name for path in (tmp_path / ".cache").glob("search-part-*")}

    later = tmp_path / "hooks"
    shutil.copytree(ROOT / "hooks", later, ignore=shutil.ignore_patterns("__pycache__"))
    with (later / "coach/publish/search/search_words.py").open("a") as code:
        code.write("# another form\n")
    monkeypatch.setattr(mkdocs_search, "__file__", str(later / "mkdocs_search.py"))
    mkdocs_search._versions.cache_clear()
    made(tmp_path)
    mkdocs_search._versions.cache_clear()

    assert len(before) > 1
    assert not before & {path.name for path in (tmp_path / ".cache").glob("search-part-*")}


def test_what_is_written_in_the_site_does_not_reach_the_kept_index(tmp_path):
    fresh = made(tmp_path)
    for path in (tmp_path / "site/pagefind").rglob("*.js*"):
        with path.open("ab") as file:
            file.write(b"changed")

    assert made(tmp_path) == fresh


def test_only_the_newest_indexes_are_kept(tmp_path):
    cache = tmp_path / ".cache"
    cache.mkdir()
    for number in range(4):
        (cache / f"search-{number}").write_bytes(b"old")
        os.utime(cache / f"search-{number}", (number, number))
    (cache / "search-folder").mkdir()
    (cache / "search-part-old").write_bytes(b"old")
    os.utime(cache / "search-folder", (0, 0))
    made(tmp_path)

    assert len(list(cache.iterdir())) == 2
    assert (cache / "search-3").exists()


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / ".cache").write_text("in the way")

    assert made(tmp_path)


@pytest.mark.parametrize("lost", [ImportError, FileNotFoundError])
def test_without_the_package_or_its_program_there_is_a_word_and_no_job(tmp_path, monkeypatch, caplog, lost):
    def get_executable():
        raise lost("nothing here")

    monkeypatch.setattr("pagefind.service.get_executable", get_executable)
    with caplog.at_level("INFO"):
        assert mkdocs_search.begin_search(tmp_path / "site", tmp_path / ".cache", LOG) is None
    assert caplog.text.count("search is left out: Pagefind is not installed") == 1


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


def test_a_build_that_ends_by_an_exception_leaves_nothing_behind(tmp_path, silent, own_temp):
    folder = copy_project(tmp_path / "copy", FILES)
    (folder / "overrides/404.html").write_text("{{ nothing.of.this }}")
    result = build(folder)

    assert "nothing" in result.stderr
    assert result.returncode != 0
    assert list(own_temp.iterdir()) == []
    assert not silent.is_file() or not is_running(int(silent.read_text()))


@pytest.mark.parametrize(
    "end",
    ["raise SystemExit", "os.kill(os.getpid(), signal.SIGKILL)", "os.kill(os.getpid(), signal.SIGTERM)", "job.stop()"],
)
def test_the_process_ends_with_the_build_whatever_ends_it(tmp_path, silent, own_temp, end):
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    subprocess.run([sys.executable, "-c", PARENT, str(tmp_path), end], env=environ, timeout=30, check=False)

    assert eventually(lambda: not is_running(int(silent.read_text())))
    assert eventually(lambda: not list(own_temp.iterdir()))


@pytest.mark.parametrize("end", ["raise SystemExit", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_the_process_ends_with_a_build_that_ends_before_it_has_records(tmp_path, own_temp, end):
    code = f"{PARENT.partition('job.index')[0]}\nprint(job.process.pid, flush=True)\n{end}"
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-c", code, str(tmp_path)]
    said = subprocess.run(command, env=environ, timeout=30, check=False, capture_output=True, text=True).stdout

    assert eventually(lambda: not is_running(int(said)))
    assert eventually(lambda: not list(own_temp.iterdir()))
