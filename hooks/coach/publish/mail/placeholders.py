"""Mail providers as data: forms, placeholders, and the codes that they would run in our text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from coach.content.settings import NewsletterFields

NONE = "none"

# What some provider would execute, and the same seen by a reader: as entities in HTML, with a joint in plain text.
_CODES = ("{{", "{%", "{$", "*|")
_JOINT = "\N{WORD JOINER}"


@dataclass(frozen=True)
class Provider:
    """One provider, ready for this site: `action` is "" when there is none to send a form to."""

    name: str = NONE
    action: str = ""
    email: str = "email"
    hidden: dict[str, str] = field(default_factory=dict)
    honeypot: str = ""
    unsubscribe: str = ""
    address: str = ""


def choose_provider(text: str, chosen: NewsletterFields) -> Provider:
    """Return the chosen provider from the text of providers.yml, its action filled in with the account."""
    data: dict[str, Any] = yaml.safe_load(text).get(chosen.provider, {})
    action = str(data.get("action", "")).replace("{account}", chosen.account or "")
    return Provider(
        name=chosen.provider,
        action=action if chosen.account else "",
        email=data.get("email", "email"),
        hidden=data.get("hidden", {}),
        honeypot=data.get("honeypot", ""),
        unsubscribe=data.get("unsubscribe", ""),
        address=chosen.address or data.get("address", ""),
    )


def disarm_html(html: str) -> str:
    """Return HTML in which no provider finds a merge code, and every reader sees the same as before."""
    for code in _CODES:
        html = html.replace(code, "".join(f"&#{ord(character)};" for character in code))
    return html


def disarm_text(text: str) -> str:
    """Return plain text in which no provider finds a merge code; the joint in it is not seen."""
    for code in _CODES:
        text = text.replace(code, f"{code[0]}{_JOINT}{code[1:]}")
    return text
