"""The cache returns what was stored, detects damage, and never fails a build."""

from __future__ import annotations

import os
import random
import sqlite3
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.io import cache as module
from coach.io.cache import Cache, key_of, pack, unpack

BLOBS = {f"key {n}": f"blob {n} ".encode() * 40 for n in range(60)}


def filled(path):
    kept = Cache(path)
    kept.put("text", BLOBS)
    kept.end_build()
    return path


def change(path, *statements):
    with sqlite3.connect(path) as base:
        for statement in statements:
            base.execute(statement)
    base.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.dictionaries(st.text(max_size=40), st.binary(max_size=3000), max_size=4))
def test_what_was_kept_comes_back_to_the_byte(tmp_path, blobs):
    Cache(tmp_path / "cache.sqlite").put("text", blobs)

    assert Cache(tmp_path / "cache.sqlite").get("text", blobs) == blobs


@given(st.dictionaries(st.text(max_size=20), st.binary(max_size=100), max_size=5))
def test_files_come_out_of_a_blob_as_they_went_in(files):
    assert unpack(pack(files)) == files


def test_a_blob_is_made_once_and_kinds_are_apart(tmp_path):
    made = []
    kept = Cache(tmp_path / "cache.sqlite")

    for kind in ("card", "card", "page"):
        assert kept.cached(kind, "key", lambda kind=kind: made.append(kind) or kind.encode()) == kind.encode()
    assert made == ["card", "page"]
    assert kept.known("card", ["key", "other"]) == {"key"}
    assert kept.get("text", ["key"]) == {}


def test_keys_tell_all_inputs_apart():
    keys = [key_of(), key_of(""), key_of("", ""), key_of("ab"), key_of("a", "b"), key_of("a", b"b"), key_of("\ud800")]

    assert len(set(keys)) == 6
    assert keys[4] == keys[5]


def test_without_a_path_nothing_is_kept():
    kept = Cache()
    kept.put("text", BLOBS)
    kept.end_build()

    assert kept.get("text", BLOBS) == {}
    assert kept.take_loss() == ""


def test_one_flipped_bit_costs_one_blob(tmp_path):
    path = filled(tmp_path / "cache.sqlite")
    change(path, "UPDATE blobs SET data = CAST(replace(data, 'blob 7', 'blob 9') AS BLOB) WHERE key = 'key 7'")

    assert Cache(path).get("text", BLOBS) == {key: blob for key, blob in BLOBS.items() if key != "key 7"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE blobs SET data = (SELECT data FROM blobs LIMIT 1), digest = (SELECT digest FROM blobs LIMIT 1)",
        "UPDATE blobs SET data = 'words'",
        "UPDATE blobs SET digest = 7",
        "UPDATE blobs SET kind = 'page' WHERE key <> 'key 0'",
    ],
    ids=["another one's", "text", "no digest", "another kind"],
)
def test_what_stands_at_the_wrong_place_is_not_believed(tmp_path, statement):
    path = filled(tmp_path / "cache.sqlite")
    change(path, statement)

    assert Cache(path).get("text", BLOBS).items() <= {("key 0", BLOBS["key 0"])}
    assert Cache(path).get("page", BLOBS) == {}


def damaged(path, damage):
    data, chance = bytearray(path.read_bytes()), random.Random(5)
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage == "link":
        path.symlink_to(path.parent / "nowhere" / "at-all")
    elif damage == "fifo":
        os.mkfifo(path)
    elif damage == "foreign":
        change(path, "CREATE TABLE blobs (other INTEGER)")
    else:
        for _ in range(200 if damage == "flipped" else 0):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        whole = {"empty": b"", "cut": data[: len(data) // 2], "noise": b"x" * 5000, "flipped": data, "journal": data}
        path.write_bytes(whole[damage])
    if damage == "journal":
        path.with_name(f"{path.name}-journal").mkdir()


DAMAGES = ["empty", "cut", "noise", "foreign", "folder", "flipped", "journal"]
DAMAGES += [pytest.param(damage, marks=pytest.mark.posix) for damage in ("link", "fifo")]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_dropped_and_the_next_build_has_a_whole_one(tmp_path, damage):
    path = filled(tmp_path / "cache.sqlite")
    damaged(path, damage)

    for _ in range(2):
        build = Cache(path)
        assert build.get("text", BLOBS).items() <= BLOBS.items()
        build.put("text", BLOBS)
        build.end_build()
    assert Cache(path).get("text", BLOBS) == BLOBS


def test_a_file_that_vanishes_between_two_calls_is_made_anew(tmp_path):
    path = filled(tmp_path / "cache.sqlite")
    kept = Cache(path)
    kept.get("text", BLOBS)
    path.unlink()
    kept.put("page", {"key": b"page"})
    kept.end_build()

    assert Cache(path).get("page", ["key"]) == {"key": b"page"}


def test_a_place_that_cannot_hold_it_is_told_once(tmp_path):
    (tmp_path / "taken").write_bytes(b"a file where the folder would be")
    kept = Cache(tmp_path / "taken" / "cache.sqlite")

    assert kept.cached("text", "key", lambda: b"made") == b"made"
    assert kept.take_loss()
    assert kept.take_loss() == ""
    assert (tmp_path / "taken").read_bytes() == b"a file where the folder would be"


def test_two_builds_may_write_at_once(tmp_path):
    path = tmp_path / "cache.sqlite"
    parts = [dict(list(BLOBS.items())[n * 10 : n * 10 + 20]) for n in range(5)]
    threads = [Thread(target=lambda part=part: Cache(path).put("text", part)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Cache(path).get("text", BLOBS) == BLOBS


def build_with(path, **blobs):
    """One build that needs these blobs; returns which of them it had to compute."""
    kept, made = Cache(path), []
    for key, size in blobs.items():
        kept.cached("page", key, lambda key=key, size=size: made.append(key) or bytes(size))
    kept.end_build()
    return made


def test_what_is_unused_for_longest_goes_first_and_what_is_used_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_IDLE", 2500)
    path = tmp_path / "cache.sqlite"
    for number in range(5):
        build_with(path, always=2000, **{f"once{number}": 1000})

    assert Cache(path).known("page", [*(f"once{n}" for n in range(5)), "always"]) == {
        "always",
        "once2",
        "once3",
        "once4",
    }


def test_a_build_with_nothing_new_writes_nothing(tmp_path):
    path = tmp_path / "cache.sqlite"
    assert build_with(path, a=10, b=10) == ["a", "b"]
    before = path.read_bytes()

    assert build_with(path, a=10, b=10) == []
    assert path.read_bytes() == before
