"""`coach explain related`: why these articles are related to that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError
from coach.site.curation.related import Index, relate
from coach.source.problems import suggest

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("explain", help="say why something is as it is")
    parser.add_argument("what", choices=["related"])
    parser.add_argument("article", help="the article's id")
    parser.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    site = Project().site()
    index = Index(site.library, site.paths)
    article = site.library.by_id.get(options.article)
    if article is None or not article.listed:
        hint = suggest(options.article, site.library.by_id)
        raise UsageError(f'there is no article "{options.article}" in the lists. {hint}')
    shown = {near.id for near in relate(site.library, site.paths).of(article.id)}
    beside = index.beside(article)
    for near in index.candidates(article):
        state = "shown" if near.id in shown else "beside" if near.id in beside else ""
        why = [f"picked {near.picked}"] if near.picked else []
        why += [f"tags {near.tag_score:g} ({', '.join(near.tags)})"] if near.tags else []
        why += ["path"] if near.path else []
        why += [f"words {near.word_score:g} ({', '.join(near.words)})"] if near.words else []
        print(f"{near.score:7.3f} {state:7} {near.id}: {'; '.join(why)}")
    return CLEAN
