"""`coach newsletter`: begin an edition, write its mail as a file, upload it as a draft, write a series."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project
from coach.cli.newsletter import announce, new, push, series
from coach.cli.newsletter.edition import add_action, preview_of
from coach.publish.mail.parcel import eml

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("newsletter", help="begin, look at and hand over an edition")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    new.add(actions)
    add_action(actions, "preview", "write an edition's mail as a file that mail programs open", _preview)
    push.add(actions)
    series.add(actions)
    announce.add(actions)


def _preview(options: argparse.Namespace) -> int:
    project = Project()
    path, settings = Path(f"{options.edition}.eml"), project.settings
    sender = settings.coach.newsletter.sender or f"{settings.site_name} <letters@example.com>"
    path.write_bytes(eml(preview_of(project, options.edition), sender, settings.coach.newsletter.key))
    print(f"{path.as_posix()}: open it with any mail program.")
    return CLEAN
