"""Cached texts are the same as newly rendered ones."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import ROOT, build, copy_project, files_of, write
from coach.io.cache import Cache
from coach.markdown.rendered import Rendered
from coach.publish.texts import Recipe, TextCache, begin_rendering
from helpers import BASE, EXTENSIONS, SETTINGS, article, page

RECIPE = Recipe(EXTENSIONS, {}, ("chat", "quiz", "video"), "1")
BODIES = [
    f'## Part {n}\n\n[a](x{n}.md) "quoted" ![](p.png)\n\n!!! homework "Do {n}"\n\n    Now *so*.\n\n```chat\nRep: Hi {n}\n```\n'
    for n in range(60)
]


def render_all(bodies, recipe, store, jobs):
    return begin_rendering(bodies, recipe, store, jobs).finish(bodies)


def fresh(bodies=BODIES):
    return render_all(bodies, RECIPE, TextCache(), 1)


def test_kept_texts_are_the_same_as_fresh_ones(tmp_path):
    store = TextCache(Cache(tmp_path / "cache.sqlite"))
    first = render_all(BODIES, RECIPE, store, 1)

    again = TextCache(Cache(tmp_path / "cache.sqlite"))
    known = again.get([RECIPE.key(body) for body in BODIES])
    assert len(known) == len(BODIES)
    assert render_all(BODIES, RECIPE, again, 1) == first == fresh()


def test_what_a_store_gave_before_it_knows_without_its_file(tmp_path):
    store = TextCache(Cache(tmp_path / "cache.sqlite"))
    render_all(BODIES, RECIPE, store, 1)
    (tmp_path / "cache.sqlite").unlink()

    assert len(store.get([RECIPE.key(body) for body in BODIES])) == len(BODIES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(max_size=200))
def test_any_text_survives_being_kept(tmp_path, body):
    store = TextCache(Cache(tmp_path / "cache.sqlite"))
    render_all([body], RECIPE, store, 1)

    assert TextCache(Cache(tmp_path / "cache.sqlite")).get([RECIPE.key(body)])[RECIPE.key(body)] == fresh([body])[body]


def test_many_processes_give_the_same_as_one():
    assert render_all(BODIES, RECIPE, TextCache(), 2) == fresh()


def test_texts_that_were_begun_early_are_used_where_they_are_wanted():
    late = [*BODIES[10:], "late"]

    assert begin_rendering(BODIES, RECIPE, TextCache(), 2).finish(late) == fresh(late)


def test_without_processes_one_does_it(monkeypatch):
    def refuse(*_, **__):
        raise PermissionError("no processes here")

    monkeypatch.setattr("coach.io.workers.ProcessPoolExecutor", refuse)
    assert render_all(BODIES, RECIPE, TextCache(), 2) == fresh()


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
    from coach.io import fingerprint
    from coach.publish.check import make_recipe

    copy = shutil.copytree(ROOT / "hooks/coach", tmp_path / "coach")
    monkeypatch.setattr(fingerprint, "_CORE", copy)
    for name in ("markdown/renderer.py", "markdown/rendered.py", "source/typography.py", "publish/texts.py"):
        before = make_recipe(SETTINGS).key("text")
        (copy / name).write_text("other code", encoding="utf-8")
        assert make_recipe(SETTINGS).key("text") != before, name


@pytest.mark.build
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


@pytest.mark.build
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
