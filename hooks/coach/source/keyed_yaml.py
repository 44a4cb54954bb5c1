"""YAML files of the form `id: {keys}`, such as tags.yml and authors.yml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.source.problems import Problem
from coach.source.schema import LONGEST_ID, SLUG
from coach.source.sources import START, Place, read_text
from coach.source.urls import slugify
from coach.source.yaml_document import Document, read_yaml

if TYPE_CHECKING:
    from coach.source.sources import Source


def read_entries(source: Source, locale: str = "") -> tuple[Document, list[Problem]]:
    """Return a YAML file of the form `id: {keys}`; its data is always a mapping, of well-formed ids only."""
    text, problems = read_text(source)
    document, mistakes = read_yaml(text, source.shown)
    problems += mistakes
    if not isinstance(document.data, dict) or not document.data:
        if not mistakes:
            hint = "Each one is an id with keys below it."
            problems.append(Problem(source.shown, *START, "this file holds no entries.", hint))
        document.data = {}
    for id_ in [id_ for id_ in document.data if not re.match(SLUG, id_) or len(id_) > LONGEST_ID]:
        place = document.key_place((id_,))
        if len(id_) > LONGEST_ID:
            hint = f"It may have {LONGEST_ID} at most."
            problems.append(Problem(source.shown, *place, f"this id has {len(id_)} letters.", hint))
            del document.data[id_]
            continue
        hint = f"Write {slugify(id_, locale) or 'two-words'}: letters a-z, digits and single hyphens."
        problems.append(Problem(source.shown, *place, f'the id "{id_}" is not in the right form.', hint))
        del document.data[id_]
    return document, problems


def place_in_list(document: Document, at: tuple[str | int, ...], word: str) -> Place:
    """Return the place of `word` in the list at this location; of the list, if it is not in there."""
    data = document.data
    for step in at:
        data = data.get(step) if isinstance(data, dict) else None
    if isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, str) and " ".join(value.split()) == word:
                return document.place((*at, index))
    return document.place(at)
