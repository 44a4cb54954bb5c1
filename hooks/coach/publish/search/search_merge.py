"""One search index made of several.

Pagefind holds some 400 KB for each article while it works, so it is given many articles in parts. Its way to search
several indexes at once loads each of them, which readers would pay for; so the parts become one index, written as
Pagefind 1.5 writes its own (CBOR, gzipped).
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from hashlib import sha256
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from coach.publish.search.cbor import ARRAY, NUMBER, decode, encode, head, text
from coach.publish.search.search_files import FACTS, MARK, texts_of
from coach.publish.search.search_words import pack_words, read_words, words_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coach.publish.search.search_words import Posting

# A word needs one chunk, and every reader all chunks' names: between them, this loads least at 10,000 articles.
_CHUNK = 24_000
# Lengths only weigh in a little; in steps of this they are a third of the bytes.
_LENGTHS = 64
_PART_NAME = 8  # digits; of a hundred parts, two are called alike once in a million sites, and there is no index then
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def with_postings(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return an index's files with the words in a form that merges quickly, and the pages under names to keep.

    In a merged index pages have the same names as long as nothing in their part changes: browsers have them still.
    """
    _, pages, chunks, *_ = decode(_gunzip(_meta(files)))[0]
    found = read_words(_gunzip(files[f"index/{name}.pf_index"]) for _, _, name in chunks)
    return {**_named(files, [page for page, _ in pages]), **pack_words(found)}


def merge(parts: Sequence[dict[str, bytes]], map_: Callable[..., Iterable[Any]] = map) -> dict[str, bytes]:
    """Return one index; the parts come from `with_postings`. ValueError when they are not of one kind.

    `map_` compresses: one that does so in threads takes less time.
    """
    metas = [decode(_gunzip(_meta(files)))[0] for files in parts]
    if len({(version, *fields) for version, _, _, _, _, fields in metas}) > 1:
        raise ValueError("the parts of the search index have not the same fields")
    facts = {name: fact for files in parts for name, fact in json.loads(files[FACTS]).items()}
    sizes = [length for meta in metas for _, length in meta[1]]
    lengths = [[name, -(-length // _LENGTHS) * _LENGTHS] for name, length in zip(facts, sizes, strict=True)]
    spans: list[tuple[str, str]] = []
    raw = _write_chunks(_merged(parts, [len(meta[1]) for meta in metas]), spans)
    chunks = list(map_(_gzip, raw))
    prefix = sha256(b"".join(_meta(files) for files in parts)).hexdigest()[:4]
    chunk_names = [f"{prefix}/{_short(number)}" for number in range(len(chunks))]
    named_spans = [[*span, name] for span, name in zip(_spans(spans), chunk_names, strict=True)]
    meta = _gzip(encode([metas[0][0], lengths, named_spans, [], [], metas[0][5]]))
    found = {f"index/{name}.pf_index": data for name, data in zip(chunk_names, chunks, strict=True)}
    texts = {path: data for files in parts for path, data in texts_of(files).items()}
    return {**_common(parts[0], meta, len(sizes)), **texts, FACTS: json.dumps(facts).encode(), **found}


def _named(files: dict[str, bytes], pages: Sequence[str]) -> dict[str, bytes]:
    """Return the files but the chunks, with names for these pages that begin alike in a part, and so compress well."""
    texts, facts = texts_of(files), json.loads(files[FACTS])
    part = sha256(b"".join([_meta(files), *texts.values()])).hexdigest()[:_PART_NAME]
    names = {page: f"{part}/{_short(number)}" for number, page in enumerate(pages)}
    rest = {path: data for path, data in files.items() if path not in texts and not path.startswith("index/")}
    return {
        **rest,
        **{f"fragment/{name}.pf_fragment": texts[f"fragment/{page}.pf_fragment"] for page, name in names.items()},
        FACTS: json.dumps({name: facts[page] for page, name in names.items()}).encode(),
    }


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


def _merged(parts: Iterable[dict[str, bytes]], sizes: Iterable[int]) -> Iterator[tuple[bytes, bytes]]:
    """Yield every word with its bytes in an index of all parts, in Pagefind's order."""
    for word, group in groupby(words_in_order(parts, accumulate(sizes, initial=0)), _word_of):
        forms = {name: _join(same) for name, same in groupby(group, itemgetter(0))}
        own = forms.pop(word, head(ARRAY, 0))
        others = [b"\x82" + text(name[len(word) + 1 :]) + pages for name, pages in forms.items()]
        yield word, b"\x83" + text(word) + own + head(ARRAY, len(others)) + b"".join(others)


def _word_of(posting: Posting) -> bytes:
    return posting[0].partition(b"\t")[0]


def _join(postings: Iterable[Posting]) -> bytes:
    parts: list[bytes] = []
    count = before = 0
    for _, first, last, pages, data in postings:
        if pages:
            parts += (_page(first - before), data)
            count, before = count + pages, last
    return head(ARRAY, count) + b"".join(parts)


@cache
def _page(number: int) -> bytes:
    return b"\x83" + head(NUMBER, number)


def _write_chunks(words: Iterable[tuple[bytes, bytes]], spans: list[tuple[str, str]]) -> Iterator[bytes]:
    """Yield what is in each chunk, and note its first and last word."""
    held: list[bytes] = []
    size = 0
    first = last = b""
    for word, data in words:
        if held and size + len(data) > _CHUNK:
            spans.append((first.decode(), last.decode()))
            yield _chunk(held)
            held, size = [], 0
        first, last = word if not held else first, word
        held.append(data)
        size += len(data)
    if held:
        spans.append((first.decode(), last.decode()))
        yield _chunk(held)


def _chunk(held: Sequence[bytes]) -> bytes:
    return b"\x81" + head(ARRAY, len(held)) + b"".join(held)


def _spans(words: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return first and last word of each chunk, as short as they still differ from their neighbours."""
    spans = [[first, last] for first, last in words]
    for one, other in pairwise(spans):
        same = next((i for i, (a, b) in enumerate(zip(one[1], other[0], strict=False)) if a != b), len(one[1]))
        one[1], other[0] = max(one[1][: same + 1], one[0]), other[0][: same + 1]
    return spans


def _gunzip(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(MARK)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(MARK + data, 6, mtime=0)
