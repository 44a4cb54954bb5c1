"""Articles in memory, for measuring what the core does with many of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from corpus import TAGS, Voice

from coach.content.article import Article, Status
from coach.source.front_matter import MarkdownFile
from coach.source.sources import Source
from coach.source.yaml_document import Document


def made_up(count: int) -> list[Article]:
    """Return that many articles of some 400 words, each with three of 18 tags."""
    voice = Voice("related")
    return [_made_up(number, voice) for number in range(count)]


def _made_up(number: int, voice: Voice) -> Article:
    body = MarkdownFile(Source("", b""), Document(), voice.words(400), 1, broken=False)
    return Article(
        id=f"a{number:05}",
        title=voice.title(),
        description=voice.description(),
        date=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number),
        tags=tuple(voice.chance.sample(TAGS, 3)),
        authors=(),
        slug=f"a{number:05}",
        status=Status.LIVE,
        file=body,
    )
