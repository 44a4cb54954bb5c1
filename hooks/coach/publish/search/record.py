"""What search knows of a page: as a record, as a line of JSON, and as the page that Pagefind is given."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Between blocks there is no word, even where there is no blank.
_BLOCK = re.compile(
    r"<(?=/?(?:p|[uod]l|li|d[td]|div|h[1-6r]|table|t[rdh]|pre|blockquote|br|fig\w+|details|summary)\b)", re.IGNORECASE
)
_NO_WORDS = etree.XPath(
    "//script | //style | //svg | //button | //*[@hidden or @data-leaves] | //*[contains(@class, 'footnote-backref')]"
)
_TEXT = etree.XPath("string()")
# How much more a word of the description says than one of the text.
_WEIGHT = {"data-pagefind-weight": "5"}


@dataclass(frozen=True)
class Record:
    """One page as search knows it.

    `url` is relative to the site's root, `tags` are labels and `topics` the ids of the same tags, `date` is a day in
    words or "".
    """

    url: str
    title: str
    description: str
    html: str
    kind: str
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    date: str = ""

    @property
    def content(self) -> str:
        """What a reader sees of the text."""
        return plain_words(self.html)

    @cached_property
    def line(self) -> bytes:
        """The record as a line of JSON."""
        facts = (self.url, self.title, self.description, self.html, self.kind, self.tags, self.topics, self.date)
        return json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def records_digest(records: Iterable[Record]) -> str:
    """Return a digest that changes with anything in the records, and with nothing else."""
    digest = blake2b(digest_size=16)
    for record in records:
        digest.update(record.line)
    return digest.hexdigest()


def read_line(line: bytes) -> Record:
    """Return the record that was written as this line."""
    url, title, description, html, kind, tags, topics, date = json.loads(line.decode("utf-8", "surrogatepass"))
    return Record(url, title, description, html, kind, tuple(tags), tuple(topics), date)


def in_parts(records: Sequence[Record], size: int) -> list[list[Record]]:
    """Return the records in parts of up to some `size` characters of HTML; one part where that is enough.

    Small parts are indexed anew sooner and with less memory, and many take longer to be merged: sixteen times as many
    are twice as large. A record stays in its part whatever becomes of others, until there are twice as many parts.
    """
    whole, count = sum(len(record.html) for record in records), 1
    while whole > count**1.25 * size:
        count *= 2
    parts: list[list[Record]] = [[] for _ in range(count)]
    for record in records:
        digest = blake2b(record.url.encode(), digest_size=4).digest()
        parts[int.from_bytes(digest, "big") % count].append(record)
    return [part for part in parts if part]


def page_of(record: Record) -> str:
    """Return the record as the least page that says all of it to Pagefind."""
    facts = {"title": record.title, "kind": record.kind, "date": record.date, "tags": ", ".join(record.tags)}
    page = etree.Element("html", lang="en")
    head, body = etree.SubElement(page, "head"), etree.SubElement(page, "body")
    for key, value in facts.items():
        etree.SubElement(head, "meta", {"content": value, "data-pagefind-meta": f"{key}[content]"})
    etree.SubElement(body, "p", _WEIGHT).text = record.description
    etree.SubElement(body, "p").text = record.content
    return etree.tostring(page, method="html", doctype="<!doctype html>", encoding="unicode")


def plain_words(html: str) -> str:
    """Return what a reader sees of the HTML, on one line."""
    body = etree.fromstring(f"<div>{_BLOCK.sub(' <', html)}", etree.HTMLParser())
    for element in cast("list[Any]", _NO_WORDS(body)):
        _drop(element)
    return " ".join(str(_TEXT(body)).split())


def _drop(element: Any) -> None:
    """Take the element out, and leave the text behind it where it is."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
