"""What readers can search for: every listed page that somebody wrote, as plain words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import lxml.html

from coach.moments import as_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


@dataclass(frozen=True)
class Record:
    """One page as search knows it: `url` is relative to the site's root, `date` a day in words or ""."""

    url: str
    title: str
    description: str
    content: str
    kind: str
    tags: tuple[str, ...] = ()
    date: str = ""


def search_records(build: Build) -> list[Record]:
    """Return a record for every page that readers may find: no draft, nothing scheduled, unlisted or moved."""
    return list(_records(build))


def records_digest(records: Iterable[Record]) -> str:
    """Return a digest that changes with anything in the records, and with nothing else."""
    data = [asdict(record) for record in records]
    return sha256(json.dumps(data, ensure_ascii=False).encode()).hexdigest()


def _records(build: Build) -> Iterator[Record]:
    site = build.site
    yield from (_of_article(article, build) for article in site.library.listed if not article.preview)
    yield from (_of_quiz(quiz) for quiz in site.shelf.quizzes.values())
    yield from (_of_path(path) for path in site.paths.paths.values())
    yield from (_of_edition(edition, build) for edition in site.editions if not edition.draft)
    yield from (_of_page(page, build) for page in site.pages if page.listed)


def _of_article(article: Article, build: Build) -> Record:
    content = plain_words(build.html(article.address))
    tags = tuple(tag.label for tag in build.site.library.tags_of(article))
    day = as_day(article.date)
    return Record(article.address, article.title, article.description, content, "article", tags, day)


def _of_quiz(quiz: Quiz) -> Record:
    return Record(quiz.address, quiz.title, quiz.description, _sentences(item.topic for item in quiz.items), "quiz")


def _of_path(path: ReadingPath) -> Record:
    return Record(path.address, path.title, path.description, _sentences(step.why for step in path.steps), "path")


def _of_edition(edition: Edition, build: Build) -> Record:
    content, day = plain_words(build.html(edition.address)), as_day(edition.date)
    return Record(edition.address, edition.subject, edition.preheader, content, "edition", date=day)


def _of_page(page: Page, build: Build) -> Record:
    return Record(page.address, page.title, page.description, plain_words(build.html(page.address)), "page")


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
    """Return the parts so that they do not run into each other."""
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)
