"""The search index, written by a process of its own beside the rendering of pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from coach.kept import remove
from coach.publish.search.record import in_parts, records_digest
from mkdocs_pagefind import DAMAGED, GO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from logging import Logger, LoggerAdapter

    from coach.publish.search.record import Record

FOLDER = "pagefind"  # of the site
# Characters of HTML in each of a few parts, some 100 articles; Pagefind needs 400 KB of memory for an article.
_PART = 500_000


@dataclass
class SearchJob:
    """An index on its way to `site`/pagefind, from `cache` when nothing that counts has changed.

    `records` are what it is made of, in `jobs` processes.
    """

    site: Path
    cache: Path
    program: str
    log: Logger | LoggerAdapter[Logger]
    records: Sequence[Record] = ()
    jobs: int = 1
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start the process; it gets ready until it is told what to do."""
        command = [sys.executable, str(Path(__file__).with_name("mkdocs_pagefind.py")), str(self._room())]
        with (self._room() / "log.txt").open("wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)  # noqa: S603 - ours

    def index(self, records: Iterable[Record], jobs: int) -> None:
        """Let the process write an index of the records, which it is given where none is kept; none of no records."""
        self.records, self.jobs = list(records), jobs
        if not self.records:
            self.stop()
            return
        key = _key(self.records)
        self._tell(key, [] if self._is_kept(key) else self._parts(key, self._is_kept))

    def finish(self) -> None:
        """Wait for the index; where it cannot be had, say so and go on without."""
        if self._wait() == DAMAGED:
            self.stop()
            self.begin()
            key = _key(self.records)
            self._tell(key, self._parts(key, lambda _: False))
        if self._wait():
            self.log.warning("search is left out: Pagefind failed: %s", self._last_words())
            remove(self.folder_of_index)
        self.stop()

    def stop(self) -> None:
        """End the process, whatever it does, and leave nothing of it behind."""
        if self.process:
            with suppress(BrokenPipeError):  # it has ended
                self.process.communicate(b"end")  # a closed pipe says so too, when no other process has it open
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.process = self.folder = None

    @property
    def folder_of_index(self) -> Path:
        """Where readers' browsers look for it."""
        return self.site / FOLDER

    def _room(self) -> Path:
        self.folder = self.folder or Path(tempfile.mkdtemp(prefix="search-"))
        return self.folder

    def _is_kept(self, name: str) -> bool:
        try:
            return (self.cache / f"search-{name}").is_file()
        except OSError:
            return False

    def _parts(self, key: str, is_kept: Callable[[str], bool]) -> list[dict[str, str]]:
        """Return the parts of the index; the records of those that are not kept are written to files."""
        parts = in_parts(self.records, _PART)
        named = [{"key": f"part-{_key(part)}" if len(parts) > 1 else key, "records": ""} for part in parts]
        for number, (part, names) in enumerate(zip(parts, named, strict=True)):
            if not is_kept(names["key"]):
                names["records"] = f"{number}.jsonl"
                (self._room() / names["records"]).write_bytes(b"".join(record.line for record in part))
        return named

    def _tell(self, key: str, parts: list[dict[str, str]]) -> None:
        facts = {"key": key, "cache": str(self.cache), "site": str(self.folder_of_index), "program": self.program}
        job = {**facts, "parts": parts, "jobs": self.jobs}
        (self._room() / "job.json").write_text(json.dumps(job), encoding="utf-8")
        assert self.process
        assert self.process.stdin
        with suppress(BrokenPipeError):  # it has ended; `finish` tells why
            self.process.stdin.write(GO)
            self.process.stdin.flush()

    def _wait(self) -> int:
        return self.process.wait() if self.process else 0

    def _last_words(self) -> str:
        lines = (self._room() / "log.txt").read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1] if lines else "its process ended without a word"


def begin_search(site: Path, cache: Path, log: Logger | LoggerAdapter[Logger]) -> SearchJob | None:
    """Return a job whose process gets ready while the site is read; None, and why, without Pagefind."""
    program = _find_program()
    if program is None:
        log.info('search is left out: Pagefind is not installed (pip install "pagefind[bin]").')
        return None
    job = SearchJob(site, cache, program, log)
    job.begin()
    return job


def _key(records: Sequence[Record]) -> str:
    """Return a name for the index of these records that no other index has."""
    return sha256(f"{_versions()} {records_digest(records)}".encode()).hexdigest()[:32]


@cache
def _versions() -> str:
    """Return a word that changes with Pagefind and with our code that makes an index and its parts."""
    hooks = Path(__file__).parent
    files = [
        hooks / "mkdocs_pagefind.py",
        hooks / "coach/publish/search/cbor.py",
        *hooks.glob("coach/publish/search/*.py"),
    ]
    code = [sha256(file.read_bytes()).hexdigest() for file in sorted(files)]
    return " ".join([version("pagefind"), *code])


def _find_program() -> str | None:
    """Return the path of Pagefind's program; None when it, or the package around it, is missing."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - a build without it goes on

        found = get_executable()
    except (ImportError, FileNotFoundError):  # the second where its package is there and the program is not
        return None
    return str(found) if found and found.is_file() else None
