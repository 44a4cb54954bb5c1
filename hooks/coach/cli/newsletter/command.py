"""`coach newsletter`: its list of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.newsletter import new, preview, push

if TYPE_CHECKING:
    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("newsletter", help="begin, look at and hand over an edition")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for action in (new, preview, push):
        action.add(actions)
