"""Two readers of feeds that remember: newsboat and rss2email, as programs with a folder of their own each.

python tests/newsletter/readers.py --install    installs newsboat where there is none, as root on Debian, and what speaks
                                                and encodes a recording in tests/recordings
"""

from __future__ import annotations

import mailbox
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

PROGRAMS = ("newsboat", "espeak-ng", "lame", "epubcheck")
Shown = frozenset[tuple[str, str]]
"""Feed and id of each item that a reader shows as new."""

_EMAIL = """[DEFAULT]
from = desk@example.invalid
to = reader@example.invalid
email-protocol = maildir
maildir-path = {folder}
maildir-mailbox = inbox
digest = False
date-header = False
"""


@dataclass(frozen=True)
class Newsboat:
    """Newsboat's files: the list of feeds, and the cache in which it remembers items."""

    folder: Path
    per_feed: ClassVar[bool] = False
    """Whether it shows an item in each feed that has it."""

    def subscribe(self, feeds: list[str]) -> None:
        """Begin with these feeds."""
        self.folder.mkdir(parents=True)
        (self.folder / "urls").write_text("\n".join(feeds) + "\n")
        (self.folder / "config").write_text("reload-threads 1\ndownload-retries 1\n")

    def look(self) -> Shown:
        """Fetch all feeds; return what is unread now, and read it."""
        names = {"-u": "urls", "-c": "cache.db", "-C": "config"}
        options = [part for option, name in names.items() for part in (option, str(self.folder / name))]
        _run("newsboat", *options, "-x", "reload", home=self.folder)
        with closing(sqlite3.connect(self.folder / "cache.db")) as cache:
            unread = frozenset(cache.execute("select feedurl, guid from rss_item where unread = 1 and deleted = 0"))
            cache.execute("update rss_item set unread = 0")
            cache.commit()
        return unread


@dataclass(frozen=True)
class Rss2email:
    """rss2email's files: its settings, what it has seen, and the maildir that it writes to."""

    folder: Path
    per_feed: ClassVar[bool] = True

    def subscribe(self, feeds: list[str]) -> None:
        """Begin with these feeds."""
        self.folder.mkdir(parents=True)
        (self.folder / "settings").write_text(_EMAIL.format(folder=self.folder))
        for number, feed in enumerate(feeds):
            self._do("add", f"feed{number}", feed)

    def look(self) -> Shown:
        """Fetch all feeds; return what was mailed."""
        place = self.folder / "inbox"
        shutil.rmtree(place, ignore_errors=True)
        (self.folder / "settings").write_text(self._settings())
        self._do("run")
        inbox = mailbox.Maildir(str(place), create=True)
        return frozenset((mail["X-RSS-Feed"], mail["X-RSS-ID"]) for mail in inbox)

    def _settings(self) -> str:
        """Return the settings with this folder, which may be a copy of another."""
        lines = (self.folder / "settings").read_text().splitlines()
        kept = [f"maildir-path = {self.folder}" if line.startswith("maildir-path") else line for line in lines]
        return "\n".join(kept) + "\n"

    def _do(self, *words: str) -> None:
        files = ["-c", str(self.folder / "settings"), "-d", str(self.folder / "seen.json")]
        _run(str(Path(sys.executable).parent / "r2e"), *files, *words, home=self.folder)


def _run(*command: str, home: Path) -> None:
    environment = {**os.environ, "HOME": str(home), "LANG": "C.UTF-8"}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)


def install() -> None:
    """Install the programs, if this is Debian and we are root."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-y", "-qq", *PROGRAMS], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if "--install" in sys.argv and not all(map(shutil.which, PROGRAMS)):
        print(f"Installing {', '.join(PROGRAMS)} for the tests of feeds and recordings.")
        install()
    print(f"newsboat: {shutil.which('newsboat') or 'is not here: its tests are skipped'}")
    sys.exit(not shutil.which("newsboat") and bool(os.environ.get("CI")))
