"""What the site stores in a reader's browser, as listed in browser_storage.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from coach.site.site import Site


@dataclass(frozen=True)
class Stored:
    """One key of the browser's storage, or a family of keys, where `*` stands for the variable part."""

    key: str
    where: str
    only_with: str = ""
    on_shelf: bool = False

    @property
    def name(self) -> str:
        """What the keys of the messages about it begin with, such as "read" for second-sale.read."""
        return self.key.partition(".")[2].removesuffix(".*")


def choose_stored(text: str, brought: frozenset[str] = frozenset(), key: str = "coach") -> tuple[Stored, ...]:
    """Return the entries of this YAML text, their keys as those of the site that has this `newsletter.key`.

    Those with `only_with` are there only if that setting is in `brought`.
    """
    found = (Stored(**{**entry, "key": _of_site(entry["key"], key)}) for entry in yaml.safe_load(text) or ())
    return tuple(one for one in found if not one.only_with or one.only_with in brought)


def _of_site(name: str, key: str) -> str:
    return f"{key}.{name.partition('.')[2]}"


def parts_of(site: Site) -> frozenset[str]:
    """Return the parts of the site that keep something in readers' browsers."""
    settings, has_quizzes = site.settings, bool(site.catalog.quizzes)
    parts = {
        "comments": settings.comments,
        "quizzes": has_quizzes,
        "customers_view": has_quizzes and settings.coach.customers_view,
        "paths": site.paths.paths,
        "offline": settings.coach.offline,
    }
    return frozenset(name for name, there in parts.items() if there)
