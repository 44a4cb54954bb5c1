"""The word count and reading time of a text."""

from __future__ import annotations

import re
from functools import lru_cache

# Silent reading of non-fiction in English: Brysbaert, "How many words do we read per minute?",
# Journal of Memory and Language 109 (2019), mean of 190 studies.
WORDS_PER_MINUTE = 238

_FENCES = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)
# Each alternative begins with a literal character, so that the regex engine can skip to the next candidate.
_MARKUP = re.compile(r"<!--.*?-->|<[^>\n]+>|\]\([^)\n]*\)|!!!(?<=[\n ]!!!)[ \t]*\w+|\[\^[^\]\n]+\]:?", re.DOTALL)
_WORD = re.compile(r"\w[\w'\N{RIGHT SINGLE QUOTATION MARK}-]*")
# The same for ASCII, in a third of the time: characters that are in no word become blanks; "'-" alone is no word.
_JOINTS = b"'-"
_IN_WORDS = bytes(byte if chr(byte).isalnum() or byte in b"_" + _JOINTS else 32 for byte in range(128)) + bytes(128)


@lru_cache(50_000)  # under `serve` most texts are unchanged
def count_words(body: str) -> int:
    """Return the number of words in a Markdown text, without code blocks, comments, tags and link targets."""
    text = _FENCES.sub(" ", body) if "```" in body or "~~~" in body else body
    text = _MARKUP.sub(" ", f"\n{text}")
    if not text.isascii():
        return len(_WORD.findall(text))
    words = text.encode().translate(_IN_WORDS).split()
    return len(words) - sum(not word.strip(_JOINTS) for word in words if word[0] in _JOINTS)


def reading_minutes(words: int) -> int:
    """Return whole minutes, rounded to the nearest, at least 1."""
    return max(1, round(words / WORDS_PER_MINUTE))
