"""Articles in memory, for measuring what the core does with many of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from coach.articles.article import Article, Status
from coach.front_matter import MarkdownFile
from coach.sources import Source
from coach.yaml_document import Document


def made_up(count: int) -> list[Article]:
    """Return that many articles of some 400 words out of 12,000, each with three of 18 tags."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(12_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    tags = [f"topic-{number}" for number in range(18)]
    return [
        Article(
            id=f"a{number:05}",
            title=" ".join(chance.choices(words, weights, k=6)),
            description=" ".join(chance.choices(words, weights, k=18)),
            date=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number),
            tags=tuple(chance.sample(tags, 3)),
            authors=(),
            slug=f"a{number:05}",
            status=Status.LIVE,
            file=MarkdownFile(
                Source("", b""), Document(), " ".join(chance.choices(words, weights, k=400)), 1, broken=False
            ),
        )
        for number in range(count)
    ]
