"""One search index made of several.

Pagefind holds some 400 KB for each article while it works, so it is given many articles in parts. Its way to search
several indexes at once loads each of them, which readers would pay for; so the parts become one index, written as
Pagefind 1.5 writes its own (CBOR, gzipped). What stands for the pages with a word is taken over as bytes: only the
first page's number, counted from the last one of the part before, is new.
"""

from __future__ import annotations

import gzip
import json
import re
from hashlib import sha256
from heapq import merge as merge_sorted
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.publish.cbor import ARRAY, NUMBER, decode, encode, head, read_head, text
from coach.publish.search_files import FACTS, MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

WORDS = "words"
# A word needs one chunk, and every reader all chunks' names: between them, this loads least at 10,000 articles.
_CHUNK = 24_000
# Lengths only weigh in a little; in steps of this they are a third of the bytes.
_LENGTHS = 64
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_NUMBER = rb"(?:[\x00-\x17]|\x18.|\x19..|\x1a.{4})"
_NUMBERS = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})*+"
_PAGE = re.compile(rb"\x83(" + _NUMBER + rb")" + _NUMBERS + _NUMBERS, re.DOTALL)
_PAGES = re.compile(rb"(?:\x83" + _NUMBER + _NUMBERS + _NUMBERS + rb")*+", re.DOTALL)


class Posting(NamedTuple):
    """Where a word stands in a part: on how many pages, the first and last of them, and the bytes after the first.

    `form` is the word as it is written where that differs, as in café; empty for the word itself.
    """

    word: bytes
    form: bytes
    pages: int
    first: int
    last: int
    data: bytes


def with_postings(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return an index's files with the words in a form that merges quickly, instead of Pagefind's chunks."""
    found = [posting for path in _chunks(files) for posting in _read_words(_gunzip(files[path]))]
    rows = (b"%b\t%b\t%d\t%d\t%d\t%d\n%b" % (*posting[:5], len(posting.data), posting.data) for posting in found)
    kept = {path: data for path, data in files.items() if not path.startswith("index/")}
    return {**kept, WORDS: b"".join(rows)}


def merge(parts: Sequence[dict[str, bytes]], map_: Callable[..., Iterable[Any]] = map) -> dict[str, bytes]:
    """Return one index; the parts come from `with_postings`. ValueError when they are not of one kind.

    `map_` compresses: one that does so in threads takes less time.
    """
    metas = [decode(_gunzip(_meta(files)))[0] for files in parts]
    if len({(version, *fields) for version, _, _, _, _, fields in metas}) > 1:
        raise ValueError("the parts of the search index have not the same fields")
    prefix = sha256(b"".join(_meta(files) for files in parts)).hexdigest()[:4]
    pages = [page for meta in metas for page in meta[1]]
    names = [f"{prefix}/{_short(number)}" for number in range(len(pages))]
    spans, raw = zip(*_write_chunks(_merged(parts, [len(meta[1]) for meta in metas])), strict=True)
    chunks = list(map_(_gzip, raw))
    chunk_names = [f"{prefix}/{_short(number)}" for number in range(len(chunks))]
    lengths = [[name, -(-length // _LENGTHS) * _LENGTHS] for name, (_, length) in zip(names, pages, strict=True)]
    named_spans = [[*span, name] for span, name in zip(_spans(spans), chunk_names, strict=True)]
    meta = _gzip(encode([metas[0][0], lengths, named_spans, [], [], metas[0][5]]))
    found = {f"index/{name}.pf_index": data for name, data in zip(chunk_names, chunks, strict=True)}
    return {**_common(parts[0], meta, len(pages)), **_fragments(parts, [id_ for id_, _ in pages], names), **found}


def _short(number: int) -> str:
    """Return the number in three digits or more, so that names in a row look alike and compress well."""
    digits = ""
    while number or len(digits) < 3:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _meta(files: dict[str, bytes]) -> bytes:
    return next(data for path, data in files.items() if path.endswith(".pf_meta"))


def _common(files: dict[str, bytes], meta: bytes, count: int) -> dict[str, bytes]:
    """Return what an index has once: program, entry and list of pages."""
    entry = json.loads(files["pagefind-entry.json"])
    (language,) = entry["languages"]
    name = f"{language}_{sha256(meta).hexdigest()[:10]}"
    entry["languages"][language].update(hash=name, page_count=count)
    once = {path: data for path, data in files.items() if path == "pagefind.js" or path.startswith("wasm.")}
    return {**once, "pagefind-entry.json": json.dumps(entry).encode(), f"pagefind.{name}.pf_meta": meta}


def _fragments(parts: Iterable[dict[str, bytes]], ids: Sequence[str], names: Sequence[str]) -> dict[str, bytes]:
    """Return the texts of all pages under their new names, and their facts."""
    texts, facts, left = {}, {}, iter(zip(ids, names, strict=True))
    for files in parts:
        known = json.loads(files[FACTS])
        for id_, name in (next(left) for _ in known):
            texts[f"fragment/{name}.pf_fragment"] = files[f"fragment/{id_}.pf_fragment"]
            facts[name] = known[id_]
    return {**texts, FACTS: json.dumps(facts).encode()}


def _merged(parts: Iterable[dict[str, bytes]], sizes: Iterable[int]) -> Iterator[tuple[bytes, bytes]]:
    """Yield every word with its bytes in an index of all parts, in Pagefind's order."""
    starts = accumulate(sizes, initial=0)
    found = (_postings(files[WORDS], start) for files, start in zip(parts, starts, strict=False))
    postings = merge_sorted(*found, key=itemgetter(0, 1))
    for word, group in groupby(postings, itemgetter(0)):
        forms = {form: _join(same) for form, same in groupby(group, itemgetter(1))}
        own = forms.pop(b"", head(ARRAY, 0))
        others = [b"\x82" + text(form) + pages for form, pages in forms.items()]
        yield word, b"\x83" + text(word) + own + head(ARRAY, len(others)) + b"".join(others)


def _postings(data: bytes, start: int) -> Iterator[Posting]:
    """Yield a part's postings in order of word and form, the pages counted from `start`."""
    at = 0
    while at < len(data):
        end = data.index(b"\n", at) + 1
        word, form, pages, first, last, size = data[at : end - 1].split(b"\t")
        at = end + int(size)
        yield Posting(word, form, int(pages), int(first) + start, int(last) + start, data[end:at])


def _join(postings: Iterable[Posting]) -> bytes:
    parts: list[bytes] = []
    count = last = 0
    for _, _, pages, first, end, data in postings:
        if pages:
            parts += (b"\x83", head(NUMBER, first - last), data)
            count, last = count + pages, end
    return head(ARRAY, count) + b"".join(parts)


def _write_chunks(words: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Yield first and last word of each chunk, and what is in it."""
    held: list[tuple[bytes, bytes]] = []
    size = 0
    for word, data in words:
        if held and size + len(data) > _CHUNK:
            yield _chunk(held)
            held, size = [], 0
        held.append((word, data))
        size += len(data)
    if held:
        yield _chunk(held)


def _chunk(held: Sequence[tuple[bytes, bytes]]) -> tuple[tuple[str, str], bytes]:
    data = b"\x81" + head(ARRAY, len(held)) + b"".join(data for _, data in held)
    return (held[0][0].decode(), held[-1][0].decode()), data


def _spans(words: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return first and last word of each chunk, as short as they still differ from their neighbours."""
    spans = [[first, last] for first, last in words]
    for one, other in pairwise(spans):
        same = next((i for i, (a, b) in enumerate(zip(one[1], other[0], strict=False)) if a != b), len(one[1]))
        one[1], other[0] = max(one[1][: same + 1], one[0]), other[0][: same + 1]
    return spans


def _chunks(files: dict[str, bytes]) -> list[str]:
    return [f"index/{name}.pf_index" for _, _, name in decode(_gunzip(_meta(files)))[0][2]]


def _read_words(data: bytes) -> Iterator[Posting]:
    count, at = read_head(data, 1)
    for _ in range(count):
        word, at = _read_text(data, at + 1)
        posting, at = _read_pages(word, b"", data, at)
        forms, at = read_head(data, at)
        if not forms:
            yield posting
            continue
        found = [posting]
        for _ in range(forms):
            form, at = _read_text(data, at + 1)
            posting, at = _read_pages(word, form, data, at)
            found.append(posting)
        yield from sorted(found)
    if at != len(data):
        raise ValueError("a chunk of the search index has another form than Pagefind 1.5 gives it")


def _read_text(data: bytes, at: int) -> tuple[bytes, int]:
    size, start = read_head(data, at)
    return data[start : start + size], start + size


def _read_pages(word: bytes, form: bytes, data: bytes, at: int) -> tuple[Posting, int]:
    """Return the pages with a word, whose numbers are counted each from the one before, and where they end."""
    count, start = read_head(data, at)
    found = _PAGES.match(data, start)
    end = found.end() if found else start
    numbers = _PAGE.findall(data, start, end)
    if len(numbers) != count:
        raise ValueError("a word of the search index has another form than Pagefind 1.5 gives it")
    if not count:
        return Posting(word, form, 0, 0, 0, b""), end
    short = b"".join(numbers)  # nearly all numbers are below 24, and then one byte each
    last = sum(short) if len(short) == count else sum(read_head(number, 0)[0] for number in numbers)
    after = start + 1 + len(numbers[0])
    return Posting(word, form, count, read_head(numbers[0], 0)[0], last, data[after:end]), end


def _gunzip(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(MARK)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(MARK + data, 6, mtime=0)
