"""The search record of a page, as a line of JSON, and as the HTML page that Pagefind indexes."""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

# The tags of blocks separate words, even without a blank.
_BLOCK = re.compile(
    r"<(?=/?(?:p|[uod]l|li|d[td]|div|h[1-6r]|table|t[rdh]|pre|blockquote|br|fig\w+|details|summary)\b)", re.IGNORECASE
)
_NO_WORDS = etree.XPath(
    "//script | //style | //svg | //button | //*[@hidden or @data-leaves or @data-drawing]"
    " | //*[contains(@class, 'footnote-backref')]"
)
_TEXT = etree.XPath("string()")
# The weight of a word in the description, relative to one in the text.
_WEIGHT = {"data-pagefind-weight": "5"}


@dataclass(frozen=True)
class Record:
    """The search record of one page.

    `url` is relative to the site's root, `tags` are labels and `topics` the ids of the same tags, `aliases` other words
    for each of them, with commas, `date` is written out, or "".
    """

    url: str
    title: str
    description: str
    html: str
    kind: str
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    date: str = ""
    aliases: tuple[str, ...] = ()


def as_lines(records: Sequence[Record], language: str) -> bytes:
    """Return the language and the records as lines of JSON."""
    lines = (json.dumps(one, ensure_ascii=False) for one in (language, *map(astuple, records)))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def read_lines(lines: bytes) -> tuple[str, list[Record]]:
    """Return the language and the records that `as_lines` wrote."""
    language, *rest = map(json.loads, lines.decode("utf-8", "surrogatepass").split("\n"))
    found = []
    for line in rest:
        url, title, description, html, kind, tags, topics, date, aliases = line
        found.append(Record(url, title, description, html, kind, tuple(tags), tuple(topics), date, tuple(aliases)))
    return language, found


def mark_of(family: str, id_: str) -> str:
    """Return the index word that all records of a kind ("k") or topic ("t") contain; results.mjs makes the same.

    It stands in for Pagefind's filters, whose files differ from build to build up to version 1.5. It is a word that
    nobody types, that a stemmer does not change (digits), and that is never a prefix of another one (00 ends it).
    """
    return f"xq{''.join(str(ord(letter) - 35) for letter in family + id_)}00"


def page_of(record: Record, text: str) -> str:
    """Return the record, with its text without HTML, as a minimal HTML page for Pagefind."""
    marks = [mark_of("k", record.kind), *(mark_of("t", topic) for topic in record.topics)]
    facts = {
        "title": record.title,
        "kind": record.kind,
        "date": record.date,
        "tags": ", ".join(record.tags),
        "aliases": "; ".join(record.aliases),
        "marks": " ".join(marks),
    }
    page = etree.Element("html", lang="en")
    head, body = etree.SubElement(page, "head"), etree.SubElement(page, "body")
    for key, value in facts.items():
        etree.SubElement(head, "meta", {"content": value, "data-pagefind-meta": f"{key}[content]"})
    etree.SubElement(body, "p", _WEIGHT).text = record.description
    etree.SubElement(body, "p").text = text
    return etree.tostring(page, method="html", doctype="<!doctype html>", encoding="unicode")


def plain_words(html: str) -> str:
    """Return the visible text of the HTML, on one line."""
    body = etree.fromstring(f"<div>{_BLOCK.sub(' <', html)}", etree.HTMLParser())
    for element in cast("list[Any]", _NO_WORDS(body)):
        _drop(element)
    return " ".join(str(_TEXT(body)).split())


def _drop(element: Any) -> None:
    """Remove the element, but not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
