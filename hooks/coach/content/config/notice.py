"""`extra.coach.notice` in mkdocs.yml: one line above every page, until its day is over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from coach.source.dates import Day
from coach.source.schema import Fields, Text

if TYPE_CHECKING:
    from datetime import datetime

    from coach.content.settings import Settings


class NoticeFields(Fields):
    """A notice: `until` is the last day on which it is shown; `to` is written like a menu's link, `button` names it."""

    EXAMPLES: ClassVar[dict[str, str]] = {"words": "words: and one sentence", "until": "until: 2026-12-24"}

    words: Text
    until: Day
    button: Text | None = None
    to: Text | None = None


def with_notice(settings: Settings, now: datetime) -> Settings:
    """Return the settings without a notice whose day is over, in the site's time zone."""
    notice = settings.coach.notice
    if notice is None or now.astimezone(settings.coach.timezone).date() <= notice.until:
        return settings
    return replace(settings, coach=settings.coach.model_copy(update={"notice": None}))
