"""The people who write: docs/authors.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from coach.source.keyed_yaml import read_entries
from coach.source.problems import Problem
from coach.source.schema import Fields, Text, check
from coach.source.sources import START
from coach.source.typography import ENGLISH, Quotes, typeset

if TYPE_CHECKING:
    from coach.source.sources import Source

FILE = "authors.yml"


class AuthorFields(Fields):
    """All keys of an author."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("name", "description")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "name": "name: The Second Sale desk",
        "description": "description: and a sentence or two about the author",
    }

    name: Text | None = None
    description: Text | None = None
    kind: Literal["person", "organization"] = "person"


@dataclass(frozen=True)
class Author:
    """Somebody who writes articles; `id` is what articles name."""

    id: str
    name: str
    description: str
    kind: str = "person"

    @property
    def address(self) -> str:
        """The address of the author's page."""
        return f"authors/{self.id}/"


def read_authors(
    source: Source | None, folder: str = "docs", quotes: Quotes = ENGLISH
) -> tuple[dict[str, Author], list[Problem]]:
    """Return the authors by id, in the order of the file (the first is the default), and its mistakes."""
    if source is None:
        hint = "It names the authors; see WRITING.md."
        return {}, [Problem(f"{folder}/{FILE}", *START, "this file is missing.", hint)]
    document, problems = read_entries(source)
    authors = {}
    for id_ in document.data:
        fields, mistakes = check(AuthorFields, document, source.shown, (id_,))
        problems += mistakes
        name, about = (typeset(text, quotes=quotes) for text in (fields.name or id_, fields.description or ""))
        authors[id_] = Author(id_, name, about, fields.kind)
    return authors, problems
