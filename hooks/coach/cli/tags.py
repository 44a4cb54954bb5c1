"""`coach tags`: every tag with its grade; rename one, or merge it into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError
from coach.cli.editing import Change, offer
from coach.content.tags import FILE, read_tags
from coach.editing.edits import EditError
from coach.editing.tags import merge_tags, rename_tag
from coach.site.curation.tag_grades import grade_tags

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("tags", help="grade every tag, from Stub to A; rename or merge one")
    parser.set_defaults(run=_tags)
    actions = parser.add_subparsers(metavar="rename|merge")
    rename = actions.add_parser("rename", help="give a tag another id, in all files; its old address leads on")
    merge = actions.add_parser("merge", help="make a tag a part of another, in all files; its old address leads on")
    for action, names, change in ((rename, ("OLD", "NEW"), rename_tag), (merge, ("OLD", "INTO"), merge_tags)):
        action.add_argument("old", metavar=names[0])
        action.add_argument("new", metavar=names[1])
        action.add_argument("--yes", action="store_true", help="write it; without it the change is only shown")
        action.set_defaults(run=_change, change=change)


def _change(options: argparse.Namespace) -> int:
    project = Project()
    sources = project.sources()
    vocabulary, _ = read_tags(sources.named(FILE), project.settings.docs, project.settings.coach.locale)
    try:
        files = options.change(sources, vocabulary, options.old, options.new)
    except EditError as error:
        raise UsageError(str(error)) from None
    return offer(Change(project, sources, files), yes=options.yes)


def _tags(_: argparse.Namespace) -> int:
    site = Project().site()
    for grade in grade_tags(site.library, site.cooccurrence):
        print(f"{grade.grade:5} {grade.tag:20} {grade.articles:4}  {grade.why}".rstrip())
    return CLEAN
