"""The files of a search index: kept as one, and the lists by which readers narrow what they find."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.publish.search.record import Record

MARK = b"pagefind_dcd"  # Pagefind's own, at the head of all that it compresses
FACTS = "facts.json"
_DIGEST = 32


def pack(files: dict[str, bytes], key: str) -> list[bytes]:
    """Return the pieces of one file that holds them all, with a digest over them and the key they are kept by."""
    head = json.dumps({path: len(data) for path, data in files.items()}).encode()
    pieces = [len(head).to_bytes(4, "big"), head, *files.values()]
    return [_stamp(pieces, key), *pieces]


def unpack(data: bytes, key: str) -> dict[str, bytes] | None:
    """Return the files as they were packed under this key; None when that is not what the data is."""
    whole = memoryview(data)[_DIGEST:]
    if data[:_DIGEST] != _stamp([whole], key):
        return None
    start = 4 + int.from_bytes(whole[:4], "big")
    files = {}
    for path, size in json.loads(bytes(whole[4:start])).items():
        files[path] = bytes(whole[start : start + size])
        start += size
    return files


def _stamp(pieces: Iterable[bytes | memoryview], key: str) -> bytes:
    digest = sha256(key.encode())
    for piece in pieces:
        digest.update(piece)
    return digest.digest()


def texts_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return those of the files that hold the text of a page."""
    return {path: data for path, data in files.items() if path.startswith("fragment/")}


def with_facts(files: dict[str, bytes], records: Iterable[Record]) -> dict[str, bytes]:
    """Return the files with one more, that holds kind and topics of each result by its id."""
    known = {f"/{record.url}": (record.kind, record.topics) for record in records}
    texts = texts_of(files)
    urls = {path: json.loads(gzip.decompress(data).removeprefix(MARK))["url"] for path, data in texts.items()}
    facts = {path.removeprefix("fragment/").rpartition(".")[0]: known[url] for path, url in sorted(urls.items())}
    return {**files, FACTS: json.dumps(facts).encode()}


def with_lists(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with kinds and topics as browsers ask for them, each only when it is needed.

    Pagefind's own filters would do, but their files come out in another order each time.
    """
    facts = json.loads(files[FACTS])
    kinds = {id_: kind for id_, (kind, _) in facts.items() if kind != "article"}
    topics: dict[str, list[str]] = {}
    for id_, (_, those) in facts.items():
        for topic in those:
            topics.setdefault(topic, []).append(id_)
    lists = {"kinds.json": kinds, **{f"topic/{topic}.json": ids for topic, ids in sorted(topics.items())}}
    made = {path: json.dumps(data, separators=(",", ":")).encode() for path, data in lists.items()}
    return {**{path: data for path, data in files.items() if path != FACTS}, **made}
