"""Files and folders: reading docs/ and the core's own data files, writing only files that change."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from coach.source.files.kinds import is_leftover
from coach.source.files.sort import Entry, Form, Sorting, missing_home, nothing_excluded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from coach.source.sources import Sources

_PLAIN = stat.S_IWUSR | stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_OPEN = _PLAIN | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH
_WAITS = (0.05, 0.2, 0.75) if os.name == "nt" else ()  # seconds
_CORE = Path(__file__).parent.parent


def read_sources(
    folder: Path, shown: str = "docs", excluded: Callable[[str], bool | None] = nothing_excluded
) -> Sources:
    """Return what is below `folder`, which messages call `shown`; `excluded` is what mkdocs.yml says of a path."""
    sorting = Sorting(shown, lambda path: _bytes(folder / path), excluded)
    for entry in _entries(folder, folder.resolve(), "", excluded):
        sorting.add(entry)
    sources = sorting.sources()
    return replace(sources, problems=(*sources.problems, *missing_home(sources, shown)))


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
    _patiently(lambda: new.replace(path))


def move_file(old: Path, new: Path) -> None:
    """Give a file another name, at once."""
    _patiently(lambda: old.replace(new))


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


class Folder:
    """A folder; its files are named by relative paths with slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str, most: int = -1) -> bytes:
        """Return the file's bytes, or the first of them, at most `most`; OSError where it cannot be read."""
        with (self.root / path).open("rb") as file:
            return file.read(most)

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return (self.root / path).is_file()

    def state(self, path: str) -> tuple[int, int]:
        """Return the file's size in bytes and its modification time in nanoseconds; OSError if there is none."""
        found = (self.root / path).stat()
        return found.st_size, found.st_mtime_ns

    def write(self, made: Iterable[tuple[str, bytes]]) -> None:
        """Write these files; those that have the same content already are not touched."""
        for path, data in made:
            place = self.root / path
            if not holds(place, data):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)

    def fill(self, name: str, made: Mapping[str, bytes]) -> None:
        """Make the subfolder `name` hold exactly these files; those that are unchanged are not touched."""
        place = self.root / name
        if not made or place.is_symlink() or not place.is_dir():
            remove(place)
        sweep(place, made.keys())
        Folder(place).write(made.items())


def remove(path: Path) -> None:
    """Remove a folder with its content, a file or a link, if it exists; OSError for a file that cannot be removed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)  # another build may be removing it too
    else:
        _patiently(lambda: path.unlink(missing_ok=True))


def _patiently(do: Callable[[], object]) -> object:
    """Do it; on Windows again for a second, since a file that another program has open cannot be replaced there."""
    for seconds in _WAITS:
        with suppress(PermissionError):
            return do()
        sleep(seconds)
    return do()


def sweep(folder: Path, wanted: Collection[str], *, hidden: bool = False) -> None:
    """Remove everything but the `wanted` files; with `hidden`, names that begin with a dot are kept.

    `wanted` are paths in the folder, with slashes; one that ends with a slash is a folder that is kept with all its
    content. Wanted files that are symbolic or hard links are removed too: the caller is about to overwrite them, and
    would change the file that they point to.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        _sweep(str(folder), "", wanted, {path[: at + 1] for path in wanted for at in _slashes(path)}, hidden=hidden)


def _slashes(path: str) -> Iterable[int]:
    return (at for at, letter in enumerate(path) if letter == "/")


def _sweep(folder: str, prefix: str, wanted: Collection[str], folders: Collection[str], *, hidden: bool) -> None:
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        name = f"{prefix}{entry.name}"
        if hidden and entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if f"{name}/" in folders:
                _open_folder(entry)
                if f"{name}/" not in wanted:
                    _sweep(entry.path, f"{name}/", wanted, folders, hidden=False)
                continue
        elif name in wanted and _is_plain(entry):
            continue
        remove(Path(entry.path))


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Return whether it is a regular file that is writable, that all may read, and that has no other hard link."""
    found = entry.stat(follow_symlinks=False)
    links = found.st_nlink or Path(entry.path).lstat().st_nlink  # Windows does not say it here: 0
    return stat.S_ISREG(found.st_mode) and links == 1 and found.st_mode & _PLAIN == _PLAIN


def _open_folder(entry: os.DirEntry[str]) -> None:
    """Let everybody look into a folder of the site, also where it was made with stricter rights."""
    mode = entry.stat(follow_symlinks=False).st_mode
    if mode & _OPEN != _OPEN:
        os.chmod(entry.path, mode | _OPEN)  # noqa: PTH101 - there is no Path yet


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _entries(
    folder: Path, root: Path, prefix: str, excluded: Callable[[str], bool | None], *, linked: bool = False
) -> Iterator[Entry]:
    """Yield everything below the folder, sorted by name; what is never published is not looked into.

    In a folder that is `linked`, links to further folders are not followed: two of them can make endless paths.
    """
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield Entry(prefix.rstrip("/"), Form.UNREADABLE)
        return
    for entry in found:
        path = f"{prefix}{entry.name}"
        form = _form(entry, root)
        if form is not Form.FOLDER:
            yield Entry(path, form, entry.stat().st_size if form is Form.FILE else 0)
            continue
        if entry.name.endswith(".md"):
            yield Entry(path, form)
        if excluded(f"{path}/") is False or not is_leftover(path):
            is_link = entry.is_symlink()
            if is_link and linked:
                yield Entry(path, Form.NESTED)
            else:
                yield from _entries(Path(entry.path), root, f"{path}/", excluded, linked=linked or is_link)


def _form(entry: os.DirEntry[str], root: Path) -> Form:
    """Return what an entry of a folder is; a link is what it leads to, if that is in docs/ too."""
    try:
        if entry.is_symlink() and (form := _form_of_link(entry.path, root)):
            return form
        if entry.is_dir():
            return Form.FOLDER
        if not entry.is_file():
            return Form.SPECIAL
        return Form.FILE if os.access(entry.path, os.R_OK) else Form.UNREADABLE
    except OSError:
        return Form.UNREADABLE


def _form_of_link(path: str, root: Path) -> Form | None:
    """Return why a symbolic link is left out; None for one to a file or folder of docs/ that is published."""
    try:
        target = Path(path).resolve(strict=True)
    except OSError as error:
        return Form.LOOP if error.errno == errno.ELOOP else Form.BROKEN
    except RuntimeError:  # Python 3.11 and 3.12 say so of a circle
        return Form.LOOP
    if not target.is_relative_to(root):
        return Form.OUTSIDE
    if Path(path).parent.resolve().is_relative_to(target):
        return Form.LOOP
    return Form.TO_LEFTOVER if is_leftover(target.relative_to(root).as_posix()) else None
