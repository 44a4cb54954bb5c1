"""The search records of all listed pages that authors wrote."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coach.publish.search.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.content.article import Article
    from coach.content.coaching.coaching import Coaching
    from coach.content.pages import Page
    from coach.content.reading_paths import ReadingPath
    from coach.publish.build import Build
    from coach.quizzes.quiz import Quiz
    from coach.site.newsletter.editions import Edition


def search_records(build: Build) -> Iterator[Record]:
    """Yield a record for every page that readers may find: no draft, nothing scheduled, unlisted or moved."""
    site = build.site
    yield from (_of_article(article, build) for article in site.library.listed if not article.preview)
    yield from (_of_quiz(quiz) for quiz in site.catalog.quizzes.values())
    yield from (_of_path(path) for path in site.paths.paths.values())
    yield from (_of_coaching(coaching, path, build) for path, coaching in site.paths.coached)
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
        build.site.settings.catalogue.day(article.date),
        tuple(", ".join(tag.aliases) for tag in tags),
    )


def _of_quiz(quiz: Quiz) -> Record:
    return Record(quiz.address, quiz.title, quiz.description, _sentences(item.topic for item in quiz.items), "quiz")


def _of_path(path: ReadingPath) -> Record:
    return Record(path.address, path.title, path.description, _sentences(step.why for step in path.steps), "path")


def _of_coaching(coaching: Coaching, path: ReadingPath, build: Build) -> Record:
    title = build.site.settings.catalogue.form("coaching.title").replace("{path}", path.title)
    exercise, handout = coaching.exercise, coaching.handout
    asked = (words for question in coaching.questions for words in question if words)
    words = _sentences((*asked, exercise.title, exercise.text, handout.title, *handout.lines))
    return Record(coaching.address, title, coaching.opening, words, "page")


def _of_edition(edition: Edition, build: Build) -> Record:
    html, day = build.html(edition.address), build.site.settings.catalogue.day(edition.date)
    return Record(edition.address, edition.subject, edition.preheader, html, "edition", date=day)


def _of_page(page: Page, build: Build) -> Record:
    return Record(page.address, page.title, page.description, build.html(page.address), "page")


def _sentences(parts: Iterable[str]) -> str:
    """Return the parts as HTML, each ended like a sentence."""
    return escape(" ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts))
