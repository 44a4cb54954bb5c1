"""Mail providers as data: forms and placeholders; and the escaping of their merge codes in our text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from coach.content.settings import NewsletterFields

NONE = "none"

# The beginnings of merge codes, which some provider would execute.
_CODES = ("{{", "{%", "{$", "*|")
_JOINT = "\N{WORD JOINER}"


@dataclass(frozen=True)
class Provider:
    """One provider, configured for this site: `action` is "" when there is no form."""

    name: str = NONE
    action: str = ""
    email: str = "email"
    hidden: dict[str, str] = field(default_factory=dict)
    honeypot: str = ""
    unsubscribe: str = ""
    address: str = ""


def choose_provider(text: str, chosen: NewsletterFields) -> Provider:
    """Return the chosen provider from the text of providers.yml, with the account in its form's URL."""
    data: dict[str, Any] = yaml.safe_load(text).get(chosen.provider, {})
    action = str(data.get("action", "")).replace("{account}", chosen.account or "")
    return Provider(
        name=chosen.provider,
        action=action if chosen.account else "",
        email=data.get("email", "email"),
        hidden=data.get("hidden", {}),
        honeypot=data.get("honeypot", ""),
        unsubscribe=data.get("unsubscribe", ""),
        address=data.get("address", ""),
    )


def disarm_html(html: str) -> str:
    """Return the HTML with merge codes escaped as entities; readers see the same."""
    for code in _CODES:
        html = html.replace(code, "".join(f"&#{ord(character)};" for character in code))
    return html


def disarm_text(text: str) -> str:
    """Return the plain text with merge codes split by an invisible word joiner."""
    for code in _CODES:
        text = text.replace(code, f"{code[0]}{_JOINT}{code[1:]}")
    return text
