"""A feed as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coach.publish.feeds.items import Feed, Item, Sound


def json_feed(feed: Feed) -> str:
    """Return the feed as JSON; keys without a value are left out, as the format requires."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.url,
        "description": feed.description,
        "language": feed.language,
        **({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {}),
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _item(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
        "image": item.picture.url if item.picture else None,
        "attachments": [_attachment(item.sound)] if item.sound else None,
    }
    return {key: value for key, value in data.items() if value}


def _attachment(sound: Sound) -> dict[str, Any]:
    return {
        "url": sound.url,
        "mime_type": sound.type,
        "size_in_bytes": sound.length,
        "duration_in_seconds": sound.seconds,
    }
