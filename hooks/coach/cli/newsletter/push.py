"""`coach newsletter push`: upload an edition to the provider as a draft; it never sends."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, FOUND, USAGE, Project
from coach.cli.newsletter.account import account_of, choose
from coach.cli.newsletter.edition import UnfitError, add_action, parcel_of
from coach.io.disk.files import replace_file
from coach.io.network import is_safe, talk
from coach.publish.mail.drafts.ledger import PATH, Ledger, LedgerError, read_ledger, write_ledger
from coach.publish.mail.drafts.push import Outcome, ProviderError, push
from coach.publish.mail.providers.client import Answer
from coach.publish.mail.providers.known import PROVIDERS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from coach.cli.newsletter.edition import Actions
    from coach.content.config.newsletter import NewsletterFields
    from coach.publish.mail.drafts.push import Provider
    from coach.publish.mail.parcel import Parcel


@dataclass(frozen=True)
class Wish:
    """What the command line asks for: `provider` and `base` are None where the settings decide."""

    provider: str | None = None
    base: str | None = None
    update: bool = False
    dry_run: bool = False


def add(actions: Actions) -> None:
    """Register the action."""
    add_action(actions, "push", "create a draft at the provider; it never sends", _push)
    parser = actions.choices["push"]
    parser.add_argument("--provider", help="the provider (default: the one in mkdocs.yml)")
    parser.add_argument("--update", action="store_true", help="replace the text of a draft that is still a draft")
    parser.add_argument("--dry-run", action="store_true", help="show what would be sent, and ask nobody")
    parser.add_argument("--api", help="another server that speaks the provider's API")


def _push(options: argparse.Namespace) -> int:
    project = Project()
    if project.problems:
        told = "\n".join(map(str, project.problems))
        return _say(f"mkdocs.yml has mistakes. Mend them and push again:\n{told}", FOUND)
    newsletter = project.settings.coach.newsletter
    wish = Wish(options.provider, options.api, options.update, options.dry_run)
    try:
        name = choose(wish.provider, newsletter)
        parcel = parcel_of(project, options.edition, name)
    except ValueError as error:
        return _say(str(error), USAGE)
    except UnfitError as error:
        return _say(str(error), FOUND)
    return push_edition(parcel, project.docs / PATH, wish, newsletter, os.environ)


def push_edition(
    parcel: Parcel, ledger_path: Path, wish: Wish, newsletter: NewsletterFields, environ: Mapping[str, str]
) -> int:
    """Upload the parcel as a draft, print what happened, and return the exit code.

    0: the draft exists, new or from before, or this was a dry run. 1: refused, or the provider failed. 2: wrong usage.
    """
    try:
        name = choose(wish.provider, newsletter)
        account = account_of(name, newsletter, environ, wish.base, dry_run=wish.dry_run)
    except ValueError as error:
        return _say(str(error), USAGE)
    provider = PROVIDERS[name](account, transport)
    if wish.dry_run:
        return _show(parcel, provider, account.base)
    try:
        outcome = _hand_over(parcel, ledger_path, provider, update=wish.update)
    except LedgerError as error:
        return _say(f"the ledger {ledger_path.as_posix()} cannot be used: {error}", FOUND)
    except ProviderError as error:
        return _say(str(error), FOUND)
    except OSError as error:
        why = error.strerror or "unknown reason"
        return _say(f"the ledger {ledger_path.as_posix()} cannot be read or written ({why}).", FOUND)
    return _say(outcome.message, CLEAN if outcome.done else FOUND)


def transport(method: str, url: str, headers: dict[str, str], body: bytes | None) -> Answer:
    """Return the response; ProviderError if the request would be sent unencrypted."""
    if not is_safe(url):
        raise ProviderError("Nothing was sent: the provider's address must begin with https://.")
    return Answer(*talk(method, url, headers, body))


def _show(parcel: Parcel, provider: Provider, base: str) -> int:
    print(f"Nothing is sent in a dry run. This would make {parcel.edition} a draft at {provider.name}:")
    for request in provider.plan(parcel):
        print(f"\n{request.method} {base}{request.path}")
        print(json.dumps(request.fields, ensure_ascii=False, indent=2))
    return CLEAN


def _hand_over(parcel: Parcel, path: Path, provider: Provider, *, update: bool) -> Outcome:
    def save(ledger: Ledger) -> None:
        replace_file(path, write_ledger(ledger).encode())

    return push(parcel, _load(path), provider, save, update=update)


def _load(path: Path) -> Ledger:
    if not path.exists():
        return Ledger()
    try:
        return read_ledger(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LedgerError("it is not text in UTF-8.") from None


def _say(message: str, code: int) -> int:
    if code == CLEAN:
        print(message)
    else:
        print(f"coach: {message}", file=sys.stderr)
    return code
