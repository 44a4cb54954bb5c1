"""`coach new`: begin an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError, now
from coach.io.disk import write_new
from coach.source.urls import slugify

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands

_FORM = """---
title: {title}
description:
date: {day}
tags: []
draft: true
---

"""


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("new", help="begin an article")
    parser.add_argument("title", help="the article's title, in quotes")
    parser.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    project = Project()
    title = " ".join(options.title.split())
    if not (slug := slugify(title)):
        raise UsageError("the title needs letters that an address can be made of.")
    day = now().astimezone(project.settings.coach.timezone).date()
    path = project.docs / "articles" / str(day.year) / f"{slug}.md"
    quoted = f'"{title}"' if set(title) & set(":#'") or title[0] in "[{*&!|>@%`-?" else title
    if not write_new(path, _FORM.format(title=quoted, day=day)):
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.")
    print(path.as_posix())
    return CLEAN
