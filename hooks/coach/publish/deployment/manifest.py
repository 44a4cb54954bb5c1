"""What the site has published, as one file for the guard: manifest.json.

Addresses are relative to the site's root, so that a new domain changes nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = "manifest.json"
VERSION = 1

Kind = Literal["article", "edition"]

_LISTS: dict[Kind, str] = {"article": "articles", "edition": "editions"}
_KEYS = ("id", "address", "first", "hash", "title")
_ID = re.compile(r"\S+")
_HASH = re.compile(r"[0-9a-f]+")
_PLACE = re.compile(r"[^\s/\\?#:][^\s\\?#:]*")
_PLACE_FORM = "an address relative to the site's root, as in articles/five-minutes/"
_ID_FORM = "an id, as in five-minutes"
_HASH_FORM = "a hash in the digits 0-9 and a-f"
_FIRST_FORM = "a moment with its zone, as in 2026-04-14T07:00:00+01:00"


class ManifestError(ValueError):
    """The text is no manifest; the message says why, in one sentence."""


@dataclass(frozen=True, order=True)
class Entry:
    """One article or edition as it was published: `first` is ISO 8601 with a zone, `hash` hexadecimal."""

    kind: Kind
    id: str
    address: str
    first: str
    hash: str
    title: str

    @property
    def moment(self) -> datetime:
        """The moment of first publication, which can be compared with others."""
        return datetime.fromisoformat(self.first)


@dataclass(frozen=True)
class Manifest:
    """All entries, sorted by kind and id, and the target of each redirect by its old address."""

    entries: tuple[Entry, ...]
    redirects: dict[str, str]

    def __post_init__(self) -> None:
        # Manifests with the same entries are equal, in whatever order a build found them.
        object.__setattr__(self, "entries", tuple(sorted(self.entries)))

    @property
    def by_id(self) -> dict[str, Entry]:
        """The entries by their ids; articles and editions share one set of ids."""
        return {entry.id: entry for entry in self.entries}


def content_hash(text: str) -> str:
    """Return a hash of the words, 16 hexadecimal digits; differences in white space are ignored."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def manifest_text(manifest: Manifest) -> str:
    """Return the manifest as JSON; the same manifest gives the same text."""
    data = {
        "version": VERSION,
        **{name: [_data(entry) for entry in manifest.entries if entry.kind == kind] for kind, name in _LISTS.items()},
        "redirects": dict(sorted(manifest.redirects.items())),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _data(entry: Entry) -> dict[str, str]:
    return {key: getattr(entry, key) for key in _KEYS}


def read_manifest(text: str) -> Manifest:
    """Return the manifest that `manifest_text` wrote; ManifestError for anything else.

    Unknown keys are ignored: the live site may have been built by a newer version.
    """
    data = _parse(text)
    version = data.get("version")
    if version != VERSION or not isinstance(version, int) or isinstance(version, bool):
        raise ManifestError(f"its version must be {VERSION}, and is {_shown(version)}.")
    entries = tuple(_entries(data))
    _refuse_twice(entries)
    return Manifest(entries, _redirects(data))


def _parse(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ManifestError("it is not JSON.") from None
    if not isinstance(data, dict):
        raise ManifestError("it is JSON, but not a manifest: an object in braces is needed.")
    return data


def _entries(data: dict[str, Any]) -> Iterator[Entry]:
    for kind, name in _LISTS.items():
        found = data.get(name)
        if not isinstance(found, list):
            raise ManifestError(f'it needs a list of "{name}".')
        for number, value in enumerate(found, 1):
            yield _entry(kind, f"{kind} {number}", value)


def _entry(kind: Kind, where: str, data: Any) -> Entry:
    if not isinstance(data, dict):
        raise ManifestError(f"{where} is not an object in braces.")
    entry = Entry(kind, **{key: _text(data, key, where) for key in _KEYS})
    _need(_matches(_ID, entry.id), f'"id" of {where}', entry.id, _ID_FORM)
    _need(_matches(_PLACE, entry.address), f'"address" of {where}', entry.address, _PLACE_FORM)
    _need(_is_moment(entry.first), f'"first" of {where}', entry.first, _FIRST_FORM)
    _need(_matches(_HASH, entry.hash), f'"hash" of {where}', entry.hash, _HASH_FORM)
    return entry


def _text(data: dict[str, Any], key: str, where: str) -> str:
    if key not in data:
        raise ManifestError(f'{where} has no "{key}".')
    value = data[key]
    if not isinstance(value, str):
        raise ManifestError(f'"{key}" of {where} must be text, and is {_shown(value)}.')
    return value


def _redirects(data: dict[str, Any]) -> dict[str, str]:
    found = data.get("redirects")
    if not isinstance(found, dict):
        raise ManifestError('it needs "redirects": old addresses, each with the address that it leads to.')
    for address, target in found.items():
        _need(_matches(_PLACE, address), "a redirect", address, _PLACE_FORM)
        # The home page is a target too, and its address is empty.
        fine = isinstance(target, str) and (target == "" or _matches(_PLACE, target))
        _need(fine, f"the target of {_shown(address)}", target, _PLACE_FORM)
    return found


def _refuse_twice(entries: tuple[Entry, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ManifestError(f"the id {_shown(entry.id)} stands there twice.")
        seen.add(entry.id)


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(text) is not None and text.isprintable()


def _is_moment(text: str) -> bool:
    try:
        # fromisoformat accepts any character between day and time.
        return text.isascii() and text.isprintable() and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _need(fine: bool, what: str, value: Any, form: str) -> None:
    if not fine:
        raise ManifestError(f"{what} must be {form}, and is {_shown(value)}.")


def _shown(value: Any) -> str:
    """Return the value as short ASCII JSON: it may come from anywhere, and is printed to a terminal."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
