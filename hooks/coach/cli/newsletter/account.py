"""The provider that `coach newsletter push` talks to, from settings and environment."""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from coach.io.clock import seconds
from coach.io.network import is_safe
from coach.publish.mail.placeholders import NONE
from coach.publish.mail.providers.client import Account
from coach.publish.mail.providers.known import PROVIDERS
from coach.source.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.content.config.newsletter import NewsletterFields

FORM_ONLY = ("generic",)
_NEEDS_LIST = {
    "listmonk": "the UUID of the list, as its page in listmonk shows it",
    "mailchimp": "the audience's id, as its settings in Mailchimp show it",
}
_NEEDS_SENDER = ("mailchimp", "mailerlite")
_SENDER = "Write sender: under newsletter: in mkdocs.yml, as in Your Name <letters@your-site.org>."
_GHOST_KEY = re.compile("[0-9a-f]+:(?:[0-9a-f]{2})+")
_DATA_CENTRE = re.compile(r"-([a-z]{2}\d{1,3})$")


def choose(asked: str | None, newsletter: NewsletterFields) -> str:
    """Return the name of the provider to push to; ValueError, with the cure, if there is none."""
    name = asked or newsletter.provider
    known = f"Known: {', '.join(PROVIDERS)}."
    if name == NONE:
        raise ValueError(f"no provider. Write provider: under newsletter: in mkdocs.yml, or give --provider. {known}")
    if name in FORM_ONLY:
        raise ValueError(f"{name} is form only: there is no push to it. {known}")
    if name not in PROVIDERS:
        raise ValueError(f'there is no provider "{name}". {suggest(name, PROVIDERS, known)}')
    return name


def account_of(
    name: str, newsletter: NewsletterFields, environ: Mapping[str, str], base: str | None, *, dry_run: bool = False
) -> Account:
    """Return the account at the provider; ValueError, with the cure, if something is missing. A dry run needs no token.

    `base` is the address of another server with the provider's API, such as a test server.
    """
    sender_name, sender = parseaddr(newsletter.sender or "")
    if name in _NEEDS_SENDER and not newsletter.sender:
        raise ValueError(f"{name} needs a sender that it knows. {_SENDER}")
    token = "" if dry_run else _token(name, PROVIDERS[name].variable, environ)
    address = (base or PROVIDERS[name].base or _own_base(name, newsletter, token)).rstrip("/")
    if not is_safe(address):
        raise ValueError("the provider's address must begin with https://.")
    list_ = newsletter.list or (_audience(newsletter.account) if name == "mailchimp" else "")
    if name in _NEEDS_LIST and not list_:
        raise ValueError(f"{name} needs a list. Write list: under newsletter: in mkdocs.yml, {_NEEDS_LIST[name]}.")
    own = newsletter.account or ""
    return Account(token, newsletter.key, address, sender, sender_name or sender, own, list_, seconds)


def _token(name: str, variable: str, environ: Mapping[str, str]) -> str:
    token = environ.get(variable, "").strip()
    if not token:
        raise ValueError(f"no token. Put the one from {name}'s settings into the variable {variable}.")
    if not re.fullmatch(r"[!-~]+", token):
        raise ValueError(f"what is in {variable} is no token: it has spaces or letters that none has.")
    if name == "mailchimp" and not _DATA_CENTRE.search(token):
        raise ValueError(f"what is in {variable} is no whole key of Mailchimp: its end, such as -us6, is missing.")
    if name == "listmonk" and ":" not in token:
        raise ValueError(f"what is in {variable} is half a token. Write user, colon, token: desk:abc123.")
    if name == "ghost" and not _GHOST_KEY.fullmatch(token):
        why = f"what is in {variable} is no Admin API key of Ghost."
        raise ValueError(f"{why} Make a custom integration there and copy that key, with what is behind its colon.")
    return token


def _own_base(name: str, newsletter: NewsletterFields, token: str) -> str:
    if name == "mailchimp":
        found = _DATA_CENTRE.search(token)
        return f"https://{found[1] if found else 'your-server'}.api.mailchimp.com"
    if not newsletter.account:
        raise ValueError(f"{name} runs at an address of yours. Write it as account: under newsletter: in mkdocs.yml.")
    return newsletter.account


def _audience(account: str | None) -> str:
    """Return the audience's id, which is in the address of Mailchimp's form."""
    return parse_qs(urlsplit(account or "").query).get("id", [""])[0]
