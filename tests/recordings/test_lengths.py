"""How long a recording is, what cannot be one, and that a length is measured once."""

from __future__ import annotations

import wave
from io import BytesIO

import pytest

from building import write
from coach.io.cache import Cache
from coach.io.disk.folder import Folder
from coach.pictures.image_set import Fault
from coach.recordings import store as module
from coach.recordings.recording import TOO_BIG, UNREADABLE, Recording, seconds_of
from coach.recordings.store import FileRecordings
from recordings.sounds import SPEAKS, m4a, mp3, speech

ID3 = b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10)


def wav(seconds):
    data = BytesIO()
    with wave.open(data, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16_000 * seconds))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "seconds"),
    [
        ("a.mp3", mp3(3), 3),
        ("a.MP3", mp3(61), 61),
        ("a.mp3", ID3 + mp3(3), 3),
        ("a.m4a", m4a(365.4), 365),
        ("a.M4A", m4a(3600), 3600),
    ],
)
def test_a_length_is_read_from_the_file(name, data, seconds):
    assert seconds_of(data, name) == seconds


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mp3", b""),
        ("a.mp3", b"<html>Not found</html>"),
        ("a.mp3", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
        ("a.mp3", b"\xff\xfb" + b"x" * 3000),
        ("a.mp3", ID3),
        ("a.mp3", b"\x89PNG\r\n\x1a\n"),
        ("a.mp3", m4a(10)),
        ("a.mp3", wav(10)),
        ("a.m4a", mp3(10)),
        ("a.m4a", m4a(10)[:30]),
        ("a.m4a", b"\xff" * 5000),
    ],
)
def test_what_is_no_recording_of_its_kind_has_a_fault(name, data):
    assert seconds_of(data, name) == UNREADABLE


@pytest.mark.skipif(not SPEAKS, reason="espeak-ng and lame are not here: apt-get install espeak-ng lame")
def test_speech_is_as_long_as_it_takes(tmp_path):
    seconds = seconds_of(speech("Five minutes means five minutes. " * 5, tmp_path), "five.mp3")

    with wave.open(str(tmp_path / "words.wav")) as spoken:
        assert isinstance(seconds, int)
        assert abs(seconds - spoken.getnframes() / spoken.getframerate()) <= 1


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (89, 1), (91, 2), (3723, 62)])
def test_a_length_is_told_in_minutes(seconds, minutes):
    assert Recording("a.mp3", seconds, 1, "audio/mpeg").minutes == minutes


@pytest.fixture
def docs(tmp_path):
    write(tmp_path / "docs/assets/a.mp3", mp3(3))
    write(tmp_path / "docs/assets/b.m4a", m4a(60))
    write(tmp_path / "docs/assets/wrong.mp3", "words")
    return tmp_path / "docs"


PATHS = ["assets/a.mp3", "assets/b.m4a", "assets/wrong.mp3", "assets/none.mp3"]


def test_each_recording_has_its_length_size_and_type(docs):
    found = FileRecordings(Folder(docs), Cache()).measure(PATHS)

    assert found.found == {
        "assets/a.mp3": Recording("assets/a.mp3", 3, len(mp3(3)), "audio/mpeg"),
        "assets/b.m4a": Recording("assets/b.m4a", 60, len(m4a(60)), "audio/x-m4a"),
    }
    assert found.faults == {"assets/wrong.mp3": UNREADABLE, "assets/none.mp3": UNREADABLE}


def test_a_length_is_kept_by_content_and_a_changed_file_is_measured_anew(docs, monkeypatch):
    first = FileRecordings(Folder(docs), Cache(docs.parent / "cache.sqlite")).measure(PATHS)
    monkeypatch.setattr(module, "seconds_of", lambda *_: 999)
    store = FileRecordings(Folder(docs), Cache(docs.parent / "cache.sqlite"))

    assert store.measure(PATHS) == first
    write(docs / "assets/a.mp3", mp3(4))
    assert store.measure(PATHS).found["assets/a.mp3"].seconds == 999


def test_a_file_that_fills_the_memory_is_not_read(docs, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    monkeypatch.setattr(Folder, "read", lambda *_: pytest.fail("it was read"))

    assert FileRecordings(Folder(docs), Cache()).measure(["assets/a.mp3"]).faults == {"assets/a.mp3": TOO_BIG}
    assert isinstance(TOO_BIG, Fault)
