"""The pattern of a blog: all figures, section by section."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from coach.editing.prose.pattern import counts
from coach.editing.prose.pattern.blocks import HOMEWORK, PARAGRAPH, Block, blocks
from coach.editing.prose.pattern.endings import ending_kind
from coach.editing.prose.pattern.openings import is_made_up, opening_kind, opening_of
from coach.editing.prose.pattern.phrases import first_words, repeated
from coach.editing.prose.pattern.table import Row, Section
from coach.editing.prose.pattern.terms import Rarity
from coach.editing.prose.readability import Sentence, sentences

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from coach.content.article import Article
    from coach.editing.prose.pattern.words import Words

_PHRASES = 15


class Read(NamedTuple):
    """An article with what was found in it."""

    article: Article
    day: dt.date
    blocks: Sequence[Block]
    sentences: Sequence[Sentence]
    opening: str
    ending: str
    world: str


def pattern_of(
    articles: Sequence[Article], others: Iterable[Article], words: Words, zone: dt.tzinfo, site: str
) -> list[Section]:
    """Return what a reader of these articles would notice, at least one of them.

    How rare a word is, is counted over these and the `others`. `site` is the address at which links stay.
    """
    every = {article.id: article for article in (*articles, *others)}
    rarity = Rarity((article.file.body for article in every.values()), words)
    found = [_read(article, words, rarity, zone) for article in sorted(articles, key=lambda one: (one.date, one.id))]
    said = list(chain.from_iterable(read.sentences for read in found))
    return [
        *counts.lengths([read.article.words for read in found]),
        counts.shares("openings", (read.opening for read in found)),
        counts.shares("endings", (read.ending for read in found)),
        *([_made_up(found, words)] if words.known else []),
        *counts.homework([box for read in found for box in _homework(read)], len(found), words),
        *_first_words(found),
        _phrases(found, words),
        *counts.of_sentences(said),
        counts.gaps(read.day for read in found),
        *(_by_words(found, said, words) if words.known else ()),
        _sources(found, site),
        _kinds(found),
    ]


def _by_words(found: Sequence[Read], said: Sequence[Sentence], words: Words) -> Iterator[Section]:
    """Yield what can be counted only in a language whose words are known."""
    bodies = [read.article.file.body for read in found]
    yield counts.he_or_she(said, words)
    yield Section("credit to pushers", counts.mentions("pushers", words.pushers, bodies))
    if words.worlds:
        yield counts.shares("worlds", (read.world for read in found))


def _read(article: Article, words: Words, rarity: Rarity, zone: dt.tzinfo) -> Read:
    body = article.file.body
    parts = blocks(body)
    opening = opening_kind(parts, words)
    ending = ending_kind(parts, article.title, opening, rarity, words)
    day = article.date.astimezone(zone).date()
    return Read(article, day, parts, sentences(body), opening, ending, counts.world(body, words))


def _homework(read: Read) -> list[str]:
    return [block.text for block in read.blocks if block.kind == HOMEWORK][:1]


def _made_up(found: Sequence[Read], words: Words) -> Section:
    first = sum(is_made_up(opening_of(read.blocks).found, words) for read in found)
    anywhere = sum(is_made_up(_all_sentences(read), words) for read in found)
    return Section(
        "made-up scenes",
        (Row("in the first paragraph", first, len(found)), Row("anywhere", anywhere, len(found))),
    )


def _all_sentences(read: Read) -> list[Sentence]:
    return [sentence for block in read.blocks for sentence in sentences(block.text)]


def _first_words(found: Sequence[Read]) -> list[Section]:
    articles = [opening_of(read.blocks).words for read in found]
    paragraphs = [block.text for read in found for block in read.blocks if block.kind == PARAGRAPH]
    return [
        counts.commonest(f"{what} begin with {words}", first_words(texts, number), len(texts))
        for what, texts in (("articles", articles), ("paragraphs", paragraphs))
        for number, words in ((1, "one word"), (2, "two words"))
    ]


def _phrases(found: Sequence[Read], words: Words) -> Section:
    rows = (
        Row(phrase, count, len(found)) for phrase, count in repeated((read.sentences for read in found), words.stop)
    )
    return Section("phrases in three articles or more", tuple(rows)[:_PHRASES])


def _sources(found: Sequence[Read], site: str) -> Section:
    links = [counts.links_away(read.article.file.body, site) for read in found]
    rows = (
        Row("articles with a link that leaves the site", sum(map(bool, links)), len(links)),
        Row("such links", sum(links)),
    )
    return Section("sources", rows)


def _kinds(found: Sequence[Read]) -> Section:
    rows = (
        Row(
            read.article.id,
            {"words": read.article.words, "opening": read.opening, "ending": read.ending, "world": read.world},
        )
        for read in found
    )
    return Section("article by article", tuple(rows))
