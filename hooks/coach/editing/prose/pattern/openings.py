"""How an article opens: the kind of its first block, or of its first sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coach.editing.prose.pattern.blocks import PARAGRAPH, Block
from coach.editing.prose.pattern.terms import unquoted
from coach.editing.prose.readability import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.editing.prose.pattern.words import Words

_SHORT = 20  # words: a first paragraph that has fewer is read with the next one
_OPENING_MARKS = '"“„«»'
_SPEECH = re.compile(r"\W*[\"“„«»](?:[^\"“”„«»]*[.,!?…][\"”“«»]|(?:[^\"“”„«»\s]+\s+){2,}[^\"“”„«»\s]+[\"”“«»],)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?![\d%])")
_AWAY = re.compile(r"https?://")
_INTERVIEW = re.compile(r"\*\*[^*]+\*\*(?:\n\n|$)")
_PEOPLED = 4  # persons and pronouns in a first paragraph that only tells
_SPEAKER = re.compile(r"(?:[-*+•]|\d+[.)])\s+\**(?P<who>[^\W\d_][\w ]{0,20}?)\**:")
_OF_BLOCKS = {"chat": "dialogue", PARAGRAPH: "claim"}


class Opening(NamedTuple):
    """The first sentences of an article, and their Markdown."""

    found: Sequence[Sentence]
    text: str

    @property
    def words(self) -> str:
        """All of it, as readers see it."""
        return " ".join(sentence.words for sentence in self.found)


def opening_of(blocks: Sequence[Block]) -> Opening:
    """Return the first paragraph of an article, with the next one if it is short; of another block its words.

    A chart before it is passed over.
    """
    read = [block for block in blocks if block.text]
    taken = read[:1]
    for block in read[1:3]:
        if taken[-1].kind != PARAGRAPH or block.kind != PARAGRAPH or _length(taken) >= _SHORT:
            break
        taken.append(block)
    text = "\n\n".join(block.text for block in taken)
    return Opening(sentences(text), text)


def _length(blocks: Sequence[Block]) -> int:
    return sum(sentence.length for block in blocks for sentence in sentences(block.text))


def opening_kind(blocks: Sequence[Block], words: Words) -> str:
    """Return the kind of an opening: that of the first block, or for a paragraph the first of `RULES` that holds.

    A line that ends in a colon, or one that is no more than a claim, belongs to the list or other block below it.
    """
    if not blocks:
        return "empty"
    kind = _kind(blocks, words)
    if len(blocks) == 1 or not blocks[0].kind == PARAGRAPH != blocks[1].kind or len(sentences(blocks[0].text)) != 1:
        return kind
    leads_in = blocks[0].text.rstrip().endswith(":") or (kind == "claim" and _length(blocks[:1]) < _SHORT)
    return _kind(blocks[1:], words) if leads_in else kind


def _kind(blocks: Sequence[Block], words: Words) -> str:
    first = blocks[0]
    opening = opening_of(blocks)
    if first.kind == "list":
        return "dialogue" if is_dialogue(first.text) else "list"
    if not opening.found or first.kind not in {PARAGRAPH, "quotation"}:
        return _OF_BLOCKS.get(first.kind, first.kind)
    if first.kind == "quotation":
        return "letter" if _letter(opening, words) else "quotation"
    return next((kind for kind, holds in RULES if holds(opening, words)), "claim")


def is_dialogue(text: str) -> bool:
    """Return whether each item of a list begins with who says it, and somebody speaks twice."""
    speakers = [_SPEAKER.match(item) for item in text.split("\n") if item.strip()]
    names = [match["who"] for match in speakers if match]
    return len(names) == len(speakers) and len(set(names)) < len(names)


def is_made_up(found: Sequence[Sentence], words: Words) -> bool:
    """Return whether sentences say that what they tell is made up: "Imagine …", "in this example"."""
    return any(words.imagine.match(one.words) or words.invented.search(one.words) for one in found)


def _letter(opening: Opening, words: Words) -> bool:
    return bool(words.letters.match(opening.found[0].words.lstrip("\"“„«' ")))


def _question(opening: Opening, _: Words) -> bool:
    sentence = opening.found[0].words
    return sentence.rstrip(")").endswith("?") and sentence[0] not in _OPENING_MARKS


def _made_up_scene(opening: Opening, words: Words) -> bool:
    return is_made_up(opening.found, words)


def _dialogue(opening: Opening, _: Words) -> bool:
    return bool(_SPEECH.match(opening.words))


def _figure(opening: Opening, words: Words) -> bool:
    start = " ".join(sentence.words for sentence in opening.found[:2])
    if not any(sentence.linked for sentence in opening.found[:2]) or not _AWAY.search(opening.text):
        return False
    bare = words.dates.sub("", _YEAR.sub("", start))
    return bool(_FIGURE.search(bare) or words.numbers.search(bare))


def _source(opening: Opening, _: Words) -> bool:
    return bool(_AWAY.search(opening.text))


def _scene_in_time(opening: Opening, words: Words) -> bool:
    start = " ".join(sentence.words for sentence in opening.found[:2])
    return bool(words.time.search(start) and words.in_scene.search(opening.words))


def _scene_of_people(opening: Opening, words: Words) -> bool:
    return len(words.in_scene.findall(unquoted(opening.words))) >= _PEOPLED


def _interview(opening: Opening, _: Words) -> bool:
    return bool(_INTERVIEW.match(opening.text))


def _definition(opening: Opening, words: Words) -> bool:
    return bool(words.definitions.match(opening.found[0].words))


def _order(opening: Opening, words: Words) -> bool:
    return bool(words.order.match(opening.found[0].words))


def _confession(opening: Opening, words: Words) -> bool:
    return bool(words.own.search(unquoted(opening.found[0].words)))


def _begins_with_oneself(opening: Opening, words: Words) -> bool:
    return bool(words.own_first.match(opening.found[0].words))


# What comes first decides: a letter may ask, and a scene may begin with somebody's words.
RULES: tuple[tuple[str, Callable[[Opening, Words], bool]], ...] = (
    ("letter", _letter),
    ("interview", _interview),
    ("question", _question),
    ("scene", _made_up_scene),
    ("dialogue", _dialogue),
    ("figure", _figure),
    ("source", _source),
    ("confession", _begins_with_oneself),
    ("scene", _scene_in_time),
    ("definition", _definition),
    ("order", _order),
    ("confession", _confession),
    ("scene", _scene_of_people),
)
