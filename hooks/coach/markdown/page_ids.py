"""Ids that the templates of pages have: no heading may have them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Those that links, scripts and styles need. All others in the templates around a text contain a colon, which no
# heading's id has.
PAGE_IDS = frozenset({"content", "menu", "search-words", "comments"})
_PATHS = "path-"


def of_page(id_: str) -> bool:
    """Return whether a template may have this id: one of those above, or that of a step on a reading path."""
    return id_ in PAGE_IDS or id_.startswith(_PATHS)


def another_id(id_: str) -> str:
    """Return what a heading is called instead of an id of the page's own."""
    return f"{id_}_1"


def free_anchor(anchor: str, known: Collection[str] | None) -> str:
    """Return the anchor that a link means by a heading's usual one, among those `known` of its page."""
    if known and of_page(anchor) and anchor not in known and another_id(anchor) in known:
        return another_id(anchor)
    return anchor
