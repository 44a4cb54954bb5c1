"""Exports of Medium: a zip with one page for each post, marked with the microformat h-entry.

Sources: the files of public exports, github.com/TryGhost/migrate (mg-medium-export) for what they may lack, and
Medium's feeds, in which an item's guid is https://medium.com/p/ and the post's id.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coach.importing.blog import Blog, ExportError, Form, Post, State
from coach.importing.readers.markup import Unreadable, inner, of_class, parse, words
from coach.importing.readers.medium.text import clean_up
from coach.importing.readers.values import distinct, last_part, line, moment, undated, with_own_guids

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from coach.importing.blog import Export

_POST = "https://medium.com/p/"
_OLD_NAME = re.compile(r"([^/]*/)?(\d{4}-\d\d-\d\d|draft)_[^/]*")
_LOOKED_AT = 10  # files, to see whether they are Medium's
_RESPONSE = 200  # words; a response is shorter
_PAYWALL = "Medium's export does not say which posts were for its members only, or unlisted: look for yours among them."


@dataclass(frozen=True)
class _Page:
    """One file: its path, its tree, and the part of it that is the post."""

    path: str
    tree: HtmlElement
    body: HtmlElement

    def one(self, name: str) -> HtmlElement | None:
        return next(of_class(self.tree, name), None)

    def text(self, name: str) -> str:
        found = self.one(name)
        return "" if found is None else line(words(found))

    def link(self, name: str) -> str:
        found = self.one(name)
        return "" if found is None else line(found.get("href"))


def recognises(export: Export) -> bool:
    """Return whether there are files in posts/ that Medium wrote."""
    for path in _paths(export)[:_LOOKED_AT]:
        try:
            raw = export.read(path)
        except ExportError:
            continue
        if b"h-entry" in raw and b"medium.com" in raw:
            return True
    return False


def read(export: Export) -> Blog:
    """Return the posts; ExportError if there are none of Medium's."""
    if not recognises(export):
        raise ExportError("There is no folder posts with HTML files of Medium in it.")
    key, name, notes = *_profile(export), [_PAYWALL]
    posts = []
    for path in _paths(export):
        found = _post(export, path, key)
        if isinstance(found, Post):
            posts.append(found)
        else:
            notes.append(found)
    authors = {author: (author, name if author == key else author, "") for post in posts for author in post.authors}
    return Blog(
        tool="Medium",
        posts=with_own_guids(posts),
        url=f"https://medium.com/{key}/" if key else "",
        authors=tuple(authors.values()),
        notes=tuple(notes),
    )


def _paths(export: Export) -> list[str]:
    """The files in a folder named posts; until 2018 they lay beside README.html, named after their dates."""
    paths = [path for path in export.sizes if path.endswith(".html")]
    inside = [path for path in paths if f"/{path}".rpartition("/")[0].endswith("/posts")]
    return inside or [path for path in paths if _OLD_NAME.fullmatch(path)]


def _profile(export: Export) -> tuple[str, str]:
    """The handle, as in @name, and the name of the export's owner: from the profile, else from a post."""
    profiles = [path for path in export.sizes if f"/{path}".endswith("/profile/profile.html")]
    for path in [*profiles[:1], *_paths(export)[:_LOOKED_AT]]:
        try:
            tree = parse(export.read(path).decode("utf-8", "replace"))
        except (ExportError, Unreadable):
            continue
        page = _Page(path, tree, tree)
        link, name = ("u-url", "p-name") if path in profiles else ("p-author", "p-author")
        if handle := _handle(page.link(link)):
            return handle, page.text(name)
    return "", ""


def _post(export: Export, path: str, owner: str) -> Post | str:
    """A post, or the sentence that says why there is none."""
    try:
        tree = parse(export.read(path).decode("utf-8", "replace"))
    except (ExportError, Unreadable) as error:
        return f"{path} cannot be read and was left out: {error}."
    body = next(of_class(tree, "e-content"), None)
    if body is None:
        return f"{path} has no post in it."
    page = _Page(path, tree, body)
    return f"{path} is a response to another's post, and was left out." if _is_response(page) else _made(page, owner)


def _made(page: _Page, owner: str) -> Post:
    title, summary = page.text("p-name"), page.text("p-summary")
    image = next(iter(page.body.xpath(".//img[@data-is-featured]")), None)
    picture = ("", "") if image is None else (line(image.get("src")), line(image.get("alt")))
    notes = clean_up(page.body, title, summary)
    raw, date = _date(page), moment(_date(page))
    author = _handle(page.link("p-author")) or owner
    canonical = page.link("p-canonical")
    post_id, slug = _id(page), _slug(page)
    elsewhere = bool(canonical and post_id and not canonical.rstrip("/").endswith(post_id))
    return Post(
        origin=page.path,
        title=title,
        text=inner(page.body),
        form=Form.HTML,
        date=date,
        slug=slug,
        guid=_POST + post_id if post_id else "",
        addresses=_addresses(canonical, author, slug, post_id),
        state=State.DRAFT if _is_draft(page) else State.LIVE,
        authors=distinct([author]),
        tags=distinct(line(words(tag)) for tag in of_class(page.tree, "p-tag")),
        description=summary,
        image=picture[0],
        image_alt=picture[1],
        notes=distinct(
            [
                *undated(date, raw),
                "" if title else "It has no title.",
                "It has no date, so it is a draft." if _is_draft(page) and not _is_named_draft(page) else "",
                f"It names {canonical} as the address where it first appeared." if elsewhere else "",
                *notes,
            ]
        ),
    )


def _is_draft(page: _Page) -> bool:
    return _is_named_draft(page) or page.one("dt-published") is None


def _is_named_draft(page: _Page) -> bool:
    return page.path.rpartition("/")[2].startswith("draft")


def _is_response(page: _Page) -> bool:
    """Published, short, without heading or picture; Medium made its title of its first words, or gave it none."""
    if _is_draft(page) or next(page.body.iter("h1", "h2", "h3", "h4", "img", "iframe", "pre"), None) is not None:
        return False
    text, title = _letters(words(page.body)), _letters(page.text("p-name"))
    return len(words(page.body).split()) <= _RESPONSE and text.startswith(title)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _date(page: _Page) -> str:
    found = page.one("dt-published")
    return "" if found is None else line(found.get("datetime"))


def _id(page: _Page) -> str:
    """The post's id: in the link around its date or at a draft's end, else the last part of the file's name."""
    for link in page.tree.xpath(".//footer//a[starts-with(@href, $post)]", post=_POST):
        return last_part(line(link.get("href")))
    return _split(page.path.rpartition("/")[2].removesuffix(".html"))[1]


def _slug(page: _Page) -> str:
    """The words of the address before the id, else those of the file's name between date and id."""
    head, _ = _split(last_part(_path(page.link("p-canonical"))))
    name, _ = _split(page.path.rpartition("/")[2].removesuffix(".html"))
    return head or last_part(name.partition("_")[2].lower())


def _split(name: str) -> tuple[str, str]:
    """A name in two: "slug-words" and the id of hexadecimal digits behind it."""
    head, _, tail = name.rpartition("-")
    return (head, tail) if len(tail) >= 8 and set(tail) <= set(string.hexdigits) else (name, "")


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _handle(address: str) -> str:
    """The handle in the address of a profile: medium.com/@name, or name.medium.com."""
    found = last_part(_path(address))
    return found if found.startswith("@") else ""


def _addresses(canonical: str, author: str, slug: str, post_id: str) -> tuple[str, ...]:
    named = f"/{author}/{slug}-{post_id}" if author and slug and post_id else ""
    return distinct([canonical, named, _POST + post_id if post_id else ""])
