"""What a feed of RSS 2.0 needs to be a podcast.

After "A Podcaster's Guide to RSS" (help.apple.com/itc/podcasts_connect), which Spotify follows, and the namespace of
podcastindex.org.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from lxml import etree

from coach.publish.feeds.rss import add_text, document, tree

if TYPE_CHECKING:
    from coach.publish.feeds.items import Feed, Item, Show

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
SPACES = {"itunes": ITUNES, "podcast": PODCAST}
_GUIDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the namespace of podcast:guid


def podcast_guid(url: str) -> str:
    """Return the UUID of the podcast whose first feed had this URL: of the URL without its scheme."""
    return str(uuid5(_GUIDS, url.partition("://")[2]))


def podcast(feed: Feed, show: Show) -> bytes:
    """Return the feed as a podcast, a UTF-8 XML document."""
    root = tree(feed, SPACES)
    (channel,) = root
    elements = list(channel.iterfind("item"))
    for element in elements:
        channel.remove(element)  # what is said of the whole comes first
    _add_show(channel, feed, show)
    for element, item in zip(elements, feed.items, strict=True):
        _add_episode(element, item)
        channel.append(element)
    return document(root, feed)


def _add_show(channel: Any, feed: Feed, show: Show) -> None:
    add_text(channel, f"{{{ITUNES}}}title", feed.title)
    add_text(channel, f"{{{ITUNES}}}summary", feed.description)
    add_text(channel, f"{{{ITUNES}}}author", show.author)
    if show.owner:
        owner = etree.SubElement(channel, f"{{{ITUNES}}}owner")
        add_text(owner, f"{{{ITUNES}}}name", show.author)
        add_text(owner, f"{{{ITUNES}}}email", show.owner)
    etree.SubElement(channel, f"{{{ITUNES}}}image", href=show.image)
    inside = channel
    for category in show.categories:
        inside = etree.SubElement(inside, f"{{{ITUNES}}}category", text=category)
    add_text(channel, f"{{{ITUNES}}}explicit", str(show.explicit).lower())
    add_text(channel, f"{{{ITUNES}}}type", show.type)
    add_text(channel, f"{{{PODCAST}}}guid", show.guid)
    locked = add_text(channel, f"{{{PODCAST}}}locked", "yes")  # no other host may take the podcast over
    if show.owner:
        locked.set("owner", show.owner)


def _add_episode(element: Any, item: Item) -> None:
    add_text(element, f"{{{ITUNES}}}title", item.title)
    add_text(element, f"{{{ITUNES}}}author", ", ".join(item.authors))
    add_text(element, f"{{{ITUNES}}}summary", item.summary)
    add_text(element, f"{{{ITUNES}}}episodeType", "full")
    if item.sound:
        add_text(element, f"{{{ITUNES}}}duration", str(item.sound.seconds))
