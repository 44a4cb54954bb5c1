"""One item of a WordPress export."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from coach.importing.blog import Comment, State
from coach.source.urls import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_LIVE = {"publish", "future"}
_PRIVATE = "private"
_KINDS = {"category": "category", "post_tag": "tag"}
_NEVER = "0000-00-00 00:00:00"
_DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description")


class Item:
    """One item of the export, as far as it is needed."""

    def __init__(self, element: etree._Element) -> None:
        self.id = text_of(element, "post_id")
        self.type = text_of(element, "post_type") or "post"
        self.status = text_of(element, "status") or "publish"
        self.title = text_of(element, "title")
        self.link = text_of(element, "link")
        self.guid = text_of(element, "guid")
        self.creator = text_of(element, "creator")
        self.body = _encoded(element, "content")
        self.excerpt = _encoded(element, "excerpt").strip()
        self.slug = text_of(element, "post_name")
        self.parent = text_of(element, "post_parent")
        self.password = text_of(element, "post_password")
        self.sticky = text_of(element, "is_sticky") == "1"
        self.attachment = text_of(element, "attachment_url")
        self.dates = {key: text_of(element, key) for key in ("post_date", "post_date_gmt", "post_modified_gmt")}
        pairs = [(text_of(one, "meta_key"), text_of(one, "meta_value")) for one in _all(element, "postmeta")]
        self.meta = dict(pairs)
        self.old_slugs = [value for key, value in pairs if key == "_wp_old_slug"]
        self._terms = [(one.get("domain", ""), (one.text or "").strip()) for one in _all(element, "category")]
        self.named_terms = [
            (_KINDS[domain], one.get("nicename", ""), (one.text or "").strip())
            for one in _all(element, "category")
            if (domain := one.get("domain", "")) in _KINDS
        ]
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
            yield joined(url, f"?{'page_id' if self.type == 'page' else 'p'}={self.id}")

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
        kind, approved = text_of(one, "comment_type"), text_of(one, "comment_approved")
        if approved == "1" and kind in {"", "comment"} and (words := text_of(one, "comment_content")):
            moment = _moment(text_of(one, "comment_date_gmt")) or _moment(text_of(one, "comment_date"))
            parent = text_of(one, "comment_parent")
            yield Comment(
                name=text_of(one, "comment_author"),
                date=moment.replace(tzinfo=UTC) if moment else None,
                html=words,
                id=text_of(one, "comment_id"),
                answers=parent if parent != "0" else "",
            )


def _moment(text: str) -> datetime | None:
    """Return a moment as WordPress writes it, without its zone; None for none."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S") if text != _NEVER else None  # noqa: DTZ007
    except ValueError:
        return None


def name_of(element: etree._Element) -> str:
    """Return the last part of an element's name; "" for a comment."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _all(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if name_of(child) == name]


def child_of(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first child of this name, whatever its namespace."""
    return next(iter(_all(element, name)), None)


def text_of(element: etree._Element, name: str) -> str:
    """Return the text of the first child of this name; "" for none."""
    found = child_of(element, name)
    return "" if found is None else "".join(map(str, found.itertext())).strip()


def _encoded(element: etree._Element, what: str) -> str:
    """Return content:encoded or excerpt:encoded."""
    for child in _all(element, "encoded"):
        if f"/{what}/" in child.tag or child.tag.startswith(f"{what}:"):
            return child.text or ""
    return ""
