"""Card pictures, and figures alone: from the cache, or drawn by worker processes while the pages are built."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from zlib import ZLIB_RUNTIME_VERSION

from coach.io.cache import key_of
from coach.io.fingerprint import code_of, fingerprint
from coach.io.workers import NO_PROCESSES, WORTH_A_POOL, make_pool
from coach.pictures.cards import Card, draw_card
from coach.pictures.lettering import Typeface
from coach.pictures.marks.figure import Plate, draw_plate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from coach.io.cache import Cache
    from coach.io.disk.folder import Folder
    from coach.io.workers import Pool

_CODE = ("pictures/cards.py", "pictures/lettering.py", "pictures/line_breaks.py", "pictures/marks")
_PACKAGES = ("pillow", "uharfbuzz", "fontpkg-source-serif-4", "resvg-py")
_AT_ONCE = 200  # cards that are held in memory


class CardStore:
    """Draws cards in `jobs` processes, and caches them."""

    def __init__(self, cache: Cache, font: Callable[[], bytes], jobs: int = 1) -> None:
        self._cache, self._font, self._jobs = cache, font, jobs
        self._versions = fingerprint(_PACKAGES, code_of(*_CODE)) + ZLIB_RUNTIME_VERSION
        self._pool: Pool | None = None
        self._begun: list[Card | Plate] = []
        self._coming: Iterable[bytes] = ()
        self._face: Typeface | None = None

    def begin(self, cards: Iterable[Card | Plate]) -> None:
        """Start drawing the cards that are not cached, in the background."""
        keys = {self._key(card): card for card in cards}
        known = self._cache.known("card", keys)
        missing = [card for key, card in keys.items() if key not in known]
        if self._jobs < 2 or len(missing) < WORTH_A_POOL:
            return
        try:
            self._pool = make_pool(self._jobs, _start, self._font())
            self._coming, self._begun = self._pool.map(_draw, missing, chunksize=8), missing
        except NO_PROCESSES:
            self._pool = None  # then `deliver` draws them

    def deliver(self, cards: Mapping[str, Card | Plate], site: Folder) -> None:
        """Wait for the cards, and write each one to its path in the site."""
        self._collect()
        left = iter(cards.items())
        while some := dict(islice(left, _AT_ONCE)):
            keys = {place: self._key(card) for place, card in some.items()}
            kept = self._cache.get("card", keys.values())
            fresh = {keys[place]: self._draw(card) for place, card in some.items() if keys[place] not in kept}
            self._cache.put("card", fresh)
            site.write((place, kept.get(key) or fresh[key]) for place, key in keys.items())

    def _collect(self) -> None:
        """Cache what the worker processes draw, as it arrives."""
        if not self._pool:
            return
        left = zip(self._begun, self._coming, strict=True)
        try:
            with self._pool:
                while some := list(islice(left, _AT_ONCE)):
                    self._cache.put("card", {self._key(card): picture for card, picture in some})
        except NO_PROCESSES:
            pass  # `deliver` draws what is missing
        self._pool, self._coming = None, ()

    def _draw(self, card: Card | Plate) -> bytes:
        if isinstance(card, Plate):
            return draw_plate(card)
        self._face = self._face or Typeface(self._font())
        return draw_card(card, self._face)

    def _key(self, card: Card | Plate) -> str:
        if isinstance(card, Plate):
            return key_of(self._versions, repr(card))
        return key_of(
            self._versions, card.title, card.site_name, *(card.ends or ()), repr((card.look, card.span, card.figure))
        )


_worker: list[Typeface] = []


def _start(font: bytes) -> None:
    _worker[:] = [Typeface(font)]


def _draw(card: Card | Plate) -> bytes:
    return draw_plate(card) if isinstance(card, Plate) else draw_card(card, _worker[0])
