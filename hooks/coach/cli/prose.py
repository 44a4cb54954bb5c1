"""`coach prose`: what an editor would ask about an article, and the pattern of all of them. It never fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from coach.cli.common import CLEAN, Project, UsageError
from coach.editing.prose.pattern.pattern import pattern_of
from coach.editing.prose.pattern.table import as_data, as_text
from coach.editing.prose.pattern.words import read_words
from coach.editing.prose.prose import ease_of, read_style, remarks
from coach.io.disk.files import read_data
from coach.source.problems import suggest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from coach.cli.common import Commands
    from coach.content.article import Article
    from coach.content.library import Library

_LAST = 10  # articles whose openings are compared


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("prose", help="what an editor would ask about an article; it never fails a build")
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="ids or files; all articles without any")
    parser.add_argument("--pattern", action="store_true", help="what they have in common, as a table")
    parser.add_argument("--json", action="store_true", help="the pattern as JSON")
    parser.set_defaults(run=_prose)


def _prose(options: argparse.Namespace) -> int:
    if options.json and not options.pattern:
        raise UsageError("--json goes with --pattern.")
    project = Project()
    library = project.site(preview=True).library
    articles = sorted(library.articles, key=lambda one: (one.date, one.id))
    named = [_named(name, articles) for name in options.articles]
    chosen = list({article.id: article for article in named}.values()) or articles
    if options.pattern:
        _print_pattern(project, library, chosen, as_json=options.json)
    else:
        _print_questions(project, chosen, articles)
    return CLEAN


def _print_questions(project: Project, chosen: Sequence[Article], articles: Sequence[Article]) -> None:
    words = project.settings.coach.words
    style = read_style(_language(project), _data(), words.avoid, words.allow)
    for article in chosen:
        before = [one for one in articles if (one.date, one.id) < (article.date, article.id)][-_LAST:]
        ease = ease_of(article, style)
        found = list(remarks(article, before, style))
        facts = [f"reading ease {ease:.0f}"] * (ease is not None) + ["an editor would ask nothing"] * (not found)
        print(": ".join(filter(None, (article.file.path, "; ".join(facts)))))
        for remark in found:
            print(f"{article.file.path}:{remark.line}:1 {remark.words}")


def _print_pattern(project: Project, library: Library, chosen: Sequence[Article], *, as_json: bool) -> None:
    dated = [article for article in chosen if not article.left_out]
    if not dated:
        raise UsageError("there are no articles yet.")
    settings = project.settings
    words = read_words(_language(project), _data(), library.common_words)
    found = pattern_of(dated, library.articles, words, settings.coach.timezone, settings.site_url)
    if as_json:
        print(json.dumps(as_data(found), ensure_ascii=False, indent=2, sort_keys=True))
    else:
        print(as_text(found), end="")


def _language(project: Project) -> str:
    return project.settings.coach.locale.partition("_")[0]


def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(read_data("editing/prose/prose.yml"))
    return data


def _named(name: str, articles: Sequence[Article]) -> Article:
    for article in articles:
        if name == article.id or Path(name).as_posix().removeprefix("./") in {
            article.file.path,
            article.file.source.path,
        }:
            return article
    hint = suggest(name, [article.id for article in articles])
    raise UsageError(f'there is no article "{name}". {hint}'.rstrip())
