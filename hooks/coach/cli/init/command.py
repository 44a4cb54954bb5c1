"""`coach init`: ask whose blog it is, remove the texts of this one, and write the first files of the new one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coach.cli.common import CLEAN, Project, UsageError, now
from coach.cli.init.files import first_tag, new_files, new_settings, own_licence, own_quiz, readme, removed
from coach.cli.init.questions import add_flags, ask, read_line, repository_of
from coach.content.config.messages import read_catalogue
from coach.content.config.mkdocs import CONFIG
from coach.io.disk.files import read_messages, replace_file

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands
    from coach.cli.init.files import Wishes
    from coach.content.config.messages import Catalogue

_OURS = "second-sale"  # newsletter.key of the blog that this command begins with


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("init", help="make this blog your own: its name, author, language and parts")
    add_flags(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask before files are removed")
    parser.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    project = Project()
    key = project.settings.coach.newsletter.key
    if key != _OURS:
        raise UsageError(f"this is a blog of its own already: key: {key} in {CONFIG}.")
    messages = read_messages(Path(project.settings.overrides))
    wishes = ask(options, messages)
    there = {path.relative_to(project.docs).as_posix() for path in project.docs.rglob("*") if path.is_file()}
    gone = removed(there, wishes)
    if not options.yes:
        _confirm(len(gone), project.docs)
    number = _begin(project.docs, wishes, read_catalogue(messages, wishes.locale)[0], gone)
    print(f"{wishes.name}: {len(gone)} files removed, {number} written.")
    print("python run.py check names what waits for your words; each begins with TODO.")
    if not wishes.repository and (likely := repository_of(wishes.address)):
        print(f"If its files lie at {likely}: repository: {likely} below coach: in {CONFIG} is for “Write an article”.")
    if wishes.quizzes and not wishes.locale.startswith("en_"):
        print("The quizzes are in English: translate those of docs/quizzes that you keep, and delete the others.")
    return CLEAN


def _begin(docs: Path, wishes: Wishes, catalogue: Catalogue, gone: list[str]) -> int:
    """Remove the files that go, write those that come, and return how many those are."""
    made = dict(new_files(wishes, catalogue, now().astimezone(ZoneInfo(wishes.timezone)).date()))
    for quiz in docs.glob("quizzes/*.yml") if wishes.quizzes else ():
        made[quiz.relative_to(docs).as_posix()] = own_quiz(
            quiz.read_text(encoding="utf-8"), first_tag(wishes, catalogue)
        )
    config = Path(CONFIG)
    settings = new_settings(config.read_text(encoding="utf-8-sig"), wishes, catalogue)
    for path in gone:
        (docs / path).unlink()
    _sweep(docs)
    for path, text in made.items():
        replace_file(docs / path, text.encode())
    replace_file(config, settings.encode())
    replace_file(Path("README.md"), readme(wishes, catalogue).encode())
    licence = Path("LICENSE")
    if licence.is_file():
        replace_file(licence, own_licence(licence.read_text(encoding="utf-8"), wishes).encode())
    return len(made) + 2


def _confirm(number: int, docs: Path) -> None:
    question = (
        f"{number} files of this blog in {docs.as_posix()} will be removed. Is there a copy, and may they go? [no] "
    )
    if not sys.stdin.isatty() or read_line(question).strip().lower() not in {"yes", "y", "ja", "j"}:
        raise UsageError("nothing was changed. Say --yes if the files may be removed.")


def _sweep(docs: Path) -> None:
    """Remove the folders that are empty now; the one for pictures stays, which GitHub shows if a file is in it."""
    replace_file(docs / "assets" / ".gitkeep", b"")
    for folder in sorted((path for path in docs.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
