"""A quiz as data for the scripts of the customer's view, which compare two persons' answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.quizzes.fields import FacetFields, LineFields
from coach.source.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coach.content.article import Article
    from coach.quizzes.quiz import Quiz


def view_address(quiz: Quiz) -> str:
    """Return the address of the file."""
    return f"{quiz.address}view.json"


def view_of(quiz: Quiz, helps: Mapping[str, Iterable[Article]]) -> dict[str, Any]:
    """Return values for JSON; addresses of articles are relative to the site's root."""
    whole = {"title": quiz.title, "low": quiz.low, "high": quiz.high}
    return {
        "kind": quiz.kind,
        "fingerprint": quiz.scale.fingerprint,
        "title": quiz.title,
        "minutes": quiz.minutes,
        "items": [{"id": item.id, "facet": item.facet, "left": item.left} for item in quiz.items],
        "zones": [{"id": zone.id, "first": zone.first, "last": zone.last, "title": zone.title} for zone in quiz.zones],
        "parts": {"whole": whole, **{part.id: _part(part, helps[part.id]) for part in quiz.parts}},
    }


def _part(part: FacetFields | LineFields, helps: Iterable[Article]) -> dict[str, Any]:
    articles = [{"title": article.title, "address": article.address} for article in helps]
    if isinstance(part, LineFields):
        return {
            "title": typeset(part.topic),
            "homework": typeset(part.advice),
            "ask": [typeset(part.ask_customer)],
            "next": {},
            "helps": articles,
        }
    return {
        "title": typeset(part.title),
        "low": typeset(part.low),
        "high": typeset(part.high),
        "more": typeset(part.seen.more),
        "less": typeset(part.seen.less),
        "homework": typeset(part.homework),
        "ask": [typeset(question) for question in part.ask_customer],
        "next": {zone: typeset(advice.next) for zone, advice in part.advice.items()},
        "helps": articles,
    }
