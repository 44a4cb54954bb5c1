"""What an editor would ask about an article: long sentences, hype, claims without a source, openings that repeat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coach.editing.prose.readability import Sentence, reading_ease, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coach.content.article import Article

_LONG = 30  # words
_HARD = 50  # reading ease: below it a text is fairly hard (Flesch, "The Art of Readable Writing", 1949)
_PASSIVES = 3  # sentences in a row
_SAME_BEGINNINGS = 3  # sentences in a row
_OPENING = 3  # words
_SHORT = 12  # letters: a title that a description may well begin with
_ARTICLES = frozenset({"the", "a", "an", "der", "die", "das", "ein", "eine"})  # they begin too many
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, order=True)
class Remark:
    """One thing that an editor would ask, at a line of the file, from 1."""

    line: int
    words: str


@dataclass(frozen=True)
class Style:
    """What to look for in one language; `avoid` and `allow` are the site's own words (`extra.coach.words`)."""

    english: bool
    vowels: str
    passive: re.Pattern[str]
    hype: re.Pattern[str]
    shame: re.Pattern[str]
    claims: re.Pattern[str]
    allow: frozenset[str] = frozenset()


def read_style(language: str, data: Mapping[str, Any], avoid: Iterable[str] = (), allow: Iterable[str] = ()) -> Style:
    """Return what to look for in a language, by prose.yml; of another language only what all have in common."""
    found = data.get(language) or {**data["en"], "hype": [], "shame": [], "claims": []}
    return Style(
        english=language == "en",
        vowels=found["vowels"],
        passive=any_of([rf"(?:{found['be']}) (?:\w+ )?(?:{found['participle']})"] if language in data else []),
        hype=any_of([*found["hype"], *map(re.escape, avoid)]),
        shame=any_of(found["shame"]),
        claims=any_of(found["claims"]),
        allow=frozenset(word.lower() for word in allow),
    )


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these patterns as whole words, in small letters or not; without any it finds nothing."""
    joined = "|".join(patterns)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])" if joined else r"(?!)", re.IGNORECASE)


def remarks(article: Article, others: Sequence[Article], style: Style) -> list[Remark]:
    """Return what an editor would ask about an article, by line; `others` are the last ones before it."""
    file = article.file
    found = sentences(file.body)
    told = [Remark(file.body_line + line, words) for line, words in _in_text(found, style)]
    told += [Remark(file.body_line, words) for words in _openings(found, others)]
    told += [Remark(1, words) for words in _of_all(article, found, style)]
    return sorted(told)


def ease_of(article: Article, style: Style) -> float | None:
    """Return the reading ease of an article, None for a short one."""
    return reading_ease(sentences(article.file.body), style.vowels, english=style.english)


def _in_text(found: Sequence[Sentence], style: Style) -> Iterator[tuple[int, str]]:
    for sentence in found:
        if sentence.length > _LONG:
            yield sentence.line, f"this sentence has {sentence.length} words. Could it be two?"
        for word in _matches(style.hype, sentence, style):
            yield sentence.line, f'"{word}" promises more than you can keep. What did happen, in plain words?'
        for word in _matches(style.shame, sentence, style):
            yield sentence.line, f'"{word}": would you say it with the customer in the room?'
        if not sentence.linked:
            for words in _matches(style.claims, sentence, style):
                yield sentence.line, f'"{words}": who says so? Link to it, or say what you saw yourself.'
    yield from _runs(found, style)


def _matches(pattern: re.Pattern[str], sentence: Sentence, style: Style) -> Iterator[str]:
    for match in pattern.finditer(sentence.words):
        if match[0].lower() not in style.allow:
            yield match[0]


def _runs(found: Sequence[Sentence], style: Style) -> Iterator[tuple[int, str]]:
    """Yield where several sentences in a row are passive, or begin with the same word."""
    passive = same = 0
    before, paragraph = "", -1
    for sentence in found:
        if sentence.paragraph != paragraph:
            passive, same, before, paragraph = 0, 0, "", sentence.paragraph
        passive = passive + 1 if style.passive.search(sentence.words) else 0
        if passive == _PASSIVES:
            yield sentence.line, f"{_PASSIVES} sentences in a row in which nobody does anything. Who does it?"
        word = (_WORDS.search(sentence.words) or [""])[0].lower()
        same = same + 1 if word and word == before else 1
        before = word
        if same == _SAME_BEGINNINGS and word not in _ARTICLES:
            yield sentence.line, f'{_SAME_BEGINNINGS} sentences in a row begin with "{word.capitalize()}".'


def _openings(found: Sequence[Sentence], others: Sequence[Article]) -> Iterator[str]:
    opening = _opening(found)
    for other in others if opening else ():
        if _opening(sentences(other.file.body)) == opening:
            yield f'it begins as "{other.title}" does: "{opening} …".'


def _opening(found: Sequence[Sentence]) -> str:
    return " ".join(_WORDS.findall(found[0].words)[:_OPENING]).lower() if found else ""


def _of_all(article: Article, found: Sequence[Sentence], style: Style) -> Iterator[str]:
    ease = reading_ease(found, style.vowels, english=style.english)
    if ease is not None and ease < _HARD:
        yield f"its reading ease is {ease:.0f}; 60 is plain talk. Shorter words and sentences help."
    if "!!! homework" not in article.file.body:
        yield "it has no homework: what should somebody try this week?"
    if len(article.title) > _SHORT and article.description.lower().startswith(article.title.lower()):
        yield "its description begins with its title. Say what somebody finds out."
