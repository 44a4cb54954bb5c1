"""Where the links and pictures of one post lead."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from coach.importing.articles.pictures import PICTURES
from coach.importing.markup.missing import Gone
from coach.importing.markup.tree import safe

if TYPE_CHECKING:
    from coach.importing.articles.addresses import Targets
    from coach.importing.articles.pictures import Pictures
    from coach.importing.mapping import Mapping

_LINKS = {"keep": "", "text": ", and only its words stay"}
_PICTURES = {"keep": "", "link": ", and a link stands in its place", "drop": ", and is left out"}


def year_of(file: str) -> str:
    """Return the folder below assets/ for what a file shows: the year of an article."""
    return file.split("/")[1] if file.startswith("articles/") else "pages"


def relative(place: str, file: str) -> str:
    """Return the path of a file in docs/ as another one names it."""
    return quote(posixpath.relpath(place, posixpath.dirname(file) or "."))


class PostAddresses:
    """Where the links and pictures of one post lead, and what its report says of them."""

    def __init__(self, file: str, origin: str, targets: Targets, pictures: Pictures) -> None:
        self.file, self.origin, self.targets, self.pictures = file, origin, targets, pictures
        self.dead: dict[str, None] = {}
        self.missing: dict[str, None] = {}
        self.unnamed = 0

    def link(self, address: str) -> str:
        """Return a link to another post as one to its file, to a picture or download as one to that."""
        new, known = self.targets.link(address, self.file, self.origin)
        if known:
            return new
        place = self.pictures.take(address, self.origin, year_of(self.file), shown=False)
        if place:
            return relative(place, self.file)
        self.dead[new] = None
        return new

    def shows_more(self, address: str) -> bool:
        """Return whether a link around a picture leads only to the picture again, or to a page that did not move."""
        bare = address.partition("?")[0].lower()
        return bare.endswith(PICTURES) or not self.targets.link(address, self.file, self.origin)[1]

    def picture(self, address: str, alt: str, larger: str = "") -> tuple[str, str]:
        """Return where a picture is now, in its full size if that is there, and what it shows."""
        full = self.pictures.take(larger, self.origin, year_of(self.file), shown=False) if larger else ""
        place = full or self.pictures.take(address, self.origin, year_of(self.file))
        if not place:
            self.missing[address] = None
        known = alt or self.pictures.alts.get(address, "")
        self.unnamed += not known
        return (relative(place, self.file) if place else address), known

    def gone(self, mapping: Mapping) -> Gone:
        """Return what its owner does not want to keep of what is missing."""
        pictures = [] if mapping.pictures == "keep" else [*self.missing]
        links = [] if mapping.links == "keep" else [*self.dead]
        if mapping.links != "keep":  # a link in place of a picture of the old site would lead to nothing too
            links += [one for one in pictures if self.targets.site.path_of(one) is not None]
        return Gone(set(map(safe, links)), set(map(safe, pictures)), linked=mapping.pictures == "link")

    def told(self, mapping: Mapping) -> list[str]:
        """Return the sentences of the report."""
        link, picture = _LINKS[mapping.links], _PICTURES[mapping.pictures]
        return [
            *(f"This link leads to nothing that moved{link}: {address}." for address in self.dead),
            *(f"This picture or recording is missing{picture}: {address}." for address in self.missing),
            *([f"{self.unnamed} of its pictures do not say what they show."] if self.unnamed else []),
        ]
