"""The word list of the search index, by which the dialog corrects a query: Pagefind knows no slips of typing.

`words.<digest>.json` holds the words in groups, the most frequent first, each as one text in alphabetical order, and
the most used tags: {"words": ["customer sale …", …], "tags": ["trust", …]}. A group holds words of which none is on
twice as many pages as another one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.publish.search.record import Record

PART = "words.json"  # of one part of the index, with counts
SHORTEST = 4  # letters; each slip in a shorter word makes another word
MOST = 32_000  # bytes of all words, about 13 KiB compressed
MOST_TAGS = 12
_NAMED = 4  # a word in a title, tag or alias counts as much as one on so many pages
_PLAIN = re.compile(r"[a-z]{4,}")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
# Letters of any script, with marks that stand behind them; marks and letters of Indian scripts are mixed.
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff"
_MARKED = re.compile(f"[{_MARKS}]")
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+")
# Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese.
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


class WordCounts:
    """How many pages have a word, and how many articles a tag."""

    def __init__(self) -> None:
        """Begin with no page."""
        self.words: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()

    def add(self, record: Record, text: str) -> None:
        """Count the words of a page, whose text is given without HTML."""
        named = words_of(" ".join((record.title, *record.tags, *record.aliases)))
        self.words.update(named | words_of(f"{record.description} {text}"))
        for word in named:
            self.words[word] += _NAMED
        self.tags.update(record.topics)

    def as_part(self) -> bytes:
        """Return the counts of the first words for the whole list, as `whole_list` reads them."""
        return _as_json({"words": dict(first_words(self.words, 2 * MOST)), "tags": dict(sorted(self.tags.items()))})


def words_of(text: str) -> set[str]:
    """Return the words of the text that have as many letters as a correction needs, in small letters."""
    parts = set(text.lower().split())
    plain = {part for part in parts if part.isascii()}  # most of them, and read several times as fast
    return set(_PLAIN.findall(" ".join(plain))) | _other_words(normalize("NFC", " ".join(parts - plain)))


def _other_words(small: str) -> set[str]:
    found = set((_WORD if _MARKED.search(small) else _LETTERS).findall(small))
    return {word for word in found if len(word) >= SHORTEST and not _NO_SPACES.search(word)}


def first_words(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    """Return the words with the highest counts, at most so many bytes of them, the most frequent first."""
    found, size = [], 0
    for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        size += len(word.encode("utf-8", "surrogatepass")) + 1
        if size > most:
            break
        found.append((word, count))
    return found


def whole_list(parts: Iterable[bytes]) -> tuple[str, bytes]:
    """Return the name and the content of the word list of an index in these parts."""
    words: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    for part in map(json.loads, parts):
        words.update(part["words"])
        tags.update(part["tags"])
    groups: dict[int, list[str]] = {}
    for word, count in first_words(words, MOST):
        groups.setdefault(count.bit_length(), []).append(word)
    texts = [" ".join(sorted(groups[size])) for size in sorted(groups, reverse=True)]
    used = sorted(tags, key=lambda tag: (-tags[tag], tag))[:MOST_TAGS]
    data = _as_json({"words": texts, "tags": used})
    return f"words.{sha256(data).hexdigest()[:10]}.json", data


def _as_json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
