"""A blog of real sentences: this site's own articles, again and again, each time with other words put in."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import SEED, Corpus, Post, name_of

if TYPE_CHECKING:
    from corpus import Voice

_ARTICLES = Path(__file__).resolve().parents[2] / "docs" / "articles"
_CHANGED = 0.25  # so many of the longer words
_WORD = re.compile(r"\b[a-z]{6,}\b")
_LINK = re.compile(r"\]\((?!https?:|#)[^)]*\)")
_BLOCK = re.compile(r"```(?:quiz|video)\n.*?```\n", re.DOTALL)


@dataclass(frozen=True)
class Prose(Corpus):
    """The corpus with the texts of this site; titles, tags and dates are made up as in the other one."""

    def _post(self, number: int, voice: Voice) -> Post:
        bodies, words = texts()
        chance = random.Random(f"{SEED}-prose-{number}")
        body = _WORD.sub(
            lambda word: chance.choice(words) if chance.random() < _CHANGED else word[0], bodies[number % len(bodies)]
        )
        body = _LINK.sub(lambda _: f"]({name_of(chance.randrange(self.count))}.md)", body)
        return replace(super()._post(number, voice), body=body)


@cache
def texts() -> tuple[list[str], list[str]]:
    """Return the articles' texts without quizzes and videos, and the words that stand in for others."""
    bodies = []
    for path in sorted(_ARTICLES.rglob("*.md")):
        body = path.read_text(encoding="utf-8").split("\n---", 1)[1].split("\n", 1)[1]
        bodies.append(_BLOCK.sub("", body))
    return bodies, sorted({word for body in bodies for word in _WORD.findall(body)})
