"""`coach newsletter new`: begin an edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError
from coach.cli.newsletter.edition import add_action
from coach.io.disk import write_new
from coach.site.editions import FOLDER

if TYPE_CHECKING:
    import argparse

    from coach.cli.newsletter.edition import Actions

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FORM = """---
title:
description:
date: {month}-28
homework:
draft: true
---

"""


def add(actions: Actions) -> None:
    """Register the action."""
    add_action(actions, "new", "write the draft of an edition", _new)


def _new(options: argparse.Namespace) -> int:
    project = Project()
    if not _MONTH.fullmatch(options.edition):
        raise UsageError(f'"{options.edition}" is no month. Write it as in 2026-12.')
    path = project.docs / FOLDER / f"{options.edition}.md"
    if not write_new(path, _FORM.format(month=options.edition)):
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.")
    print(path.as_posix())
    return CLEAN
