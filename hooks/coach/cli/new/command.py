"""`coach new`: begin an article, a page, a reading path, a quiz or an edition."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError, now
from coach.cli.new import forms
from coach.cli.new.given_text import STDIN, GivenText, load_text
from coach.cli.new.quiz import draft_quiz
from coach.cli.newsletter.new import begin_edition
from coach.content.figures.kinds import KINDS as FIGURES
from coach.content.reading_paths import FOLDER as PATHS
from coach.content.tags import FILE as TAGS
from coach.content.tags import read_tags
from coach.io.disk.files import write_new
from coach.quizzes.quiz import FOLDER
from coach.site.curation.calendar import free_slots
from coach.source.problems import suggest
from coach.source.slips.characters import without_empty
from coach.source.sources import without_controls
from coach.source.urls import slugify

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from coach.cli.common import Commands

_KINDS = ("article", "page", "path", "quiz", "checklist", "edition")
_ABOUT = "What does somebody find out here, in one or two sentences?"
_LONGEST = 80  # characters of a file name made from a title
_NO_TEXT = GivenText("", "", "")


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("new", help=f"begin {', '.join(_KINDS[:-1])} or {_KINDS[-1]}")
    parser.add_argument(
        "words", nargs="*", metavar="TITLE", help="in quotes; a kind may stand before it, and an edition has its month"
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--quiz", action="store_true", help="begin a quiz: pairs of opposite behaviours (profile)")
    kinds.add_argument("--checklist", action="store_true", help="begin a quiz that is a list of lines to tick")
    parser.add_argument("--name", default="", help="the file's name, if not the words of the title, as in two-words")
    parser.add_argument("--description", default="", help="one or two sentences that could stand alone")
    parser.add_argument("--tags", default="", help="tags of an article, with commas between them")
    parser.add_argument("--figure", default="", metavar="KIND", help="the drawing of an article or path, such as door")
    text = f"the text of an article that is written already, as Markdown or plain text ({STDIN}: from standard input)"
    parser.add_argument("--text", default="", metavar="FILE", help=text)
    parser.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    project = Project()
    kind, title = _said(options)
    if options.text and kind != "article":
        raise UsageError(f'a text becomes an article, no {kind}: coach new article "Its title" --text FILE.')
    if kind == "edition":
        return begin_edition(title)
    given = load_text(options.text) if options.text else _NO_TEXT
    title = title or _asked("What is it called?", _clean(given.title))
    name = _name(kind, title, options.name, project.settings.coach.locale)
    if kind in {"quiz", "checklist"}:
        return _quiz(project, title, name, "profile" if kind == "quiz" else kind)
    figure = _figure(options.figure)
    about = _clean(options.description) or _asked(_ABOUT, given.description, otherwise="later")
    if kind == "page":
        return _write(project.docs / f"{name}.md", forms.page(title, about))
    if kind == "path":
        return _write(
            project.docs / PATHS / f"{name}.yml", forms.path(title, about, project.settings.catalogue, figure)
        )
    day = _day(project)
    front = forms.article(title, about, day, _tags(project, options.tags, f"{title} {about} {given.words}"), figure)
    text = front.replace("\n", given.line_end) + given.body(title)
    return _write(project.docs / "articles" / day[:4] / f"{name}.md", text)


def _said(options: argparse.Namespace) -> tuple[str, str]:
    """Return what kind is to begin, and its title; "" for none."""
    words = list(options.words)
    kind = "quiz" if options.quiz else "checklist" if options.checklist else ""
    if not kind and words and words[0] in _KINDS:
        kind = words.pop(0)
    if len(words) > 1:
        raise UsageError(f'put the title in quotes: coach new "{_clean(" ".join(words))}".')
    return kind or "article", _clean(words[0]) if words else ""


def _figure(kind: str) -> str:
    if kind and kind not in FIGURES:
        hint = suggest(kind, FIGURES, f"There are {', '.join(FIGURES)}.")
        raise UsageError(f'there is no figure "{kind}". {hint}')
    return kind


def _asked(question: str, proposal: str = "", *, otherwise: str = "", more: str = "") -> str:
    """Return the answer to a question, or the proposal if it is only Enter, or where nobody can answer.

    `otherwise` says what Enter means without a proposal; `more` is said behind it.
    """
    if not sys.stdin or not sys.stdin.isatty():
        return proposal
    enter = proposal or otherwise
    remarks = "; ".join(filter(None, (f"Enter: {enter}" if enter else "", more)))
    print(f"{question} ({remarks})" if remarks else question)
    return _clean(input("> ")) or proposal


def _tags(project: Project, said: str, words: str) -> list[str]:
    """Return the tags of a new article: those that were named, or what its words propose and its author takes."""
    vocabulary, _ = read_tags(project.sources().named(TAGS), project.settings.docs, project.settings.coach.locale)
    if not said:
        near = ",".join(forms.proposed_tags(words, vocabulary))
        said = _asked("Which tags?", near, more=f"there are {', '.join(vocabulary.tags)}")
    tags = [word.strip() for word in said.split(",") if word.strip()]
    for word in tags:
        if vocabulary.find(word) is None:
            raise UsageError(f'there is no tag "{word}". {suggest(word, vocabulary.words())}'.rstrip())
    return list(dict.fromkeys(tag.id for tag in map(vocabulary.find, tags) if tag))


def _day(project: Project) -> str:
    """Return the next slot of the schedule that is free, with its time if that is not the usual one; or today."""
    coach, moment = project.settings.coach, now()
    articles = project.site(preview=True).library.articles if coach.schedule else ()
    slot = next(free_slots(articles, coach, moment), None)
    if slot is None:
        return moment.astimezone(coach.timezone).date().isoformat()
    usual = slot.time() == coach.publish_time
    return f"{slot:%Y-%m-%d}" if usual else slot.isoformat(timespec="minutes")


def _quiz(project: Project, title: str, name: str, kind: str) -> int:
    _write(project.docs / FOLDER / f"{name}.yml", draft_quiz(title, kind, project.settings.catalogue))
    print(f"python run.py check names what waits for your words; python run.py coach freeze {name} comes last.")
    return CLEAN


def _write(path: Path, text: str) -> int:
    if not write_new(path, text):
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.")
    print(path.as_posix())
    return CLEAN


def _clean(title: str) -> str:
    """Return the title in one line, without what nobody sees and what the shell could not decode."""
    return " ".join(without_empty(without_controls(title.encode("utf-8", "replace").decode())).split())


def _name(kind: str, title: str, wanted: str, locale: str) -> str:
    """Return the name of the file: the one that was said, or the words of the title if its author takes them."""
    if not title:
        example = "coach new" if kind == "article" else f"coach new {kind}"
        raise UsageError(
            f'{"an" if kind == "article" else "a"} {kind} needs a title, in quotes: {example} "Its title".'
        )
    proposal = _short(slugify(title, locale))
    if name := _short(slugify(wanted or _asked("How is its file named?", proposal), locale)):
        return name
    hint = "Say how its file is named: --name two-words."
    raise UsageError(f"an address has only letters a-z and digits, and of these the title has none. {hint}")


def _short(slug: str) -> str:
    return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
