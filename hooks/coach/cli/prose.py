"""`coach prose`: what an editor would ask about an article. It never fails."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from coach.cli.common import CLEAN, Project, UsageError
from coach.editing.prose import ease_of, read_style, remarks
from coach.io.disk.files import read_data
from coach.source.problems import suggest

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands
    from coach.content.article import Article

_LAST = 10  # articles whose openings are compared


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("prose", help="what an editor would ask about an article; it never fails a build")
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="ids or files; all articles without any")
    parser.set_defaults(run=_prose)


def _prose(options: argparse.Namespace) -> int:
    project = Project()
    coach = project.settings.coach
    articles = sorted(project.site(preview=True).library.articles, key=lambda one: (one.date, one.id))
    language = coach.locale.partition("_")[0]
    style = read_style(language, yaml.safe_load(read_data("editing/prose.yml")), coach.words.avoid, coach.words.allow)
    for article in [_named(name, articles) for name in options.articles] or articles:
        before = [one for one in articles if (one.date, one.id) < (article.date, article.id)][-_LAST:]
        ease = ease_of(article, style)
        found = list(remarks(article, before, style))
        facts = [f"reading ease {ease:.0f}"] * (ease is not None) + ["an editor would ask nothing"] * (not found)
        print(": ".join(filter(None, (article.file.path, "; ".join(facts)))))
        for remark in found:
            print(f"{article.file.path}:{remark.line}:1 {remark.words}")
    return CLEAN


def _named(name: str, articles: list[Article]) -> Article:
    for article in articles:
        if name == article.id or Path(name).as_posix().removeprefix("./") in {
            article.file.path,
            article.file.source.path,
        }:
            return article
    hint = suggest(name, [article.id for article in articles])
    raise UsageError(f'there is no article "{name}". {hint}'.rstrip())
