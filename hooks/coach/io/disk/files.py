"""Single files: the core's own data, and files that are written at once or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WAITS = (0.05, 0.2, 0.75) if os.name == "nt" else ()  # seconds
_CORE = Path(__file__).parents[2]


def read_data(name: str) -> str:
    """Return the text of a file that ships with the core, as in "publish/mail/providers.yml"."""
    return (_CORE / name).read_text(encoding="utf-8")


def read_font() -> bytes:
    """Return the font of the card pictures: Source Serif 4 by Adobe (SIL Open Font License 1.1)."""
    return (files("fontpkg_source_serif_4") / "files" / "SourceSerif4[opsz,wght].ttf").read_bytes()


def read_messages(overrides: Path) -> dict[str, str]:
    """Return the catalogues of messages in the folder of templates, by language."""
    files = sorted((overrides / "messages").glob("*.yml"))
    return {file.stem: file.read_bytes().decode("utf-8-sig", "replace") for file in files}


def write_new(path: Path, text: str) -> bool:
    """Write a file that is not there yet; return False, and change nothing, where one is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


def replace_file(path: Path, data: bytes) -> None:
    """Replace the file atomically; its data is on the disk (fsync) before this returns."""
    path = path.resolve() if path.is_symlink() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with suppress(OSError):  # where there was no file
        shutil.copymode(path, new)
    patiently(lambda: new.replace(path))


def move_file(old: Path, new: Path) -> None:
    """Give a file another name, at once."""
    patiently(lambda: old.replace(new))


def holds(path: str | Path, data: bytes) -> bool:
    """Return whether the file has exactly this content. Reading it takes a fifth of the time of writing it."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of them
            return file.read(len(data) + 1) == data
    except OSError:
        return False


def state_of(folder: Path, names: Iterable[str]) -> int:
    """Return a number that changes when a file of this name, or below a folder of it, is saved, made or removed."""
    found = []
    for name in names:
        place = folder / name
        files = [place] if place.is_file() else (path for path in place.rglob("*") if path.is_file())
        for file in files:
            with suppress(OSError):
                facts = file.stat()
                found.append((str(file), facts.st_mtime_ns, facts.st_size))
    return hash(tuple(sorted(found)))


def patiently(do: Callable[[], object]) -> object:
    """Do it; on Windows again for a second, since a file that another program has open cannot be replaced there."""
    for seconds in _WAITS:
        with suppress(PermissionError):
            return do()
        sleep(seconds)
    return do()
