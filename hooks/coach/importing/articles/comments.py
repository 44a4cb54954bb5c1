"""What readers wrote under a post, as docs/comments/<id>.yml."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import yaml
from lxml import etree, html

from coach.importing.markup.wordpress.paragraphs import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.importing.blog import Comment

_FIRST = datetime.min.replace(tzinfo=UTC)


def comments_text(comments: Sequence[Comment]) -> str:
    """Return the file of a post's comments, the oldest first; their words without HTML, links with their address."""
    ordered = sorted(comments, key=lambda one: (one.date or _FIRST, one.id))
    numbers = {one.id: number for number, one in enumerate(ordered, 1) if one.id}
    entries = [_entry(one, number, numbers) for number, one in enumerate(ordered, 1)]
    return yaml.safe_dump({"comments": entries}, allow_unicode=True, sort_keys=False, width=1000)


def _entry(comment: Comment, number: int, numbers: dict[str, int]) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": " ".join(comment.name.split()) or "?"}
    if comment.date:
        entry["date"] = comment.date.replace(microsecond=0).isoformat()
    above = numbers.get(comment.answers, 0)
    if 0 < above < number:
        entry["answers"] = above
    return {**entry, "text": _words(comment.html) or "…"}


def _words(written: str) -> str:
    """Return the words of a comment, its paragraphs with blank lines between them."""
    try:
        tree = html.fragment_fromstring(written, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return written.strip()
    paragraphs(tree)
    for link in tree.iter("a"):
        address, words = link.get("href", ""), link.text_content().strip()
        if address.startswith("http") and address.rstrip("/") != words.rstrip("/"):
            link.tail = f" ({address}){link.tail or ''}"
    parts = [" ".join(part.split()) for part in _parts(tree)]
    return "\n\n".join(part for part in parts if part)


def _parts(tree: Any) -> Iterable[str]:
    inner = ("p", "li", "pre")
    found = tree.iter(*inner, "blockquote")
    blocks = [one for one in found if next(one.iterdescendants(*inner), None) is None]
    return [one.text_content() for one in blocks] or [tree.text_content()]
