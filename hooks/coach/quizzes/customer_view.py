"""A quiz as data for the scripts of the customer's view, which compare two persons' answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from coach.quizzes.fields import FacetFields, LineFields
from coach.source.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from coach.content.article import Article
    from coach.quizzes.quiz import Quiz


def view_address(quiz: Quiz) -> str:
    """Return the address of the file."""
    return f"{quiz.address}view.json"


def view_of(quiz: Quiz, helps: Mapping[str, Iterable[Article]]) -> dict[str, Any]:
    """Return values for JSON; addresses of articles are relative to the site's root."""
    mend = partial(typeset, quotes=quiz.quotes)
    whole = {"title": quiz.title, "low": quiz.low, "high": quiz.high}
    return {
        "kind": quiz.kind,
        "fingerprint": quiz.scale.fingerprint,
        "least": quiz.scale.least,
        "title": quiz.title,
        "minutes": quiz.minutes,
        "items": [{"id": item.id, "facet": item.facet, "left": item.left} for item in quiz.items],
        "zones": [{"id": zone.id, "first": zone.first, "last": zone.last, "title": zone.title} for zone in quiz.zones],
        "parts": {
            "whole": whole,
            **{part.id: _part(part, helps[part.id], mend) for part in quiz.parts},
        },
    }


def _part(part: FacetFields | LineFields, helps: Iterable[Article], mend: Callable[[str], str]) -> dict[str, Any]:
    articles = [{"title": article.title, "address": article.address} for article in helps]
    if isinstance(part, LineFields):
        return {
            "title": mend(part.topic),
            "homework": mend(part.advice),
            "ask": [mend(part.ask_customer)],
            "next": {},
            "helps": articles,
        }
    return {
        "title": mend(part.title),
        "low": mend(part.low),
        "high": mend(part.high),
        "more": mend(part.seen.more),
        "less": mend(part.seen.less),
        "homework": mend(part.homework),
        "ask": [mend(question) for question in part.ask_customer],
        "next": {zone: mend(advice.next) for zone, advice in part.advice.items()},
        "helps": articles,
    }
