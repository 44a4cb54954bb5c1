"""`extra.coach.offer` in mkdocs.yml: what the author offers, such as a call or a workshop."""

from __future__ import annotations

from typing import ClassVar

from coach.source.schema import Fields, Text


class OfferFields(Fields):
    """What the author offers: `to` is written like a menu's link."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "words", "button", "to")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: Work with me",
        "words": "words: and one sentence",
        "button": "button: Book a call",
        "to": "to: https://calendar.example.org/ada",
    }

    title: Text | None = None
    words: Text | None = None
    button: Text | None = None
    to: Text | None = None
