"""Files that need every rendered text: feeds, mail, the data of editions, and the manifest."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from coach.publish.deployment.manifest import ADDRESS as MANIFEST
from coach.publish.deployment.manifest import Entry, Manifest, content_hash, manifest_text
from coach.publish.deployment.similar import sketch
from coach.publish.feeds.feeds import OPML, article_item, feed_files, make_feeds, moved_feeds
from coach.publish.feeds.markdown_copy import markdown_copies
from coach.publish.feeds.opml import opml
from coach.publish.mail.frame import make_frame
from coach.publish.mail.letter import Letter, Offer, Question, mail_html, mail_text
from coach.site.generated_pages import GeneratedFile
from coach.site.linking.menu import offer_link
from coach.source.urls import absolute, figure_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.content.article import Article
    from coach.publish.build import Build
    from coach.publish.feeds.items import Feed, Item
    from coach.site.newsletter.editions import Edition
    from coach.site.site import Site


def publish(build: Build) -> Iterator[GeneratedFile]:
    """Yield the feeds, articles' Markdown copies, every edition's mail and data, and the manifest."""
    site = build.site
    feeds = list(make_feeds(site, build.recordings, build.article_elsewhere, build.edition_elsewhere))
    moved = list(moved_feeds(site, feeds, partial(_moved, build)))
    yield from feed_files([*feeds, *moved])
    yield GeneratedFile(OPML, opml(site.settings.site_name, feeds))
    yield from markdown_copies(site, build.rendered, build.pieces)
    for edition in site.editions:
        yield from edition_files(edition, build)
    yield GeneratedFile(MANIFEST, manifest_text(make_manifest(site, [*feeds, *moved])))


def _moved(build: Build, feed: Feed) -> str:
    return build.pieces.render_text("components/feed/moved.html", url=feed.url).strip()


def edition_files(edition: Edition, build: Build) -> Iterator[GeneratedFile]:
    """Yield an edition's mail as HTML and text, and its data as JSON."""
    letter, frame = make_letter(edition, build), make_frame(build.site.settings, build.provider)
    html, text = mail_html(letter, frame, build.pieces), mail_text(letter, frame, build.pieces)
    yield GeneratedFile(f"{edition.address}mail.html", html)
    yield GeneratedFile(f"{edition.address}mail.txt", text)
    data = {
        "edition": edition.id,
        "subject": edition.subject,
        **({"subject_b": edition.subject_b} if edition.subject_b else {}),
        "preheader": edition.preheader,
        "date": edition.date.isoformat(),
        "items": list(edition.articles),
        "hash": edition.hash,
        "sha256": {"mail.html": sha256(html.encode()).hexdigest(), "mail.txt": sha256(text.encode()).hexdigest()},
    }
    yield GeneratedFile(f"{edition.address}edition.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def make_letter(edition: Edition, build: Build) -> Letter:
    """Return the content of the edition's mail."""
    site = build.site
    articles = (site.library.by_id[id_] for id_ in edition.articles if id_ in site.library.by_id)
    return Letter(
        edition=edition,
        html=build.edition_elsewhere(edition),
        url=absolute(edition.address, site.settings.site_url),
        articles=tuple(_in_mail(article, build) for article in articles),
        question=_question(edition, site),
        offer=_offer(site),
    )


def _in_mail(article: Article, build: Build) -> Item:
    site = build.site
    figure = absolute(figure_address(article.address), site.settings.site_url)
    return replace(
        article_item(article, "", site, build.recordings), figure=figure if article.address in build.plates else ""
    )


def _offer(site: Site) -> Offer | None:
    fields, link = site.settings.offer, offer_link(site.settings, site.targets)
    if not fields or not link:
        return None
    url = link.link if link.is_full else absolute(link.link, site.settings.site_url)
    texts = (fields.title, fields.words, fields.button)
    title, words, button = (site.settings.catalogue.typeset(text or "") for text in texts)
    return Offer(title, words, button, url)


def _question(edition: Edition, site: Site) -> Question | None:
    quiz = site.catalog.quizzes.get(edition.quiz or "")
    item = next((item for item in quiz.items if item.id == edition.item), None) if quiz else None
    return Question(quiz, item, absolute(quiz.address, site.settings.site_url)) if quiz and item else None


def make_manifest(site: Site, feeds: Iterable[Feed]) -> Manifest:
    """Return the manifest: all published articles and editions, redirects and feeds."""
    articles = [_article_entry(article) for article in site.library.listed if not article.preview]
    editions = [_edition_entry(edition) for edition in site.editions if not edition.draft]
    hidden = [article for article in site.library.articles if not article.listed and not article.preview]
    unnamed = {article.address for article in hidden}
    return Manifest(
        entries=(*articles, *editions),
        redirects={one.address: one.target for one in site.redirects if one.target not in unnamed},
        feeds={feed.file: feed.id for feed in feeds},
        key=site.settings.coach.newsletter.key,
        unlisted=frozenset(content_hash(name) for one in hidden for name in (one.id, one.address)),
    )


def _edition_entry(edition: Edition) -> Entry:
    text = " ".join([edition.file.body, *edition.articles])
    first = edition.date.isoformat()
    return Entry("edition", edition.id, edition.address, first, content_hash(text), edition.subject, sketch(text))


def _article_entry(article: Article) -> Entry:
    first, text = article.date.isoformat(), article.file.body
    return Entry(
        "article", article.id, article.address, first, content_hash(text), article.title, sketch(text), article.guid
    )
