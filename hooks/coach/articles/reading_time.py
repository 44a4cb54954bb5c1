"""How long a text takes to read."""

from __future__ import annotations

import re

# Silent reading of non-fiction in English: Brysbaert, "How many words do we read per minute?",
# Journal of Memory and Language 109 (2019), mean of 190 studies.
WORDS_PER_MINUTE = 238

_FENCES = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(r"<!--.*?-->|<[^>\n]+>|\]\([^)\n]*\)|^\s*!!!\s*\w+|\[\^[^\]\n]+\]:?", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"\w[\w'\N{RIGHT SINGLE QUOTATION MARK}-]*")


def count_words(body: str) -> int:
    """Return the number of words a reader reads in a Markdown text; code, comments and addresses do not count."""
    return len(_WORD.findall(_MARKUP.sub(" ", _FENCES.sub(" ", body))))


def reading_minutes(words: int) -> int:
    """Return whole minutes, rounded to the nearest, at least 1."""
    return max(1, round(words / WORDS_PER_MINUTE))
