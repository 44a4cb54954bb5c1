"""`coach init`: ask whose blog it is, remove the texts of this one, and write the first files of the new one."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from coach.cli.common import CLEAN, Project, UsageError, now
from coach.cli.init.files import Wishes, new_files, new_settings, own_quiz, removed
from coach.content.config.messages import read_catalogue
from coach.content.config.mkdocs import CONFIG
from coach.io.disk import read_messages, replace_file
from coach.source.problems import suggest
from coach.source.urls import is_web_address

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from coach.cli.common import Commands
    from coach.content.config.messages import Catalogue

_OURS = "second-sale"  # newsletter.key of the blog that this command begins with
_LOCALE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")


@dataclass(frozen=True)
class _Question:
    """One thing to know: the flag that says it, the question, an example."""

    flag: str
    words: str
    example: str
    may_be_empty: bool = False


_ADDRESS = "At which address will it be? (empty if you do not know yet)"
_QUESTIONS = (
    _Question("name", "What is the blog called?", "Second Round"),
    _Question("author", "Who writes it? (your name)", "Ada Example"),
    _Question("tagline", "What is it about, in one sentence?", "For engineers who sell."),
    _Question("address", _ADDRESS, "https://ada.github.io/blog/", may_be_empty=True),
    _Question("locale", "In which language and country?", "en_GB"),
    _Question("timezone", "In which time zone?", "Europe/London"),
)


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("init", help="make this blog your own: its name, author, language and parts")
    for question in _QUESTIONS:
        parser.add_argument(f"--{question.flag}", help=f"{question.words} As in: {question.example}")
    parser.add_argument("--keep-quizzes", action="store_true", help="keep the five quizzes (CC BY 4.0)")
    parser.add_argument("--no-search", action="store_true", help="a site without search")
    parser.add_argument("--no-customers-view", action="store_true", help="quizzes for readers alone")
    parser.add_argument("--yes", action="store_true", help="do not ask before files are removed")
    parser.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    project = Project()
    key = project.settings.coach.newsletter.key
    if key != _OURS:
        raise UsageError(f"this is a blog of its own already: key: {key} in {CONFIG}.")
    messages = read_messages(Path(project.settings.overrides))
    wishes = _wishes(options, messages)
    there = {path.relative_to(project.docs).as_posix() for path in project.docs.rglob("*") if path.is_file()}
    gone = removed(there, quizzes=wishes.quizzes)
    if not options.yes:
        _confirm(len(gone), project.docs)
    number = _begin(project.docs, wishes, read_catalogue(messages, wishes.locale)[0], gone)
    print(f"{wishes.name}: {len(gone)} files removed, {number} written.")
    print("make check names what waits for your words; each begins with TODO.")
    return CLEAN


def _begin(docs: Path, wishes: Wishes, catalogue: Catalogue, gone: list[str]) -> int:
    """Remove the files that go, write those that come, and return how many those are."""
    made = dict(new_files(wishes, catalogue, now().astimezone(ZoneInfo(wishes.timezone)).date()))
    for quiz in docs.glob("quizzes/*.yml") if wishes.quizzes else ():
        made[quiz.relative_to(docs).as_posix()] = own_quiz(quiz.read_text(encoding="utf-8"))
    config = Path(CONFIG)
    settings = new_settings(config.read_text(encoding="utf-8-sig"), wishes, catalogue)
    for path in gone:
        (docs / path).unlink()
    _sweep(docs)
    for path, text in made.items():
        replace_file(docs / path, text.encode())
    replace_file(config, settings.encode())
    return len(made) + 1


def _wishes(options: argparse.Namespace, messages: Mapping[str, str]) -> Wishes:
    """Return what was said by flags, and what is answered now, checked."""
    said = {question.flag: _answer(question, getattr(options, question.flag)) for question in _QUESTIONS}
    address, locale, zone = said["address"], said["locale"], said["timezone"]
    if address and not is_web_address(address):
        raise UsageError(f'"{address}" is no address. Write it whole, as in https://ada.github.io/blog/')
    if not _LOCALE.fullmatch(locale):
        raise UsageError(f'"{locale}" is no language and country. Write it as in de_DE.')
    language = locale.partition("_")[0]
    if language not in messages:
        known = f"Known: {', '.join(sorted(messages))}. CONTRIBUTING.md says how to add one."
        raise UsageError(f'there are no words in the language "{language}". {known}')
    if zone not in available_timezones():
        raise UsageError(f'"{zone}" is no time zone. {suggest(zone, available_timezones(), "As in Europe/Berlin.")}')
    return Wishes(
        name=said["name"],
        author=said["author"],
        address=address and f"{address.rstrip('/')}/",
        locale=locale,
        timezone=zone,
        tagline=said["tagline"],
        search=not options.no_search,
        customers_view=not options.no_customers_view,
        quizzes=options.keep_quizzes,
    )


def _answer(question: _Question, said: str | None) -> str:
    """Return what a flag says, or what somebody types in."""
    if said is None and not sys.stdin.isatty():
        if question.may_be_empty:
            return ""
        raise UsageError(f'say --{question.flag}, as in --{question.flag} "{question.example}".')
    answer = " ".join((input(f"{question.words} [{question.example}] ") if said is None else said).split())
    if not answer and not question.may_be_empty:
        raise UsageError(f"{question.flag} may not be empty.")
    return answer


def _confirm(number: int, docs: Path) -> None:
    question = (
        f"{number} files of this blog in {docs.as_posix()} will be removed. Is there a copy, and may they go? [yes] "
    )
    if not sys.stdin.isatty() or input(question).strip().lower() != "yes":
        raise UsageError("nothing was changed. Say --yes if the files may be removed.")


def _sweep(docs: Path) -> None:
    """Remove the folders that are empty now."""
    for folder in sorted((path for path in docs.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
