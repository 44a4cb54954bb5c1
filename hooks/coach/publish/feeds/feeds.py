"""The feeds of a site: all articles, those of each tag, and the editions."""

from __future__ import annotations

from dataclasses import replace
from mimetypes import guess_type
from typing import TYPE_CHECKING
from urllib.parse import quote

from coach.content.article import image_path
from coach.publish.feeds.atom import atom
from coach.publish.feeds.items import NEWEST, Feed, Item, Picture
from coach.publish.feeds.json_feed import json_feed
from coach.publish.feeds.rss import rss
from coach.site.generated_pages import GeneratedFile
from coach.source.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coach.content.article import Article
    from coach.site.editions import Edition
    from coach.site.site import Site

RSS, ATOM, JSON, OPML = "feed.xml", "feed.atom", "feed.json", "feeds.opml"
EDITIONS = "newsletter/feed.xml"


def article_item(article: Article, html: str, site: Site) -> Item:
    """Return an article as an item; `html` is its text with absolute URLs."""
    zone = site.settings.coach.timezone
    return Item(
        id=article.id,
        title=article.title,
        url=absolute(article.address, site.settings.site_url),
        summary=article.description,
        html=html,
        published=article.date.astimezone(zone),
        updated=article.changed.astimezone(zone),
        authors=tuple(author.name for author in site.library.authors_of(article)),
        tags=tuple(tag.label for tag in site.library.tags_of(article)),
        picture=picture_of(article, site),
    )


def picture_of(article: Article, site: Site) -> Picture | None:
    """Return the article's leading picture, with the length of its file; None if none is published."""
    path = image_path(article) if article.image else ""
    if article.image is None or path not in site.sizes:
        return None
    type_ = guess_type(path)[0] or "application/octet-stream"
    return Picture(absolute(quote(path), site.settings.site_url), site.sizes.get(path, 0), type_, article.image.alt)


def edition_item(edition: Edition, html: str, site: Site) -> Item:
    """Return an edition as an item."""
    date = edition.date.astimezone(site.settings.coach.timezone)
    url = absolute(edition.address, site.settings.site_url)
    authors = tuple(author.name for author in site.library.authors.values())[:1]
    return Item(f"newsletter-{edition.id}", edition.subject, url, edition.preheader, html, date, date, authors)


def make_feeds(
    site: Site, article_html: Callable[[Article], str], edition_html: Callable[[Edition], str]
) -> Iterator[Feed]:
    """Yield the feed of all articles, of the editions, and of each tag, each with its newest items."""
    settings = site.settings
    listed = [article for article in site.library.listed if not article.preview]
    items = {article.id: article_item(article, article_html(article), site) for article in _in_feeds(site, listed)}

    newest = tuple(items[article.id] for article in listed[:NEWEST])
    yield Feed("articles", settings.site_name, settings.description, RSS, "", settings.site_url, newest)
    editions = [edition for edition in reversed(site.editions) if not edition.draft][:NEWEST]
    letters = tuple(edition_item(edition, edition_html(edition), site) for edition in editions)
    if letters:
        title = f"{settings.site_name}: {settings.coach.newsletter.title}"
        about = settings.coach.newsletter.description
        yield Feed("newsletter", title, about, EDITIONS, "newsletter/", settings.site_url, letters)
    for tag in site.library.vocabulary.tags.values():
        if articles := [article for article in site.library.by_tag.get(tag.id, ()) if not article.preview]:
            found = tuple(items[article.id] for article in articles[:NEWEST])
            title, about = f"{settings.site_name}: {tag.label}", tag.description or tag.label
            yield Feed(f"tag:{tag.id}", title, about, f"{tag.address}{RSS}", tag.address, settings.site_url, found)


def _in_feeds(site: Site, listed: list[Article]) -> list[Article]:
    """Return every article that is in any feed, once."""
    found = {article.id: article for article in listed[:NEWEST]}
    for articles in site.library.by_tag.values():
        found |= {article.id: article for article in articles[:NEWEST] if not article.preview}
    return list(found.values())


def feed_files(feeds: list[Feed], key: str) -> Iterator[GeneratedFile]:
    """Yield the feeds as files: RSS for each, and Atom and JSON for the first, which is that of all articles."""
    for feed in feeds:
        yield GeneratedFile(feed.address, rss(feed))
    yield GeneratedFile(ATOM, atom(replace(feeds[0], address=ATOM), key))
    yield GeneratedFile(JSON, json_feed(replace(feeds[0], address=JSON)))
