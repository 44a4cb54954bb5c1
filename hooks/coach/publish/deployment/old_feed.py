"""The feed of a blog that has moved in, against the new one: what feed readers and mail services would get twice.

Readers' programs know an item by its id, letter by letter; services that mail a feed go by its date too.
"""

from __future__ import annotations

from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from coach.publish.deployment.guard import Finding
from coach.source.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class FeedError(ValueError):
    """The data is no feed; the message says why, in one sentence."""


@dataclass(frozen=True)
class FeedItem:
    """One item of a feed: its id as the program of a reader sees it, its link, title and date (None for none)."""

    id: str
    link: str
    title: str
    date: datetime | None


def read_feed(data: bytes) -> tuple[FeedItem, ...]:
    """Return the items of a feed in RSS, RDF, Atom or JSON, the newest first as they stand there."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        return tuple(_from_json(data))
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - for this command only; it has no types

    found = feedparser.parse(data, sanitize_html=False)
    if not found.get("version") and not found.entries:
        raise FeedError("it is no feed")
    return tuple(_item(entry) for entry in found.entries)


def _item(entry: Any) -> FeedItem:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    date = datetime.fromtimestamp(timegm(moment), UTC) if moment else None
    link = str(entry.get("link") or "")
    return FeedItem(str(entry.get("id") or link), link, str(entry.get("title") or ""), date)


def _from_json(data: bytes) -> Iterator[FeedItem]:
    import json  # noqa: PLC0415 - few feeds are

    try:
        items = json.loads(data)["items"]
        for item in items:
            written = item.get("date_published")
            date = datetime.fromisoformat(written).astimezone(UTC) if written else None
            link = str(item.get("url") or "")
            yield FeedItem(str(item.get("id") or link), link, str(item.get("title") or ""), date)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise FeedError("it is no feed") from None


def compare_feeds(old: Sequence[FeedItem], new: Iterable[FeedItem], allowed: Iterable[str] = ()) -> list[Finding]:
    """Return what would be sent again, sorted by id; ids that are `allowed` are left out."""
    by_id = {item.id: item for item in old}
    by_link = {_path(item.link): item for item in old}
    by_title = {_folded(item.title): item for item in old if item.title}
    dates = [item.date for item in old if item.date]
    passed = set(allowed)
    findings: list[Finding] = []
    for item in new:
        same = by_id.get(item.id)
        if same:
            findings += _redated(item, same)
        elif was := by_link.get(_path(item.link)) or by_title.get(_folded(item.title)):
            findings.append(_renamed(item, was))
        elif item.date and dates and item.date <= max(dates) and item.id.startswith("urn:"):
            findings.append(_fresh(item, max(dates)))
    return sorted((one for one in findings if one.id not in passed), key=lambda one: (one.id, one.kind))


def _path(link: str) -> str:
    return unquote(parts_of(link).path).strip("/").casefold() or link


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _redated(item: FeedItem, old: FeedItem) -> list[Finding]:
    if not item.date or not old.date or item.date == old.date:
        return []
    message = f'the date of "{_printable(item.title)}" was {old.date.isoformat()}, and is now {item.date.isoformat()}:'
    return [Finding("redated", item.id, f"{message} it could be sent again.", "Give it its first date again.")]


def _renamed(item: FeedItem, old: FeedItem) -> Finding:
    message = f'"{_printable(item.title)}" has another id than in the old feed: it would be sent again.'
    return Finding("other guid", item.id, message, f"Write guid: {_printable(old.id)} into its front matter.")


def _fresh(item: FeedItem, newest: datetime) -> Finding:
    message = (
        f'"{_printable(item.title)}" is not in the old feed, and older than the newest in it'
        f" ({newest.date().isoformat()}): it would be sent as new."
    )
    return Finding("back-filled", item.id, message, "If it was published there, write its guid into its front matter.")


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
