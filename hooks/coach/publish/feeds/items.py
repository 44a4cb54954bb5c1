"""What a feed says of one piece, whatever its format, and of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

NEWEST = 30


@dataclass(frozen=True)
class Picture:
    """A picture that goes with an item: its full address, true length in bytes, type and words."""

    url: str
    length: int
    type: str
    alt: str


@dataclass(frozen=True)
class Item:
    """One piece. `id` never changes; addresses are full; `html` stands alone; moments carry the site's zone."""

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


@dataclass(frozen=True)
class Feed:
    """A feed: its own id and addresses, and its items, the newest first.

    `address` is where the feed itself stands, relative to the site's root, and `home` the page it belongs to.
    """

    id: str
    title: str
    description: str
    address: str
    home: str
    site_url: str
    items: tuple[Item, ...]
    language: str = "en-gb"

    @property
    def changed(self) -> datetime | None:
        """The moment of the newest change in any item; a feed without items has none."""
        return max((item.updated for item in self.items), default=None)

    @property
    def url(self) -> str:
        """The feed's full address."""
        return self.site_url + self.address

    @property
    def home_url(self) -> str:
        """The full address of the page that the feed belongs to."""
        return self.site_url + self.home
