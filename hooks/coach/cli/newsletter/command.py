"""`coach newsletter`: begin an edition, write its mail as a file, upload it to the provider as a draft."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError
from coach.cli.newsletter import push
from coach.cli.newsletter.edition import add_action, preview_of
from coach.io.disk import write_new
from coach.publish.mail.parcel import eml
from coach.site.editions import FOLDER

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FORM = """---
title:
description:
date: {month}-28
homework:
draft: true
---

"""


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("newsletter", help="begin, look at and hand over an edition")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    add_action(actions, "new", "write the draft of an edition", _new)
    add_action(actions, "preview", "write an edition's mail as a file that mail programs open", _preview)
    push.add(actions)


def _new(options: argparse.Namespace) -> int:
    project = Project()
    if not _MONTH.fullmatch(options.edition):
        raise UsageError(f'"{options.edition}" is no month. Write it as in 2026-12.')
    path = project.docs / FOLDER / f"{options.edition}.md"
    if not write_new(path, _FORM.format(month=options.edition)):
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.")
    print(path.as_posix())
    return CLEAN


def _preview(options: argparse.Namespace) -> int:
    project = Project()
    path = Path(f"{options.edition}.eml")
    path.write_bytes(eml(preview_of(project, options.edition), project.settings.coach.newsletter.sender))
    print(f"{path.as_posix()}: open it with any mail program.")
    return CLEAN
