"""`coach fix`: mend the mistakes of which the checker is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.check import check_sources
from coach.cli.common import Project
from coach.cli.editing import Change, offer
from coach.cli.guard import FORM, load_manifest
from coach.editing.fixes import fixed
from coach.editing.moved import restored
from coach.publish.files import make_manifest

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("fix", help="mend the mistakes of which the checker is sure what was meant")
    live = (
        f"the site as it is live: {FORM}; articles whose files moved keep the id and the address that they have there"
    )
    parser.add_argument("--live", metavar="OLD", default="", help=live)
    parser.add_argument("--yes", action="store_true", help="write it; without it the change is only shown")
    parser.set_defaults(run=_fix)


def _fix(options: argparse.Namespace) -> int:
    project = Project()
    sources = project.sources()
    moved = _moved(project, options.live) if options.live else {}
    after = Change(project, sources, moved).after()
    change = Change(project, sources, {**moved, **fixed(after, check_sources(project, after))})
    while change.changed and (fresh := change.fresh_mistakes()):  # a file in which it mends nothing stays as it is
        wrong = {problem.path for problem in fresh}
        kept = {path: data for path, data in change.changed.items() if change.place(path).as_posix() not in wrong}
        change = Change(project, sources, kept if len(kept) < len(change.changed) else {})
    return offer(change, yes=options.yes)


def _moved(project: Project, live: str) -> dict[str, bytes]:
    """Return the files of articles that moved since the live site was built, as they would be."""
    old, site = load_manifest(live), project.site()
    return restored(site.library.by_id, old, make_manifest(site, ()))
