"""Titles and descriptions as search engines show them: unlike each other, and not cut. Advice only.

Search engines publish no limit. They cut a title after about 600 pixels, which is some 60 characters, and a
description after some 160; what comes first is shown (moz.com/learn/seo/title-tag).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.source.sources import Place

LONGEST_TITLE = 60
SHORTEST, LONGEST = 50, 200


@dataclass(frozen=True)
class Headed:
    """Something with a title and a description, the places of both, and the `kind` that its page's title names."""

    kind: str
    title: str
    description: str
    path: str
    title_at: Place
    description_at: Place


def shorten(text: str, most: int = LONGEST) -> str:
    """Return whole sentences of the text, or where not even one fits, whole words and an ellipsis."""
    if len(text) <= most:
        return text
    end = max(text.rfind(f"{mark} ", 0, most + 1) for mark in ".?!")
    if end >= SHORTEST - 1:
        return text[: end + 1]
    return f"{text[: most - 1].rpartition(' ')[0].rstrip(' ,;:')}\N{HORIZONTAL ELLIPSIS}"


def advise_titles(headed: Sequence[Headed]) -> list[Problem]:
    """Return advice on titles that are too long, descriptions that are too short, and duplicates."""
    found = [*_lengths(headed), *_duplicates(headed)]
    return [Problem(path, *place, message, hint, advice=True) for path, place, message, hint in found]


def _lengths(headed: Sequence[Headed]) -> Iterator[tuple[str, Place, str, str]]:
    for item in headed:
        if len(item.title) > LONGEST_TITLE:
            message = f"the title has {len(item.title)} characters."
            yield item.path, item.title_at, message, f"Search engines show some {LONGEST_TITLE} of them."
        if 0 < len(item.description) < SHORTEST:
            message = f"the description has {len(item.description)} characters."
            yield item.path, item.description_at, message, f"Search engines have room for {SHORTEST} and more."


def _duplicates(headed: Sequence[Headed]) -> Iterator[tuple[str, Place, str, str]]:
    titles: dict[tuple[str, str], str] = {}
    descriptions: dict[str, str] = {}
    for item in headed:
        first = titles.setdefault((item.kind, item.title.casefold()), item.path)
        if first != item.path:
            yield item.path, item.title_at, f"{first} has the same title.", "Readers who search cannot tell them apart."
        first = descriptions.setdefault(item.description.casefold(), item.path)
        if item.description and first != item.path:
            hint = "Say what only this one is about."
            yield item.path, item.description_at, f"{first} has the same description.", hint
