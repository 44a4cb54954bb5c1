"""Mail providers as data: forms and placeholders; and the escaping of their merge codes in our text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import yaml

if TYPE_CHECKING:
    from coach.content.config.newsletter import NewsletterFields

NONE = "none"

# The beginnings of merge codes, which some provider would execute.
_CODES = ("{{", "{%", "{$", "*|")
_JOINT = "\N{WORD JOINER}"


@dataclass(frozen=True)
class Provider:
    """One provider, configured for this site: `action` is "" when there is no form.

    `hosts` are where the form may send a reader, as in a Content-Security-Policy; `confirms`: it asks by mail first.
    `codes` are the beginnings of the merge codes it may run. `own_frame`: it takes the content of a mail only.
    """

    name: str = NONE
    title: str = ""
    action: str = ""
    email: str = "email"
    hidden: dict[str, str] = field(default_factory=dict)
    honeypot: str = ""
    hosts: tuple[str, ...] = ()
    confirms: bool = True
    unsubscribe: str = ""
    address: str = ""
    codes: tuple[str, ...] = _CODES
    own_frame: bool = False


def choose_provider(text: str, chosen: NewsletterFields) -> Provider:
    """Return the chosen provider from the text of providers.yml, filled in for this site's account."""
    data: dict[str, Any] = yaml.safe_load(text).get(chosen.provider, {})
    words = _words(chosen)
    action = _fill(data.get("action", ""), words) if chosen.account else ""
    hidden = {name: _fill(value, words) for name, value in data.get("hidden", {}).items()}
    hosts = [_host(action), *data.get("hosts", []), _host(chosen.thanks or "")] if action else []
    return Provider(
        name=chosen.provider,
        title=data.get("title", ""),
        action=action,
        email=data.get("email", "email"),
        hidden={name: value for name, value in hidden.items() if value},
        honeypot=_fill(data.get("honeypot", ""), words),
        hosts=tuple(dict.fromkeys(host for host in hosts if host)),
        confirms=chosen.opt_in == "double",
        unsubscribe=data.get("unsubscribe", ""),
        address=data.get("address", ""),
        codes=tuple(data.get("codes", _CODES)),
        own_frame=data.get("own_frame", False),
    )


def _words(chosen: NewsletterFields) -> dict[str, str]:
    query = parse_qs(urlsplit(chosen.account or "").query)
    own = {"account": (chosen.account or "").rstrip("/"), "list": chosen.list or "", "thanks": chosen.thanks or ""}
    return {**{name: query.get(name, [""])[0] for name in ("u", "id")}, **own}


def _fill(value: str, words: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], value)


def _host(url: str) -> str:
    """Return scheme and host of a URL, with its port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def disarm_html(html: str) -> str:
    """Return the HTML with merge codes escaped as entities; readers see the same."""
    for code in _CODES:
        html = html.replace(code, "".join(f"&#{ord(character)};" for character in code))
    return html


def disarm_content(html: str, codes: tuple[str, ...]) -> str:
    """Return HTML for a provider that reads it, and so the references in it, before it runs its codes.

    Hence codes are split as in text; braces are references, since Ghost may make codes of single ones before that.
    """
    return disarm_text(html, codes).replace("{", "&#123;")


def disarm_text(text: str, codes: tuple[str, ...]) -> str:
    """Return the plain text with these merge codes split by an invisible word joiner."""
    for code in codes:
        text = text.replace(code, f"{code[0]}{_JOINT}{code[1:]}")
    return text
