"""Writes what an import has planned, and nothing over what a person has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.common import UsageError
from coach.importing.record import FILE, Record, read_record, write_record
from coach.io.disk.files import replace_file
from coach.source.slips.comments import in_quotes

if TYPE_CHECKING:
    from pathlib import Path

    from coach.content.authors import Author
    from coach.importing.articles.plan import Plan
    from coach.importing.blog import Blog
    from coach.importing.mapping import Mapping


def load_record(folder: Path) -> Record:
    """Return the record of earlier imports that lies in a folder; an empty one if there was none."""
    path = folder / FILE
    return read_record(path.read_text(encoding="utf-8")) if path.is_file() else Record()


def write_plan(plan: Plan, record: Record, docs: Path, folder: Path, blog: str) -> dict[str, str]:
    """Write the files of the plan of a blog, and return what became of each: see `Record.fate`.

    `folder` is where the record lies.
    """
    record.plan(blog, plan.origins, plan.files)
    replace_file(folder / FILE, write_record(record).encode())
    fates = {}
    for path, data in plan.files.items():
        target = docs / path
        fates[path] = record.fate(path, data, lambda target=target: _content(target))  # type: ignore[misc]
        if fates[path] in {"new", "changed"}:
            replace_file(target, data)
        record.written.add(path)
    replace_file(folder / FILE, write_record(record).encode())
    return fates


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be read: {error.strerror}.") from None


def add_tags(labels: dict[str, str], aliases: dict[str, list[str]], path: Path) -> None:
    """Add tags at the end of docs/tags.yml."""
    _append(path, [_tag(tag, label, aliases.get(tag, [])) for tag, label in labels.items()])


def _tag(tag: str, label: str, aliases: list[str]) -> str:
    shown = ", ".join(map(_quoted, aliases))
    return f"{tag}:\n  label: {_quoted(label)}\n" + (f"  aliases: [{shown}]\n" if aliases else "")


def add_authors(mapping: Mapping, known: dict[str, Author], blog: Blog, path: Path, about_them: str) -> None:
    """Add the authors whom docs/authors.yml does not know at its end.

    `about_them` is the description of those of whom the export says nothing, with {name} and {blog} in it.
    """
    facts = {key: (name, about) for key, name, about in blog.authors}
    fresh: dict[str, tuple[str, str]] = {}
    for old, id_ in mapping.authors.items():
        if id_ and id_ not in known:
            fresh.setdefault(id_, facts.get(old, (old, "")))
    entries = []
    for id_, (name, about) in fresh.items():
        words = about or about_them.format(name=name, blog=blog.title or blog.url)
        entries.append(f"{id_}:\n  name: {_quoted(name)}\n  description: {_quoted(words)}\n")
    _append(path, entries)


def _quoted(text: str) -> str:
    return in_quotes(" ".join(text.split()))


def _append(path: Path, entries: list[str]) -> None:
    if entries:
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        replace_file(path, (before.rstrip("\n") + "\n" if before.strip() else "").encode() + "".join(entries).encode())
