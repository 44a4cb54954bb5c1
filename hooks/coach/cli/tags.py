"""`coach tags`: every tag with its grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project
from coach.site.curation.tag_grades import grade_tags

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("tags", help="grade every tag, from Stub to A")
    parser.set_defaults(run=_tags)


def _tags(_: argparse.Namespace) -> int:
    site = Project().site()
    for grade in grade_tags(site.library, site.cooccurrence):
        print(f"{grade.grade:5} {grade.tag:20} {grade.articles:4}  {grade.why}".rstrip())
    return CLEAN
