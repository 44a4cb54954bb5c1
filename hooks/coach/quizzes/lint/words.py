"""The words by which the questions of a language are checked; they come from its catalogue of messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from coach.quizzes.lint.reading_ease import ReadingEase, read_formula

if TYPE_CHECKING:
    from coach.content.config.messages import Catalogue

_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*")


@dataclass(frozen=True)
class LintWords:
    """Words of a language, each group for one rule.

    Negations; words that ask for an opinion; verbs that open a question of yes or no; words that allow no exception;
    words that join two acts; acts that have one form for all persons, such as "asked"; words for persons; words for
    asking and ringing, and those among them that can be things too, as in "the call". One that begins with * is the end
    of a word. A language without a list is not linted for it.
    """

    negations: frozenset[str] = frozenset()
    opinions: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    absolutes: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    ease: ReadingEase | None = None

    def find(self, group: str, text: str) -> str:
        """Return the first word of the group in the text, as it stands there; "" if there is none."""
        found = pattern_of(getattr(self, group)).search(text)
        return found[0] if found else ""

    def asks(self, text: str) -> bool:
        """Whether the text speaks of asking or ringing."""
        return bool(self.find("asking", text) or self.find("questions", text))


def words_of(catalogue: Catalogue) -> LintWords:
    """Return the words of the catalogue's language."""
    groups = ("negations", "opinions", "closed", "absolutes", "joining", "acts", "persons", "asking", "questions")
    lists = {group: catalogue.words(f"lint.{group}") for group in groups}
    numbers, vowels, mute = (str(catalogue.messages.get(f"lint.{key}", "")) for key in ("ease", "vowels", "mute"))
    return LintWords(**lists, ease=read_formula(numbers, vowels, mute))


@cache
def pattern_of(words: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words; one that finds nothing if there are none."""
    whole = "|".join(re.escape(word) for word in sorted(words) if not word.startswith("*"))
    ends = "|".join(re.escape(word[1:]) for word in sorted(words) if word.startswith("*"))
    forms = [rf"\b(?:{whole})\b"] * bool(whole) + [rf"(?:{ends})\b"] * bool(ends)
    return re.compile("|".join(forms).replace("'", "['\N{RIGHT SINGLE QUOTATION MARK}]") or "(?!)", re.IGNORECASE)


def split(text: str) -> list[str]:
    """Return the words of the text."""
    return _WORD.findall(text)
