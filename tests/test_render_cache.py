"""Kept texts are the same as fresh ones, and a damaged cache is dropped without a word to readers."""

from __future__ import annotations

import random
import shutil
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import ROOT, build, copy_project, files_of, write
from coach.markdown.rendered import Rendered
from coach.publish.text_cache import FileStore, NoStore, Recipe
from coach.publish.texts import begin_rendering, render_all
from helpers import BASE, EXTENSIONS, article, page

RECIPE = Recipe(EXTENSIONS, {}, ("chat", "quiz", "video"), "1")
BODIES = [
    f'## Part {n}\n\n[a](x{n}.md) "quoted" ![](p.png)\n\n!!! homework "Do {n}"\n\n    Now *so*.\n\n```chat\nRep: Hi {n}\n```\n'
    for n in range(60)
]


def fresh(bodies=BODIES):
    return render_all(bodies, RECIPE, NoStore(), 1)


def test_kept_texts_are_the_same_as_fresh_ones(tmp_path):
    store = FileStore(tmp_path / "texts.sqlite")
    first = render_all(BODIES, RECIPE, store, 1)

    again = FileStore(store.path)
    known = again.get([RECIPE.key(body) for body in BODIES])
    assert len(known) == len(BODIES)
    assert render_all(BODIES, RECIPE, again, 1) == first == fresh()


def test_what_a_store_gave_before_it_knows_without_its_file(tmp_path):
    store = FileStore(tmp_path / "texts.sqlite")
    render_all(BODIES, RECIPE, store, 1)
    store.path.unlink()

    assert len(store.get([RECIPE.key(body) for body in BODIES])) == len(BODIES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(max_size=200))
def test_any_text_survives_being_kept(tmp_path, body):
    store = FileStore(tmp_path / "texts.sqlite")
    render_all([body], RECIPE, store, 1)

    assert FileStore(store.path).get([RECIPE.key(body)])[RECIPE.key(body)] == fresh([body])[body]


def test_many_processes_give_the_same_as_one():
    assert render_all(BODIES, RECIPE, NoStore(), 2) == fresh()


def test_texts_that_were_begun_early_are_used_where_they_are_wanted():
    late = [*BODIES[10:], "late"]

    assert begin_rendering(BODIES, RECIPE, NoStore(), 2).finish(late) == fresh(late)


def test_without_processes_one_does_it(monkeypatch):
    def refuse(*_, **__):
        raise PermissionError("no processes here")

    monkeypatch.setattr("coach.workers.ProcessPoolExecutor", refuse)
    assert render_all(BODIES, RECIPE, NoStore(), 2) == fresh()


@pytest.mark.parametrize(
    "other",
    [
        Recipe(EXTENSIONS[1:], {}, RECIPE.kinds, "1"),
        Recipe(EXTENSIONS, {"toc": {"permalink": True}}, RECIPE.kinds, "1"),
        Recipe(EXTENSIONS, {}, (), "1"),
        Recipe(EXTENSIONS, {}, RECIPE.kinds, "2"),
    ],
    ids=["extensions", "options", "blocks", "versions"],
)
def test_all_that_shapes_a_text_is_in_its_key(other):
    assert other.key("text") != RECIPE.key("text")


def test_the_code_that_renders_and_keeps_texts_is_in_their_key(tmp_path, monkeypatch):
    from coach import edge

    copy = shutil.copytree(ROOT / "hooks/coach", tmp_path / "coach")
    monkeypatch.setattr(edge, "__file__", str(copy / "edge.py"))
    for name in ("markdown/renderer.py", "markdown/rendered.py", "source/typography.py"):
        before = edge.read_versions()
        (copy / name).write_text("other code", encoding="utf-8")
        assert edge.read_versions() != before, name


def test_a_flipped_bit_is_noticed(tmp_path):
    store = FileStore(tmp_path / "texts.sqlite")
    render_all(BODIES, RECIPE, store, 1)
    with sqlite3.connect(store.path) as base:
        base.execute("UPDATE texts SET value = replace(value, 'quoted', 'quotes') WHERE rowid % 2")

    again = FileStore(store.path)
    assert len(again.get([RECIPE.key(body) for body in BODIES])) == 30
    assert render_all(BODIES, RECIPE, again, 1) == fresh()


@pytest.mark.parametrize(
    "damage", ["empty", "cut", "noise", "foreign", "folder", "flipped", "no words", "journal", "exchanged"]
)
def test_a_damaged_file_is_dropped_and_the_next_build_is_right(tmp_path, damage):
    store = FileStore(tmp_path / "texts.sqlite")
    render_all(BODIES, RECIPE, store, 1)
    data = bytearray(store.path.read_bytes())
    chance = random.Random(5)
    if damage == "folder":
        store.path.unlink()
        store.path.mkdir()
    elif damage == "foreign":
        store.path.unlink()
        with sqlite3.connect(store.path) as base:
            base.execute("CREATE TABLE texts (other INTEGER)")
    elif damage in {"no words", "exchanged"}:
        with sqlite3.connect(store.path) as base:
            other = "CAST(x'ff' AS TEXT)" if damage == "no words" else "(SELECT value FROM texts LIMIT 1)"
            same = "digest" if damage == "no words" else "(SELECT digest FROM texts LIMIT 1)"
            base.execute(f"UPDATE texts SET value = {other}, digest = {same}, used = 100")
    elif damage == "journal":
        (tmp_path / "texts.sqlite-journal").mkdir()
    else:
        for _ in range(200 if damage == "flipped" else 0):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        store.path.write_bytes(
            {"empty": b"", "cut": data[: len(data) // 2], "noise": b"x" * 5000, "flipped": data}[damage]
        )

    assert render_all(BODIES, RECIPE, FileStore(store.path), 1) == fresh()
    assert render_all(BODIES, RECIPE, FileStore(store.path), 1) == fresh()
    assert len(FileStore(store.path).get([RECIPE.key(body) for body in BODIES])) == len(BODIES)


def test_what_nobody_needs_is_dropped_after_some_builds(tmp_path):
    store = FileStore(tmp_path / "texts.sqlite")
    render_all(["old"], RECIPE, store, 1)
    for number in range(22):
        render_all([f"new {number}"], RECIPE, store, 1)

    assert FileStore(store.path).get([RECIPE.key("old")]) == {}
    assert FileStore(store.path).get([RECIPE.key("new 21")]) != {}


def test_two_stores_may_write_at_once(tmp_path):
    from threading import Thread

    path = tmp_path / "texts.sqlite"
    threads = [
        Thread(target=render_all, args=(BODIES[n * 10 : n * 10 + 20], RECIPE, FileStore(path), 1)) for n in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(FileStore(path).get([RECIPE.key(body) for body in BODIES])) == 60


def test_a_warm_build_is_a_cold_one_also_when_a_target_moves(tmp_path):
    five, other = "articles/2026/five-minutes.md", "articles/2026/other.md"
    docs = {
        **BASE,
        five: article(body="[a](other.md#part) and [b](../../about.md)"),
        other: article("Other", body="## Part"),
        "about.md": page(),
    }
    folder = copy_project(tmp_path / "x", docs)
    assert build(folder, "--strict").returncode == 0
    cold = files_of(folder / "site")
    assert (folder / ".cache/texts.sqlite").stat().st_size > 1000
    assert build(folder, "--strict").returncode == 0
    assert files_of(folder / "site") == cold

    write(folder / "docs" / other, article("Other", slug="moved", body="## Another part"))
    warm = build(folder)
    assert '/articles/moved/ has no heading or anchor "part"' in warm.stderr
    assert b'href="../moved/#part"' in files_of(folder / "site")["articles/five-minutes/index.html"]
    other_folder = copy_project(tmp_path / "y", {**docs, other: article("Other", slug="moved", body="## Another part")})
    fresh_build = build(other_folder)
    assert [line for line in warm.stderr.splitlines() if "coach:" in line] == [
        line for line in fresh_build.stderr.splitlines() if "coach:" in line
    ]
    assert files_of(folder / "site") == files_of(other_folder / "site")


def test_a_read_only_cache_is_no_obstacle(tmp_path):
    folder = copy_project(tmp_path / "x", BASE)
    write(folder / ".cache", "a file where the folder would be")

    result = build(folder, "--strict")
    assert result.returncode == 0
    assert result.stderr.count("because the cache could not be used") == 1


def test_a_rendered_text_says_all_that_is_kept():
    (one,) = fresh(BODIES[:1]).values()

    assert isinstance(one, Rendered)
    assert replace(one) == one
    assert one.homework
    assert one.blocks
