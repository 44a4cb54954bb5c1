"""The entries of a feed of Blogger, read one after the other, so that a feed of 100 MB needs little more than that."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import lxml.html
from lxml import etree

from coach.importing.blog import ExportError
from coach.importing.readers.markup import text_of
from coach.importing.readers.values import block, clean, line, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any  # the stubs of lxml know too little of what XPath gives
ATOM = "{http://www.w3.org/2005/Atom}"
BLOGGER = "{http://schemas.google.com/blogger/2018}"
_THREAD = "{http://purl.org/syndication/thread/1.0}"
_PROPERTY = "{http://schemas.google.com/g/2005}extendedProperty"
_KIND = "http://schemas.google.com/g/2005#kind"
_MARK = "tag:blogger.com,"
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
_END = b"</entry>"
_TOLERABLE = {
    etree.ErrorTypes.ERR_INVALID_CHAR,
    etree.ErrorTypes.ERR_INVALID_CHARREF,
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY,
    etree.ErrorTypes.WAR_UNDECLARED_ENTITY,
}


@dataclass(frozen=True)
class Entry:
    """What one entry says, in both forms: a post, page, comment, setting or template."""

    id: str
    kind: str
    title: str
    text: str
    status: str
    draft: bool
    trashed: bool
    removed: bool  # a comment whose author took it back
    published: str
    updated: str
    author: str
    labels: tuple[str, ...]
    address: str
    filename: str
    description: str
    parent: str  # the id of a comment's post
    answers: str


def is_feed(raw: bytes) -> bool:
    """Return whether a file is an Atom feed with Blogger's marks; ExportError if it declares entities."""
    events = iter(etree.iterparse(io.BytesIO(raw), events=("start", "end"), **_SAFE))
    try:
        _, root = next(events)
        found = _MARK in _first_id(root, events)
    except (etree.XMLSyntaxError, StopIteration):
        return False
    if found and (root.getroottree().docinfo.internalDTD is not None or root.getroottree().docinfo.doctype):
        raise ExportError("The feed declares a document type, which no export of Blogger does.")
    return found


def _first_id(root: Element, events: Iterator[tuple[str, Element]]) -> str:
    """The id of a feed, "" if an entry comes before it or this is no feed."""
    if root.tag != ATOM + "feed":
        return ""
    for event, element in events:
        if element.tag == ATOM + "entry":
            return ""
        if event == "end" and element.tag == ATOM + "id":
            return line("".join(element.itertext()))
    return ""


class Feed:
    """A feed in memory. What it says of itself, and notes on damage, are there when its entries have been read."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.title = ""
        self.url = ""
        self.notes: list[str] = []

    def entries(self) -> Iterator[Entry]:
        """Yield the entries up to the first place that cannot be read; letters that XML forbids are passed over."""
        for element in self._elements():
            root = element.getparent()
            self.title = self.title or _title(root.find(ATOM + "title"))
            self.url = self.url or site_of(_link(root, "alternate"))
            yield _entry(element)
            element.clear()
            while element.getprevious() is not None:
                del root[0]

    def _elements(self) -> Iterator[Element]:
        # Without a document type, which is_feed refuses, there are no entities that could grow: sizes need no limit.
        parser: Any = etree.XMLPullParser(events=("end",), tag=ATOM + "entry", huge_tree=True, recover=True, **_SAFE)
        for piece in _pieces(self._raw):
            parser.feed(piece)
            if self._is_damaged(parser.feed_error_log):
                return
            yield from (element for _, element in parser.read_events() if element.getparent() is not None)
        with suppress(etree.XMLSyntaxError):
            parser.close()
        self._is_damaged(parser.feed_error_log)

    def _is_damaged(self, errors: Any) -> bool:
        found = next((error for error in errors if error.type not in _TOLERABLE), None)
        if found is not None:
            self.notes.append(f"The feed is damaged in line {found.line}, and was read up to there: {found.message}.")
        return found is not None


def _pieces(raw: bytes) -> Iterator[bytes]:
    """Yield a feed cut behind each entry, so that one that is damaged takes none before it along."""
    start = 0
    while start < len(raw):
        end = raw.find(_END, start)
        end = len(raw) if end < 0 else end + len(_END)
        yield raw[start:end]
        start = end


def _entry(element: Element) -> Entry:
    kinds = [
        line(category.get("term")) for category in element.findall(ATOM + "category") if category.get("scheme") == _KIND
    ]
    status = _text(element, BLOGGER + "status").upper()
    filename = _text(element, BLOGGER + "filename")
    own = _text(element, ATOM + "id")
    return Entry(
        id=own,
        kind=kinds[0].rpartition("#")[2] if kinds else _text(element, BLOGGER + "type").lower(),
        title=_title(element.find(ATOM + "title")),
        text=_content(element),
        status=status,
        draft=any(
            line(node.text).lower() == "yes"
            for node in element.xpath("./*[local-name()='control']/*[local-name()='draft']")
        ),
        trashed="TRASH" in status or status == "DELETED" or bool(_text(element, BLOGGER + "trashed")),
        removed=any(node.get("name") == "blogger.contentRemoved" for node in element.findall(_PROPERTY)),
        published=_text(element, ATOM + "published"),
        updated=_text(element, ATOM + "updated"),
        author=_text(element, f"{ATOM}author/{ATOM}name"),
        labels=_labels(element),
        address=_link(element, "alternate"),
        filename=filename if filename.startswith("/") else "",
        description=_text(element, BLOGGER + "metaDescription"),
        parent=_parent(element),
        answers=_answers(element, own),
    )


def _text(element: Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else line("".join(found.itertext()))


def _labels(element: Element) -> tuple[str, ...]:
    return tuple(
        line(category.get("term")) for category in element.findall(ATOM + "category") if category.get("scheme") != _KIND
    )


def _title(found: Element) -> str:
    """A title as text; one that is HTML loses its marks."""
    if found is None:
        return ""
    text = "".join(found.itertext())
    return line(text_of(text) if found.get("type") in {"html", "xhtml"} and "<" in text else text)


def _content(element: Element) -> str:
    """The HTML of an entry: escaped, as Blogger writes it, or as elements of XHTML."""
    found = element.find(ATOM + "content")
    if found is None:
        found = element.find(ATOM + "summary")
    if found is None:
        return ""
    if found.get("type") == "xhtml":
        return clean((found.text or "") + "".join(_as_html(child) for child in found))
    return block("".join(found.itertext()))


def _as_html(element: Element) -> str:
    for node in element.iter("*"):
        node.tag = etree.QName(node).localname
    etree.cleanup_namespaces(element)
    return str(lxml.html.tostring(element, encoding="unicode"))


def _link(element: Element, relation: str) -> str:
    return next((line(link.get("href")) for link in element.findall(ATOM + "link") if link.get("rel") == relation), "")


def _parent(element: Element) -> str:
    found = element.find(_THREAD + "in-reply-to")
    return line(found.get("ref")) if found is not None else _text(element, BLOGGER + "parent")


def _answers(element: Element, own: str) -> str:
    """The id of the comment that is answered; the older form names it by a link that ends in its number."""
    number = _link(element, "related").rpartition("/")[2]
    head, post, _ = own.rpartition("post-")
    return _text(element, BLOGGER + "inReplyTo") or (head + post + number if number.isdigit() else "")
