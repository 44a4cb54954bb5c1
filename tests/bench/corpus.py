"""A blog to measure with: as many articles as asked for, the same ones for the same seed.

The texts are written as authors of this project write them; each candidate translates what it says otherwise.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 1
TAGS = tuple(f"topic-{number}" for number in range(18))
PATHS = 5
STEPS = 8
_VOCABULARY = 12_000
_CONSONANTS, _VOWELS, _ENDS = "bcdfghklmnprstvw", "aeiou", "nrslt"


@dataclass(frozen=True)
class Post:
    """An article: its name, what stands in its front matter, and its Markdown."""

    name: str
    title: str
    description: str
    day: date
    tags: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class Path:
    """A reading path: articles in order, and a quiz after them."""

    name: str
    title: str
    description: str
    articles: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Corpus:
    """A blog of `count` articles; `quizzes` are the ids of those that articles may show."""

    count: int
    quizzes: tuple[str, ...] = ()

    def posts(self) -> Iterator[Post]:
        """Yield the articles one by one: ten thousand of them would fill the memory that is being measured."""
        for number in range(self.count):
            yield self._post(number, Voice(f"{SEED}-{number}"))

    def paths(self) -> Iterator[Path]:
        """Yield the reading paths, none of which shares an article with another one where there are enough."""
        for number in range(PATHS):
            voice = Voice(f"{SEED}-path-{number}")
            steps = dict.fromkeys(name_of((number * STEPS + step) % self.count) for step in range(STEPS))
            yield Path(f"path-{number}", voice.title(), voice.description(), tuple(steps), voice.sentence())

    def _post(self, number: int, voice: Voice) -> Post:
        return Post(
            name=name_of(number),
            title=f"{voice.title()} {number}",
            description=voice.description(),
            day=date(2016, 1, 1) + timedelta(days=number // 3),
            tags=tuple(voice.chance.sample(TAGS, 3)),
            body="\n\n".join(self._blocks(number, voice)) + "\n",
        )

    def _blocks(self, number: int, voice: Voice) -> Iterator[str]:
        """Yield the blocks of some 800 words of text, with what real articles have."""
        yield voice.paragraph(5)
        yield "<!-- more -->"
        for part in range(4):
            yield f"## {voice.title()}"
            yield voice.paragraph(6)
            yield f"{voice.paragraph(5)} See [{voice.words(3)}]({self._other(number, voice)}.md), *{voice.words(1)}*."
            if part % 2:
                yield "\n".join(f"- **{voice.words(2)}** {voice.sentence()}" for _ in range(3))
        yield f"> {voice.sentence()}"
        if number % 3 == 0:
            yield box("story", voice.title(), voice.paragraph(4))
        if self.quizzes and number % 20 == 0:
            yield f"```quiz\n{self.quizzes[number // 20 % len(self.quizzes)]}\n```"
        yield voice.paragraph(5)
        yield box("homework", voice.title(), voice.paragraph(3))

    def _other(self, number: int, voice: Voice) -> str:
        return name_of((number + voice.chance.randrange(1, max(2, self.count))) % self.count)


class Voice:
    """Says made-up words, some often and most seldom, as in any language."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)

    def words(self, count: int) -> str:
        known, weights = vocabulary()
        return " ".join(self.chance.choices(known, cum_weights=weights, k=count))

    def title(self) -> str:
        return self.words(4)[:60].capitalize()

    def sentence(self) -> str:
        return self.words(self.chance.randint(6, 16)).capitalize() + "."

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def description(self) -> str:
        return self.words(18)[:150].strip().capitalize() + "."


def name_of(number: int) -> str:
    """Return the name of an article's file."""
    return f"article-{number:05}"


def box(kind: str, title: str, text: str) -> str:
    """Return an admonition."""
    return f'!!! {kind} "{title}"\n\n    {text}'


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return the words, the commonest first, and their weights added up, after Zipf and Mandelbrot: 1 / (rank + 10)."""
    chance = random.Random(SEED)
    words: dict[str, None] = {}
    while len(words) < _VOCABULARY:
        syllables = chance.randint(1, 2) if len(words) < 300 else chance.randint(2, 3)
        letters = "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))
        words[letters + chance.choice(_ENDS)] = None
    return list(words), list(accumulate(1 / (rank + 10) for rank in range(_VOCABULARY)))


def search_word() -> str:
    """Return a word that many articles have and most have not, as readers search for."""
    return vocabulary()[0][1000]
