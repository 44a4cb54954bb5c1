"""`coach newsletter push`: where the pushing meets network, ledger file and token."""

from __future__ import annotations

import os
import re
import sys
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import HTTPErrorProcessor, ProxyHandler, Request, build_opener

from coach.publish.mail.ledger import Ledger, LedgerError, read_ledger, write_ledger
from coach.publish.mail.provider_api import Buttondown
from coach.publish.mail.push import Outcome, ProviderError, push
from coach.source.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from coach.publish.mail.parcel import Parcel
    from coach.publish.mail.push import Provider

PROVIDERS = (Buttondown.name,)
TOKEN = "BUTTONDOWN_TOKEN"  # noqa: S105 - the variable's name, not what is in it

_DONE, _NOT_DONE, _USAGE = 0, 1, 2
_TIMEOUT = 30  # seconds
_LOCAL = {"127.0.0.1", "localhost"}


def push_edition(
    parcel: Parcel, ledger_path: Path, provider_name: str, base: str | None, environ: Mapping[str, str]
) -> int:
    """Bring the parcel to the provider as a draft and say so; the result is the exit code.

    0: it is there, now or since before. 1: refused, or the provider failed. 2: not usable this way.
    `base` is the address of another server that speaks the provider's API, such as a stand-in.
    """
    try:
        provider = _provider(provider_name, base, environ)
    except ValueError as error:
        return _say(str(error), _USAGE)
    try:
        outcome = _push(parcel, ledger_path, provider)
    except LedgerError as error:
        return _say(f"the ledger {ledger_path.as_posix()} cannot be used: {error}", _NOT_DONE)
    except ProviderError as error:
        return _say(str(error), _NOT_DONE)
    except OSError as error:
        why = error.strerror or "unknown reason"
        return _say(f"the ledger {ledger_path.as_posix()} cannot be read or written ({why}).", _NOT_DONE)
    return _say(outcome.message, _DONE if outcome.done else _NOT_DONE)


def http_transport(method: str, url: str, headers: dict[str, str], body: bytes | None) -> tuple[int, bytes]:
    """Return status and body of the answer to one request; raise OSError when there is none within 30 s.

    Redirects are not followed, and nothing goes out unencrypted except to this machine.
    """
    if not _is_safe(url):
        raise ProviderError("Nothing was sent: the provider's address must begin with https://.")
    request = Request(url, body, headers, method=method)  # noqa: S310 - _is_safe allows http and https only
    # A proxy named in the environment knows nothing of this machine's own servers.
    direct = [ProxyHandler({})] if urlsplit(url).hostname in _LOCAL else []
    try:
        with build_opener(_AsItCame, *direct).open(request, timeout=_TIMEOUT) as answer:
            return answer.status, answer.read()
    except HTTPException as error:
        raise ConnectionError("the answer broke off") from error


class _AsItCame(HTTPErrorProcessor):
    """Hands every answer on: an error is an answer too, and a redirect would carry the token elsewhere."""

    def http_response(self, request: Request, response: object) -> object:
        del request
        return response

    https_response = http_response


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
    if not _is_safe(base):
        raise ValueError("the provider's address must begin with https://.")
    return Buttondown(token, http_transport, base)


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)


def _push(parcel: Parcel, path: Path, provider: Provider) -> Outcome:
    return push(parcel, _load(path), provider, lambda ledger: _save(path, ledger))


def _load(path: Path) -> Ledger:
    if not path.exists():
        return Ledger()
    try:
        return read_ledger(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LedgerError("it is not text in UTF-8.") from None


def _save(path: Path, ledger: Ledger) -> None:
    """Replace the file in one step, and have it on the disk before the next request goes out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(write_ledger(ledger).encode())
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _say(message: str, code: int) -> int:
    if code == _DONE:
        print(message)
    else:
        print(f"coach: {message}", file=sys.stderr)
    return code
