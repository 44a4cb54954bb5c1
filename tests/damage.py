"""Ways to damage a cache: each takes a file, or the whole folder."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from pathlib import Path


def cut(path: Path, chance: random.Random) -> None:
    """Truncate it, as an interrupted write does."""
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])


def flip(path: Path, chance: random.Random) -> None:
    """Flip up to twenty bits."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 20) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def empty(path: Path, chance: random.Random) -> None:
    """Make it empty."""
    path.write_bytes(b"")


def remove(path: Path, chance: random.Random) -> None:
    """Delete it."""
    path.unlink()


def noise(path: Path, chance: random.Random) -> None:
    """Replace it by random bytes."""
    path.write_bytes(chance.randbytes(chance.randrange(5000)))


def exchange(path: Path, chance: random.Random) -> None:
    """Replace it by another file of the same folder."""
    path.write_bytes(chance.choice(sorted(other for other in path.parent.iterdir() if other.is_file())).read_bytes())


def foreign(path: Path, chance: random.Random) -> None:
    """Replace it by what another program would write: a database with tables of the same names, or JSON."""
    is_base = path.read_bytes().startswith(b"SQLite format 3")
    path.unlink()
    if not is_base:
        path.write_bytes(b'{"version": 0}')
        return
    base = sqlite3.connect(path)
    base.executescript("CREATE TABLE texts (other BLOB); CREATE TABLE builds (number TEXT); PRAGMA user_version = 7")
    base.close()


def folder(path: Path, chance: random.Random) -> None:
    """Replace it by a folder."""
    path.unlink()
    (path / "inner").mkdir(parents=True)
    (path / "inner/file").write_bytes(b"x")


def link(path: Path, chance: random.Random) -> None:
    """Replace it by a dangling link."""
    path.unlink()
    path.symlink_to(path.parent / "nowhere" / "at-all")


FILE_DAMAGE = (cut, flip, empty, remove, noise, exchange, foreign, folder, link)


def damage_files(cache: Path, kind, chance: random.Random, share: float = 1) -> None:
    """Damage this share of all files in the cache."""
    for path in sorted(path for path in cache.rglob("*") if path.is_file()):
        if chance.random() < share:
            kind(path, chance)


def folders_as_files(cache: Path) -> None:
    """Replace each folder in the cache by a file."""
    for path in sorted(cache.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
            path.write_bytes(b"x")


def a_file(cache: Path) -> None:
    """Put a file where the cache folder would be: not even root can write below it."""
    shutil.rmtree(cache)
    cache.write_bytes(b"x")


def a_link_to_nowhere(cache: Path) -> None:
    """Put a dangling link where the cache folder would be."""
    shutil.rmtree(cache)
    cache.symlink_to(cache.parent / "nowhere")


def a_place_of_the_system(cache: Path) -> None:
    """Make the cache a system folder in which not even root can create a file."""
    shutil.rmtree(cache)
    cache.symlink_to("/proc/self")


NO_CACHE = (a_file, a_link_to_nowhere, a_place_of_the_system)
