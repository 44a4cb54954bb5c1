"""Of errors that repeat each other an author is told one; a list that is short, and a text, are still called so."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import Field

from coach.source.schema import Fields, Text, check
from coach.source.yaml_document import read_yaml


class Inner(Fields):
    """A group."""

    name: Annotated[Text, Field(max_length=5)]


class Outer(Fields):
    """A list of groups, and a text."""

    rows: Annotated[tuple[Inner, ...], Field(min_length=2)] = ()
    words: Annotated[Text, Field(min_length=4)] | None = None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rows: [{name: a}, {name: b}]", []),
        ("rows: [{name: a}, {nam: b}]", ['unknown key "nam".']),
        ("rows: [{name: a}, {other: b}]", ["rows.name is missing.", 'unknown key "other".']),
        ("rows: [{name: too long}, {name: b}]", ["rows.name has 8 characters."]),
        ("rows: [{name: too long}]", ["rows has 1 entries.", "rows.name has 8 characters."]),
        ("rows: [{name: a}]", ["rows has 1 entries."]),
        ("words: 'a    b'", ["words has 6 characters."]),
    ],
)
def test_what_is_told(text, told):
    document, _ = read_yaml(text, "x.yml")
    _, problems = check(Outer, document, "x.yml")

    assert sorted(problem.message for problem in problems) == told
