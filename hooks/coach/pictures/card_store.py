"""Card pictures kept between builds, new ones drawn on all cores while the pages are being made.

A kept picture lies in a file named by all that shapes it, behind a digest of its own: a damaged one is drawn again.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from coach.kept import keep, make_way, read_kept, tidy
from coach.pictures.cards import Card, draw_card
from coach.pictures.lettering import Typeface
from coach.workers import NO_PROCESSES, WORTH_A_POOL, make_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from concurrent.futures import ProcessPoolExecutor
    from pathlib import Path

_DIGEST = 16
_SPARE = 200  # so many that no page needs now are kept for the day when a title is as it was


class CardPress:
    """Draws cards and keeps them in a folder; `versions` is a word that changes with font and code that make them."""

    def __init__(self, folder: Path, font: Callable[[], bytes], versions: str, jobs: int = 1) -> None:
        self._folder, self._font, self._jobs = folder, font, jobs
        self._shape = blake2b(versions.encode(), digest_size=_DIGEST).digest()
        self._pool: ProcessPoolExecutor | None = None
        make_way(folder)
        self._face: Typeface | None = None

    def begin(self, cards: Iterable[Card]) -> None:
        """Start drawing what is not there yet; the build goes on meanwhile."""
        known = {path.name for path in self._files()}
        missing = [card for card in dict.fromkeys(cards) if self._name(card) not in known]
        if self._jobs < 2 or len(missing) < WORTH_A_POOL:
            return
        try:
            self._pool = make_pool(self._jobs, _start, self._font())
            for card in missing:
                self._pool.submit(_draw_and_keep, card, self._folder / self._name(card))
        except NO_PROCESSES:
            self._pool = None  # `deliver` draws

    def deliver(self, cards: Mapping[str, Card], site: Path) -> None:
        """Write each card to its place below `site`, when all are drawn."""
        if self._pool:
            self._pool.shutdown()
        self._pool = None
        for place, card in cards.items():
            target = site / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._picture(card))
        used = {self._name(card) for card in cards.values()}
        tidy(self._folder, used, spare=max(_SPARE, len(used)))

    def _picture(self, card: Card) -> bytes:
        kept = self._folder / self._name(card)
        picture = read_kept(kept, kept.name.encode())
        if picture is None:
            self._face = self._face or Typeface(self._font())
            picture = draw_card(card, self._face)
            keep(picture, kept, kept.name.encode())
        return picture

    def _name(self, card: Card) -> str:
        words = "\0".join([card.title, card.site_name, *(card.ends or ())])
        return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=_DIGEST, key=self._shape).hexdigest()

    def _files(self) -> list[Path]:
        try:
            return [path for path in self._folder.iterdir() if len(path.name) == 2 * _DIGEST]
        except OSError:
            return []


_worker: list[Typeface] = []


def _start(font: bytes) -> None:
    _worker[:] = [Typeface(font)]


def _draw_and_keep(card: Card, place: Path) -> None:
    keep(draw_card(card, _worker[0]), place, place.name.encode())
