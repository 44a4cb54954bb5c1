"""`coach rename`: give an article another address, with its file, the links to it, and its old address leading on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.common import Project, UsageError
from coach.cli.editing import offer
from coach.content.article import Status
from coach.editing.articles import rename_article
from coach.editing.edits import EditError
from coach.source.problems import suggest

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
        move = rename_article(sources, article, options.new, public=article.status is not Status.DRAFT)
    except EditError as error:
        raise UsageError(str(error)) from None
    return offer(project, sources, move.files, gone=move.gone, yes=options.yes)
