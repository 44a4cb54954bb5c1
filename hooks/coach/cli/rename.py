"""`coach rename`: give an article another address, with its file, the links to it, and its old address leading on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import Project, UsageError
from coach.cli.editing import SETTINGS, Change, offer
from coach.content.article import Status
from coach.editing.articles import rename_article
from coach.editing.edits import EditError
from coach.source.problems import suggest
from coach.source.sources import Source

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("rename", help="give an article another address; its id stays, the old one leads on")
    parser.add_argument("old", metavar="OLD", help="its id, or the last part of its address")
    parser.add_argument("new", metavar="NEW", help="the new name, as in two-words")
    parser.add_argument("--yes", action="store_true", help="write it; without it the change is only shown")
    parser.set_defaults(run=_rename)


def _rename(options: argparse.Namespace) -> int:
    project = Project()
    sources = project.sources()
    articles = project.site(preview=True).library.by_id
    by_slug = {article.slug: article for article in articles.values()}
    article = articles.get(options.old) or by_slug.get(options.old)
    if article is None:
        raise UsageError(f'there is no article "{options.old}". {suggest(options.old, [*articles, *by_slug])}'.rstrip())
    try:
        settings = Source(SETTINGS, Path(SETTINGS).read_bytes(), "")
        move = rename_article(sources, settings, article, options.new, public=article.status is not Status.DRAFT)
    except EditError as error:
        raise UsageError(str(error)) from None
    return offer(Change(project, sources, move.files, move), yes=options.yes)
