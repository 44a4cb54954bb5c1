"""The people who write: docs/authors.yml."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING, ClassVar, Literal

from coach.content.config.shown import ProfileLink
from coach.source.keyed_yaml import read_entries
from coach.source.problems import Problem, suggest
from coach.source.schema import Fields, Text, check
from coach.source.sources import START
from coach.source.typography import ENGLISH, Quotes, typeset

if TYPE_CHECKING:
    from collections.abc import Collection

    from coach.source.sources import Source

FILE = "authors.yml"


class AuthorFields(Fields):
    """All keys of an author."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("name", "description")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "name": "name: Ada Berger",
        "description": "description: and a sentence or two about the author",
        "links": "links: [{title: LinkedIn, to: https://www.linkedin.com/in/you}]",
    }

    name: Text | None = None
    description: Text | None = None
    kind: Literal["person", "organization"] = "person"
    role: Text | None = None
    picture: Text | None = None
    links: tuple[ProfileLink, ...] = ()


@dataclass(frozen=True)
class Author:
    """Somebody who writes articles; `id` is what articles name, `picture` a path in docs/ or ""."""

    id: str
    name: str
    description: str
    kind: str = "person"
    role: str = ""
    picture: str = ""
    links: tuple[ProfileLink, ...] = ()

    @property
    def address(self) -> str:
        """The address of the author's page."""
        return f"authors/{self.id}/"


def read_authors(
    source: Source | None,
    folder: str = "docs",
    quotes: Quotes = ENGLISH,
    files: Collection[str] = (),
    locale: str = "",
) -> tuple[dict[str, Author], list[Problem]]:
    """Return the authors by id, in the order of the file (the first is the default), and its mistakes.

    `files` are the paths in docs/ of the files that are there.
    """
    if source is None:
        hint = "It names the authors; see WRITING.md."
        return {}, [Problem(f"{folder}/{FILE}", *START, "this file is missing.", hint)]
    document, problems = read_entries(source, locale)
    authors = {}
    for id_ in document.data:
        fields, mistakes = check(AuthorFields, document, source.shown, (id_,))
        problems += mistakes
        picture = normpath(fields.picture) if fields.picture else ""
        if picture and picture not in files:
            hint = suggest(picture, files, "Write its path from docs/, as in assets/me.jpg.")
            place = document.place((id_, "picture"))
            problems.append(Problem(source.shown, *place, f'there is no picture "{fields.picture}".', hint))
            picture = ""
        words = (fields.name or id_, fields.description or "", fields.role or "")
        name, about, role = (typeset(text, quotes=quotes) for text in words)
        authors[id_] = Author(id_, name, about, fields.kind, role, picture, fields.links)
    return authors, problems
