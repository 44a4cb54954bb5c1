"""What the site has published, as one file for the guard: manifest.json.

Addresses are relative to the site's root, so that a new domain changes nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, ValidationError

ADDRESS = "manifest.json"
VERSION = 2
_OLDEST = 1  # knows neither key, feeds, unlisted articles nor sketches

Kind = Literal["article", "edition"]

_FORMS = {
    "id": "an id, as in five-minutes",
    "address": "an address relative to the site's root, as in articles/five-minutes/",
    "first": "a moment with its zone, as in 2026-04-14T07:00:00+01:00",
    "hash": "a hash in the digits 0-9 and a-f",
    "title": "text",
    "guid": "text",
    "feed": "a feed's address relative to the site's root, and its id",
    "sketch": "hashes of 6 of the digits 0-9 and a-f, 16 at most",
    "key": "the newsletter.key of mkdocs.yml",
    "version": f"{_OLDEST} or {VERSION}",
    "unlisted": "a list",
    "feeds": "an object with the id of each feed by its address",
    "articles": "a list",
    "editions": "a list",
    "redirects": "an object with the new address of each old one",
}


class ManifestError(ValueError):
    """The text is no manifest; the message says why, in one sentence."""


@dataclass(frozen=True, order=True)
class Entry:
    """One article or edition as it was published: `first` is ISO 8601 with a zone, `hash` hexadecimal.

    `sketch` finds texts that are almost the same; see `similar.py`. `guid` is the id in feeds if another tool gave it.
    """

    kind: Kind
    id: str
    address: str
    first: str
    hash: str
    title: str
    sketch: str = ""
    guid: str = ""

    @property
    def moment(self) -> datetime:
        """The moment of first publication, which can be compared with others."""
        return datetime.fromisoformat(self.first)


@dataclass(frozen=True)
class Manifest:
    """All entries, sorted by kind and id, the target of each redirect by its old address, and the key in all ids.

    `feeds` has the id of each feed by its address, and `unlisted` a hash of the id and of the address of each unlisted
    article, which the file must not name.
    """

    entries: tuple[Entry, ...]
    redirects: dict[str, str]
    feeds: dict[str, str] = field(default_factory=dict)
    key: str = ""
    unlisted: frozenset[str] = frozenset()

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
    lists: dict[str, list[dict[str, str]]] = {"article": [], "edition": []}
    for entry in manifest.entries:
        data = {name: value for name, value in asdict(entry).items() if name != "guid" or value}
        lists[data.pop("kind")].append(data)
    data = {
        "version": VERSION,
        "key": manifest.key,
        "articles": lists["article"],
        "editions": lists["edition"],
        "redirects": dict(sorted(manifest.redirects.items())),
        "feeds": dict(sorted(manifest.feeds.items())),
        "unlisted": sorted(manifest.unlisted),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError
    return text


def _moment(text: str) -> str:
    # fromisoformat accepts any character between day and time.
    if not text.isascii() or datetime.fromisoformat(text).tzinfo is None:
        raise ValueError
    return text


_Printable = Annotated[str, AfterValidator(_printable)]
_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]+$")]
_Place = Annotated[_Printable, StringConstraints(pattern=r"^[^\s/\\?#:][^\s\\?#:]*$")]


class _Published(BaseModel):
    id: Annotated[_Printable, StringConstraints(pattern=r"^\S+$")]
    address: _Place
    first: Annotated[_Printable, AfterValidator(_moment)]
    hash: _Hash
    title: str
    sketch: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{6}){0,16}$")] = ""
    guid: _Printable = ""


class _File(BaseModel):
    version: Annotated[int, Field(ge=_OLDEST, le=VERSION)]
    key: _Printable = ""
    articles: list[_Published]
    editions: list[_Published]
    redirects: dict[_Place, _Place | Literal[""]]  # the home page is a target too, and its address is empty
    feeds: dict[_Place, _Printable] = {}
    unlisted: list[_Hash] = []


def read_manifest(text: str) -> Manifest:
    """Return the manifest that `manifest_text` wrote; ManifestError for anything else.

    Unknown keys are ignored: the live site may have been built by a newer version.
    """
    try:
        file = _File.model_validate_json(text.encode("utf-8", "replace"), strict=True)
    except ValidationError as error:
        raise ManifestError(_reason(error)) from None
    lists: dict[Kind, list[_Published]] = {"article": file.articles, "edition": file.editions}
    entries = [Entry(kind, **one.model_dump()) for kind, published in lists.items() for one in published]
    manifest = Manifest(tuple(entries), file.redirects, file.feeds, file.key, frozenset(file.unlisted))
    if len(manifest.by_id) < len(entries):
        raise ManifestError("an id stands there twice.")
    return manifest


def _reason(error: ValidationError) -> str:
    """Return the first mistake as one sentence of ASCII, since a terminal prints what came from anywhere."""
    first = error.errors()[0]
    steps, value = first["loc"], first["input"]
    if first["type"] == "json_invalid":
        return "it is not JSON."
    if steps[:1] in {("redirects",), ("feeds",)}:
        steps = steps[:2]  # a third step is pydantic's own
    key = "address" if steps[:1] == ("redirects",) and steps[1:] else steps[-1] if steps else ""
    if steps[1:] and steps[0] in {"feeds", "unlisted"}:
        key = {"feeds": "feed", "unlisted": "hash"}[str(steps[0])]
    place = " ".join(str(step + 1) if isinstance(step, int) else json.dumps(step) for step in steps) or "it"
    if first["type"] == "missing":
        return f"{place} is missing."
    shown = "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else json.dumps(value)
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    return f"{place} must be {_FORMS.get(str(key), 'an object in braces')}, and is {shown}."
