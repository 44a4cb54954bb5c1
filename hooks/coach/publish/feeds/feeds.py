"""The feeds of a site: all articles, the editions, and the articles of each tag, author and path."""

from __future__ import annotations

from dataclasses import replace
from mimetypes import guess_type
from typing import TYPE_CHECKING
from urllib.parse import quote

from coach.content.article import image_path
from coach.pictures.marks.cover import COVER
from coach.publish.feeds.atom import atom
from coach.publish.feeds.items import NEWEST, Feed, Item, Picture, Show, Sound, global_id
from coach.publish.feeds.json_feed import json_feed
from coach.publish.feeds.podcast import podcast, podcast_guid
from coach.publish.feeds.rss import rss
from coach.site.generated_pages import PODCAST, GeneratedFile, recorded
from coach.source.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coach.content.article import Article
    from coach.recordings.recording import Recording, Recordings
    from coach.site.newsletter.editions import Edition
    from coach.site.site import Site

RSS, ATOM, JSON, OPML = "feed.xml", "feed.atom", "feed.json", "feeds.opml"


def article_item(article: Article, html: str, site: Site, recordings: Recordings) -> Item:
    """Return an article as an item; `html` is its text with absolute URLs."""
    found = recordings.of(article)
    zone = site.settings.coach.timezone
    return Item(
        id=article.guid or global_id(site.settings.coach.newsletter.key, article.id),
        title=article.title,
        url=absolute(article.address, site.settings.site_url),
        summary=article.description,
        html=html,
        published=article.date.astimezone(zone),
        updated=article.changed.astimezone(zone),
        authors=tuple(author.name for author in site.library.authors_of(article)),
        tags=tuple(tag.label for tag in site.library.tags_of(article)),
        picture=picture_of(article, site),
        sound=_sound(found, site) if found else None,
    )


def _sound(recording: Recording, site: Site) -> Sound:
    url = absolute(quote(recording.path), site.settings.site_url)
    return Sound(url, recording.length, recording.type, recording.seconds)


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
    id_ = global_id(site.settings.coach.newsletter.key, f"newsletter:{edition.id}")
    return Item(id_, edition.subject, url, edition.preheader, html, date, date, authors)


def make_feeds(
    site: Site,
    recordings: Recordings,
    article_html: Callable[[Article], str],
    edition_html: Callable[[Edition], str],
) -> Iterator[Feed]:
    """Yield the feeds of all articles, of the editions, and of each tag, author and path, with their newest items.

    The podcast has all of its items: podcast apps forget those that a feed no longer has.
    """
    groups = list(_groups(site, recordings))
    shown = {article.id: article for _, articles in groups for article in articles}
    items = {id_: article_item(article, article_html(article), site, recordings) for id_, article in shown.items()}
    first, *others = (replace(feed, items=tuple(items[one.id] for one in articles)) for feed, articles in groups)
    yield first
    newest = [edition for edition in reversed(site.editions) if not edition.draft][:NEWEST]
    if newest:
        newsletter = site.settings.coach.newsletter
        feed = _feed(site, "feed:newsletter", newsletter.title, newsletter.description, "newsletter/")
        yield replace(feed, items=tuple(edition_item(edition, edition_html(edition), site) for edition in newest))
    yield from others


def _groups(site: Site, recordings: Recordings) -> Iterator[tuple[Feed, list[Article]]]:
    """Yield each feed of articles without its items, and the newest articles that it lists; the first has all."""
    library = site.library
    listed = [article for article in library.listed if not article.preview]
    yield _feed(site, "feed:articles", "", site.settings.description, ""), listed[:NEWEST]
    if spoken := recorded(library):
        feed = _feed(site, "feed:podcast", "", site.settings.description, "")
        yield replace(feed, address=PODCAST, show=_show(feed, site)), list(filter(recordings.of, spoken))
    for tag in library.vocabulary.tags.values():
        feed = _feed(site, f"tag:{tag.id}", tag.label, tag.description or tag.label, tag.address)
        yield from _newest(feed, library.by_tag.get(tag.id, ()))
    for author in library.authors.values():
        feed = _feed(site, f"author:{author.id}", author.name, author.description or author.name, author.address)
        yield from _newest(feed, library.by_author.get(author.id, ()))
    for path in site.paths.paths.values():
        feed = _feed(site, f"path:{path.id}", path.title, path.description or path.title, path.address)
        yield from _newest(feed, library.on_path(path))


def _show(feed: Feed, site: Site) -> Show:
    fields = site.settings.coach.podcast
    return Show(
        author=fields.author or site.settings.site_name,
        image=absolute(quote(fields.image or COVER), site.settings.site_url),
        categories=fields.categories,
        type=fields.type,
        guid=fields.guid or podcast_guid(f"{feed.site_url}{PODCAST}"),
        explicit=fields.explicit,
        owner=fields.owner or site.settings.coach.contact or "",
    )


def _newest(feed: Feed, articles: Iterable[Article]) -> Iterator[tuple[Feed, list[Article]]]:
    if found := [article for article in articles if not article.preview][:NEWEST]:
        yield feed, found


def _feed(site: Site, id_: str, title: str, about: str, home: str) -> Feed:
    """Return a feed without items; without a title it has the site's name."""
    settings = site.settings
    return Feed(
        id=global_id(settings.coach.newsletter.key, id_),
        title=f"{settings.site_name}: {title}" if title else settings.site_name,
        description=about,
        address=f"{home}{RSS}",
        home=home,
        site_url=settings.site_url,
        items=(),
        language=settings.coach.language.lower(),
        hub=settings.coach.newsletter.hub or "",
    )


def moved_feeds(site: Site, feeds: Sequence[Feed], note: Callable[[Feed], str]) -> Iterator[Feed]:
    """Yield a copy of a feed for each old address: of tags by their aliases, of the site by its `old_feeds`.

    `note` is added to the description.

    Readers' programs go on asking at the old address, and a static site cannot send them on; the same items with the
    same ids are there, and the feed's own link is the new one.
    """
    homes = {feed.home: feed for feed in feeds if not feed.show}
    moved = [
        (homes[redirect.target], f"{redirect.address}{RSS}")
        for redirect in site.redirects
        if redirect.target in homes and redirect.address.endswith("/")
    ]
    moved += [(_old_form(feeds[0], old), old) for old in site.settings.coach.old_feeds]
    for feed, old in moved:
        yield replace(feed, description=f"{feed.description} {note(feed)}", old_address=old)


def _old_form(feed: Feed, old: str) -> Feed:
    """Return the site's feed in the form that the old one had, as far as its address tells: Atom, or else RSS."""
    return replace(feed, address=ATOM) if "atom" in old.lower() else feed


def feed_files(feeds: list[Feed]) -> Iterator[GeneratedFile]:
    """Yield the feeds as files: RSS for each, and Atom and JSON for the first, which is that of all articles."""
    for feed in feeds:
        yield GeneratedFile(feed.file, _written(feed))
    yield GeneratedFile(ATOM, atom(replace(feeds[0], address=ATOM)))
    yield GeneratedFile(JSON, json_feed(replace(feeds[0], address=JSON)))


def _written(feed: Feed) -> bytes:
    if feed.show:
        return podcast(feed, feed.show)
    return atom(feed) if feed.address == ATOM else rss(feed)
