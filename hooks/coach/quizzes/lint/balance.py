"""Rules for a quiz as a whole: what gives the wanted answer away, and whether it is easy to read.

A reader who takes the longer end, or the one that asks, must not end up on one side. A few pairs can fall on one side
by chance, so less than six are not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.quizzes.lint.finding import Finding
from coach.quizzes.lint.reading_ease import EASY, SAMPLE
from coach.quizzes.lint.words import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.quizzes.fields import PairFields
    from coach.quizzes.lint.words import LintWords
    from coach.quizzes.quiz import Quiz
    from coach.source.yaml_document import Location

FEWEST = 6
MOST_ON_ONE_SIDE = 2 / 3


def balance_rules(quiz: Quiz, words: LintWords) -> Iterator[Finding]:
    """Find what shows in all items of one wording together."""
    for wording in ("self", "customer"):
        pairs: list[PairFields] = [getattr(item, wording) for facet in quiz.facets for item in facet.items]
        yield from _longer(pairs, wording)
        yield from _asking(pairs, wording, words)
        yield from _ease(dict(_texts(quiz, wording)), wording, words)


def _longer(pairs: list[PairFields], wording: str) -> Iterator[Finding]:
    low, high = (
        sum(len(pair.low) > len(pair.high) for pair in pairs),
        sum(len(pair.low) < len(pair.high) for pair in pairs),
    )
    if _one_sided(low, high):
        side = "low" if low > high else "high"
        message = f"under {wording} the {side} end is the longer one in {max(low, high)} of {low + high} pairs."
        hint = "Make it about half of them: readers learn to take the longer one."
        yield Finding(("facets",), message, hint, key=True)


def _asking(pairs: list[PairFields], wording: str, words: LintWords) -> Iterator[Finding]:
    low, high = (sum(words.asks(getattr(pair, end)) for pair in pairs) for end in ("low", "high"))
    if _one_sided(low, high):
        message = f"under {wording} {high} high ends ask or ring, and {low} low ends."
        hint = "Share it out: readers soon see which side asks."
        yield Finding(("facets",), message, hint, key=True)


def _one_sided(low: int, high: int) -> bool:
    return low + high >= FEWEST and max(low, high) > MOST_ON_ONE_SIDE * (low + high)


def _ease(texts: dict[Location, str], wording: str, words: LintWords) -> Iterator[Finding]:
    """Find a wording that is hard to read, at the place of its hardest text."""
    sentences = {at: found for at, text in texts.items() if (found := split(text))}
    if words.ease is None or sum(map(len, sentences.values())) < SAMPLE:
        return
    formula = words.ease
    score = formula.score(list(sentences.values()))
    if score < EASY:
        hardest = min(sentences, key=lambda at: formula.score([sentences[at]]))
        message = f"the words under {wording} have a reading ease of {score:.0f}, and these are the hardest."
        yield Finding(hardest, message, f"Bring it to {EASY}, with shorter words and fewer of them.")


def _texts(quiz: Quiz, wording: str) -> Iterator[tuple[Location, str]]:
    """Yield place and text of all ends, or lines."""
    for number, facet in enumerate(quiz.facets):
        for index, item in enumerate(facet.items):
            for end in ("low", "high"):
                yield ("facets", number, "items", index, wording, end), getattr(getattr(item, wording), end)
    for number, line in enumerate(quiz.lines):
        yield ("lines", number, wording), getattr(line, wording)
