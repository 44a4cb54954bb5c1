"""A blog to measure with: as many articles as asked for, the same ones for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TAGS = [f"topic-{number}" for number in range(18)]
_WORDS = [
    "call",
    "customer",
    "order",
    "week",
    "price",
    "answer",
    "question",
    "meeting",
    "team",
    "quote",
    "site",
    "plan",
    "line",
    "morning",
    "visit",
    "promise",
    "reply",
    "number",
    "month",
    "sheet",
    "list",
    "story",
    "doubt",
    "offer",
    "problem",
    "result",
    "person",
    "office",
    "train",
    "letter",
]


def sentences(chance: random.Random, count: int) -> str:
    """Return that many made-up sentences."""
    made = []
    for _ in range(count):
        words = chance.choices(_WORDS, k=chance.randint(6, 16))
        made.append(" ".join(words).capitalize() + ".")
    return " ".join(made)


def body(chance: random.Random, names: list[str]) -> str:
    """Return an article's text of some 800 words, with what real ones have."""
    parts = []
    for number in range(6):
        parts += [f"## Part {number}: {sentences(chance, 1)[:30]}", sentences(chance, 6), sentences(chance, 5)]
        parts.append("\n".join(f"- {sentences(chance, 1)}" for _ in range(3)))
        parts.append(f"See [another one]({chance.choice(names)}.md), *soon*. {sentences(chance, 1)}")
    parts += [f"> {sentences(chance, 1)}", f'!!! homework "Do it"\n\n    {sentences(chance, 2)}']
    return "\n\n".join(parts)


def write_corpus(docs: Path, count: int, front: str, folder: str) -> None:
    """Write `count` articles; `front` is the front matter with the fields title, description, day and tags."""
    chance = random.Random(1)
    names = [f"article-{number:05}" for number in range(count)]
    (docs / folder).mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        text = front.format(
            title=f"{sentences(chance, 1)[:40].strip(' .')} {number}",
            description=sentences(chance, 8)[:150],
            day=date(2016, 1, 1) + timedelta(days=number // 3),
            tags=", ".join(chance.sample(TAGS, 3)),
        )
        (docs / folder / f"{name}.md").write_text(f"{text}\n{body(chance, names)}\n", encoding="utf-8")
