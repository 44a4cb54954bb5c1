"""WordPress: its export (WXR), one XML file or several.

After wordpress.org/documentation/article/tools-export-screen and the source of WordPress, wp-admin/includes/export.php.
The namespace of WXR is written with http and with https, in versions 1.0 to 1.2, so only its last part is looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from coach.importing.blog import Blog, ExportError, Form, Post
from coach.importing.readers.wordpress.item import Item, child_of, name_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.importing.blog import Export

_ITEM = re.compile(rb"^[ \t]*<item>", re.MULTILINE)
_CDATA = re.compile(rb"<([\w:]+)><!\[CDATA\[(.*?)\]\]></\1>", re.DOTALL)
_END = re.compile(rb"\]\]>(?!<!\[CDATA\[)")
_HEAD = 20_000  # bytes in which the namespace stands
_GONE = {"trash", "auto-draft", "inherit"}
# What is no text of a reader's: menus, versions, settings.
_INSIDES = {
    "attachment",
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "wp_global_styles",
    "wp_navigation",
    "wp_template",
    "wp_template_part",
    "oembed_cache",
}


def _one_piece(found: re.Match[bytes]) -> bytes:
    """Return a text in which nothing ends it before its end: old versions wrote "]]>" of an advertisement as it was."""
    if b"]]>" not in found[2]:
        return found[0]
    inner = _END.sub(b"]]]]><![CDATA[>", found[2])
    return b"<%b><![CDATA[%b]]></%b>" % (found[1], inner, found[1])


def recognises(export: Export) -> bool:
    """Return whether one of the files is a WordPress export."""
    return any(_is_wxr(export.read(path)) for path in export.sizes if path.lower().endswith(".xml"))


def _is_wxr(data: bytes) -> bool:
    return b"wordpress.org/export/" in data[:_HEAD]


def read(export: Export) -> Blog:
    """Return the blog; of several files, the parts of one export, the posts of all."""
    reading = _Reading()
    for path in export.sizes:
        if path.lower().endswith(".xml") and _is_wxr(data := export.read(path)):
            reading.take(path, data)
    return reading.blog()


class _Reading:
    """One export as it is read, item by item, so that a long one needs little memory."""

    def __init__(self) -> None:
        self.title, self.url = "", ""
        self.authors: dict[str, tuple[str, str, str]] = {}
        self.items: list[Item] = []
        self.media: dict[str, tuple[str, str]] = {}  # URL and alt text by the id of an attachment
        self.terms: dict[tuple[str, str], tuple[str, str]] = {}  # name and parent by kind and slug
        self.children: dict[str, list[str]] = {}
        self.others: Counter[str] = Counter()
        self.notes: list[str] = []

    def take(self, path: str, data: bytes) -> None:
        """Read one file."""
        if b"<!DOCTYPE" in data[:_HEAD]:
            raise ExportError(f"{path} has a DOCTYPE, which no export of WordPress has; it is not read.")
        items = len(_ITEM.findall(data))
        options = {"recover": True, "huge_tree": True, "no_network": True, "resolve_entities": False}
        try:
            for _, element in etree.iterparse(BytesIO(_CDATA.sub(_one_piece, data)), events=("end",), **options):
                items -= name_of(element) == "item"
                self._element(element)
        except etree.XMLSyntaxError as error:
            if not self.items:
                raise ExportError(f"{path} is no XML: {error.msg}.") from None
        if not data.rstrip().endswith(b"</rss>"):
            self._broken_off(path)
        elif items > 0:
            self.notes.append(f"{path} is broken XML: {items} of its items cannot be read, and did not come along.")

    def _broken_off(self, path: str) -> None:
        """Leave the last item out: what says that it was private may stand in the part that is missing."""
        last = self.items.pop() if self.items else None
        self.notes.append(f'{path} breaks off in the middle, in "{last.title if last else ""}", which is left out.')

    def _element(self, element: etree._Element) -> None:
        name = name_of(element)
        if name == "item":
            self._item(Item(element))
            element.clear()
        elif name == "author" and child_of(element, "author_login") is not None:
            login = text_of(element, "author_login")
            self.authors[login] = (login, text_of(element, "author_display_name") or login, "")
        elif (parent := element.getparent()) is not None and name_of(parent) == "channel":
            if name == "title":
                self.title = (element.text or "").strip()
            elif name == "category":
                parent_slug = text_of(element, "category_parent")
                self.terms["category", text_of(element, "category_nicename")] = (
                    text_of(element, "cat_name"),
                    parent_slug,
                )
            elif name == "tag":
                self.terms["tag", text_of(element, "tag_slug")] = text_of(element, "tag_name"), ""
            elif name in {"base_blog_url", "link"} and element.text:
                self.url = self.url or f"{element.text.strip().rstrip('/')}/"

    def _item(self, item: Item) -> None:
        if item.type == "attachment":
            alt = item.meta.get("_wp_attachment_image_alt", "") or item.excerpt
            self.media[item.id] = item.attachment, alt.strip()
            self.children.setdefault(item.parent, []).append(item.id)
        elif item.type in _INSIDES or item.status in _GONE:
            self.others[item.type if item.type in _INSIDES else item.status] += 1
        else:
            self.items.append(item)

    def blog(self) -> Blog:
        """Return what was read."""
        if not self.items and not self.media:
            raise ExportError("this export of WordPress has no posts.")
        offset = self._offset()
        posts = tuple(self._post(item, offset) for item in self.items)
        left = [
            f"{count} of the kind {kind}: nothing to read; they stay behind." for kind, count in self.others.items()
        ]
        return Blog(
            tool="WordPress",
            posts=posts,
            title=self.title,
            url=self.url,
            authors=tuple(self.authors.values()),
            lists=tuple(self._lists()),
            media=tuple((url, alt) for url, alt in self.media.values() if url),
            notes=(*self.notes, *left),
        )

    def _lists(self) -> Iterator[tuple[str, str]]:
        """Yield each category and tag with the address of its posts; that of a category has those above it too."""
        for item in self.items:
            for kind, slug, name in item.named_terms:
                self.terms.setdefault((kind, slug), (name, ""))
        for (kind, slug), (name, parent) in self.terms.items():
            if slug and name:
                yield name, f"/{kind}/{slug}/"
                if path := self._path(kind, parent):
                    yield name, f"/{kind}/{path}/{slug}/"

    def _path(self, kind: str, slug: str) -> str:
        """Return the slugs from the topmost category to this one."""
        parts: list[str] = []
        while slug and slug not in parts:
            parts.insert(0, slug)
            slug = self.terms.get((kind, slug), ("", ""))[1]
        return "/".join(parts)

    def _offset(self) -> timedelta:
        """Return by how much the blog's clock differed from UTC, for items that do not say it: that of the most."""
        offsets = Counter(offset for item in self.items if (offset := item.offset) is not None)
        return offsets.most_common(1)[0][0] if offsets else timedelta(0)

    def _post(self, item: Item, offset: timedelta) -> Post:
        thumbnail, alt = self.media.get(item.meta.get("_thumbnail_id", ""), ("", ""))
        notes = []
        if item.type not in {"post", "page"}:
            notes.append(f"It is of the kind {item.type}, and comes as a post.")
        if item.password:
            notes.append("It had a password.")
        return Post(
            origin=f"{item.type} {item.id}",
            title=item.title,
            text=self._with_galleries(item),
            form=Form.WORDPRESS,
            date=item.date(offset),
            updated=item.updated(offset),
            slug=item.slug,
            guid=item.guid,
            addresses=tuple(dict.fromkeys(item.addresses(self.url))),
            state=item.state,
            page=item.type == "page",
            authors=(item.creator,) if item.creator else (),
            categories=item.terms("category"),
            tags=item.terms("post_tag"),
            description=item.description,
            image=thumbnail,
            image_alt=alt,
            featured=item.sticky,
            comments=item.comments,
            notes=tuple(notes),
        )

    def _with_galleries(self, item: Item) -> str:
        """Return the text; a gallery without ids shows the pictures that were uploaded to the post."""
        from coach.importing.markup.wordpress.shortcodes import galleries  # noqa: PLC0415 - only posts of WordPress have any

        return galleries(item.body, self.media, self.children.get(item.id, []))
