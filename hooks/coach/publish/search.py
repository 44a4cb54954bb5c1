"""What readers can search for: every listed page that somebody wrote, as plain words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING

import lxml.html
from lxml.html import builder as E  # noqa: N812 - lxml's own name for it

from coach.moments import as_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coach.articles.article import Article
    from coach.building import Build
    from coach.newsletter.editions import Edition
    from coach.pages import Page
    from coach.paths import ReadingPath
    from coach.quizzes.quiz import Quiz

_BLOCKS = ("p", "li", "dt", "dd", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "pre", "blockquote", "br")
_NO_WORDS = (
    "//script | //style | //svg | //button | //*[@hidden or @data-leaves] | //*[contains(@class, 'footnote-backref')]"
)
# How much more a word of the description says than one of the text.
_WEIGHT = {"data-pagefind-weight": "5"}


@dataclass(frozen=True)
class Record:
    """One page as search knows it.

    `url` is relative to the site's root, `tags` are labels and `topics` the ids of the same tags, `date` is a day in
    words or "".
    """

    url: str
    title: str
    description: str
    html: str
    kind: str
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    date: str = ""

    @property
    def content(self) -> str:
        """What a reader sees of the text."""
        return plain_words(self.html)

    @cached_property
    def line(self) -> bytes:
        """The record as a line of JSON."""
        facts = (self.url, self.title, self.description, self.html, self.kind, self.tags, self.topics, self.date)
        return json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def search_records(build: Build) -> list[Record]:
    """Return a record for every page that readers may find: no draft, nothing scheduled, unlisted or moved."""
    return list(_records(build))


def records_digest(records: Iterable[Record]) -> str:
    """Return a digest that changes with anything in the records, and with nothing else."""
    digest = blake2b(digest_size=16)
    for record in records:
        digest.update(record.line)
    return digest.hexdigest()


def read_line(line: bytes) -> Record:
    """Return the record that was written as this line."""
    url, title, description, html, kind, tags, topics, date = json.loads(line.decode("utf-8", "surrogatepass"))
    return Record(url, title, description, html, kind, tuple(tags), tuple(topics), date)


def in_parts(records: Sequence[Record], size: int) -> list[list[Record]]:
    """Return the records in parts of up to some `size` characters of HTML; one part where that is enough.

    Small parts are indexed anew sooner, and many take longer to be merged: four times as many are twice as large. A
    record stays in its part whatever becomes of others, until there are twice as many parts.
    """
    whole, count = sum(len(record.html) for record in records), 1
    while whole > count**1.5 * size:
        count *= 2
    parts: list[list[Record]] = [[] for _ in range(count)]
    for record in records:
        digest = blake2b(record.url.encode(), digest_size=4).digest()
        parts[int.from_bytes(digest, "big") % count].append(record)
    return [part for part in parts if part]


def page_of(record: Record) -> str:
    """Return the record as the least page that says all of it to Pagefind."""
    facts = {"title": record.title, "kind": record.kind, "date": record.date, "tags": ", ".join(record.tags)}
    told = [E.META(content=value, **{"data-pagefind-meta": f"{key}[content]"}) for key, value in facts.items()]
    words = E.BODY(E.P(record.description, **_WEIGHT), E.P(record.content))
    return str(
        lxml.html.tostring(E.HTML(E.HEAD(*told), words, lang="en"), doctype="<!doctype html>", encoding="unicode")
    )


def _records(build: Build) -> Iterator[Record]:
    site = build.site
    yield from (_of_article(article, build) for article in site.library.listed if not article.preview)
    yield from (_of_quiz(quiz) for quiz in site.shelf.quizzes.values())
    yield from (_of_path(path) for path in site.paths.paths.values())
    yield from (_of_edition(edition, build) for edition in site.editions if not edition.draft)
    yield from (_of_page(page, build) for page in site.pages if page.listed)


def _of_article(article: Article, build: Build) -> Record:
    tags = build.site.library.tags_of(article)
    return Record(
        article.address,
        article.title,
        article.description,
        build.html(article.address),
        "article",
        tuple(tag.label for tag in tags),
        tuple(tag.id for tag in tags),
        as_day(article.date),
    )


def _of_quiz(quiz: Quiz) -> Record:
    return Record(quiz.address, quiz.title, quiz.description, _sentences(item.topic for item in quiz.items), "quiz")


def _of_path(path: ReadingPath) -> Record:
    return Record(path.address, path.title, path.description, _sentences(step.why for step in path.steps), "path")


def _of_edition(edition: Edition, build: Build) -> Record:
    html, day = build.html(edition.address), as_day(edition.date)
    return Record(edition.address, edition.subject, edition.preheader, html, "edition", date=day)


def _of_page(page: Page, build: Build) -> Record:
    return Record(page.address, page.title, page.description, build.html(page.address), "page")


def plain_words(html: str) -> str:
    """Return what a reader sees of the HTML, on one line."""
    if not html.strip():
        return ""
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in body.xpath(_NO_WORDS):
        element.drop_tree()
    for element in body.iter(*_BLOCKS):
        element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
    return " ".join(str(body.text_content()).split())


def _sentences(parts: Iterable[str]) -> str:
    """Return the parts as HTML, so that they do not run into each other."""
    return escape(" ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts))
