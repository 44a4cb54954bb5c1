"""Whether an edition may be handed to a provider now, and if not, what to do."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coach.source.urls import is_web_address

if TYPE_CHECKING:
    from datetime import datetime

    from coach.site.newsletter.editions import Edition

# Names that no public server can have (RFC 6761, RFC 6762, and .internal by ICANN's resolution of 2024).
_PRIVATE = ("localhost", "local", "internal", "test", "invalid", "example")


def why_unfit(edition: Edition, site_url: str, now: datetime) -> str:
    """Return why no draft is made of the edition now, with the cure, or ""."""
    if why := why_private(site_url, f"coach newsletter push {edition.id}"):
        return why
    if edition.sent is not None:
        return f"{edition.id} was sent on {edition.sent}, as its file says. Begin the next one: coach newsletter new"
    if edition.draft:
        return f"{edition.id} is a draft. Take draft: true out of {edition.file.path} when it is done, and push again."
    if edition.date > now:
        day = edition.date.date()
        return f"{edition.id} comes on {day}, and its page is not there before. Push then, or change its date."
    return ""


def why_private(site_url: str, command: str) -> str:
    """Return why mails cannot have links to this site, and how to run the command so that they can; "" if they can."""
    if is_public(site_url):
        return ""
    why = f"the links of this mail would lead to {site_url}, which nobody but you can open."
    cure = f"SITE_URL=https://your-site.org/ {command}"
    return f"{why} Write the site's address in mkdocs.yml as site_url:, or give it: {cure}"


def is_public(site_url: str) -> bool:
    """Return whether people elsewhere could open this address: http or https, and no host of this machine or house."""
    if not is_web_address(site_url):
        return False
    host = (urlsplit(site_url).hostname or "").rstrip(".")
    try:
        return ip_address(host).is_global
    except ValueError:
        labels = host.split(".")
        # "127.1" and "2130706433" are 127.0.0.1 for browsers: a last label of digits is no domain.
        return len(labels) > 1 and labels[-1] not in _PRIVATE and not labels[-1].isdigit()
