"""A quiz to begin with: whole in its form, and a placeholder for every word that only a coach can write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from coach.source.schema import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.content.config.messages import Catalogue

    Todo = Callable[[str], str]

_ZONES = {"low": (0, 39), "middle": (40, 60), "high": (61, 100)}
_SIDES = ("high", "low", "high", "low")  # of the four pairs, half with the high end on the left
_LINES = 4


def draft_quiz(title: str, kind: str, catalogue: Catalogue) -> str:
    """Return the text of a new quiz; `kind` is profile or checklist."""

    def todo(what: str) -> str:
        return f"{PLACEHOLDER} {catalogue.form(f'new.{what}')}"

    data: dict[str, Any] = {
        "title": title,
        "description": todo("description"),
        "for": todo("for"),
        "minutes": 2,
        "kind": kind,
        "intro": todo("intro"),
        "ask": {who: todo(f"ask_{who}") for who in ("self", "customer")},
        "low": todo("low"),
        "high": todo("high"),
        "zones": [_zone(id_, *span, todo) for id_, span in _ZONES.items()],
        "limits": todo("limits"),
    }
    parts = (
        {"facets": [_facet(todo)]} if kind == "profile" else {"lines": [_line(n, todo) for n in range(1, _LINES + 1)]}
    )
    return yaml.safe_dump({**data, **parts}, allow_unicode=True, sort_keys=False, width=1000)


def _zone(id_: str, first: int, last: int, todo: Todo) -> dict[str, Any]:
    return {"id": id_, "from": first, "to": last, "title": todo("zone_title"), "text": todo("zone_text")}


def _facet(todo: Todo) -> dict[str, Any]:
    return {
        "id": "facet-1",
        "title": todo("facet_title"),
        "low": todo("facet_low"),
        "high": todo("facet_high"),
        "about": todo("about"),
        "tags": [todo("tag")],
        "homework": todo("homework"),
        "advice": {zone: {"does": todo("does"), "next": todo("next")} for zone in _ZONES},
        "items": [_item(number, side, todo) for number, side in enumerate(_SIDES, 1)],
        "seen": {"more": todo("more"), "less": todo("less")},
        "ask_customer": [todo("question")] * 3,
    }


def _item(number: int, left: str, todo: Todo) -> dict[str, Any]:
    words = {who: {end: todo(f"{who}_{end}") for end in ("low", "high")} for who in ("self", "customer")}
    return {"id": f"pair-{number}", "topic": todo("topic"), "left": left, **words}


def _line(number: int, todo: Todo) -> dict[str, Any]:
    return {
        "id": f"line-{number}",
        "topic": todo("topic"),
        "self": todo("self_line"),
        "customer": todo("customer_line"),
        "advice": todo("advice"),
        "tags": [todo("tag")],
        "ask_customer": todo("question"),
    }
