"""The rendered mail of an edition, for a provider or as an .eml file."""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import cached_property
from hashlib import sha256

_RECIPIENT = "A subscriber <subscriber@example.invalid>"  # .invalid can never be delivered (RFC 6761)


@dataclass(frozen=True)
class Parcel:
    """The rendered mail of one edition; `url` is that of its page."""

    edition: str
    subject: str
    preheader: str
    html: str
    text: str
    url: str = ""

    @cached_property
    def hash(self) -> str:
        """A hash of the mail as a subscriber would get it: twelve hexadecimal digits."""
        parts = [self.subject, self.preheader, self.html, self.text]
        return sha256(json.dumps(parts).encode()).hexdigest()[:12]


def eml(parcel: Parcel, sender: str, key: str) -> bytes:
    """Return the parcel as an .eml file (multipart/alternative, RFC 2046): the same bytes for the same parcel.

    It has no date, and its recipient is a placeholder. `sender` is an address, with or without a name before it; `key`
    is the site's.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(parcel.subject.split())
    message["From"] = " ".join(sender.split())
    message["To"] = _RECIPIENT
    message["Message-ID"] = f"<{_plain(parcel.edition)}.{_plain(parcel.hash)}@{_plain(key)}.invalid>"
    message.set_content(parcel.text, cte="quoted-printable")
    message.add_alternative(parcel.html, subtype="html", cte="quoted-printable")
    message.set_boundary(_boundary(parcel))
    return message.as_bytes()


def _plain(word: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", word)


def _boundary(parcel: Parcel) -> str:
    # A digest of the parts cannot occur in the parts, so the boundary need not be random.
    return f"=_{sha256(repr(astuple(parcel)).encode()).hexdigest()[:40]}"
