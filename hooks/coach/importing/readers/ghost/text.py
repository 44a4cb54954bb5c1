"""The text of a post of Ghost: its HTML without what only members saw, or else what its editor kept.

Sources: the cards in Ghost's kg-default-nodes (`<!--kg-gated-block:begin nonMember:false …-->`, `kg-signup-card`),
and the two forms of its editors, Mobiledoc 0.3 (github.com/bustle/mobiledoc-kit, MOBILEDOC.md) and
Lexical (`root.children`, lexical.dev).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coach.importing.blog import Form
from coach.importing.readers.markup import Unreadable, inner, new, of_class, parse, quoted
from coach.importing.readers.values import block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_BEGIN, _END = "kg-gated-block:begin", "kg-gated-block:end"
_FOR_ALL = "nonMember:true"
_SIGNUP = "kg-signup-card"
_DEPTH = 100  # elements of Lexical in one another
_NOT_HTML = (
    "It had no HTML; its text was taken from what Ghost's editor kept, without its look. Compare it with the old page."
)
_GATED = "A part that only members saw was left out."
_OPEN = "It has a part for members only whose end was not found, so it is private as a whole."
_DEEP = "Its HTML is nested too deep to be looked through, so it is private."

Doubts = dict[str, str]  # notes by what they are about; "gated" makes a post private


def taken_text(row: Mapping[str, Any]) -> tuple[str, Form, Doubts]:
    """Return the text of a post, its form, and notes by name; one named "gated" says that it must not be public."""
    html = block(row.get("html"))
    if html.strip():
        text, doubts = _public(html)
        return text, Form.HTML, doubts
    markdown = block(row.get("markdown")) or _card(row, "markdown")
    if markdown.strip():
        return markdown, Form.MARKDOWN, {}
    text = _card(row, "html") + "".join(inner(new("div", new("p", words))) for words in _paragraphs(row))
    return text, Form.HTML, {"editor": _NOT_HTML if text else "It has no text."}


def _public(html: str) -> tuple[str, Doubts]:
    """A text as it is, unless something in it was for members or a form to sign up with."""
    if _BEGIN not in html and _SIGNUP not in html:
        return html, {}
    try:
        tree = parse(html)
    except Unreadable:
        return html, {"gated": _DEEP}
    doubts: Doubts = {}
    for card in of_class(tree, _SIGNUP):
        doubts["signup"] = f"A form to sign up was left out{quoted(card)}."
        card.drop_tree()
    for start in [node for node in tree.iter() if _is_comment(node, _BEGIN) and _FOR_ALL not in (node.text or "")]:
        doubts |= {"members": _GATED} if _drop_block(start) else {"gated": _OPEN}
    return (inner(tree) if doubts else html), doubts


def _is_comment(node: HtmlElement, text: str) -> bool:
    return not isinstance(node.tag, str) and text in (node.text or "")


def _drop_block(start: HtmlElement) -> bool:
    """Remove what is between two comments on the same level, and say whether there was an end."""
    following = list(start.itersiblings())
    end = next((place for place, node in enumerate(following) if _is_comment(node, _END)), None)
    if end is None:
        return False
    start.tail = None
    for node in following[:end]:
        node.getparent().remove(node)
    return True


def _card(row: Mapping[str, Any], kind: str) -> str:
    """The cards of one kind in Mobiledoc; until version 2 of Ghost a whole post was one Markdown card."""
    cards = _document(row, "mobiledoc").get("cards")
    pairs = [card for card in cards if isinstance(card, list) and len(card) == 2] if isinstance(cards, list) else []
    texts = [
        block(content.get(kind))
        for name, content in pairs
        if name in (kind, f"card-{kind}") and isinstance(content, dict)
    ]
    return "\n\n".join(text for text in texts if text)


def _document(row: Mapping[str, Any], column: str) -> dict[str, Any]:
    try:
        found = json.loads(block(row.get(column)) or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _paragraphs(row: Mapping[str, Any]) -> Iterator[str]:
    """The words of each paragraph, heading and list entry, whichever editor wrote them."""
    root = _document(row, "lexical").get("root")
    for child in _children(root):
        yield from filter(None, [_words(child, 0).strip()])
    sections = _document(row, "mobiledoc").get("sections")
    for section in sections if isinstance(sections, list) else ():
        yield from filter(None, ["".join(_markers(section)).strip()])


def _children(node: Any) -> list[Any]:
    children = node.get("children") if isinstance(node, dict) else None
    return children if isinstance(children, list) else []


def _words(node: Any, depth: int) -> str:
    if not isinstance(node, dict) or depth > _DEPTH:
        return ""
    own = block(node.get("text")) or block(node.get("html")) or block(node.get("markdown"))
    between = " " if node.get("type") in ("list", "listitem") else ""
    return own + between.join(_words(child, depth + 1) for child in _children(node))


def _markers(section: Any) -> Iterator[str]:
    """The texts in a section, which stand last in lists of lists: [1, "p", [[0, [], 0, "text"]]]."""
    todo = [section]
    while todo:
        part = todo.pop(0)
        if isinstance(part, list) and len(part) == 4 and isinstance(part[3], str):
            yield block(part[3])
        elif isinstance(part, list):
            todo = [item for item in part if isinstance(item, list)] + todo
