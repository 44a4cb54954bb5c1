"""`coach check`: every mistake in docs/, as text for people, JSON for programs, or annotations for GitHub."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, FOUND, BrokenSettingsError, Project, UsageError, now
from coach.io.cache import Cache
from coach.io.disk.files import read_font, state_of
from coach.io.disk.folder import Folder
from coach.pictures.lettering import Typeface
from coach.pictures.store import FilePictures
from coach.publish.check import CheckResources, check_all
from coach.publish.texts import TextCache
from coach.recordings.store import FileRecordings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from coach.cli.common import Commands
    from coach.source.problems import Problem
    from coach.source.sources import Sources


_PAUSE = 0.3  # seconds between two looks at the files


def as_text(problems: Sequence[Problem]) -> str:
    """Return one line for each problem."""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON array of objects with path, line, column, message, hint, and whether it is only advice."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands, which GitHub shows beside the line in a pull request.

    The escapes are those of GitHub's own toolkit (actions/toolkit, `command.ts`).
    """
    return "".join(f"::{_level(problem)} {_place(problem)}::{_data(problem.sentence)}\n" for problem in problems)


def _level(problem: Problem) -> str:
    return "notice" if problem.advice else "error"


def _place(problem: Problem) -> str:
    return f"file={_property(problem.path)},line={problem.line},col={problem.column}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github}


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("check", help="name every mistake in docs/")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="for people, programs or GitHub")
    parser.add_argument("--advice", action="store_true", help="say also what could be better")
    parser.add_argument("--watch", action="store_true", help="check again whenever a file is saved, until stopped")
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    if options.watch:
        return _watch(options)
    found = find_problems(advice=options.advice)
    sys.stdout.write(FORMATS[options.format](found))
    mistakes = sum(not problem.advice for problem in found)
    if options.format == "text":
        print(_count(mistakes), file=sys.stderr)
    return FOUND if mistakes else CLEAN


def _watch(options: argparse.Namespace) -> int:
    """Check whenever a file is saved; the lines around the mistakes tell editors where they begin and end."""
    state = -1
    with suppress(KeyboardInterrupt):
        while True:
            if (now_state := state_of(Path(), ("mkdocs.yml", "docs", "overrides/messages"))) == state:
                sleep(_PAUSE)
                continue
            state = now_state
            print("Checking …", flush=True)
            try:
                found = find_problems(advice=options.advice)
            except UsageError as error:
                print(f"coach: {error}", file=sys.stderr)
                found = []
            sys.stdout.write(FORMATS[options.format](found))
            print(f"Checked. {_count(sum(not problem.advice for problem in found))}", flush=True)
    return CLEAN


def find_problems(*, advice: bool) -> list[Problem]:
    """Return every mistake, and what could be better if asked; if mkdocs.yml cannot be read, those in it alone."""
    try:
        project = Project()
    except BrokenSettingsError as error:
        return error.problems
    return [*project.problems, *check_sources(project, project.sources(), advice=advice)]


def check_sources(project: Project, sources: Sources, *, advice: bool = False) -> list[Problem]:
    """Return every mistake in files of docs/, whether they are on the disk like this or not, and advice if asked."""
    cache = Cache(Path(".cache") / "cache.sqlite")
    resources = CheckResources(
        texts=TextCache(cache),
        jobs=project.settings.coach.jobs or os.cpu_count() or 1,
        pictures=FilePictures(Folder(project.docs), cache),
        recordings=FileRecordings(Folder(project.docs), cache),
        advise_with=Typeface(read_font()) if advice else None,
    )
    return check_all(sources, project.settings, now(), resources)


def _count(number: int) -> str:
    if number == 0:
        return "No mistakes found."
    return "One mistake found." if number == 1 else f"{number} mistakes found."
