"""What a rule finds: a place in the quiz file, and what to say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coach.source.yaml_document import Location


class Finding(NamedTuple):
    """One mistake in a quiz; `key` points to the key instead of its value."""

    at: Location
    message: str
    hint: str
    key: bool = False
