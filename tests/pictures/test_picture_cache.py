"""Kept renditions are the same as fresh ones, and a damaged cache is not believed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from building import write
from coach import picture_cache
from coach.picture_cache import FilePictures
from coach.pictures.image_set import Pictures
from coach.pictures.measure import UNREADABLE
from pictures.corpus import SVG, moving, photo, saved, scene

DOCS = {
    "a/desk.jpg": photo(1000, 600),
    "plan.PNG": saved(scene(500, 300), "PNG"),
    "unused.jpg": photo(400, 300),
    "moves.gif": moving(),
    "drawn.svg": SVG,
    "broken.jpg": photo(800, 500)[:6000],
}
HOOKS = str(Path(picture_cache.__file__).parents[1])
SHOWN = frozenset(DOCS) - {"unused.jpg"}


@pytest.fixture
def docs(tmp_path):
    for path, data in DOCS.items():
        write(tmp_path / "docs" / path, data)
    return tmp_path / "docs"


def make(docs, cache=None, jobs=2):
    return FilePictures(docs, cache or docs.parent / "cache").make(sorted(DOCS), SHOWN, jobs)


def contents(pictures):
    return pictures.sets, pictures.faults, pictures.lengths, {a: p.read_bytes() for a, p in pictures.files.items()}


def test_pictures_are_made_for_the_addresses_that_pages_name(docs):
    found = make(docs)

    desk = found.sets["a/desk.jpg"]
    assert (desk.width, desk.height, [kind for kind, _ in desk.sources]) == (1000, 600, ["avif", "webp"])
    assert {one.address for one in desk.renditions} <= found.files.keys()
    assert all(one.address.startswith("a/desk.") for one in desk.renditions)
    assert found.files["a/desk.jpg"].stat().st_size == found.lengths["a/desk.jpg"]
    assert [(found.sets[path].width, found.sets[path].renditions) for path in ("moves.gif", "drawn.svg")] == [
        (64, ()),
        (640, ()),
    ]
    assert found.sets["unused.jpg"].renditions == ()
    assert b"Phone of Ann" not in found.files["unused.jpg"].read_bytes()
    assert found.faults == {"broken.jpg": UNREADABLE}
    assert "moves.gif" not in found.files


def test_kept_pictures_are_the_same_as_fresh_ones_and_made_once(docs, monkeypatch):
    first = contents(make(docs))
    monkeypatch.setattr(picture_cache, "encode", lambda *_, **__: UNREADABLE)
    monkeypatch.setattr(picture_cache, "measure", lambda _: UNREADABLE)

    again = contents(make(docs))
    assert again[0] | {"broken.jpg": None} == first[0] | {"broken.jpg": None}
    assert again[1:] == first[1:]


def test_many_cores_give_the_same_as_one(docs, tmp_path):
    assert contents(make(docs, tmp_path / "x", 1)) == contents(make(docs, tmp_path / "y", 4))


def test_other_bytes_have_another_address(docs):
    old = make(docs).sets["a/desk.jpg"].renditions
    write(docs / "a/desk.jpg", photo(1000, 601))

    assert not {one.address for one in old} & {one.address for one in make(docs).sets["a/desk.jpg"].renditions}


def test_other_versions_of_what_makes_them_are_other_pictures(docs, monkeypatch):
    old = make(docs).files
    monkeypatch.setattr(picture_cache, "read_picture_versions", lambda: "another Pillow")

    assert not set(old.values()) & set(make(docs).files.values())


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone", "folder", "no facts", "other facts", "old file", "link"])
def test_a_damaged_picture_is_made_anew(docs, damage, tmp_path):
    whole = contents(make(docs))
    for folder in (docs.parent / "cache").iterdir():
        for file in [file for file in folder.iterdir() if (file.name == "facts.json") == ("facts" in damage)]:
            data = file.read_bytes()
            file.unlink()
            if damage in {"flipped", "other facts"}:
                file.write_bytes(data[:50] + bytes([data[50] ^ 1]) + data[51:])
            elif damage == "cut":
                file.write_bytes(data[:-1])
            elif damage == "folder":
                file.mkdir()
        if damage in {"old file", "link"}:
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()
            folder.write_bytes(b"x") if damage == "old file" else folder.symlink_to(tmp_path / "nowhere")

    assert contents(make(docs)) == whole
    assert contents(make(docs)) == whole


def test_a_cache_that_cannot_be_written_is_done_without(docs, tmp_path):
    write(tmp_path / "taken", "a file where the folder would be")
    pictures = FilePictures(docs, tmp_path / "taken")

    assert contents(pictures.make(sorted(DOCS), SHOWN, 2)) == contents(make(docs))


def test_what_no_build_needs_is_dropped_beyond_a_bound(docs, monkeypatch):
    cache = docs.parent / "cache"
    make(docs)
    for number in range(5):
        write(cache / f"old{number}" / "480.avif", bytes(1000))
        os.utime(cache / f"old{number}", (number, number))
    monkeypatch.setattr(picture_cache, "MOST_KEPT", 2500)

    used = {path.parent for path in make(docs).files.values()}
    assert {path.name for path in cache.iterdir()} - {path.name for path in used} == {"old3", "old4"}
    assert all(path.is_dir() for path in used)


def test_measuring_reads_a_file_once_until_it_changes(docs, monkeypatch):
    pictures = FilePictures(docs, docs.parent / "cache")
    first = pictures.measure(["a/desk.jpg", "drawn.svg", "gone.png", "words.md"])
    assert (first.sets["a/desk.jpg"].width, first.sets["drawn.svg"].width) == (1000, 640)
    assert first.faults == {"gone.png": UNREADABLE}

    monkeypatch.setattr(picture_cache, "measure", lambda _: UNREADABLE)
    assert pictures.measure(["a/desk.jpg"]) == Pictures({"a/desk.jpg": first.sets["a/desk.jpg"]})
    write(docs / "a/desk.jpg", photo(999, 600))
    assert pictures.measure(["a/desk.jpg"]).faults == {"a/desk.jpg": UNREADABLE}


def test_a_build_with_nothing_new_does_not_load_pillow(docs):
    (docs / "broken.jpg").unlink()  # a fault is found anew each time
    (docs / "drawn.svg").unlink()
    code = """
import sys
from pathlib import Path
from coach.picture_cache import FilePictures
docs = Path(sys.argv[1])
paths = [path.relative_to(docs).as_posix() for path in docs.rglob("*.*")]
made = FilePictures(docs, docs.parent / "cache").make(paths, paths, 1)
print(len(made.sets), len(made.files), sorted({"PIL", "lxml", "uharfbuzz"} & {name.partition(".")[0] for name in sys.modules}))
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", code, docs], capture_output=True, text=True, check=True, env={"PYTHONPATH": HOOKS}
        ).stdout
        for _ in range(2)
    ]

    assert said[0] == said[1].replace("[]", "['PIL']") != said[1]


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda _: b"", lambda data: b"x" + data[1:]])
def test_damaged_sizes_are_measured_anew(docs, damage):
    whole = contents(make(docs))
    kept = docs.parent / "cache.sizes"
    kept.write_bytes(damage(kept.read_bytes()))

    assert contents(make(docs)) == whole
