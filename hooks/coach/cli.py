"""`coach`: what authors and CI run by hand."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach import cli_guard, cli_newsletter
from coach.content.settings import CONFIG, Settings, read_settings
from coach.io.cache import Cache
from coach.io.clock import read_clock
from coach.io.disk import Folder, read_digests, read_font, read_sources
from coach.pictures.lettering import Typeface
from coach.pictures.store import FilePictures
from coach.publish.check import check_all
from coach.publish.deployment.compare import as_markdown, compare
from coach.quizzes.catalog import read_catalog
from coach.quizzes.frozen import freeze, frozen_path
from coach.report import FORMATS
from coach.site.curation.related import Index, relate
from coach.site.curation.tag_grades import grade_tags
from coach.site.site import read_site
from coach.source.problems import suggest
from coach.source.urls import slugify
from coach.usage import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from coach.site.site import Site
    from coach.source.problems import Problem

CLEAN, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `coach`; the result is its exit code: 0 clean, 1 problems, 2 not usable this way."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UsageError as error:
        print(f"coach: {error}", file=sys.stderr)
        return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coach", description="Help for those who write The Second Sale.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="name every mistake in docs/")
    check.add_argument("--format", choices=sorted(FORMATS), default="text", help="for people, programs or GitHub")
    check.add_argument("--advice", action="store_true", help="say also what could be better")
    check.set_defaults(run=_check)
    tags = commands.add_parser("tags", help="grade every tag, from Stub to A")
    tags.set_defaults(run=_tags)
    explain = commands.add_parser("explain", help="say why something is as it is")
    explain.add_argument("what", choices=["related"])
    explain.add_argument("article", help="the article's id")
    explain.set_defaults(run=_explain)
    keep = commands.add_parser("freeze", help="keep what a quiz is scored by, so that links to results stay true")
    keep.add_argument("quiz", help="the quiz's id: its file's name without .yml")
    keep.set_defaults(run=_freeze)
    both = commands.add_parser("compare", help="name the addresses in which two built sites differ")
    both.add_argument("old", type=Path, help="the folder of the site as it was")
    both.add_argument("new", type=Path, help="the folder of the site as it will be")
    both.set_defaults(run=_compare)
    new = commands.add_parser("new", help="begin an article")
    new.add_argument("title", help="the article's title, in quotes")
    new.set_defaults(run=_new)
    cli_guard.add(commands)
    cli_newsletter.add(commands, _site, _now)
    return parser


def _site() -> tuple[Settings, list[Problem], Path]:
    config = Path(CONFIG)
    if not config.is_file():
        raise UsageError(f"there is no {CONFIG} here. Go to the folder that holds it.")
    settings, problems = read_settings(config.read_text(encoding="utf-8-sig"))
    docs = Path(settings.docs)
    if not docs.is_dir():
        raise UsageError(f"there is no folder {settings.docs}, where {CONFIG} says the articles are.")
    return settings, problems, docs


def _check(options: argparse.Namespace) -> int:
    settings, problems, docs = _site()
    face = Typeface(read_font()) if options.advice else None
    sources, pictures = read_sources(docs, settings.docs), FilePictures(Folder(docs), Cache())
    found = [*problems, *check_all(sources, settings, _now(), pictures, face)]
    sys.stdout.write(FORMATS[options.format](found))
    mistakes = sum(not problem.advice for problem in found)
    if options.format == "text":
        print(_count(mistakes), file=sys.stderr)
    return PROBLEMS if mistakes else CLEAN


def _count(number: int) -> str:
    if number == 0:
        return "No mistakes found."
    return "One mistake found." if number == 1 else f"{number} mistakes found."


def _now() -> datetime:
    try:
        return read_clock(os.environ)
    except (ValueError, OverflowError, OSError):
        raise UsageError("SOURCE_DATE_EPOCH must be a whole number of seconds.") from None


def _whole_site() -> Site:
    settings, _, docs = _site()
    return read_site(read_sources(docs, settings.docs), settings, _now())


def _tags(_: argparse.Namespace) -> int:
    site = _whole_site()
    for grade in grade_tags(site.library, site.cooccurrence):
        print(f"{grade.grade:5} {grade.tag:20} {grade.articles:4}  {grade.why}".rstrip())
    return CLEAN


def _explain(options: argparse.Namespace) -> int:
    site = _whole_site()
    index = Index(site.library, site.paths)
    article = site.library.by_id.get(options.article)
    if article is None or not article.listed:
        raise UsageError(
            f'there is no article "{options.article}" in the lists. {suggest(options.article, site.library.by_id)}'
        )
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


def _compare(options: argparse.Namespace) -> int:
    for folder in (options.old, options.new):
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}.")
    sys.stdout.write(as_markdown(compare(read_digests(options.old), read_digests(options.new))))
    return CLEAN


def _freeze(options: argparse.Namespace) -> int:
    settings, _, docs = _site()
    catalog, problems = read_catalog(read_sources(docs, settings.docs))
    quiz = catalog.quizzes.get(options.quiz)
    if quiz is None:
        sys.stdout.write(FORMATS["text"]([problem for problem in problems if f"/{options.quiz}.yml" in problem.path]))
        raise UsageError(f'there is no quiz "{options.quiz}" without mistakes. {suggest(options.quiz, catalog.names)}')
    path = docs / frozen_path(quiz)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(freeze(quiz), encoding="utf-8", newline="\n")
    print(path.as_posix())
    return CLEAN


_NEW = """---
title: {title}
description:
date: {day}
tags: []
draft: true
---

"""


def _new(options: argparse.Namespace) -> int:
    settings, _, docs = _site()
    title = " ".join(options.title.split())
    if not (slug := slugify(title)):
        raise UsageError("the title needs letters that an address can be made of.")
    day = _now().astimezone(settings.coach.timezone).date()
    path = docs / "articles" / str(day.year) / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    quoted = f'"{title}"' if set(title) & set(":#'") or title[0] in "[{*&!|>@%`-?" else title
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_NEW.format(title=quoted, day=day))
    except FileExistsError:
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.") from None
    print(path.as_posix())
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
