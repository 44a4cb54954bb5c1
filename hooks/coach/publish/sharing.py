"""The site's look on pictures, and which pages have a card of their own; all others show the site's card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.pictures.cards import Card
from coach.pictures.marks.drawing import is_dark
from coach.pictures.marks.figure import Plate
from coach.pictures.marks.mark import FILE, TALLIES, Look, Mark, initials_of
from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from coach.content.article import Article
    from coach.content.reading_paths import ReadingPath
    from coach.content.settings import Settings
    from coach.io.templates import Pieces
    from coach.pictures.lettering import Typeface
    from coach.pictures.store import FilePictures
    from coach.site.site import Site

HOME = ""


def choose_look(settings: Settings, published: Collection[str], pictures: FilePictures | None) -> Look:
    """Return the site's colours and mark: docs/assets/mark.svg if it is published, else as the settings say."""
    drawing = pictures.drawing(FILE) if pictures and FILE in published else ""
    plain = TALLIES if settings.coach.mark == "tallies" else Mark(initials_of(settings.site_name))
    return Look(settings.coach.colours, Mark(drawing=drawing, dark=is_dark(drawing)) if drawing else plain)


def plan_cards(site: Site, look: Look, pieces: Pieces) -> dict[str, Card]:
    """Return the cards by the address of their page: articles, quizzes and their zones, paths, editions, and home."""
    name = site.settings.site_name
    cards = {HOME: Card(site.settings.coach.tagline or "", name)}
    cards |= {item.address: Card(item.title, name, figure=_drawing(item, pieces)) for item in site.library.articles}
    cards |= {quiz.address: Card(quiz.title, name, (quiz.low, quiz.high)) for quiz in site.catalog.quizzes.values()}
    cards |= {
        quiz.result_address(zone): Card(zone.title, name, (quiz.low, quiz.high), span=(zone.first, zone.last))
        for quiz in site.catalog.quizzes.values()
        for zone in quiz.zones
    }
    cards |= {path.address: Card(path.title, name, figure=_drawing(path, pieces)) for path in site.paths.paths.values()}
    cards |= {edition.address: Card(edition.subject, name) for edition in site.editions}
    return {address: replace(card, look=look) for address, card in cards.items()}


def plan_plates(site: Site, look: Look, pieces: Pieces) -> dict[str, Plate]:
    """Return the figures alone that the letters show, by the address of their article."""
    named = {id_ for edition in site.editions for id_ in edition.articles}
    articles = (article for article in site.library.articles if article.id in named and article.figure)
    return {article.address: Plate(_drawing(article, pieces), look.colours) for article in articles}


def _drawing(item: Article | ReadingPath, pieces: Pieces) -> str:
    """Return the figure as SVG; "" for none."""
    return pieces.render("components/figure/alone.html", drawn=item.figure) if item.figure else ""


def advise_cards(site: Site, face: Typeface) -> Iterator[Problem]:
    """Yield advice on articles whose title the font of the cards cannot show."""
    for article in site.library.articles:
        lacking = sorted({letter for letter in article.title if not face.has(letter)})
        if lacking and site.settings.coach.cards:
            place = article.file.document.place(("title",))
            message = f'the card picture cannot show "{" ".join(lacking)}" of the title, and shows none of it.'
            hint = "Write the title without it, if it can do without."
            yield Problem(article.file.path, *place, message, hint, advice=True)
