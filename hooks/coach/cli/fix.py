"""`coach fix`: mend the mistakes of which the checker is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.check import check_sources
from coach.cli.common import Project
from coach.cli.editing import Change, offer
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
    change = Change(project, sources, fixed(sources, check_sources(project, sources)))
    while change.changed and (fresh := change.fresh_mistakes()):  # a file in which it mends nothing stays as it is
        wrong = {problem.path for problem in fresh}
        kept = {path: data for path, data in change.changed.items() if change.place(path).as_posix() not in wrong}
        change = Change(project, sources, kept if len(kept) < len(change.changed) else {})
    return offer(change, yes=options.yes)
