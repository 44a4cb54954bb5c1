"""What the actions of `coach newsletter` share: the argument `edition`, and that edition as rendered mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader

from coach.cli.common import Project, UsageError, now
from coach.io.disk import read_data
from coach.io.templates import Pieces
from coach.publish.build import Build, Resources, start_build
from coach.publish.files import make_letter
from coach.publish.mail.letter import mail_html, mail_text
from coach.publish.mail.parcel import Parcel
from coach.publish.mail.placeholders import choose_provider
from coach.source.problems import suggest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    Actions = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it


def add_action(actions: Actions, name: str, words: str, run: Callable[[argparse.Namespace], int]) -> None:
    """Register an action that takes an edition."""
    action = actions.add_parser(name, help=words)
    action.add_argument("edition", help="the month, as in 2026-12")
    action.set_defaults(run=run)


def parcel_of(project: Project, edition_id: str, provider: str) -> Parcel:
    """Return the edition as rendered mail, with the placeholders of this provider; UsageError for an unknown id."""
    build = _build(project)
    editions = {edition.id: edition for edition in build.site.editions}
    edition = editions.get(edition_id)
    if edition is None:
        raise UsageError(f'there is no edition "{edition_id}". {suggest(edition_id, editions)}'.rstrip())
    build.html(edition.address)
    chosen = build.site.settings.coach.newsletter.model_copy(update={"provider": provider})
    letter = make_letter(edition, build, choose_provider(read_data("publish/mail/providers.yml"), chosen))
    html, text = mail_html(letter, build.pieces), mail_text(letter, build.pieces)
    return Parcel(edition.id, edition.subject, edition.preheader, html, text, edition.hash)


def _build(project: Project) -> Build:
    resources = Resources(Pieces(FileSystemLoader(project.settings.overrides)))
    return start_build(project.sources(), project.settings, now(), resources, preview=True)
