"""`coach fix`: mend the mistakes of which the checker is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.check import check_sources
from coach.cli.common import Project
from coach.cli.editing import offer
from coach.editing.fixes import fixed

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("fix", help="mend the mistakes of which the checker is sure what was meant")
    parser.add_argument("--yes", action="store_true", help="write it; without it the change is only shown")
    parser.set_defaults(run=_fix)


def _fix(options: argparse.Namespace) -> int:
    project = Project()
    sources = project.sources()
    return offer(project, sources, fixed(sources, check_sources(project, sources)), yes=options.yes)
