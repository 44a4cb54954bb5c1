"""Small sound files, made here: silence as MP3 and M4A, and speech where espeak-ng and LAME are installed."""

from __future__ import annotations

import shutil
import struct
import subprocess

# A frame of MPEG 1 layer III (ISO 11172-3): 128 kbit/s, 44.1 kHz, mono. Side information of zeros alone is silence.
_FRAME = b"\xff\xfb\x90\xc4" + bytes(413)
_SAMPLES, _RATE = 1152, 44_100


def mp3(seconds):
    """Return silence of this length, to the nearest frame."""
    return _FRAME * round(seconds * _RATE / _SAMPLES)


def m4a(seconds):
    """Return the boxes of an M4A that say how long it is (ISO 14496-12): no sound is in it."""
    header = struct.pack(">IIIII", 0, 0, 0, 1000, round(seconds * 1000)) + bytes(80)
    return _box(b"ftyp", b"M4A \0\0\0\0M4A ") + _box(b"moov", _box(b"mvhd", header)) + _box(b"mdat", bytes(64))


def _box(kind, content):
    return struct.pack(">I", len(content) + 8) + kind + content


SPEAKS = bool(shutil.which("espeak-ng") and shutil.which("lame"))


def speech(words, folder):
    """Return the words as an MP3, spoken by espeak-ng and encoded by LAME."""
    spoken, made = folder / "words.wav", folder / "words.mp3"
    subprocess.run(["espeak-ng", "-w", str(spoken), words], check=True, capture_output=True)
    subprocess.run(["lame", "--quiet", "-m", "m", "-b", "64", str(spoken), str(made)], check=True, capture_output=True)
    return made.read_bytes()
