"""Articles that two manifests know under different ids or addresses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from coach.publish.deployment.manifest import content_hash
from coach.publish.deployment.similar import ALIKE, Sketches, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coach.publish.deployment.manifest import Entry, Manifest


class Move(NamedTuple):
    """An article as it was published and as it would be now: the address, and maybe the id, is another."""

    old: Entry
    new: Entry


def removed(old: Manifest, new: Manifest) -> list[Entry]:
    """Return the entries whose ids are gone, without articles that are unlisted now."""
    after = new.by_id
    return [entry for entry in old.entries if entry.id not in after and not is_unlisted(entry.id, new)]


def added(old: Manifest, new: Manifest) -> list[Entry]:
    """Return the entries whose ids are new."""
    before = old.by_id
    return [entry for entry in new.entries if entry.id not in before]


def is_unlisted(name: str, new: Manifest) -> bool:
    """Return whether this is the id or the address of an article that is unlisted now."""
    return bool(new.unlisted) and content_hash(name) in new.unlisted


def reachable(manifest: Manifest) -> set[str]:
    """Return every address that has a page; a server leads from /v1.0 to /v1.0/."""
    addresses = {entry.address for entry in manifest.entries} | manifest.redirects.keys()
    return addresses | {address.rstrip("/") for address in addresses}


def pair(gone: Iterable[Entry], fresh: Iterable[Entry]) -> dict[str, Entry]:
    """Return, by the id of each new entry, the removed entry of the same kind and (almost) the same text, each once."""
    left: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in gone:
        left[entry.kind, entry.hash].append(entry)
    pairs = {entry.id: same.pop(0) for entry in fresh if (same := left[entry.kind, entry.hash])}
    known: Sketches[Entry] = Sketches()
    taken = {entry.id for entry in pairs.values()}
    for entry in gone:
        known.add(entry.sketch, entry)
    for entry in fresh:
        near = (one for one in known.alike(entry.sketch) if one.kind == entry.kind and one.id not in taken)
        if entry.id not in pairs and (found := next(near, None)):
            pairs[entry.id] = found
            taken.add(found.id)
    return pairs


def sure_moves(old: Manifest, new: Manifest) -> Iterator[Move]:
    """Yield the articles that moved and that can be no others: by their id, or by what they say and when.

    A new id is that of a removed one if both have the same text, or almost the same and the same date, and no other
    new or removed article has.
    """
    before = old.by_id
    for entry in new.entries:
        was = before.get(entry.id)
        if was and was.kind == entry.kind == "article" and was.address != entry.address:
            yield Move(was, entry)
    gone, fresh = (
        [entry for entry in some if entry.kind == "article"] for some in (removed(old, new), added(old, new))
    )
    there, here = _Known(gone), _Known(fresh)
    for entry in fresh:
        same = there.same_as(entry)
        if len(same) == 1 and here.same_as(same[0]) == [entry]:
            yield Move(same[0], entry)


def _articles(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind == "article"]


class _Known:
    """Entries by their text and by their date."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._by: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._by[entry.hash].append(entry)
            self._by[_moment(entry)].append(entry)

    def same_as(self, entry: Entry) -> list[Entry]:
        dated = (one for one in self._by[_moment(entry)] if likeness(one.sketch, entry.sketch) >= ALIKE)
        return list(dict.fromkeys([*self._by[entry.hash], *dated]))


def _moment(entry: Entry) -> str:
    return f"at {entry.moment.timestamp()}"
