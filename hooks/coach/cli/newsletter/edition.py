"""What the actions of `coach newsletter` share: the argument `edition`, and that edition as rendered mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader

from coach.cli.common import Project, UsageError, now
from coach.io.disk.files import read_data
from coach.io.templates import Pieces
from coach.publish.build import Build, Resources, start_build
from coach.publish.files import make_letter
from coach.publish.mail.drafts.fitness import why_unfit
from coach.publish.mail.frame import make_frame
from coach.publish.mail.letter import mail_content, mail_html, mail_text
from coach.publish.mail.parcel import Parcel
from coach.publish.mail.placeholders import NONE, Provider, choose_provider, disarm_text
from coach.site.site import read_site
from coach.source.problems import suggest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from coach.publish.mail.frame import Frame
    from coach.site.newsletter.editions import Edition
    from coach.site.site import Site

    Actions = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it


class UnfitError(Exception):
    """The edition cannot be handed over now; the message says why and what to do."""


def add_action(
    actions: Actions, name: str, words: str, run: Callable[[argparse.Namespace], int], *, needed: bool = True
) -> None:
    """Register an action that takes an edition; one that is not `needed` is the current month."""
    action = actions.add_parser(name, help=words)
    current = "" if needed else "; the current month without it"
    action.add_argument("edition", help=f"the month, as in 2026-12{current}", nargs=None if needed else "?")
    action.set_defaults(run=run)


def preview_of(project: Project, edition_id: str) -> Parcel:
    """Return the edition as rendered mail, drafts too; UsageError for an unknown id."""
    build = start(project, preview=True)
    return _parcel(build, _edition(build.site, edition_id), NONE)


def parcel_of(project: Project, edition_id: str, provider: str) -> Parcel:
    """Return the edition as rendered mail, with the placeholders of this provider and the links readers may follow.

    UsageError for an unknown id, UnfitError if it cannot be handed over.
    """
    site = read_site(project.sources(), project.settings, now(), preview=True)
    if why := why_unfit(_edition(site, edition_id), project.settings.site_url, now()):
        raise UnfitError(why)
    build = start(project, preview=False)
    edition = _edition(build.site, edition_id)
    build.html(edition.address)
    mistakes = [*build.site.problems, *build.text_problems()]
    if found := [str(problem) for problem in mistakes if problem.path == edition.file.path and not problem.advice]:
        raise UnfitError("\n".join(["this edition has mistakes. Mend them and push again:", *found]))
    return _parcel(build, edition, provider)


def _edition(site: Site, edition_id: str) -> Edition:
    editions = {edition.id: edition for edition in site.editions}
    if edition_id not in editions:
        raise UsageError(f'there is no edition "{edition_id}". {suggest(edition_id, editions)}'.rstrip())
    return editions[edition_id]


def _parcel(build: Build, edition: Edition, provider: str) -> Parcel:
    build.html(edition.address)
    letter, frame = make_letter(edition, build), frame_for(build, provider)
    make = mail_content if frame.provider.own_frame else mail_html
    html, text = make(letter, frame, build.pieces), mail_text(letter, frame, build.pieces)
    subject, preheader = (plain_for(frame.provider, words) for words in (edition.subject, edition.preheader))
    return Parcel(edition.id, subject, preheader, html, text, letter.url)


def frame_for(build: Build, provider: str) -> Frame:
    """Return the frame of mails with this provider's placeholders."""
    settings = build.site.settings
    chosen = settings.coach.newsletter.model_copy(update={"provider": provider})
    return make_frame(settings, choose_provider(read_data("publish/mail/providers.yml"), chosen))


def plain_for(provider: Provider, words: str) -> str:
    """Return a subject or preheader as the provider may have it: merge codes are run there as well."""
    return words if provider.name == NONE else disarm_text(words, provider.codes)


def start(project: Project, *, preview: bool) -> Build:
    """Begin a build of the project: every text is rendered."""
    resources = Resources(Pieces(FileSystemLoader(project.settings.overrides), project.settings.catalogue))
    return start_build(project.sources(), project.settings, now(), resources, preview=preview)
