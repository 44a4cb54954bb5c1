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
    """The file of each post by its origin, the digests of all that was ever to be written, and what was written."""

    files: dict[str, str] = field(default_factory=dict)
    planned: dict[str, list[str]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def plan(self, origins: dict[str, str], files: dict[str, bytes]) -> None:
        """Note what is about to be written: an interrupted run is taken up from here."""
        self.files.update(origins)
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
        files = {str(origin): str(path) for origin, path in data["files"].items()}
        return Record(files, planned, {str(path) for path in data["written"]})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ExportError(f"{FILE} is damaged. Bring back an older version of it, or delete it.") from None


def write_record(record: Record) -> str:
    """Return the record as JSON."""
    data = {"files": record.files, "planned": record.planned, "written": sorted(record.written)}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
