"""Cached renditions are the same as new ones, and are written where pages look for them."""

from __future__ import annotations

import itertools
import sqlite3
import subprocess
import sys

import pytest

from building import ROOT, files_of, write
from coach.io.cache import Cache
from coach.io.disk.folder import Folder
from coach.pictures import store as module
from coach.pictures.image_set import UNREADABLE, Pictures
from coach.pictures.store import FilePictures
from pictures.corpus import SVG, moving, photo, saved, scene
from pictures.marked import FILES, MARKER, WITHHELD, says_something

DOCS = {
    "a/desk.jpg": photo(1000, 600),
    "plan.PNG": saved(scene(500, 300), "PNG"),
    "unused.jpg": photo(400, 300),
    "moves.gif": moving(),
    "drawn.svg": SVG,
    "broken.jpg": photo(800, 500)[:6000],
}
HOOKS = str(ROOT / "hooks")
SHOWN = frozenset(DOCS) - {"unused.jpg"}
_numbers = itertools.count()


@pytest.fixture
def docs(tmp_path):
    for path, data in DOCS.items():
        write(tmp_path / "docs" / path, data)
    return tmp_path / "docs"


def make(docs, cache=None, jobs=2):
    """Return the pictures, and the files that are put into the site, by address."""
    store = FilePictures(Folder(docs), cache or Cache(docs.parent / "cache.sqlite"))
    found, site = store.make(sorted(DOCS), SHOWN, jobs), docs.parent / f"site-{next(_numbers)}"
    store.deliver(Folder(site))
    return found, files_of(site)


def test_pictures_are_made_for_the_addresses_that_pages_name(docs):
    found, files = make(docs)

    desk = found.sets["a/desk.jpg"]
    assert (desk.width, desk.height, [kind for kind, _ in desk.sources]) == (1000, 600, ["avif", "webp"])
    assert {one.address for one in desk.renditions} <= found.files == files.keys()
    assert all(one.address.startswith("a/desk.") for one in desk.renditions)
    assert len(files["a/desk.jpg"]) == found.lengths["a/desk.jpg"]
    assert [(found.sets[path].width, found.sets[path].renditions) for path in ("moves.gif", "drawn.svg")] == [
        (64, ()),
        (640, ()),
    ]
    assert found.sets["unused.jpg"].renditions == ()
    assert b"Phone of Ann" not in files["unused.jpg"]
    assert found.faults == {"broken.jpg": UNREADABLE}
    assert "moves.gif" not in found.files


def test_kept_pictures_are_the_same_as_fresh_ones_and_made_once(docs, monkeypatch):
    first = make(docs)
    monkeypatch.setattr(module, "encode", lambda *_, **__: UNREADABLE)
    monkeypatch.setattr(module, "measure", lambda *_: UNREADABLE)

    assert make(docs) == first


def test_many_cores_give_the_same_as_one(docs, tmp_path):
    assert make(docs, Cache(), 1) == make(docs, Cache(), 4)


def test_other_bytes_have_another_address(docs):
    old = make(docs)[0].sets["a/desk.jpg"].renditions
    write(docs / "a/desk.jpg", photo(1000, 601))

    assert not {one.address for one in old} & {one.address for one in make(docs)[0].sets["a/desk.jpg"].renditions}


def test_other_versions_of_what_makes_them_are_other_pictures(docs, monkeypatch):
    old = make(docs)[0].sets["a/desk.jpg"].renditions
    monkeypatch.setattr(module, "fingerprint", lambda *_: "another Pillow")

    assert not set(old) & set(make(docs)[0].sets["a/desk.jpg"].renditions)


@pytest.mark.parametrize("kind", ["size", "picture", "renditions"])
def test_a_picture_whose_facts_or_files_are_lost_is_made_anew(docs, kind):
    whole = make(docs)
    with sqlite3.connect(docs.parent / "cache.sqlite") as base:
        assert base.execute("DELETE FROM blobs WHERE kind = ?", (kind,)).rowcount >= 3

    assert make(docs) == whole


def test_a_cache_that_cannot_be_written_is_done_without(docs, tmp_path):
    write(tmp_path / "taken", "a file where the folder would be")

    assert make(docs, Cache(tmp_path / "taken/cache.sqlite")) == make(docs)


def test_measuring_reads_a_file_once_until_it_changes(docs, monkeypatch):
    pictures = FilePictures(Folder(docs), Cache())
    first = pictures.measure(["a/desk.jpg", "drawn.svg", "gone.png", "words.md"])
    assert (first.sets["a/desk.jpg"].width, first.sets["drawn.svg"].width) == (1000, 640)
    assert first.faults == {"gone.png": UNREADABLE}

    monkeypatch.setattr(module, "measure", lambda *_: UNREADABLE)
    assert pictures.measure(["a/desk.jpg"]) == Pictures({"a/desk.jpg": first.sets["a/desk.jpg"]})
    write(docs / "a/desk.jpg", photo(999, 600))
    assert pictures.measure(["a/desk.jpg"]).faults == {"a/desk.jpg": UNREADABLE}


def test_a_build_with_nothing_new_does_not_load_pillow(docs):
    (docs / "broken.jpg").unlink()  # a fault is found anew each time
    code = """
import sys
from pathlib import Path
from coach.io.cache import Cache
from coach.io.disk.folder import Folder
from coach.pictures.store import FilePictures
docs = Path(sys.argv[1])
paths = [path.relative_to(docs).as_posix() for path in docs.rglob("*.*")]
store = FilePictures(Folder(docs), Cache(docs.parent / "cache.sqlite"))
made = store.make(paths, paths, 1)
store.deliver(Folder(docs.parent / "site"))
print(len(made.sets), len(made.files), sorted({"PIL", "lxml", "uharfbuzz"} & {name.partition(".")[0] for name in sys.modules}))
"""
    command = [sys.executable, "-c", code, docs]
    first, second = (
        subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": HOOKS}).stdout
        for _ in range(2)
    )

    assert first == second.replace("[]", "['PIL', 'lxml']") != second


@pytest.mark.parametrize("way", ["make", "preview"])
def test_every_picture_is_either_cleaned_or_unchanged_or_withheld(tmp_path, way):
    for path, data in {**FILES, **WITHHELD, "words.pdf": MARKER, "plain.jpg": saved(scene(64, 48))}.items():
        write(tmp_path / "docs" / path, data)
    store = FilePictures(Folder(tmp_path / "docs"), Cache())
    paths = sorted(path.name for path in (tmp_path / "docs").iterdir())
    found = store.make(paths, paths, 2) if way == "make" else store.preview(paths, 2)
    store.deliver(Folder(tmp_path / "site"))
    files = files_of(tmp_path / "site")

    # A JPEG that is cut off in its pixels shows what there is under `serve`, and is refused by a build.
    assert found.withheld >= WITHHELD.keys() - ({"cut.jpg"} if way == "preview" else set())
    assert files.keys() == found.files >= FILES.keys()
    assert not found.files & (found.withheld | {"words.pdf", "plain.jpg"})
    assert [path for path, data in files.items() if says_something(data)] == []


def test_under_serve_a_picture_is_written_again_only_after_a_change(tmp_path, monkeypatch):
    docs, site = tmp_path / "docs", tmp_path / "site"
    write(docs / "x.jpg", FILES["exif.jpg"])
    store = FilePictures(Folder(docs), Cache())
    reads = []
    read = Folder.read
    monkeypatch.setattr(Folder, "read", lambda *given: reads.append(given[1]) or read(*given))
    for _ in range(3):
        store.preview(["x.jpg"], 1)
        store.deliver(Folder(site))
    assert reads == ["x.jpg"] * 3  # to measure, to clean, to write

    write(docs / "x.jpg", FILES["comment.jpg"])
    store.preview(["x.jpg"], 1)
    store.deliver(Folder(site))
    assert len(reads) == 6
    (site / "x.jpg").unlink()
    store.deliver(Folder(site))
    assert (site / "x.jpg").is_file()
