"""`coach new`: begin an article, a quiz or a checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError, now
from coach.cli.new.quiz import draft_quiz
from coach.io.disk import write_new
from coach.quizzes.quiz import FOLDER
from coach.site.curation.calendar import free_slots
from coach.source.slips.comments import in_quotes
from coach.source.sources import without_controls
from coach.source.urls import slugify
from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from coach.cli.common import Commands

_FORM = """---
title: {title}
description:
date: {day}
tags: []
draft: true
---

"""
_LONGEST = 80  # characters of a file name made from a title


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("new", help="begin an article, or a quiz")
    parser.add_argument("title", help="the title, in quotes")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--quiz", action="store_true", help="begin a quiz: pairs of opposite behaviours (profile)")
    kinds.add_argument("--checklist", action="store_true", help="begin a quiz that is a list of lines to tick")
    parser.add_argument("--name", default="", help="the file's name, if not the words of the title, as in two-words")
    parser.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    project = Project()
    title = _clean(options.title)
    name = _name(title, options.name, project.settings.coach.locale)
    if options.quiz or options.checklist:
        return _quiz(project, title, name, "profile" if options.quiz else "checklist")
    day = _day(project)
    path = project.docs / "articles" / day[:4] / f"{name}.md"
    _write(path, _FORM.format(title=_as_yaml(title), day=day))
    return CLEAN


def _day(project: Project) -> str:
    """Return the next slot of the schedule that is free, with its time if that is not the usual one; or today."""
    coach, moment = project.settings.coach, now()
    articles = project.site(preview=True).library.articles if coach.schedule else ()
    slot = next(free_slots(articles, coach, moment), None)
    if slot is None:
        return moment.astimezone(coach.timezone).date().isoformat()
    usual = slot.time() == coach.publish_time
    return f"{slot:%Y-%m-%d}" if usual else slot.isoformat(timespec="minutes")


def _quiz(project: Project, title: str, name: str, kind: str) -> int:
    path = project.docs / FOLDER / f"{name}.yml"
    _write(path, draft_quiz(title, kind, project.settings.catalogue))
    print(f"python run.py check names what waits for your words; python run.py coach freeze {name} comes last.")
    return CLEAN


def _write(path: Path, text: str) -> None:
    if not write_new(path, text):
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.")
    print(path.as_posix())


def _clean(title: str) -> str:
    """Return the title in one line, without control characters and what the shell could not decode."""
    return " ".join(without_controls(title.encode("utf-8", "replace").decode()).split())


def _name(title: str, wanted: str, locale: str) -> str:
    if not title:
        raise UsageError("an article needs a title, in quotes.")
    if slug := slugify(wanted or title, locale):
        return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    hint = "Say how its file is named: --name two-words."
    raise UsageError(f"an address has only letters a-z and digits, and of these the title has none. {hint}")


def _as_yaml(title: str) -> str:
    """Return the title as YAML reads it back, with quotation marks only where it needs them."""
    document, problems = read_yaml(f"title: {title}", "")
    plain = document.data == {"title": title} and not problems and not document.cut
    return title if plain else in_quotes(title)
