"""The blocks of an article's text in order: paragraphs, lists, tables, boxes, fences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.markdown.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

HOMEWORK, PARAGRAPH = "homework", "paragraph"
_BOX = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)")
_INSIDE = re.compile(r" {4}|\t")
_HEADING = re.compile(r"#{1,6}\s|[^\n]+\n(?:={2,}|-{2,})[ \t]*$")
_NOTE = re.compile(r"\[[^\]]+\]:")
_TABLE = re.compile(r"\||[^\n|]+\|[^\n]*\n[ \t]*:?-+:?[ \t]*\|")
_ITEM = re.compile(r"(?:[-*+•]|\d+[.)])\s")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|\* \* \*|_{3,})\s*$")
_NO_TEXT = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?\s*$|</?[a-z]|///|:::|\{[%:]")
_KINDS = ((_RULE, "rule"), (_HEADING, "heading"), (_TABLE, "table"), (_ITEM, "list"), (_NO_TEXT, "other"))
_SILENT = frozenset({"rule", "heading", "other", "video", "audio", "quiz"})  # nothing is read there, or a title only
_FENCES = frozenset({"chat", "chart", "video", "audio", "quiz"})  # others show a document: a form, a mail, code
# What stands elsewhere: "[^1]: See https://…" for [^1], "[book]: https://…" for [words][book].
_DEFINITION = re.compile(r"^\[([^\]\n]+)\]:[^\n]*?(https?://[^\s>)]+)", re.MULTILINE)
_REFERENCE = re.compile(r"\[(?P<note>\^[^\]\n]+)\](?!:)|(?P<words>\[[^\[\]\n]+\])\[(?P<name>[^\[\]\n]+)\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One block: its kind (a box's or fence's own word, else paragraph, list, table …) and its Markdown.

    A chart has no Markdown: its settings are not read.
    """

    kind: str
    text: str


def blocks(body: str) -> list[Block]:
    """Return what is read of a text, block by block: no headings, comments, footnotes, rules and pictures.

    Boxes other than homework are the blocks in them. Homework stands as one block. Notes and references that lead to
    another site become links.
    """
    return [block for block in _blocks(_with_addresses(body)) if block.kind not in _SILENT]


def _with_addresses(body: str) -> str:
    known = {name.lower(): address for name, address in _DEFINITION.findall(body)}

    def linked(found: re.Match[str]) -> str:
        address = known.get((found["note"] or found["name"]).lower())
        return f"{found['words'] or '[]'}({address})" if address else found[0]

    return _REFERENCE.sub(linked, body) if known else body


def _blocks(body: str) -> Iterator[Block]:
    lines = Lines(body)
    fences = {fence.line: fence for fence in lines.fences}
    at = 0
    while at < len(lines.lines):
        line = lines.lines[at]
        if not line.strip():
            at += 1
        elif box := _BOX.match(line):
            start, at = at + 1, _after_inside(lines.lines, at + 1)
            inner = "\n".join(_INSIDE.sub("", one, count=1) for one in lines.lines[start:at])
            yield from [Block(HOMEWORK, inner)] if box["kind"] == HOMEWORK else _blocks(inner)
        elif at in fences:
            fence = fences[at]
            kind = fence.info.strip(" {}.").partition(" ")[0]
            text = "" if kind == "chart" else "\n".join(lines.lines[at + 1 : fence.last])
            yield Block(kind if kind in _FENCES else "document", text)
            at = fence.last + 1
        else:
            start, at = at, _end_of_block(lines.lines, at, fences)
            yield from _plain("\n".join(lines.lines[start:at]))


def _after_inside(lines: Sequence[str], at: int) -> int:
    """Return the line behind those that stand further in."""
    end = at
    while at < len(lines) and (not lines[at].strip() or _INSIDE.match(lines[at])):
        at += 1
        end = at if lines[at - 1].strip() else end
    return end


def _end_of_block(lines: Sequence[str], at: int, fences: Container[int]) -> int:
    item, note = _ITEM.match(lines[at]), _NOTE.match(lines[at])
    comment = lines[at].startswith("<!--")
    if comment:
        while at < len(lines) - 1 and "-->" not in lines[at]:
            at += 1
        return at + 1
    at += 1
    while at < len(lines) and at not in fences and not _BOX.match(lines[at]) and not _HEADING.match(lines[at]):
        if lines[at].strip() or ((item or note) and _goes_on(lines, at, items=bool(item))):
            at += 1
        else:
            break
    return at


def _goes_on(lines: Sequence[str], at: int, *, items: bool) -> bool:
    """Return whether a list or footnote goes on behind an empty line."""
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(_INSIDE.match(after) or (items and _ITEM.match(after)))


def _plain(text: str) -> Iterator[Block]:
    text = _COMMENT.sub("", text).strip("\n")
    if not text.strip() or _NOTE.match(text):
        return
    if text.startswith(">"):
        yield Block("quotation", re.sub(r"^>[ \t]?", "", text, flags=re.MULTILINE))
        return
    yield Block(next((kind for form, kind in _KINDS if form.match(text)), PARAGRAPH), text)
