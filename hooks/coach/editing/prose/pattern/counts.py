"""Figures over all articles, each from plain values."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import mean, median, pstdev
from typing import TYPE_CHECKING

from coach.editing.prose.pattern.phrases import words_of
from coach.editing.prose.pattern.table import Row, Section
from coach.editing.prose.pattern.terms import unquoted
from coach.editing.prose.readability import sentences
from coach.markdown.lines import Lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from coach.editing.prose.pattern.words import Words
    from coach.editing.prose.readability import Sentence

_NEAR = 0.1  # part of the median
_BANDS = ((0, "under 400"), (400, "400-699"), (700, "700-999"), (1000, "1000-1399"), (1400, "1400 and more"))
_SHORT, _LONG = 6, 30  # words of a sentence: fewer is short, more is long
_MOST = 10  # rows of a list of words
_NEXT = 200  # characters of a sentence in which a pronoun is looked for
_ADDRESS = re.compile(r"https?://[^\s)>\]\"'}]+")


def lengths(counts: Sequence[int]) -> list[Section]:
    """Return how long articles are, in words."""
    middle = median(counts)
    near = sum(abs(count - middle) <= _NEAR * middle for count in counts)
    bands = Counter(max(least for least, _ in _BANDS if least <= count) for count in counts)
    figures = (
        Row("articles", len(counts)),
        Row("words, least", min(counts)),
        Row("words, median", round(middle)),
        Row("words, most", max(counts)),
        Row("standard deviation", round(pstdev(counts))),
        Row("within 10 % of the median", near, len(counts)),
    )
    rows = tuple(Row(label, bands[least], len(counts)) for least, label in _BANDS)
    return [Section("length", figures), Section("words, in bands", rows, bars=True)]


def shares(title: str, kinds: Iterable[str]) -> Section:
    """Return how many articles are of each kind, the commonest first."""
    counts = Counter(kinds)
    rows = (Row(kind, count, counts.total()) for kind, count in ranked(counts))
    return Section(title, tuple(rows), bars=True)


def commonest(title: str, counts: Mapping[str, int], of: int = 0) -> Section:
    """Return the commonest words of a list, without those that stand once."""
    rows = (Row(words, count, of) for words, count in ranked(counts)[:_MOST] if count > 1)
    return Section(title, tuple(rows))


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return counts with the highest first; of the same, by word."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def homework(texts: Sequence[str], articles: int, words: Words) -> list[Section]:
    """Return with which verbs homework begins, and which weekdays and deadlines it names; `texts` has one each."""
    read = [" ".join(sentence.words for sentence in sentences(text)) for text in texts]
    begins = Counter(_verb(text, words) for text in read)
    days = {day: sum(bool(form.search(text)) for text in read) for day, form in words.weekdays.items()}
    ends = Counter(found for text in read for found in {one[0].lower() for one in words.deadlines.finditer(text)})
    named = sum(any(form.search(text) for form in words.weekdays.values()) for text in read)
    rows = [Row("articles with homework", len(read), articles)]
    if read and days:
        rows.append(Row("names a weekday", named, len(read)))
        rows += [Row(f"names {day.title()}", count, len(read)) for day, count in days.items() if count]
    return [
        Section("homework", tuple(rows)),
        commonest("homework begins with", begins, len(read)),
        commonest("deadlines in homework", ends, len(read)),
    ]


def _verb(text: str, words: Words) -> str:
    """Return the verb of the first order of a text, else its first word."""
    first = next((sentence.words for sentence in sentences(text)), "")
    order = words.order.match(first)
    verbs = words.verbs.findall(order[0]) if order else []
    return verbs[-1].lower() if verbs else next(iter(words_of(first)), "")


def of_sentences(found: Sequence[Sentence]) -> list[Section]:
    """Return how long sentences are, and how they begin."""
    sizes = [sentence.length for sentence in found if sentence.length]
    begins = Counter(" ".join(words_of(sentence.words)[:2]) for sentence in found if sentence.length > 1)
    rows = (
        Row("sentences", len(sizes)),
        Row("words, mean", round(mean(sizes or [0]), 1)),
        Row(f"under {_SHORT} words", sum(size < _SHORT for size in sizes), len(sizes)),
        Row(f"over {_LONG} words", sum(size > _LONG for size in sizes), len(sizes)),
    )
    return [Section("sentences", rows), commonest("sentences begin with", begins, len(sizes))]


def gaps(days: Iterable[dt.date]) -> Section:
    """Return the days between one article and the next."""
    found = [(after - before).days for before, after in pairwise(sorted(days))]
    rows = (Row("gaps", found), Row("different gaps", len(set(found)))) if found else ()
    return Section("days between articles", rows)


def he_or_she(found: Iterable[Sentence], words: Words) -> Section:
    """Return how often a customer and a rep is she or he: the first pronoun behind, with nobody else between.

    Read by hand in 25 places of 24 articles, two were wrong.
    """
    counts = Counter[str]()
    spoken = [unquoted(sentence.words) for sentence in found]
    for one, after in pairwise([*spoken, ""]):
        for side, form in (("customer", words.buyers), ("rep", words.sellers)):
            for match in form.finditer(one):
                behind = f"{one[match.end() : match.end() + _NEXT]} {after[:_NEXT]}"
                counts[f"{side}: {_pronoun(behind, words)}"] += 1
    labels = [f"{side}: {who}" for side in ("customer", "rep") for who in ("she", "he")]
    rows = tuple(Row(label, counts[label]) for label in labels)
    return Section("she and he", rows if any(counts[label] for label in labels) else ())


def _pronoun(text: str, words: Words) -> str:
    places = {
        who: match.start()
        for who, form in (("she", words.she), ("he", words.he), ("other", words.others))
        if (match := form.search(text))
    }
    return min(places, key=lambda who: places[who], default="nobody")


def mentions(label: str, form: re.Pattern[str], texts: Iterable[str]) -> tuple[Row, Row]:
    """Return how many texts have a word, and how often all of them have it."""
    counts = [len(form.findall(text)) for text in texts]
    return Row(f"articles with {label}", sum(map(bool, counts)), len(counts)), Row(f"{label}, in all", sum(counts))


def world(text: str, words: Words) -> str:
    """Return the world with the most words in a text, of two the one that comes first; "none" without any."""
    hits = ((name, [match.start() for match in form.finditer(text)]) for name, form in words.worlds.items())
    found = [(-len(places), places[0], name) for name, places in hits if places]
    return min(found)[-1] if found else "none"


def links_away(body: str, site: str) -> int:
    """Return how many links of a text leave the site; those in code do not count."""
    return sum(not address.startswith(site) for address in _ADDRESS.findall(Lines(body).plain))
