"""Ids that the templates of pages have: nothing in a text may have them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree.ElementTree import Element

    from markdown import Markdown

# Those that links, scripts and styles need. All others in the templates around a text contain a colon, which no
# heading's id has.
PAGE_IDS = frozenset({"content", "menu", "search-words", "comments"})
_ANOTHER = "_1"
_PATHS = "path-"  # the bar of a reading path below an article


def of_page(id_: str) -> bool:
    """Return whether a template may have this id."""
    return id_ in PAGE_IDS or (id_.startswith(_PATHS) and not id_.endswith(_ANOTHER))


def another_id(id_: str) -> str:
    """Return what a part of a text is called instead of an id of the page's own."""
    return id_ + _ANOTHER


def free_anchor(anchor: str, known: Collection[str] | None) -> str:
    """Return the anchor that a link means by a heading's usual one, among those `known` of its page."""
    if known and of_page(anchor) and anchor not in known and another_id(anchor) in known:
        return another_id(anchor)
    return anchor


def slug_for(words: str, separator: str) -> str:
    """Return the id of a heading with these words."""
    slug = str(slugify(words, separator))
    return another_id(slug) if of_page(slug) else slug


class PageIds(Extension):
    """A Markdown extension that renames ids which authors gave in braces, if the page has them already."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        md.treeprocessors.register(_Renamer(md), "coach-page-ids", 6)  # after attr_list (8), before toc (5)


class _Renamer(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if of_page(id_ := element.get("id", "")):
                element.set("id", another_id(id_))
