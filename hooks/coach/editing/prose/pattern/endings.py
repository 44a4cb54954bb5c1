"""How an article ends: the kind of what stands behind its homework, or of its last block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.editing.prose.pattern.blocks import HOMEWORK, PARAGRAPH, Block
from coach.editing.prose.pattern.terms import Rarity, terms, unquoted
from coach.editing.prose.readability import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.editing.prose.pattern.words import Words

_SHORT = 20  # words: a last paragraph that has fewer is read with the one before it
_BEGINNING = 3  # blocks that the opening may take
_LINK = re.compile(r"\]\(|\]\[")
_QUOTATION_ENDS = re.compile(r"[\"”“»«]\)?$")
_SCENES = frozenset({"scene", "dialogue", "letter"})  # openings with people in them
_OF_BLOCKS = {"chat": "dialogue", PARAGRAPH: "claim"}


def ending_of(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return what an article ends with: its homework, its last block, or its last paragraph, with a short one two."""
    homework = [number for number, block in enumerate(blocks, 1) if block.kind == HOMEWORK]
    rest = blocks[homework[-1] :] if homework else blocks
    if not rest:
        return blocks[-1:]
    if [block.kind for block in rest[-2:]] == [PARAGRAPH] * 2 and _length(rest[-1]) < _SHORT:
        return rest[-2:]
    return rest[-1:]


def _length(block: Block) -> int:
    return sum(sentence.length for sentence in sentences(block.text))


def ending_kind(blocks: Sequence[Block], title: str, opening: str, rarity: Rarity, words: Words) -> str:
    """Return the kind of an ending: that of the last block, or for a paragraph the first rule that holds.

    `opening` is the kind of the same article's opening. What title and opening share is the subject and no scene.
    """
    last = ending_of(blocks)
    found = sentences("\n\n".join(block.text for block in last))
    if not last or last[-1].kind != PARAGRAPH or not found:
        kind = last[-1].kind if last else "empty"
        return _OF_BLOCKS.get(kind, kind)
    if opening in _SCENES and _returns(blocks, title, found, rarity, words):
        return "scene returns"
    return _kind_by_last_sentence(found, last[-1].text, words)


def shared_terms(blocks: Sequence[Block], words: Words) -> set[str]:
    """Return the words that the ending has in common with the beginning."""
    last = ending_of(blocks)
    return _terms((block for block in blocks[:_BEGINNING] if block not in last), words) & _terms(last, words)


def _terms(blocks: Iterable[Block], words: Words) -> set[str]:
    return terms("\n".join(block.text for block in blocks), words)


def _returns(blocks: Sequence[Block], title: str, found: Sequence[Sentence], rarity: Rarity, words: Words) -> bool:
    """Return whether an ending comes back to the scene: by two rare words, or by fewer and its people."""
    shared = sum(map(rarity.of, shared_terms(blocks, words) - terms(title, words)))
    if shared >= rarity.two_rare_words or _has_an_actor(blocks, found, words):
        return True
    if not _tells_of_somebody_known(found, words):
        return False
    text = _told(found)
    spoken_to = words.you.search(text) or any(words.order.match(sentence.words) for sentence in found)
    return not spoken_to or shared >= rarity.two_rare_words / 2


def _has_an_actor(blocks: Sequence[Block], found: Sequence[Sentence], words: Words) -> bool:
    """Return whether "the rep" of an ending is "a rep" of the beginning."""
    before = set(" ".join(block.text for block in blocks[:_BEGINNING]).lower().split())
    return any(match[0].lower().split()[-1] in before for match in words.actors.finditer(_told(found)))


def _tells_of_somebody_known(found: Sequence[Sentence], words: Words) -> bool:
    """Return whether a paragraph says he or she of somebody whom it has not introduced."""
    text = _told(found)
    who = min((match.start() for form in (words.he, words.she) if (match := form.search(text))), default=None)
    return who is not None and not words.nobody.search(text[:who])


def _told(found: Sequence[Sentence]) -> str:
    return unquoted(" ".join(sentence.words for sentence in found))


def _kind_by_last_sentence(found: Sequence[Sentence], text: str, words: Words) -> str:
    end = found[-1]
    if _QUOTATION_ENDS.search(end.words):
        return "quotation"
    if end.words.endswith("?"):
        return "question"
    if end.linked and _LINK.search(text):
        return "link"
    return "order" if words.order.match(end.words) else "claim"
