"""`coach freeze`: save the definition by which a quiz is scored now."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coach.cli.check import FORMATS
from coach.cli.common import CLEAN, Project, UsageError
from coach.io.disk.files import write_new
from coach.quizzes.catalog import read_catalog
from coach.quizzes.frozen import freeze, frozen_path
from coach.source.problems import suggest

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("freeze", help="keep what a quiz is scored by, so that links to results stay true")
    parser.add_argument("quiz", help="the quiz's id: its file's name without .yml")
    parser.set_defaults(run=_freeze)


def _freeze(options: argparse.Namespace) -> int:
    project = Project()
    catalog, problems = read_catalog(project.sources())
    quiz = catalog.quizzes.get(options.quiz)
    if quiz is None:
        sys.stdout.write(FORMATS["text"]([problem for problem in problems if f"/{options.quiz}.yml" in problem.path]))
        hint = suggest(options.quiz, catalog.names)
        raise UsageError(f'there is no quiz "{options.quiz}" without mistakes. {hint}')
    path = project.docs / frozen_path(quiz)
    write_new(path, freeze(quiz))
    print(path.as_posix())
    return CLEAN
