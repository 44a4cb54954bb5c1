"""`coach calendar`: what is planned, which slots are free, what is to be read again."""

from __future__ import annotations

import re
import sys
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError, now
from coach.content.config.mkdocs import CONFIG
from coach.io.disk.files import replace_file
from coach.site.curation.calendar import Entry, Kind, plan_calendar

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import datetime

    from coach.cli.common import Commands
    from coach.content.settings import Settings

_MOST_WEEKS = 104
_WORDS = ("day", "what", "piece", "late", *(kind.name.lower() for kind in Kind))
_MARKS = re.compile(r"[\\`*_{}\[\]<>|~^=&$!#]")
_PAGE = "calendar.md"
_MADE = "<!-- coach calendar makes this page anew each time -->"
_HEAD = """---
title: {title}
description: {description}
unlisted: true
---

{made}

"""


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("calendar", help="what is planned, which slots are free, what is to be read again")
    parser.add_argument("--weeks", type=int, default=8, metavar="N", help="how far to look ahead (8)")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="for people, a page or a calendar")
    parser.add_argument("--page", action="store_true", help=f"write it into docs/{_PAGE}, which no list shows")
    parser.set_defaults(run=_calendar)


def _calendar(options: argparse.Namespace) -> int:
    if not 1 <= options.weeks <= _MOST_WEEKS:
        raise UsageError(f"--weeks may be 1 to {_MOST_WEEKS}.")
    project, moment = Project(), now()
    site = project.site(preview=True)
    letters = [
        Entry(one.date, Kind.LETTER, one.subject, one.file.path, late=one.draft and one.date <= moment)
        for one in site.editions
    ]
    coach = project.settings.coach
    entries = plan_calendar(site.library.articles, letters, coach, moment, options.weeks)
    if options.page:
        return _write_page(project, entries)
    sys.stdout.write(FORMATS[options.format](entries, project.settings, moment))
    if coach.schedule is None and options.format == "text":
        print(f"There are no slots: {CONFIG} has no schedule under extra: coach:.", file=sys.stderr)
    return CLEAN


def _as_text(entries: Sequence[Entry], settings: Settings, moment: datetime) -> str:  # noqa: ARG001 - as all formats
    """Return a line for each entry: day, time, kind, title and file."""
    lines = []
    for entry in entries:
        local = entry.moment.astimezone(settings.coach.timezone)
        what = f"{entry.title}  {entry.path}" if entry.path else ""
        late = "overdue: " if entry.late else ""
        lines.append(f"{local:%Y-%m-%d %a %H:%M}  {late}{entry.kind.value:10}  {what}".rstrip())
    return "".join(f"{line}\n" for line in lines) or "Nothing is planned.\n"


def _as_markdown(entries: Sequence[Entry], settings: Settings, moment: datetime) -> str:  # noqa: ARG001 - as above
    """Return a table in the site's language."""
    words = {key: settings.catalogue.form(f"calendar.{key}") for key in _WORDS}
    lines = [f"| {words['day']} | {words['what']} | {words['piece']} |", "|---|---|---|"]
    for entry in entries:
        local = entry.moment.astimezone(settings.coach.timezone)
        kind = words[entry.kind.name.lower()]
        kind = f"**{kind}, {words['late']}**" if entry.late else kind
        lines.append(f"| {local:%Y-%m-%d %H:%M} | {kind} | {_MARKS.sub(_escaped, entry.title)} |")
    return "\n".join(lines) + "\n"


def _escaped(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _as_ics(entries: Sequence[Entry], settings: Settings, moment: datetime) -> str:
    """Return an iCalendar object (RFC 5545): an event of a quarter of an hour for each entry that has a title."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - for this format only

    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.coach.newsletter.key}//coach calendar//")
    calendar.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", f"{settings.coach.newsletter.key}:{entry.kind.value}:{entry.path or entry.moment.isoformat()}")
        event.add("dtstamp", moment)
        event.add("dtstart", entry.moment.astimezone(UTC))
        event.add("dtend", entry.moment.astimezone(UTC) + timedelta(minutes=15))
        what = f"overdue: {entry.kind.value}" if entry.late else entry.kind.value
        event.add("summary", f"{what}: {entry.title}" if entry.title else what)
        if entry.path:
            event.add("description", entry.path)
        calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


FORMATS = {"text": _as_text, "markdown": _as_markdown, "ics": _as_ics}


def _write_page(project: Project, entries: Sequence[Entry]) -> int:
    path = project.docs / _PAGE
    if path.is_dir() or path.with_suffix("").exists():
        raise UsageError(f"{path.with_suffix('').as_posix()} has the place of that page. Rename it first.")
    if path.is_file() and _MADE not in path.read_text(encoding="utf-8", errors="replace"):
        raise UsageError(f"{path.as_posix()} is there already, and somebody has written it. Rename it first.")
    words = project.settings.catalogue
    head = _HEAD.format(title=words.form("calendar.title"), description=words.form("calendar.about"), made=_MADE)
    replace_file(path, (head + _as_markdown(entries, project.settings, now())).encode())
    print(f"{path.as_posix()} is written. No list shows the page, but who knows its address can read the titles in it.")
    return CLEAN
