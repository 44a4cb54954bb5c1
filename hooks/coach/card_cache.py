"""Card pictures kept between builds, new ones drawn on all cores while the pages are being made.

A kept picture lies in a file named by all that shapes it, behind a digest of its own: a damaged one is drawn again.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from typing import TYPE_CHECKING

from coach.publish.cards import Card, draw_card
from coach.publish.lettering import Typeface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_DIGEST = 16
_WORTH_A_POOL = 48
_SPARE = 200  # so many that no page needs now are kept for the day when a title is as it was


class CardPress:
    """Draws cards and keeps them in a folder; `versions` is a word that changes with font and code that make them."""

    def __init__(self, folder: Path, font: Callable[[], bytes], versions: str, jobs: int = 1) -> None:
        self._folder, self._font, self._jobs = folder, font, jobs
        self._shape = blake2b(versions.encode(), digest_size=_DIGEST).digest()
        self._pool: ProcessPoolExecutor | None = None
        self._face: Typeface | None = None

    def begin(self, cards: Iterable[Card]) -> None:
        """Start drawing what is not there yet; the build goes on meanwhile."""
        known = {path.name for path in self._files()}
        missing = [card for card in dict.fromkeys(cards) if self._name(card) not in known]
        if self._jobs < 2 or len(missing) < _WORTH_A_POOL:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
            self._pool = ProcessPoolExecutor(self._jobs, context, _start, (self._font(),))
            for card in missing:
                self._pool.submit(_draw_and_keep, card, self._folder / self._name(card))
        except (OSError, ImportError):
            self._pool = None  # no processes to be had here, or no folder: `deliver` draws

    def deliver(self, cards: Mapping[str, Card], site: Path) -> None:
        """Write each card to its place below `site`, when all are drawn."""
        if self._pool:
            self._pool.shutdown()
        self._pool = None
        for place, card in cards.items():
            target = site / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._picture(card))
        self._tidy({self._name(card) for card in cards.values()})

    def _picture(self, card: Card) -> bytes:
        kept = self._folder / self._name(card)
        picture = _read(kept)
        if picture is None:
            self._face = self._face or Typeface(self._font())
            picture = draw_card(card, self._face)
            _keep(picture, kept)
        return picture

    def _name(self, card: Card) -> str:
        words = "\0".join([card.title, card.site_name, *(card.ends or ())])
        return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=_DIGEST, key=self._shape).hexdigest()

    def _files(self) -> list[Path]:
        try:
            return [path for path in self._folder.iterdir() if len(path.name) == 2 * _DIGEST]
        except OSError:
            return []

    def _tidy(self, used: set[str]) -> None:
        """Drop the oldest of what is not used, beyond as many again as are."""
        idle = [path for path in self._files() if path.name not in used]
        spare = max(_SPARE, len(used))
        if len(idle) <= spare:
            return
        try:
            for path in sorted(idle, key=lambda path: path.stat().st_mtime, reverse=True)[spare:]:
                path.unlink(missing_ok=True)
        except OSError:
            return


_worker: list[Typeface] = []


def _start(font: bytes) -> None:
    _worker[:] = [Typeface(font)]


def _draw_and_keep(card: Card, place: Path) -> None:
    _keep(draw_card(card, _worker[0]), place)


def _read(place: Path) -> bytes | None:
    try:
        data = place.read_bytes()
    except OSError:
        return None
    return data[_DIGEST:] if _digest(data[_DIGEST:]) == data[:_DIGEST] else None


def _keep(picture: bytes, place: Path) -> None:
    """Keep the picture, whole or not at all; a folder that cannot be written to is done without."""
    fresh = place.with_name(f"{place.name}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_digest(picture) + picture)
        fresh.replace(place)
    except OSError:
        return


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()
