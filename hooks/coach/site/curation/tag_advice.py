"""Advice on the tag vocabulary, which never fails a build."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from coach.content.tags import fold
from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.content.library import Library
    from coach.content.tags import Tag
    from coach.site.curation.cooccurrence import Cooccurrence

THIN = 3
SWAMPED = 0.25
TOGETHER = 3


def advise_tags(library: Library, cooccurrence: Cooccurrence) -> list[Problem]:
    """Return advice on the tags, each piece at its tag in docs/tags.yml."""
    found: list[tuple[str, str, str]] = []
    path, document = library.vocabulary.path, library.vocabulary.document
    for tag in library.vocabulary.tags.values():
        found += _on_one(tag, cooccurrence, len(library.listed))
    found += _on_twins(list(library.vocabulary.tags.values()))
    found += _on_companions(cooccurrence, library.vocabulary.tags)
    return [Problem(path, *document.key_place((tag,)), message, hint, advice=True) for tag, message, hint in found]


def _on_one(tag: Tag, cooccurrence: Cooccurrence, total: int) -> Iterator[tuple[str, str, str]]:
    uses = cooccurrence.uses.get(tag.id, 0)
    if not tag.description:
        yield tag.id, f'the tag "{tag.id}" has no description.', "Two or three sentences say what it is about."
    if uses == 0:
        yield tag.id, f'no article carries the tag "{tag.id}".', "Write one, or take the tag out."
    elif uses < THIN:
        carry = "articles carry" if uses > 1 else "article carries"
        yield tag.id, f'only {uses} {carry} the tag "{tag.id}".', "It is thin yet."
    elif total and uses > SWAMPED * total:
        share = round(100 * uses / total)
        message = f'{uses} of {total} articles ({share} %) carry the tag "{tag.id}".'
        yield tag.id, message, "Split it into narrower ones."


def _on_twins(tags: list[Tag]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of tags that look like one word: a plural, or an edit distance of 1."""
    for one, other in combinations(tags, 2):
        if _singulars(one.id) & _singulars(other.id) or _one_letter_apart(fold(one.id), fold(other.id)):
            message = f'the tags "{one.id}" and "{other.id}" look alike.'
            yield other.id, message, "If they are one, keep one as an alias."


def _singulars(word: str) -> set[str]:
    """Return the word, and the singulars whose plural it may be."""
    plain = fold(word)
    endings = (("ies", "y"), ("es", ""), ("s", ""))
    return {plain} | {plain.removesuffix(end) + instead for end, instead in endings if plain.endswith(end)}


def _one_letter_apart(one: str, other: str) -> bool:
    """Return whether the edit distance of two words of five letters or more is 1."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or len(short) < 5 or short == long:
        return False
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _on_companions(cooccurrence: Cooccurrence, tags: dict[str, Tag]) -> Iterator[tuple[str, str, str]]:
    """Yield tags that are never used without another: it may be their parent."""
    for (one, other), count in sorted(cooccurrence.pairs.items()):
        if tags[one].parent == other or tags[other].parent == one:
            continue
        for tag, companion in ((one, other), (other, one)):
            if count >= TOGETHER and count == cooccurrence.uses[tag]:
                message = f'every article with the tag "{tag}" also has "{companion}".'
                yield tag, message, "If it is a part of it, give it that parent; if they are one, merge them."
