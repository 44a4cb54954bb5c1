"""`coach newsletter push`: upload an edition to the provider as a draft; it never sends."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, FOUND, USAGE, Project
from coach.cli.newsletter.edition import add_action, parcel_of
from coach.io.disk import replace_file
from coach.io.network import is_safe, talk
from coach.publish.mail.ledger import PATH, Ledger, LedgerError, read_ledger, write_ledger
from coach.publish.mail.provider_api import Buttondown
from coach.publish.mail.push import Outcome, ProviderError, push
from coach.source.problems import suggest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from coach.cli.newsletter.edition import Actions
    from coach.publish.mail.parcel import Parcel
    from coach.publish.mail.push import Provider

PROVIDERS = (Buttondown.name,)
TOKEN = "BUTTONDOWN_TOKEN"  # noqa: S105 - the variable's name, not what is in it


def add(actions: Actions) -> None:
    """Register the action."""
    add_action(actions, "push", "create a draft at the provider; it never sends", _push)
    parser = actions.choices["push"]
    parser.add_argument("--provider", default="buttondown", help="the provider (default: buttondown)")
    parser.add_argument("--api", help="another server that speaks the provider's API")


def _push(options: argparse.Namespace) -> int:
    project = Project()
    parcel = parcel_of(project, options.edition, options.provider)
    return push_edition(parcel, project.docs / PATH, options.provider, options.api, os.environ)


def push_edition(
    parcel: Parcel, ledger_path: Path, provider_name: str, base: str | None, environ: Mapping[str, str]
) -> int:
    """Upload the parcel as a draft, print what happened, and return the exit code.

    0: the draft exists, new or from before. 1: refused, or the provider failed. 2: wrong usage. `base` is the address
    of another server with the provider's API, such as a test server.
    """
    try:
        provider = _provider(provider_name, base, environ)
    except ValueError as error:
        return _say(str(error), USAGE)
    try:
        outcome = _hand_over(parcel, ledger_path, provider)
    except LedgerError as error:
        return _say(f"the ledger {ledger_path.as_posix()} cannot be used: {error}", FOUND)
    except ProviderError as error:
        return _say(str(error), FOUND)
    except OSError as error:
        why = error.strerror or "unknown reason"
        return _say(f"the ledger {ledger_path.as_posix()} cannot be read or written ({why}).", FOUND)
    return _say(outcome.message, CLEAN if outcome.done else FOUND)


def transport(method: str, url: str, headers: dict[str, str], body: bytes | None) -> tuple[int, bytes]:
    """Return status and body of the response; ProviderError if the request would be sent unencrypted."""
    if not is_safe(url):
        raise ProviderError("Nothing was sent: the provider's address must begin with https://.")
    return talk(method, url, headers, body)


def _provider(name: str, base: str | None, environ: Mapping[str, str]) -> Provider:
    if name not in PROVIDERS:
        hint = suggest(name, PROVIDERS, f"Known: {', '.join(PROVIDERS)}.")
        raise ValueError(f'there is no provider "{name}". {hint}')
    token = environ.get(TOKEN, "").strip()
    if not token:
        raise ValueError(f"no token. Put the one from Buttondown's settings into the variable {TOKEN}.")
    if not re.fullmatch(r"[!-~]+", token):
        raise ValueError(f"what is in {TOKEN} is no token: it has spaces or letters that none has.")
    base = (base or Buttondown.base).rstrip("/")
    if not is_safe(base):
        raise ValueError("the provider's address must begin with https://.")
    return Buttondown(token, transport, base)


def _hand_over(parcel: Parcel, path: Path, provider: Provider) -> Outcome:
    return push(parcel, _load(path), provider, lambda ledger: replace_file(path, write_ledger(ledger).encode()))


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
