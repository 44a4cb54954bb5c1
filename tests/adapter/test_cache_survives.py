"""After a killed build or damage to the cache, the next build is the same as a cold one, bytes and warnings."""

from __future__ import annotations

import random
import shutil
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

import damage
from building import ROOT, build, environment, files_of, write
from killing import kill, left_alive, nursery, obeying_modes, start_alone
from quick_builds import Built, build_here, difference, forget, prepare, warnings_of
from sampling import samples
from walk import Walk

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.build, pytest.mark.posix]

ARTICLES = 60  # so many new texts are rendered on all cores
MOMENTS = samples(16, 100)
PARTS = 4
COMMAND = ["-m", "mkdocs", "build"]

# Renders on two processes, so slowly that it can be killed in the middle.
SLOW_POOL = """
import os
import time
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from coach.publish.texts import Recipe, TextCache, begin_rendering
class Wait(Preprocessor):
    def run(self, lines):
        time.sleep(0.05)
        return lines
class Slow(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Wait(md), "wait", 1)
        os.write(1, b"a worker is ready\\n")  # in one piece, or the other one may write in between
if __name__ == "__main__":
    texts = [f"text {n}" for n in range(400)]
    begin_rendering(texts, Recipe([Slow()], {}, (), ""), TextCache(), 2).finish(texts)
"""


@dataclass
class Project:
    """A project with two states of docs/, what a cold build makes of each, and the cache that it leaves."""

    folder: Path
    temporary: Path
    cold: dict[str, Built]

    @property
    def cache(self) -> Path:
        return self.folder / ".cache"

    def start(self, state: str, cache: str) -> None:
        """Bring docs/ into this state, and the cache as a build of another one left it, if told which."""
        shutil.rmtree(self.folder / "docs")
        shutil.copytree(self.folder / f"docs-{state}", self.folder / "docs")
        if cache != "as it is":
            remove(self.cache)
        if cache in self.cold:
            shutil.copytree(self.folder / f"cache-{cache}", self.cache)

    def environ(self) -> dict[str, str]:
        return environment(TMPDIR=str(self.temporary))

    def build(self) -> Built:
        """Build in a process of its own, on all cores."""
        said = build(self.folder, TMPDIR=str(self.temporary)).stderr
        assert "Traceback" not in said
        return Built(files_of(self.folder / "site"), warnings_of(said))


def remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    path.unlink(missing_ok=True)


def names(cache: Path) -> set[str]:
    return {path.relative_to(cache).as_posix() for path in cache.rglob("*")}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The project, built cold in both states."""
    folder, temporary = tmp_path_factory.mktemp("survives") / "x", tmp_path_factory.mktemp("temporary")
    walk = Walk(folder, seed=1, articles=ARTICLES)
    project = Project(walk.folder, temporary, {})
    with pytest.MonkeyPatch.context() as patch:
        prepare(patch)
        for state in ("a", "b"):
            shutil.copytree(folder / "docs", folder / f"docs-{state}")
            project.cold[state] = build_here(folder)
            project.cache.rename(folder / f"cache-{state}")
            for path in (folder / "docs/articles").rglob("*.md"):
                write(path, path.read_text(encoding="utf-8") + f"\n\nOne more line in {path.stem}.")
    return project


@pytest.fixture
def project(made, monkeypatch):
    prepare(monkeypatch)
    return made


@pytest.fixture(scope="module")
def start_build(made):
    """What starts a build, and how long a cold one takes from there."""
    with nursery(made.environ()) as start:
        made.start("b", "none")
        begin = time.monotonic()
        group = start(made.folder)
        assert left_alive(group, 60) == []
        seconds = time.monotonic() - begin
        assert files_of(made.folder / "site") == made.cold["b"].files
        yield start, seconds


def test_the_two_states_differ_and_all_of_it_is_in_them(project):
    a, b = project.cold["a"], project.cold["b"]

    assert len(difference(a, b)) > 500
    assert len(a.warnings) > 50
    assert {"pagefind/pagefind.js", "manifest.json", "feed.xml"} <= a.files.keys()
    project.start("a", "none")
    assert difference(project.build(), a) == ""


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_after_a_killed_build_the_next_one_is_as_a_cold_one(project, start_build, part):
    start, seconds = start_build
    known = {path.name for state in project.cold for path in (project.folder / f"cache-{state}").iterdir()}
    for number in range(part, MOMENTS, PARTS):
        chance = random.Random(number)
        state, cache = chance.choice("ab"), chance.choice(["as it is", "as it is", "none", "a", "b"])
        moment = seconds * (number + chance.random()) / MOMENTS
        hurt = chance.choice([None, *damage.FILE_DAMAGE])
        told = f"moment {number} ({moment:.2f} s, cache {cache}, state {state}, damage {hurt and hurt.__name__})"

        project.start(state, cache)
        group = start(project.folder)
        time.sleep(moment)
        kill(group, only_the_head=number % 4 == 3)
        assert left_alive(group) == [], told
        if hurt and project.cache.is_dir():
            damage.damage_files(project.cache, hurt, chance, 0.3)
        forget()
        next_one = build_here(project.folder) if number % 10 else project.build()
        assert difference(next_one, project.cold[state]) == "", told
        assert {path.name for path in project.cache.iterdir()} <= known, told


def test_a_build_killed_while_python_starts_it_is_as_none(project, start_build):
    for number in range(6):
        project.start("a", "b")
        process = start_alone([sys.executable, *COMMAND], project.folder, project.environ())
        time.sleep(number * 0.3)
        kill(process.pid)
        process.wait(10)
        process.stdout.close()
        assert left_alive(process.pid) == []
    forget()
    assert difference(build_here(project.folder), project.cold["a"]) == ""


@pytest.mark.parametrize("share", [1, 0.3], ids=["all", "some"])
@pytest.mark.parametrize("kind", damage.FILE_DAMAGE, ids=lambda kind: kind.__name__)
def test_a_damaged_cache_is_not_believed_and_is_made_whole(project, kind, share):
    project.start("a", "a")
    damage.damage_files(project.cache, kind, random.Random(kind.__name__), share)

    forget()
    assert difference(build_here(project.folder), project.cold["a"]) == ""
    assert names(project.cache) == names(project.folder / "cache-a")


def test_files_in_the_place_of_folders_are_replaced(project):
    project.start("a", "a")
    damage.folders_as_files(project.cache)

    forget()
    assert difference(build_here(project.folder), project.cold["a"]) == ""
    assert names(project.cache) == names(project.folder / "cache-a")


@pytest.mark.parametrize("kind", damage.NO_CACHE, ids=lambda kind: kind.__name__)
def test_a_place_that_can_hold_no_cache_is_done_without(project, kind):
    project.start("a", "a")
    kind(project.cache)

    forget()
    assert difference(build_here(project.folder), project.cold["a"]) == ""


@pytest.mark.parametrize("cache", ["a", "b"])
def test_a_read_only_cache_is_no_obstacle(project, cache):
    project.start("a", cache)
    paths = [project.cache, *project.cache.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    before = files_of(project.cache)
    command = obeying_modes(*COMMAND)
    said = subprocess.run(
        command, cwd=project.folder, env=project.environ(), capture_output=True, text=True, check=False
    )
    for path in paths:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)

    assert said.returncode == 0, said.stderr
    built = Built(files_of(project.folder / "site"), warnings_of(said.stderr))
    assert difference(built, project.cold["a"]) == ""
    assert files_of(project.cache) == before


def test_a_cache_from_another_version_and_other_settings_is_not_believed(project):
    """The other version gives homework another anchor, and its settings give headings a link."""
    project.start("a", "none")
    settings, code = project.folder / "mkdocs.yml", project.folder / "hooks/coach/markdown/renderer.py"
    texts = {path: path.read_text(encoding="utf-8") for path in (settings, code)}
    write(settings, texts[settings].replace("  - toc\n", "  - toc: {permalink: true}\n"))
    assert difference(project.build(), project.cold["a"]) != ""
    write(settings, texts[settings])
    write(code, texts[code].replace('names = ("homework" if', 'names = ("task" if'))
    assert difference(project.build(), project.cold["a"]) != ""
    write(code, texts[code])

    assert difference(project.build(), project.cold["a"]) == ""


def test_workers_end_with_a_killed_parent(tmp_path):
    write(tmp_path / "slow_pool.py", SLOW_POOL)
    process = start_alone([sys.executable, "slow_pool.py"], tmp_path, environment(PYTHONPATH=str(ROOT / "hooks")))
    for _ in range(2):
        assert process.stdout.readline() == b"a worker is ready\n"
    kill(process.pid, only_the_head=True)
    process.wait(10)
    process.stdout.close()

    assert left_alive(process.pid, 5) == []
