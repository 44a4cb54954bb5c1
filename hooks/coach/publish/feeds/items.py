"""Feeds and their items, independent of the format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

NEWEST = 30  # items in a feed


def global_id(key: str, id_: str) -> str:
    """Return an id that no other site has, in every format of feed; `key` is `newsletter.key` in the settings.

    `id_` of an article is a slug; that of everything else has a colon, so that no article can have it too.
    """
    return f"urn:{key}:{id_}"


@dataclass(frozen=True)
class Picture:
    """A picture of an item: its URL, length in bytes, MIME type and alt text."""

    url: str
    length: int
    type: str
    alt: str


@dataclass(frozen=True)
class Sound:
    """The recording of an item: its URL, length in bytes, MIME type and length in seconds."""

    url: str
    length: int
    type: str
    seconds: int


@dataclass(frozen=True)
class Show:
    """What directories of podcasts ask of a feed; `categories` are from the widest to the narrowest.

    `guid` is a UUID that stays with the podcast; `owner` is a mail address or "".
    """

    author: str
    image: str
    categories: tuple[str, ...]
    type: str
    guid: str
    explicit: bool = False
    owner: str = ""


@dataclass(frozen=True)
class Item:
    """One item: its `id` never changes, and may be any text, if another tool gave it.

    URLs are absolute, `html` is sanitised, times are in the site's zone. `figure` is the URL of its figure as a small
    picture, which mail shows and feeds do not.
    """

    id: str
    title: str
    url: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    figure: str = ""
    sound: Sound | None = None


@dataclass(frozen=True)
class Feed:
    """A feed: its global id and addresses, and its items, the newest first; `language` is a tag such as en-gb.

    `address` is the feed's own, relative to the site's root, and `home` that of the page it belongs to. A feed with an
    `old_address` is a copy, kept there for those who subscribed before its tag was renamed. `hub` is the URL of a
    WebSub hub, which tells subscribers of new items, or "". A podcast has a `show`, and all its items have sounds.
    """

    id: str
    title: str
    description: str
    address: str
    home: str
    site_url: str
    items: tuple[Item, ...]
    language: str = "en-gb"
    old_address: str = ""
    hub: str = ""
    show: Show | None = None

    @property
    def changed(self) -> datetime | None:
        """The time of the latest change of any item; None for a feed without items."""
        return max((item.updated for item in self.items), default=None)

    @property
    def file(self) -> str:
        """The address of the file that holds the feed."""
        return self.old_address or self.address

    @property
    def url(self) -> str:
        """The feed's URL."""
        return self.site_url + self.address

    @property
    def home_url(self) -> str:
        """The URL of the page that the feed belongs to."""
        return self.site_url + self.home
