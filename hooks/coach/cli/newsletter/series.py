"""`coach newsletter series`: write a reading path as mails, one for each step, for import at a provider."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError
from coach.cli.newsletter.edition import frame_for, plain_for, start
from coach.io.disk.files import write_new
from coach.publish.mail.drafts.fitness import why_private
from coach.publish.mail.series import series_files, step_mails
from coach.source.problems import suggest

if TYPE_CHECKING:
    import argparse

    from coach.cli.newsletter.edition import Actions

_DAYS = 3
_MOST = 60  # days


def add(actions: Actions) -> None:
    """Register the action."""
    parser = actions.add_parser("series", help="write a reading path as mails, one for each step")
    parser.add_argument("path", help="the path's id: its file's name without .yml")
    parser.add_argument("--days", type=int, default=_DAYS, help=f"days between two mails (default: {_DAYS})")
    parser.add_argument("--to", default="", help="the folder for the mails (default: series/PATH)")
    parser.set_defaults(run=_series)


def _series(options: argparse.Namespace) -> int:
    project = Project()
    if not 0 <= options.days <= _MOST:
        raise UsageError(f"--days takes a number from 0 to {_MOST}.")
    command = f"coach newsletter series {options.path}"
    if why := why_private(project.settings.site_url, command):
        raise UsageError(why)
    build = start(project, preview=False)
    path = build.site.paths.paths.get(options.path)
    if path is None:
        hint = suggest(options.path, build.site.paths.paths, "The paths are the files in docs/paths.")
        raise UsageError(f'there is no reading path "{options.path}". {hint}')
    folder = Path(options.to or f"series/{path.id}")
    if folder.exists():
        raise UsageError(f"{folder.as_posix()} is there already; delete it, or name another folder with --to.")
    if broken := [step.quiz for step in path.steps if step.quiz and step.quiz not in build.site.catalog.quizzes]:
        raise UsageError(f'the quiz "{broken[0]}" of this path has mistakes. coach check names them; mend it first.')
    frame = frame_for(build, project.settings.coach.newsletter.provider)
    mails = step_mails(path, build.site, build.texts, options.days)
    for name, text in series_files(mails, frame, build.pieces, partial(plain_for, frame.provider)):
        write_new(folder / name, text)
    print(f"{folder.as_posix()}: {len(mails)} mails, as HTML and text; series.json has their subjects and days.")
    return CLEAN
