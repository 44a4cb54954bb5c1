"""Generated pages and files: archive, authors, tags, paths, quizzes, redirects."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.pictures.marks.cover import COVER
from coach.pictures.marks.mark import APP_ICONS
from coach.quizzes.catalog import ABOUT, helps_of
from coach.quizzes.customer_view import view_address, view_of
from coach.quizzes.quiz import FOLDER
from coach.site.curation.cooccurrence import articles_by_pair
from coach.site.linking.redirects import old_names
from coach.source.urls import card_address, figure_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from coach.content.article import Article
    from coach.content.library import Library
    from coach.content.reading_paths import Paths, ReadingPath
    from coach.content.settings import CoachFields
    from coach.quizzes.catalog import QuizCatalog
    from coach.quizzes.quiz import Quiz
    from coach.site.curation.cooccurrence import Cooccurrence
    from coach.site.newsletter.editions import Edition

PER_PAGE = 30
PODCAST = "podcast.xml"  # the address of the podcast, if there is one
EDITOR = "admin/"  # the address of the web editor
SHELF, OFFLINE = "shelf/", "offline/"
WEB_MANIFEST = "site.webmanifest"


@dataclass(frozen=True)
class GeneratedPage:
    """A generated page: its template and the variables of that.

    If title and description are empty, the template has them: they are words for readers.
    """

    address: str
    template: str
    title: str = ""
    description: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    changed: datetime | None = None
    listed: bool = True


class GeneratedFile(NamedTuple):
    """A generated file that is not a page, for programs and scripts."""

    address: str
    content: str | bytes


# Files of every build: feeds, the manifest, and MkDocs' static templates.
_FEEDS = ("feed.xml", "feed.atom", "feed.json", "feeds.opml", "manifest.json")
ALWAYS_PUBLISHED = (*_FEEDS, "robots.txt", "sitemap.xml", "sitemap.xml.gz", "llms.txt", "404.html", "sw.js")
# The files of overrides/assets, which is also where an author's files may lie.
_ASSETS = "apple-touch-icon.png favicon.ico feed.css mark.svg scheme.js site.css"
OWN_FILES = tuple(f"assets/{name}" for name in _ASSETS.split())


def copy_address(article: Article) -> str:
    """Return the address of an article's Markdown copy."""
    return f"{article.address}index.md"


def recorded(library: Library) -> list[Article]:
    """Return the articles that the podcast has: those with a recording that lists show, the newest first."""
    return [article for article in library.listed if article.audio and not article.preview]


def published_addresses(library: Library, paths: Paths, editions: Sequence[Edition]) -> Iterator[str]:
    """Yield the addresses of generated files: links may lead to them, and no page may have them."""
    yield from ALWAYS_PUBLISHED
    yield from (copy_address(article) for article in library.listed if not article.preview)
    if recorded(library):
        yield from (PODCAST, COVER)
    for tag in (library.vocabulary.tags[id_] for id_ in library.by_tag):
        yield f"{tag.address}feed.xml"
        yield from (f"tags/{slug}/feed.xml" for slug in old_names(tag, library.vocabulary))
        yield from (f"{address}feed.xml" for address in tag.addresses if address.endswith("/"))
    for author in library.by_author:
        yield f"{library.authors[author].address}feed.xml"
    yield from (f"{path.address}feed.xml" for path in paths.paths.values() if library.on_path(path))
    if editions:
        yield "newsletter/feed.xml"
    for edition in editions:
        yield from (f"{edition.address}{name}" for name in ("mail.html", "mail.txt", "edition.json"))


def card_addresses(library: Library, catalog: QuizCatalog, paths: Paths, editions: Sequence[Edition]) -> Iterator[str]:
    """Yield the addresses of card pictures: the site's, those of single pages and zones, and figures for mail."""
    yield card_address("")
    groups = (library.articles, catalog.quizzes.values(), paths.paths.values(), editions)
    yield from (card_address(item.address) for group in groups for item in group)
    yield from (card_address(quiz.result_address(zone)) for quiz in catalog.quizzes.values() for zone in quiz.zones)
    yield from (figure_address(article.address) for article in library.articles if article.figure)


def plan_pages(
    library: Library,
    catalog: QuizCatalog,
    paths: Paths,
    cooccurrence: Cooccurrence,
    editions: Sequence[Edition],
) -> Iterator[GeneratedPage]:
    """Yield every generated page, except redirects and those of the customer's view."""
    yield from _archive(library)
    yield from _authors(library)
    yield from _quizzes(library, catalog, paths)
    yield from _paths(library, paths)
    yield from _tags(library, cooccurrence)
    if editions:
        data = {"editions": editions[::-1]}
        yield GeneratedPage("newsletter/", "newsletter.html", data=data, changed=editions[-1].date)
    listed = {"paths": list(paths.paths.values())}
    yield GeneratedPage("homework/", "homework.html", data=listed, changed=library.changed())
    yield GeneratedPage(SHELF, "shelf.html", listed=False)
    yield GeneratedPage(address="privacy/", template="privacy.html")


def plan_optional(coach: CoachFields) -> Iterator[GeneratedPage]:
    """Yield the pages that settings bring: that of the web editor, and the one that comes without a network."""
    if coach.editor:
        yield GeneratedPage(EDITOR, "admin.html", listed=False)
    if coach.offline:
        yield GeneratedPage(OFFLINE, "offline.html", listed=False)


def optional_addresses(coach: CoachFields) -> tuple[str, ...]:
    """Return the addresses of generated files that settings bring."""
    return (*coach.old_feeds, *((WEB_MANIFEST, *APP_ICONS) if coach.offline else ()))


def plan_files(library: Library, catalog: QuizCatalog, *, customers_view: bool = True) -> Iterator[GeneratedFile]:
    """Yield the JSON files that scripts load: quizzes for the customer's view, frozen definitions for old links."""
    for quiz in catalog.quizzes.values() if customers_view else ():
        yield GeneratedFile(view_address(quiz), _as_json(view_of(quiz, helps_of(quiz, library))))
    for frozen in catalog.frozen:
        yield GeneratedFile(frozen.address, _as_json({**frozen.scale.as_data(), "titles": frozen.titles}))


_as_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _archive(library: Library) -> Iterator[GeneratedPage]:
    yield GeneratedPage("archive/", "archive.html", data={"years": library.by_year}, changed=library.changed())
    for year, articles in library.by_year.items():
        data = {"years": {year: articles}, "year": year}
        changed = max(article.changed for article in articles)
        yield GeneratedPage(f"archive/{year}/", "archive.html", data=data, changed=changed)


def _authors(library: Library) -> Iterator[GeneratedPage]:
    for id_, articles in library.by_author.items():
        author = library.authors[id_]
        data = {"author": author, "articles": articles}
        changed = max(article.changed for article in articles)
        yield GeneratedPage(author.address, "author.html", author.name, author.description, data, changed)


def _tags(library: Library, cooccurrence: Cooccurrence) -> Iterator[GeneratedPage]:
    used = [tag for tag in library.vocabulary.tags.values() if library.by_tag.get(tag.id)]
    if used:
        pairs = articles_by_pair(library.listed, cooccurrence.pictured)
        listed = {"tags": used, "cooccurrence": cooccurrence, "pairs": pairs}
        yield GeneratedPage("tags/", "tags.html", data=listed, changed=library.changed())
    for tag in used:
        articles = library.by_tag[tag.id]
        pages = older_pages(articles)
        data = {"tag": tag, "cooccurrence": cooccurrence, "total": len(articles), "older_pages": len(pages)}
        changed = max(article.changed for article in articles)
        first = {**data, "articles": articles[:PER_PAGE], "number": 0}
        yield GeneratedPage(tag.address, "tag.html", tag.label, tag.description, first, changed)
        for number, chunk in enumerate(pages, 1):
            later = {**data, "articles": chunk, "number": number}
            yield GeneratedPage(f"{tag.address}page/{number}/", "tag.html", tag.label, tag.description, later, changed)


def older_pages(articles: Sequence[Article]) -> list[tuple[Article, ...]]:
    """Return the pages of a list after its newest page, counted from the oldest article.

    The first page holds the oldest thirty, and so on: a page that is full never changes again, whatever is published
    later. The last one may repeat some of the newest page's articles.
    """
    count = -(-max(0, len(articles) - PER_PAGE) // PER_PAGE)
    oldest_first = articles[::-1]
    return [tuple(oldest_first[at * PER_PAGE : (at + 1) * PER_PAGE][::-1]) for at in range(count)]


def _paths(library: Library, paths: Paths) -> Iterator[GeneratedPage]:
    """Yield the paths, their list and their coaching; each has changed when the newest of its articles has."""
    dates = {path.id: _newest(library, path) for path in paths.paths.values()}
    if paths.paths:
        data = {"paths": list(paths.paths.values())}
        yield GeneratedPage("paths/", "paths.html", data=data, changed=max(filter(None, dates.values()), default=None))
    for path in paths.paths.values():
        yield GeneratedPage(path.address, "path.html", path.title, path.description, {"path": path}, dates[path.id])
    for path, coaching in paths.coached:
        facts = {"path": path, "coaching": coaching}
        yield GeneratedPage(coaching.address, "coaching.html", "", coaching.opening, facts, dates[path.id])


def _newest(library: Library, path: ReadingPath) -> datetime | None:
    steps = (library.by_id[step.article] for step in path.steps if step.article in library.by_id)
    return max((article.changed for article in steps), default=None)


def _longest_first(catalog: QuizCatalog) -> list[Quiz]:
    """Return the quizzes; the longest one says most."""
    return sorted(catalog.quizzes.values(), key=lambda quiz: (-len(quiz.items), quiz.id))


def _quizzes(library: Library, catalog: QuizCatalog, paths: Paths) -> Iterator[GeneratedPage]:
    quizzes = _longest_first(catalog)
    if quizzes:
        yield GeneratedPage(FOLDER, "quizzes.html", data={"quizzes": quizzes})
        yield GeneratedPage(f"{FOLDER}{ABOUT}/", "quizzes-about.html", data={"quizzes": quizzes})
    for quiz in quizzes:
        data = {"quiz": quiz, "helps": helps_of(quiz, library), "stops": paths.of_quiz(quiz.id)}
        yield GeneratedPage(quiz.address, "quiz.html", quiz.title, quiz.description, data)
        for zone in quiz.zones:
            facts = {"quiz": quiz, "zone": zone}
            yield GeneratedPage(quiz.result_address(zone), "quiz-result.html", zone.title, data=facts, listed=False)


def plan_customers_view(catalog: QuizCatalog) -> Iterator[GeneratedPage]:
    """Yield the pages on which customers answer, and those where both views lie side by side."""
    quizzes = _longest_first(catalog)
    data = {"quizzes": quizzes, "older": {quiz.id: _older(quiz, catalog) for quiz in quizzes}}
    for quiz in quizzes:
        for place in ("customer", "card"):
            facts = {**data, "quiz": quiz}
            yield GeneratedPage(f"{quiz.address}{place}/", f"{place}.html", data=facts, listed=False)
    for place, listed in (("mirror", True), ("mirror-team", True), ("mirror-collect", False)) if quizzes else ():
        yield GeneratedPage(f"{place.replace('-', '/')}/", f"{place}.html", data=data, listed=listed)


def _older(quiz: Quiz, catalog: QuizCatalog) -> list[str]:
    """Return the fingerprints of the quiz's earlier versions, whose links still open."""
    kept = (frozen.scale.fingerprint for frozen in catalog.frozen if frozen.quiz == quiz.id)
    return sorted(one for one in kept if one != quiz.scale.fingerprint)
