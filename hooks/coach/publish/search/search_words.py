"""The words of a part of a search index: read from Pagefind's chunks, and kept in columns that merge quickly.

What stands for the pages with a word is taken over as bytes: only the first page's number, which is counted from the
last one of the part before, is new in a merged index. The form is that of Pagefind 1.5 (CBOR).
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from coach.publish.search.cbor import read_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORDS, _NUMBERS, _POSTINGS = "words", "numbers", "postings"  # files of a part
_TAB = b"\t"
_UNLIKE = "the search index has another form than Pagefind 1.5 gives it"

_ONE = rb"(?:[\x00-\x17]|\x18.|\x19..|\x1a.{4})"
_MANY = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})*+"
_PAGE = re.compile(rb"\x83(" + _ONE + rb")" + _MANY + _MANY, re.DOTALL)
_PAGES = rb"(?:\x83" + _ONE + _MANY + _MANY + rb")*+"
_ALL_PAGES = re.compile(_PAGES, re.DOTALL)
# A word in ASCII, which has no other forms: its text, the head of the list of its pages, and these.
_PLAIN_WORD = re.compile(
    rb"\x83(?:[\x60-\x77]|\x78.)([\x20-\x7e]+)([\x80-\x97]|\x98.|\x99..|\x9a.{4})(" + _PAGES + rb")\x80", re.DOTALL
)


# name, first and last page, on how many pages, and the bytes after the first page's number; the name is the word, and
# where it is written in another way, as in café, a tab and that form
Posting = tuple[bytes, int, int, int, bytes]


def read_words(chunks: Iterable[bytes]) -> list[Posting]:
    """Return the words of Pagefind's chunks in their order; ValueError for chunks of another form."""
    return [posting for chunk in chunks for posting in _read_plain(chunk) or _read_chunk(chunk)]


def _read_plain(data: bytes) -> list[Posting]:
    """Return the words of a chunk in which all are plain, and nothing for any other: a third of the time."""
    count, at = read_head(data, 1)
    words = _PLAIN_WORD.findall(data, at)
    numbers = _PAGE.findall(data, at)
    values = [number[0] if len(number) == 1 else _number(number) for number in numbers]
    counts = [_number(pages) for _, pages, _ in words]
    if len(words) != count or 0 in counts or sum(counts) != len(numbers) or sum(map(_size, words)) != len(data) - at:
        return []
    found = []
    for (word, _, pages), end, count in zip(words, accumulate(counts), counts, strict=True):
        first = end - count
        data = pages[1 + len(numbers[first]) :]
        found.append((word, values[first], sum(values[first:end]), count, data))
    return found


def _number(data: bytes) -> int:
    """Return the number in this head."""
    return data[0] & 31 if len(data) == 1 else read_head(data, 0)[0]


def _size(plain: tuple[bytes, bytes, bytes]) -> int:
    """Return the bytes of a plain word with its heads."""
    word, head, pages = plain
    return 3 + (len(word) > 23) + len(word) + len(head) + len(pages)


def _read_chunk(data: bytes) -> Iterator[Posting]:
    count, at = read_head(data, 1)
    for _ in range(count):
        forms, at = _read_forms(data, at)
        yield from forms
    if at != len(data):
        raise ValueError(_UNLIKE)


def _read_forms(data: bytes, at: int) -> tuple[list[Posting], int]:
    """Return a word with all its forms, and where it ends."""
    word, at = _read_text(data, at + 1)
    posting, at = _read_pages(word, data, at)
    found = [posting]
    count, at = read_head(data, at)
    for _ in range(count):
        form, at = _read_text(data, at + 1)
        posting, at = _read_pages(word + _TAB + form, data, at)
        found.append(posting)
    return sorted(found), at


def _read_text(data: bytes, at: int) -> tuple[bytes, int]:
    size, start = read_head(data, at)
    return data[start : start + size], start + size


def _read_pages(name: bytes, data: bytes, at: int) -> tuple[Posting, int]:
    _, start = read_head(data, at)
    found = _ALL_PAGES.match(data, start)
    end = found.end() if found else start
    return _posting(name, data[at:start], data[start:end]), end


def _posting(name: bytes, head: bytes, pages: bytes) -> Posting:
    """Return what is known of the pages with a word, whose numbers are counted each from the one before."""
    numbers = _PAGE.findall(pages)
    if len(numbers) != _number(head):
        raise ValueError(_UNLIKE)
    if not numbers:
        return name, 0, 0, 0, b""
    return name, _number(numbers[0]), sum(map(_number, numbers)), len(numbers), pages[1 + len(numbers[0]) :]


def pack_words(postings: Sequence[Posting]) -> dict[str, bytes]:
    """Return the words as files, a column in each."""
    names, firsts, lasts, pages, datas = zip(*postings, strict=True) if postings else [()] * 5
    numbers = _in_order_of_bytes(array("I", chain(firsts, lasts, pages, map(len, datas))))
    return {_WORDS: b"\n".join(names), _NUMBERS: numbers.tobytes(), _POSTINGS: b"".join(datas)}


def words_in_order(parts: Iterable[dict[str, bytes]], starts: Iterable[int]) -> Iterator[Posting]:
    """Yield the words of all parts, in order of name and page; each part's pages are counted from its start."""
    columns = [_Columns(files, start) for files, start in zip(parts, starts, strict=False)]
    letters = sorted({name[:1] for column in columns for name in column.names})
    for low, high in pairwise([*letters, b"\xff"]):  # few at once, for they need memory
        yield from sorted(chain.from_iterable(column.between(low, high) for column in columns))


class _Columns:
    """The words of a part."""

    def __init__(self, files: dict[str, bytes], start: int) -> None:
        numbers = _in_order_of_bytes(array("I", files[_NUMBERS]))
        self.names = files[_WORDS].split(b"\n") if files[_WORDS] else []
        count = len(self.names)
        columns = (numbers[n * count : (n + 1) * count] for n in range(4))
        self.firsts, self.lasts, self.pages, self.sizes = columns
        self.ends = array("I", accumulate(self.sizes))
        self.data, self.start = files[_POSTINGS], start

    def between(self, low: bytes, high: bytes) -> Iterator[Posting]:
        """Return the words from `low` up to `high`."""
        here = slice(bisect_left(self.names, low), bisect_left(self.names, high))
        firsts = [first + self.start for first in self.firsts[here]]
        lasts = [last + self.start for last in self.lasts[here]]
        data = [self.data[end - size : end] for end, size in zip(self.ends[here], self.sizes[here], strict=True)]
        return zip(self.names[here], firsts, lasts, self.pages[here], data, strict=True)


def _in_order_of_bytes(numbers: array[int]) -> array[int]:
    """Return the numbers as little-endian ones are read or written here."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
