"""`coach newsletter preview`: an edition's mail as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project
from coach.cli.newsletter.edition import add_action, parcel_of
from coach.publish.mail.parcel import eml

if TYPE_CHECKING:
    import argparse

    from coach.cli.newsletter.edition import Actions


def add(actions: Actions) -> None:
    """Register the action."""
    add_action(actions, "preview", "write an edition's mail as a file that mail programs open", _preview)


def _preview(options: argparse.Namespace) -> int:
    project = Project()
    path = Path(f"{options.edition}.eml")
    path.write_bytes(eml(parcel_of(project, options.edition, "none"), project.settings.coach.newsletter.sender))
    print(f"{path.as_posix()}: open it with any mail program.")
    return CLEAN
