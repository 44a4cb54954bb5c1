"""Footnotes that are links to the end of a text and back, as many tools write them."""

from __future__ import annotations

import re
from typing import Any

from lxml.html import builder

_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[*†‡§]{1,3})\s*[\])]?")
_BACK = re.compile(r"^[\s\[(]*(?:[↩↑⤴^⬆]\ufe0e?|back|return|zurück)[\s\])]*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*[\[(]?\d{1,3}[\])]?[.:]?\s+")
_HOLD = frozenset({"li", "p", "div", "dd", "aside"})


def mark_footnotes(tree: Any) -> int:
    """Mark footnotes and where they are named with data-note, move them to the end, and return how many there are."""
    by_id = {one.get("id") or one.get("name"): one for one in tree.iter() if isinstance(one.tag, str)}
    places = {one: place for place, one in enumerate(tree.iter())}
    notes: dict[Any, int] = {}
    for link in list(tree.iter("a")):
        note = _note_of(link, by_id, places)
        if note is not None:
            number = notes.setdefault(note, len(notes) + 1)
            _replace(_outermost(link), builder.SPAN({"data-note": str(number)}))
    for note, number in notes.items():
        _move(note, number, tree)
    return len(notes)


def _note_of(link: Any, by_id: dict[str | None, Any], places: dict[Any, int]) -> Any:
    """Return the footnote that a link leads to, or None: a number that leads to a later list item or paragraph."""
    target = by_id.get((link.get("href") or "").removeprefix("#")) if (link.get("href") or "").startswith("#") else None
    if target is None or not _MARK.fullmatch(link.text_content().strip()):
        return None
    while target is not None and target.tag not in _HOLD:
        target = target.getparent()
    if target is None or target in link.iterancestors() or link in target.iterancestors():
        return None
    # A link back from the note to the text is a number too: it stands in what the note itself is.
    return target if places[target] > places[link] and target.text_content().strip() else None


def _outermost(link: Any) -> Any:
    """Return the link, or the raised number around it."""
    outer = link.getparent()
    alone = outer is not None and len(outer) == 1 and not (outer.text or "").strip() and not (link.tail or "").strip()
    return outer if alone and outer.tag in {"sup", "small"} else link


def _replace(old: Any, new: Any) -> None:
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)


def _move(note: Any, number: int, tree: Any) -> None:
    """Put a note to the end of the text, without its number and its links back."""
    for link in list(note.iter("a")):
        if (link.get("href") or "").startswith("#") and (
            _BACK.match(link.text_content()) or _MARK.fullmatch(link.text_content().strip())
        ):
            _replace(link, builder.SPAN())
    parent = note.getparent()
    note.drop_tree()  # what follows it stays
    note.tail = None
    if parent is not tree and parent.getparent() is not None and not len(parent) and not (parent.text or "").strip():
        parent.drop_tree()
    note.tag = "div"
    note.attrib.clear()
    note.set("data-note", str(number))
    if note.text:
        note.text = _NUMBER.sub("", note.text)
    tree.append(note)
