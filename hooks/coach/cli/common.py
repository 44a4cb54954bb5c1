"""What the commands share: exit codes, the usage error, and the project in the current folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from coach.content.config.mkdocs import CONFIG, check_mkdocs
from coach.content.settings import Settings, read_settings, with_catalogue
from coach.io.clock import ClockError, read_clock
from coach.io.disk.files import read_messages
from coach.io.disk.sources import read_sources
from coach.site.site import read_site
from coach.source.sources import Source, read_text

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from coach.site.site import Site
    from coach.source.problems import Problem
    from coach.source.sources import Sources

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it

CLEAN, FOUND, USAGE = 0, 1, 2  # nothing found; mistakes found, or the action refused; wrong usage


class UsageError(Exception):
    """The command cannot be used in the way it was called; the message says why, in words for authors."""


class BrokenSettingsError(UsageError):
    """mkdocs.yml cannot be read; `problems` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(map(str, problems)))
        self.problems = problems


class Project:
    """The project in the current folder: its settings, the mistakes in them, and where docs/ is.

    UsageError if there is none, BrokenSettingsError if its settings cannot be read.
    """

    def __init__(self) -> None:
        config = Path(CONFIG)
        if not config.is_file():
            raise UsageError(f"there is no {CONFIG} here. Go to the folder that holds it.")
        self.settings: Settings
        self.problems: list[Problem]
        text, faults = read_text(Source(CONFIG, config.read_bytes(), ""))
        self.settings, self.problems = read_settings(text)
        self.settings, unsaid = with_catalogue(self.settings, read_messages(Path(self.settings.overrides)))
        self.problems = [*faults, *check_mkdocs(text), *self.problems, *unsaid]
        if self.settings.broken:
            raise BrokenSettingsError(self.problems)
        self.docs = Path(self.settings.docs)
        if not self.docs.is_dir():
            raise UsageError(f"there is no folder {self.settings.docs}, where {CONFIG} says the articles are.")

    def sources(self) -> Sources:
        """Read the files in docs/."""
        return read_sources(self.docs, self.settings.docs, self.settings.excluded())

    def site(self, *, preview: bool = False) -> Site:
        """Read the site as it is at this moment; with `preview` drafts and what is to come are in it too."""
        return read_site(self.sources(), self.settings, now(), preview=preview)


def now() -> datetime:
    """Return the current time, or that in SOURCE_DATE_EPOCH; UsageError if that is no time."""
    try:
        return read_clock(os.environ)
    except ClockError as error:
        raise UsageError(str(error)) from None
