"""What the site keeps in a reader's browser, as browser_storage.yml lists it."""

from __future__ import annotations

from dataclasses import dataclass

import yaml


@dataclass(frozen=True)
class Stored:
    """One key of the browser's storage, or one family of keys, where `*` stands for the part that differs."""

    key: str
    where: str
    what: str
    why: str
    until: str
    undo: str
    only_with: str = ""


def choose_stored(text: str, brought: frozenset[str] = frozenset()) -> tuple[Stored, ...]:
    """Return the list in this text; entries that a setting brings count only if it is in `brought`."""
    found = (Stored(**entry) for entry in yaml.safe_load(text) or ())
    return tuple(one for one in found if not one.only_with or one.only_with in brought)
