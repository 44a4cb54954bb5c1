"""Which pages have a card picture of their own; all others show the site's card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.content.config.colours import channels
from coach.pictures.cards import Card
from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.pictures.lettering import Typeface
    from coach.site.site import Site

HOME = ""


def plan_cards(site: Site) -> dict[str, Card]:
    """Return the cards by the address of their page: articles, quizzes, paths, editions, and the home page."""
    settings = site.settings
    colours = settings.coach.colours
    accent, second = channels(colours.accent.light), channels(colours.second.light)
    plain = Card(settings.coach.tagline or "", settings.site_name, accent=accent, second=second)
    cards = {HOME: plain}
    cards |= {article.address: replace(plain, title=article.title) for article in site.library.articles}
    for quiz in site.catalog.quizzes.values():
        cards[quiz.address] = replace(plain, title=quiz.title, ends=(quiz.low, quiz.high))
    cards |= {path.address: replace(plain, title=path.title) for path in site.paths.paths.values()}
    cards |= {edition.address: replace(plain, title=edition.subject) for edition in site.editions}
    return cards


def advise_cards(site: Site, face: Typeface) -> Iterator[Problem]:
    """Yield advice on articles whose title the font of the cards cannot show."""
    for article in site.library.articles:
        lacking = sorted({letter for letter in article.title if not face.has(letter)})
        if lacking and site.settings.coach.cards:
            place = article.file.document.place(("title",))
            message = f'the card picture cannot show "{" ".join(lacking)}" of the title, and shows none of it.'
            hint = "Write the title without it, if it can do without."
            yield Problem(article.file.path, *place, message, hint, advice=True)
