"""What an import has written, so that a later run leaves alone what a person has changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from coach.importing.blog import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = "import-record.json"


@dataclass
class Record:
    """The file of each post by its blog and origin, the digests of all that was to be written, and what was written.

    `pictures` has the path in docs/ of each picture by its old address.
    """

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    planned: dict[str, list[str]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    pictures: dict[str, str] = field(default_factory=dict)

    def plan(self, blog: str, origins: dict[str, str], files: dict[str, bytes]) -> None:
        """Note what is about to be written of a blog: an interrupted run is taken up from here."""
        self.files.setdefault(blog, {}).update(origins)
        for path, data in files.items():
            digests = self.planned.setdefault(path, [])
            if (digest := digest_of(data)) not in digests:
                digests.append(digest)

    def fate(self, path: str, data: bytes, now: Callable[[], bytes | None]) -> str:
        """Return "new", "same", "changed" by us, "touched" or "deleted" by a person; `now` reads the file, or None."""
        there = now()
        if there is None:
            return "deleted" if path in self.written else "new"
        if there == data:
            return "same"
        return "changed" if digest_of(there) in self.planned.get(path, []) else "touched"


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a content, 32 hexadecimal digits of it. Line ends do not count: Git may change them."""
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:32]


def read_record(text: str) -> Record:
    """Return what `write_record` wrote; ExportError for anything else."""
    try:
        data = json.loads(text)
        planned = {str(path): [str(one) for one in digests] for path, digests in data["planned"].items()}
        files = {str(blog): {str(one): str(path) for one, path in of.items()} for blog, of in data["files"].items()}
        pictures = {str(address): str(path) for address, path in data["pictures"].items()}
        return Record(files, planned, {str(path) for path in data["written"]}, pictures)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ExportError(f"{FILE} is damaged. Bring back an older version of it.") from None


def write_record(record: Record) -> str:
    """Return the record as JSON."""
    data: dict[str, object] = {"files": record.files, "planned": record.planned, "written": sorted(record.written)}
    data["pictures"] = record.pictures
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
