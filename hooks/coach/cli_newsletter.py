"""`coach newsletter`: begin an edition, look at its mail, bring it to the provider as a draft."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader

from coach.cli_push import push_edition
from coach.io.disk import read_data, read_sources
from coach.io.templates import Pieces
from coach.publish.build import Outfit, start_build
from coach.publish.files import make_letter
from coach.publish.mail.letter import mail_html, mail_text
from coach.publish.mail.parcel import Parcel, eml
from coach.publish.mail.placeholders import choose_provider
from coach.site.editions import FOLDER
from coach.source.problems import suggest
from coach.usage import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import datetime

    from coach.content.settings import Settings
    from coach.publish.build import Build
    from coach.source.problems import Problem

    Site = Callable[[], tuple[Settings, list[Problem], Path]]

LEDGER = f"{FOLDER}ledger.yml"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

_NEW = """---
title:
description:
date: {month}-28
homework:
draft: true
---

"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], site: Site, now: Callable[[], datetime]) -> None:
    """Register the command; `site` reads settings and says where docs/ is, `now` reads the clock."""
    parser = commands.add_parser("newsletter", help="begin, look at and hand over an edition")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for name, words, run in (
        ("new", "write the draft of an edition", _new),
        ("preview", "write an edition's mail as a file that mail programs open", _preview),
        ("push", "create a draft at the provider; it never sends", _push),
    ):
        action = actions.add_parser(name, help=words)
        action.add_argument("edition", help="the month, as in 2026-12")
        action.set_defaults(run=run, site=site, now=now)
    push = actions.choices["push"]
    push.add_argument("--provider", default="buttondown", help="the provider (default: buttondown)")
    push.add_argument("--api", help="another server that speaks the provider's API")


def _new(options: argparse.Namespace) -> int:
    _, _, docs = options.site()
    if not _MONTH.fullmatch(options.edition):
        raise UsageError(f'"{options.edition}" is no month. Write it as in 2026-12.')
    path = docs / FOLDER / f"{options.edition}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_NEW.format(month=options.edition))
    except FileExistsError:
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.") from None
    print(path.as_posix())
    return 0


def _preview(options: argparse.Namespace) -> int:
    settings, _, _ = options.site()
    path = Path(f"{options.edition}.eml")
    path.write_bytes(eml(_parcel(options, "none"), settings.coach.newsletter.sender))
    print(f"{path.as_posix()}: open it with any mail program.")
    return 0


def _push(options: argparse.Namespace) -> int:
    _, _, docs = options.site()
    return push_edition(_parcel(options, options.provider), docs / LEDGER, options.provider, options.api, os.environ)


def _parcel(options: argparse.Namespace, provider: str) -> Parcel:
    """Return the edition as mail, with the placeholders of this provider."""
    build = _build(options)
    editions = {edition.id: edition for edition in build.site.editions}
    edition = editions.get(options.edition)
    if edition is None:
        raise UsageError(f'there is no edition "{options.edition}". {suggest(options.edition, editions)}'.rstrip())
    build.html(edition.address)
    chosen = build.site.settings.coach.newsletter.model_copy(update={"provider": provider})
    letter = make_letter(edition, build, choose_provider(read_data("publish/mail/providers.yml"), chosen))
    html, text = mail_html(letter, build.pieces), mail_text(letter, build.pieces)
    return Parcel(edition.id, edition.subject, edition.preheader, html, text, edition.hash)


def _build(options: argparse.Namespace) -> Build:
    settings, _, docs = options.site()
    outfit = Outfit(Pieces(FileSystemLoader(settings.overrides)))
    return start_build(read_sources(docs, settings.docs), settings, options.now(), outfit, preview=True)
