"""Ways in which a cache can be wrong: each takes a file, or the whole folder, and leaves something else there."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from pathlib import Path


def cut(path: Path, chance: random.Random) -> None:
    """Leave the first part of it, as a build that ended while writing."""
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])


def flip(path: Path, chance: random.Random) -> None:
    """Flip up to twenty bits."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 20) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def empty(path: Path, chance: random.Random) -> None:
    """Leave nothing in it."""
    path.write_bytes(b"")


def remove(path: Path, chance: random.Random) -> None:
    """Take it away."""
    path.unlink()


def noise(path: Path, chance: random.Random) -> None:
    """Put any bytes in its place."""
    path.write_bytes(chance.randbytes(chance.randrange(5000)))


def exchange(path: Path, chance: random.Random) -> None:
    """Put another file of the same folder in its place."""
    path.write_bytes(chance.choice(sorted(other for other in path.parent.iterdir() if other.is_file())).read_bytes())


def foreign(path: Path, chance: random.Random) -> None:
    """Put what another program would keep in its place: a database with tables of the same names, or JSON."""
    is_base = path.read_bytes().startswith(b"SQLite format 3")
    path.unlink()
    if not is_base:
        path.write_bytes(b'{"version": 0}')
        return
    base = sqlite3.connect(path)
    base.executescript("CREATE TABLE texts (other BLOB); CREATE TABLE builds (number TEXT); PRAGMA user_version = 7")
    base.close()


def folder(path: Path, chance: random.Random) -> None:
    """Put a folder in its place."""
    path.unlink()
    (path / "inner").mkdir(parents=True)
    (path / "inner/file").write_bytes(b"x")


def link(path: Path, chance: random.Random) -> None:
    """Put a link in its place that leads nowhere."""
    path.unlink()
    path.symlink_to(path.parent / "nowhere" / "at-all")


FILE_DAMAGE = (cut, flip, empty, remove, noise, exchange, foreign, folder, link)


def damage_files(cache: Path, kind, chance: random.Random, share: float = 1) -> None:
    """Damage this share of all files in the cache."""
    for path in sorted(path for path in cache.rglob("*") if path.is_file()):
        if chance.random() < share:
            kind(path, chance)


def folders_as_files(cache: Path) -> None:
    """Put a file in the place of each folder in the cache."""
    for path in sorted(cache.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
            path.write_bytes(b"x")


def a_file(cache: Path) -> None:
    """Put a file where the cache would be: not even root can write below it."""
    shutil.rmtree(cache)
    cache.write_bytes(b"x")


def a_link_to_nowhere(cache: Path) -> None:
    """Put a link where the cache would be that leads nowhere."""
    shutil.rmtree(cache)
    cache.symlink_to(cache.parent / "nowhere")


def a_place_of_the_system(cache: Path) -> None:
    """Let the cache be a folder in which not even root can make a file."""
    shutil.rmtree(cache)
    cache.symlink_to("/proc/self")


NO_CACHE = (a_file, a_link_to_nowhere, a_place_of_the_system)
