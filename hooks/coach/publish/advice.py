"""Advice, which never fails a build: on menus, tags, titles, cards, recordings and articles that are due for review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.publish.feeds.recorded import advise_recordings
from coach.publish.sharing import advise_cards
from coach.site.curation.tag_advice import advise_tags
from coach.site.curation.titles import Headed, advise_titles
from coach.site.linking.menu import menu_advice
from coach.source.problems import Problem
from coach.source.sources import START

_WORD = re.compile(r"\w+")
_LINK = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<[^>]*>|&\w+;")

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coach.content.article import Article
    from coach.content.pages import Page
    from coach.pictures.lettering import Typeface
    from coach.site.site import Site
    from coach.source.sources import Place
    from coach.source.yaml_document import Document


def advise(site: Site, today: date, face: Typeface) -> list[Problem]:
    """Return advice on the whole site, sorted by file and line.

    `today` is the day in the site's zone, `face` the font of the card pictures.
    """
    tags = advise_tags(site.library, site.cooccurrence)
    menus = menu_advice(site.settings, site.targets)
    titles = advise_titles(list(headed(site)))
    files = [*advise_cards(site, face), *advise_recordings(site)]
    return sorted([*menus, *tags, *titles, *files, *_reviews(site, today), *_beginnings(site)])


def _beginnings(site: Site) -> Iterator[Problem]:
    """Yield advice on descriptions that are the first words of the text, as those that an import makes."""
    for article in site.library.articles:
        words = _WORD.findall(article.description)
        text = _LINK.sub("", article.file.body[: 4 * len(article.description) + 400])
        if len(words) > 5 and _WORD.findall(text)[: len(words)] == words:
            place = article.file.document.place(("description",))
            message = "the description is the beginning of the text."
            hint = "Say what readers find out, in one or two sentences that could stand alone."
            yield Problem(article.file.path, *place, message, hint, advice=True)


def _reviews(site: Site, today: date) -> list[Problem]:
    """Return advice on articles whose `review_by` has passed."""
    found = []
    for article in site.library.articles:
        if article.review_by and article.review_by < today:
            place = article.file.document.place(("review_by",))
            message = f"this article was to be read again by {article.review_by}."
            hint = "Read it, mend it, set updated to today and review_by to a later day."
            found.append(Problem(article.file.path, *place, message, hint, advice=True))
    return found


def headed(site: Site) -> Iterator[Headed]:
    """Yield the title and description of every page that has its own."""
    written: tuple[Page | Article, ...] = (*site.pages, *site.library.articles)
    for item in written:
        yield Headed("", item.title, item.description, item.file.path, *_places(item.file.document))
    for edition in site.editions:
        yield Headed("", edition.subject, edition.preheader, edition.file.path, *_places(edition.file.document))
    for quiz in site.catalog.quizzes.values():
        yield Headed("quiz", quiz.title, quiz.description, quiz.source.shown, *_places(quiz.document))
    for path in site.paths.paths.values():
        yield Headed("path", path.title, path.description, f"{site.settings.docs}/paths/{path.id}.yml", START, START)


def _places(document: Document) -> tuple[Place, Place]:
    return document.place(("title",)), document.place(("description",))
