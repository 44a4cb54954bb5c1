"""What the site stores in a reader's browser, as listed in browser_storage.yml."""

from __future__ import annotations

from dataclasses import dataclass

import yaml


@dataclass(frozen=True)
class Stored:
    """One key of the browser's storage, or a family of keys, where `*` stands for the variable part."""

    key: str
    where: str
    only_with: str = ""

    @property
    def name(self) -> str:
        """What the keys of the messages about it begin with, such as "read" for coach.read."""
        return self.key.removeprefix("coach.").removesuffix(".*")


def choose_stored(text: str, brought: frozenset[str] = frozenset()) -> tuple[Stored, ...]:
    """Return the entries of this YAML text; those with `only_with` only if that setting is in `brought`."""
    found = (Stored(**entry) for entry in yaml.safe_load(text) or ())
    return tuple(one for one in found if not one.only_with or one.only_with in brought)
