"""How easy a text is to read, by the formula of its language.

Flesch, A new readability yardstick, Journal of Applied Psychology 32, 1948: 206.835 less 1.015 times the words in a
sentence, less 84.6 times the syllables in a word. Amstad, Wie verständlich sind unsere Zeitungen?, 1978, for German:
180, 1 and 58.5. Flesch counted samples of a hundred words, so less is not judged. From 60 on a text is "standard" in
his table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = 100
EASY = 60


@dataclass(frozen=True)
class ReadingEase:
    """A formula: what is taken from `base` for the words of a sentence and the syllables of a word.

    A syllable is a run of `vowels`. Vowels in one of the `mute` endings behind a consonant are not spoken.
    """

    base: float
    sentence: float
    syllable: float
    vowels: str
    mute: tuple[str, ...] = ()

    def syllables(self, word: str) -> int:
        """Return about how many syllables the word has; at least one."""
        word = word.casefold()
        count = len(re.findall(f"[{self.vowels}]+", word))
        ends = "|".join(map(re.escape, self.mute))
        silent = bool(ends) and re.search(f"[^{self.vowels}l](?:{ends})$", word) is not None
        return max(1, count - silent)

    def score(self, sentences: Sequence[Sequence[str]]) -> float:
        """Return the ease of the sentences, each a list of words: 100 is very easy, 0 very difficult."""
        words = [word for sentence in sentences for word in sentence]
        syllables = sum(map(self.syllables, words))
        return self.base - self.sentence * len(words) / len(sentences) - self.syllable * syllables / len(words)


def read_formula(numbers: str, vowels: str, mute: str) -> ReadingEase | None:
    """Return the formula that a catalogue writes as three numbers; None if it is none."""
    try:
        base, sentence, syllable = map(float, numbers.split())
    except ValueError:
        return None
    return ReadingEase(base, sentence, syllable, re.escape(vowels), tuple(mute.split())) if vowels else None
