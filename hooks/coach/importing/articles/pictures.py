"""Pictures and recordings: from the export, from a folder or zip of the old blog's uploads, or fetched."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coach.source.urls import parts_of, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coach.importing.articles.addresses import OldSite
    from coach.importing.blog import Export

FOLDER = "assets/"
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp")
KINDS = frozenset(
    "jpg jpeg png gif webp avif svg mp3 m4a aac ogg oga opus wav flac mp4 m4v webm mov pdf docx xlsx pptx zip".split()  # noqa: SIM905
)
# Files that are made into pages, or that a tool makes new ones of: nobody downloads them.
_SOURCE = re.compile(
    r"aspx?|atom|cfm|cgi|css|haml|s?html?|jade|jsp?|json|less|liquid|markdown|mdx?|mustache|njk|php|pug|rss|rst|sass|scss"
    r"|toml|ts|vue|xhtml|xml|ya?ml"
)
_SMALLER = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|e\d{10,14})(?=\.\w+$)")  # how WordPress names smaller copies


@dataclass
class Pictures:
    """The files that articles show, each taken along once.

    `uploads` are files by path; `fetch` returns the content behind a URL, or None. `missing` has the addresses that
    were not found, with the posts that show them.
    """

    site: OldSite
    uploads: Export | None = None
    fetch: Callable[[str], bytes | None] | None = None
    alts: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)  # path in docs/ by address, of what is there already
    files: dict[str, bytes] = field(default_factory=dict)  # content by path in docs/
    missing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _places: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _endings: dict[str, list[str]] | None = None

    @property
    def taken(self) -> dict[str, str]:
        """The path in docs/ of what was found, by its address, if that says by itself what it means."""
        return {address: place for address, place in self._places.items() if place and "\0" not in address}

    def take(self, address: str, origin: str, year: str, *, shown: bool = True) -> str:
        """Return the path in docs/ of the file at an old address in the post `origin`; "" if it is missing.

        One that is not `shown`, but linked to, is not told of as missing.
        `year` is the folder below assets/ in which it comes.
        """
        address = address.strip()
        key = address if "://" in address or address.startswith("/") else f"{posixpath.dirname(origin)}\0{address}"
        if key not in self._places:
            self._places[key] = self._taken(address, origin, year, shown=shown)
        if shown and not self._places[key]:
            self.missing[address].append(origin)
        return self._places[key]

    def _taken(self, address: str, origin: str, year: str, *, shown: bool) -> str:
        path = unquote(parts_of(address).path)
        ending = path.rpartition("/")[2].rpartition(".")[2].lower()
        if ending in KINDS:
            data = self._from_uploads(path, origin, alone=self.site.is_own(address))
        elif (
            "." in path.rpartition("/")[2] and not shown and not _SOURCE.fullmatch(ending) and self.site.is_own(address)
        ):
            return self._kept(path, self._whole(path), year)
        else:
            return ""
        if data is None and self.fetch and address.startswith(("http://", "https://")):
            bare = address.partition("?")[0]  # the whole picture, before one of its smaller copies
            data = next(filter(None, map(self.fetch, dict.fromkeys((_SMALLER.sub("", bare), address)))), None)
        if not data and address in self.known:
            return self.known[address]
        return self._kept(path, data, year)

    def _kept(self, path: str, data: bytes | None, year: str) -> str:
        """Return the path in docs/ of a file with this content, "" for none."""
        if not data or data.startswith(b"version https://git-lfs"):  # a stand-in for a file that lies elsewhere
            return ""
        digest = sha256(data).hexdigest()
        if digest not in self._known:
            self._known[digest] = self._place(path, digest, year)
            self.files[self._known[digest]] = data
        return self._known[digest]

    def _place(self, path: str, digest: str, year: str) -> str:
        stem, _, ending = path.rpartition("/")[2].rpartition(".")
        name = slugify(_SMALLER.sub("", f"{stem}.x").removesuffix(".x")) or digest[:8]
        place = f"{FOLDER}{year}/{name[:80]}.{ending.lower()}"
        return place if place not in self.files else f"{FOLDER}{year}/{name[:80]}-{digest[:8]}.{ending.lower()}"

    def _from_uploads(self, path: str, origin: str, *, alone: bool) -> bytes | None:
        """Return a file of the uploads whose path ends as the address does, the largest of its copies first.

        If its name is `alone` enough, the folders need not be the same; on another host they do.
        """
        if self.uploads is None:
            return None
        near = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path)).lstrip("/")
        for wanted in (near, _SMALLER.sub("", path).lstrip("/"), path.lstrip("/")):
            if wanted in self.uploads.sizes:
                return self.uploads.read(wanted)
            if found := self._ending_with(wanted, alone=alone):
                return self.uploads.read(found)
        return None

    def _whole(self, path: str) -> bytes | None:
        """Return the one file of the uploads whose path ends with all of this one."""
        parts = path.casefold().strip("/").split("/")[::-1]
        found = [one for one in self._named(parts[0]) if _shared(one, parts) == len(parts)]
        return self.uploads.read(found[0]) if self.uploads and len(found) == 1 else None

    def _ending_with(self, wanted: str, *, alone: bool) -> str:
        """Return the path of the uploads that has most of its end in common with the wanted one, at least its name."""
        parts = wanted.casefold().split("/")[::-1]
        paths = self._named(parts[0])
        best = min(paths, key=lambda path: (-_shared(path, parts), path), default="")
        return best if (alone and len(paths) == 1) or (best and _shared(best, parts) > 1) else ""

    def _named(self, name: str) -> list[str]:
        """Return the paths of the uploads whose last part is this name, in small letters."""
        if self._endings is None:
            self._endings = defaultdict(list)
            for path in self.uploads.sizes if self.uploads else ():
                self._endings[path.rpartition("/")[2].casefold()].append(path)
        return self._endings.get(name, [])


def _shared(path: str, parts: list[str]) -> int:
    """Return how many names at the end of a path are these, the last one first."""
    names = path.casefold().split("/")[::-1]
    return next((at for at, (one, other) in enumerate(zip(names, parts, strict=False)) if one != other), len(parts))
