"""WordPress: its export (WXR), one XML file or several.

After wordpress.org/documentation/article/tools-export-screen and the source of WordPress, wp-admin/includes/export.php.
The namespace of WXR is written with http and with https, in versions 1.0 to 1.2, so only its last part is looked at.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from coach.importing.blog import Blog, Comment, ExportError, Form, Post, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.importing.blog import Export

_HEAD = 20_000  # bytes in which the namespace stands
_LIVE = {"publish", "future"}
_PRIVATE = "private"
_GONE = {"trash", "auto-draft", "inherit"}
_NEVER = "0000-00-00 00:00:00"
_DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description")
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
        self.items: list[_Item] = []
        self.media: dict[str, tuple[str, str]] = {}  # URL and alt text by the id of an attachment
        self.children: dict[str, list[str]] = {}
        self.others: Counter[str] = Counter()
        self.notes: list[str] = []

    def take(self, path: str, data: bytes) -> None:
        """Read one file."""
        if b"<!DOCTYPE" in data[:_HEAD]:
            raise ExportError(f"{path} has a DOCTYPE, which no export of WordPress has; it is not read.")
        options = {"recover": True, "huge_tree": True, "no_network": True, "resolve_entities": False}
        try:
            for _, element in etree.iterparse(BytesIO(data), events=("end",), **options):
                self._element(element)
        except etree.XMLSyntaxError as error:
            if not self.items:
                raise ExportError(f"{path} is no XML: {error.msg}.") from None
            self.notes.append(f"{path} breaks off in the middle: {error.msg}.")

    def _element(self, element: etree._Element) -> None:
        name = _name(element)
        if name == "item":
            self._item(_Item(element))
            element.clear()
        elif name == "author" and _child(element, "author_login") is not None:
            login = _text(element, "author_login")
            self.authors[login] = (login, _text(element, "author_display_name") or login, "")
        elif (parent := element.getparent()) is not None and _name(parent) == "channel":
            if name == "title":
                self.title = (element.text or "").strip()
            elif name in {"base_blog_url", "link"} and element.text:
                self.url = self.url or f"{element.text.strip().rstrip('/')}/"

    def _item(self, item: _Item) -> None:
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
            media=tuple((url, alt) for url, alt in self.media.values() if url),
            notes=(*self.notes, *left),
        )

    def _offset(self) -> timedelta:
        """Return by how much the blog's clock differed from UTC, for items that do not say it: that of the most."""
        offsets = Counter(offset for item in self.items if (offset := item.offset) is not None)
        return offsets.most_common(1)[0][0] if offsets else timedelta(0)

    def _post(self, item: _Item, offset: timedelta) -> Post:
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

    def _with_galleries(self, item: _Item) -> str:
        """Return the text; a gallery without ids shows the pictures that were uploaded to the post."""
        from coach.importing.markup.shortcodes import galleries  # noqa: PLC0415 - only posts of WordPress have any

        return galleries(item.body, self.media, self.children.get(item.id, []))


class _Item:
    """One item of the export, as far as it is needed."""

    def __init__(self, element: etree._Element) -> None:
        self.id = _text(element, "post_id")
        self.type = _text(element, "post_type") or "post"
        self.status = _text(element, "status") or "publish"
        self.title = _text(element, "title")
        self.link = _text(element, "link")
        self.guid = _text(element, "guid")
        self.creator = _text(element, "creator")
        self.body = _encoded(element, "content")
        self.excerpt = _encoded(element, "excerpt").strip()
        self.slug = _text(element, "post_name")
        self.parent = _text(element, "post_parent")
        self.password = _text(element, "post_password")
        self.sticky = _text(element, "is_sticky") == "1"
        self.attachment = _text(element, "attachment_url")
        self.dates = {key: _text(element, key) for key in ("post_date", "post_date_gmt", "post_modified_gmt")}
        self.meta = {_text(one, "meta_key"): _text(one, "meta_value") for one in _all(element, "postmeta")}
        self.old_slugs = [
            _text(one, "meta_value") for one in _all(element, "postmeta") if _text(one, "meta_key") == "_wp_old_slug"
        ]
        self._terms = [(one.get("domain", ""), (one.text or "").strip()) for one in _all(element, "category")]
        self.comments = tuple(_comments(element))

    @property
    def state(self) -> State:
        """Return who could read it."""
        if self.status == _PRIVATE or self.password:
            return State.PRIVATE
        return State.LIVE if self.status in _LIVE else State.DRAFT

    @property
    def offset(self) -> timedelta | None:
        """Return by how much its clock differed from UTC."""
        local, there = _moment(self.dates["post_date"]), _moment(self.dates["post_date_gmt"])
        if local is None or there is None or abs(local - there) >= timedelta(hours=24):
            return None
        return local - there

    def date(self, offset: timedelta) -> datetime | None:
        """Return when it was published, with its zone."""
        zone = timezone(self.offset if self.offset is not None else offset)
        local = _moment(self.dates["post_date"])
        return local.replace(tzinfo=zone) if local else None

    def updated(self, offset: timedelta) -> datetime | None:
        """Return when it was changed, if that was on a later day."""
        changed, date = _moment(self.dates["post_modified_gmt"]), self.date(offset)
        if changed is None or date is None:
            return None
        changed = changed.replace(tzinfo=UTC).astimezone(date.tzinfo)
        return changed if changed.date() > date.date() else None

    def addresses(self, url: str) -> Iterator[str]:
        """Yield its permalink, what it was called before, and its number."""
        if self.link:
            yield self.link
        if self.slug and self.link and f"/{self.slug}" in self.link:
            head, _, tail = self.link.rpartition(f"/{self.slug}")
            yield from (f"{head}/{old}{tail}" for old in self.old_slugs if old)
        if self.id:
            yield urljoin(url, f"?{'page_id' if self.type == 'page' else 'p'}={self.id}")

    def terms(self, domain: str) -> tuple[str, ...]:
        """Return the names of its categories or tags; "Uncategorized" says nothing."""
        names = (name for kind, name in self._terms if kind == domain and name)
        return tuple(dict.fromkeys(name for name in names if name.lower() != "uncategorized"))

    @property
    def description(self) -> str:
        """Return what search engines were told, else the excerpt."""
        return next((text for key in _DESCRIPTIONS if (text := self.meta.get(key, ""))), self.excerpt)


def _comments(item: etree._Element) -> Iterator[Comment]:
    for one in _all(item, "comment"):
        kind, approved = _text(one, "comment_type"), _text(one, "comment_approved")
        if approved == "1" and kind in {"", "comment"} and (words := _text(one, "comment_content")):
            moment = _moment(_text(one, "comment_date_gmt")) or _moment(_text(one, "comment_date"))
            parent = _text(one, "comment_parent")
            yield Comment(
                name=_text(one, "comment_author"),
                date=moment.replace(tzinfo=UTC) if moment else None,
                html=words,
                id=_text(one, "comment_id"),
                answers=parent if parent != "0" else "",
            )


def _moment(text: str) -> datetime | None:
    """Return a moment as WordPress writes it, without its zone; None for none."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S") if text != _NEVER else None  # noqa: DTZ007
    except ValueError:
        return None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if _name(child) == name]


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next(iter(_all(element, name)), None)


def _text(element: etree._Element, name: str) -> str:
    found = _child(element, name)
    return "" if found is None else "".join(map(str, found.itertext())).strip()


def _encoded(element: etree._Element, what: str) -> str:
    """Return content:encoded or excerpt:encoded."""
    for child in _all(element, "encoded"):
        if f"/{what}/" in etree.QName(child).namespace:
            return child.text or ""
    return ""
