"""The service worker: its script, with the files that it fetches ahead and their digest as its version."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from coach.quizzes.quiz import FOLDER as QUIZZES
from coach.site.generated_pages import OFFLINE, SHELF
from coach.source.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coach.site.site import Site

ADDRESS = "sw.js"
SOURCES = "components/offline/"
WORKER, GOODBYE = f"{SOURCES}worker.mjs", f"{SOURCES}goodbye.mjs"
_VERSION, _FILES = 'VERSION="0"', "FILES=([])"
# The styles and scripts of those pages, as far as a site has them.
_PARTS = """
assets/mark.svg assets/scheme.js assets/site.css
components/path/path.mjs components/reply/reply.mjs components/search/search.css components/search/search.mjs
components/quiz/arrive.js components/quiz/keep.mjs components/quiz/older.mjs components/quiz/quiz.css
components/quiz/quiz.mjs components/quiz/score.mjs components/words/words.mjs
components/shelf/reading.mjs components/shelf/shelf.css components/shelf/shelf.mjs
"""


def files_ahead(site: Site, published: Iterable[str]) -> list[str]:
    """Return the addresses that can be read offline without having been opened: shelf, quizzes, and what those need."""
    pages = [OFFLINE, SHELF, *((QUIZZES,) if site.catalog.quizzes else ())]
    pages += [quiz.address for quiz in site.catalog.quizzes.values()]
    return sorted([*pages, *({*published} & {*_PARTS.split()})])


def worker_script(script: str, addresses: Iterable[str], read: Callable[[str], bytes]) -> bytes:
    """Return the minified script with these addresses, versioned by the content of their files."""
    listed, digest = list(addresses), blake2b(digest_size=6)
    for address in listed:
        digest.update(address.encode() + b"\0" + read(file_of(address)))
    assert _VERSION in script
    assert _FILES in script
    listing = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    return script.replace(_VERSION, f'VERSION="{digest.hexdigest()}"').replace(_FILES, f"FILES={listing}").encode()
