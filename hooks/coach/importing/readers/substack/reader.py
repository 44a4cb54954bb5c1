"""Exports of Substack: a zip with posts.csv and posts/ID.SLUG.html.

Sources: public exports and what reads them, above all github.com/TryGhost/migrate (mg-substack). In Substack's feeds an
item's guid is the post's address, on the site's own domain if it has one.
"""

from __future__ import annotations

import csv
import html
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.importing.blog import Blog, ExportError, Form, Post, State
from coach.importing.readers.markup import Unreadable, inner, new, parse
from coach.importing.readers.substack.blocks import clean_up, has_paywall, own_site
from coach.importing.readers.values import (
    clean,
    distinct,
    last_part,
    line,
    moment,
    site_of,
    undated,
    with_own_guids,
    yes,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.importing.blog import Export

_POSTS = {"newsletter", "podcast", "thread", "video", ""}
_PUBLIC = {"everyone"}
_SITE = (
    "The site's address, {site}, was taken from links in the posts. Feed ids rest on it: correct it if it is another."
)
_NO_SITE = "The address of the site was in none of the posts, so that the ids of their items in its feed are unknown."


@dataclass(frozen=True)
class _Text:
    """The HTML of a post, the site it links to as its own, and what has to be said of it."""

    html: str
    site: str = ""
    paywall: bool = False
    notes: tuple[str, ...] = ()


def recognises(export: Export) -> bool:
    """Return whether there is a table of posts as Substack writes it."""
    try:
        head = export.read(_table(export))[:1000]
    except ExportError:
        return False
    return b"post_id" in head and (b"is_published" in head or b"audience" in head)


def read(export: Export) -> Blog:
    """Return the posts of the table, and as drafts those files that it does not name; ExportError without a table."""
    path = _table(export)
    rows = _rows(export.read(path))
    folder = path.removesuffix(".csv") + "/"
    texts = {_stem(name, folder): name for name in export.sizes if name.startswith(folder) and name.endswith(".html")}
    posts, missing = [], []
    for row in rows:
        name = _take(texts, line(row["post_id"]))
        if name:
            posts.append(_post(row, name, _text(export, name, _slug(line(row["post_id"]), name))))
        else:
            missing.append(line(row["title"]) or line(row["post_id"]))
    posts += [_post({}, name, _text(export, name, _slug("", name))) for name in texts.values()]
    site = _site([found for _, found in posts], [post for post, _ in posts])
    return Blog(
        tool="Substack",
        posts=with_own_guids(_addressed(post, site) for post, _ in posts),
        url=site,
        notes=distinct(
            [
                _SITE.format(site=site) if site else _NO_SITE,
                f"The table names posts without a file, which are lost: {'; '.join(missing)}." if missing else "",
            ]
        ),
    )


def _table(export: Export) -> str:
    paths = [path for path in export.sizes if f"/{path}".endswith("/posts.csv")]
    if not paths:
        raise ExportError("There is no posts.csv, the table of posts that Substack puts into its exports.")
    return min(paths, key=len)


def _stem(name: str, folder: str) -> str:
    return name.removeprefix(folder).removesuffix(".html")


def _take(texts: dict[str, str], post_id: str) -> str:
    """Take out the file of a post: named by its whole id, else by the number that it begins with."""
    number = _number(post_id)
    stem = post_id if post_id in texts else next((stem for stem in texts if _number(stem) == number), "")
    return texts.pop(stem, "")


def _rows(raw: bytes) -> list[dict[str, str]]:
    """The records of the table; a column that is missing is empty."""
    try:
        table = csv.DictReader(io.StringIO(raw.decode("utf-8-sig", "replace"), newline=""), restval="")
        rows = list(table)
    except csv.Error as error:
        raise ExportError(f"posts.csv cannot be read as a table: {error}.") from error
    if "post_id" not in (table.fieldnames or ()):
        raise ExportError("posts.csv has no column post_id.")
    return [{"title": "", **row} for row in rows if line(row["post_id"])]


def _number(stem: str) -> str:
    """The number that an id and a file's name begin with, or all of it."""
    return stem.partition(".")[0]


def _slug(post_id: str, name: str) -> str:
    of_id, of_name = post_id.partition(".")[2], last_part(name).removesuffix(".html").partition(".")[2]
    return last_part(of_id or of_name)


def _text(export: Export, name: str, slug: str) -> _Text:
    try:
        raw = clean(export.read(name).decode("utf-8", "replace"))
    except ExportError as error:
        return _Text("", notes=(f"Its file, {name}, cannot be read: {error}",), paywall=True)
    try:
        tree = parse(raw)
    except Unreadable as error:
        return _Text(raw, notes=(f"It was not looked through, so it is private: {error}.",), paywall=True)
    site, paywall = own_site(tree, slug), has_paywall(tree)
    return _Text(inner(tree), site, paywall, tuple(notes)) if (notes := clean_up(tree)) else _Text(raw, site, paywall)


def _post(row: Mapping[str, str], name: str, text: _Text) -> tuple[Post, _Text]:
    raw, date = row.get("post_date", ""), moment(row.get("post_date", ""))
    podcast = line(row.get("podcast_url"))
    post = Post(
        origin=name,
        title=_plain(row.get("title", "")),
        text=text.html,
        form=Form.HTML,
        date=date,
        slug=_slug(line(row.get("post_id")), name),
        state=_state(row, text),
        page=line(row.get("type")) == "page",
        description=_plain(row.get("subtitle", "")),
        notes=distinct([*undated(date, raw), *_notes(row, text), *text.notes]),
    )
    return (replace(post, text=_with_audio(post.text, podcast)) if site_of(podcast) else post), text


def _with_audio(text: str, address: str) -> str:
    """A text with the episode before it, which only the table names."""
    return inner(new("div", new("audio", src=address, controls="controls"))) + text


def _plain(text: str | None) -> str:
    """A cell as text; Substack writes entities in it."""
    return line(html.unescape(text or ""))


def _state(row: Mapping[str, str], text: _Text) -> State:
    """LIVE is only what the table says everyone could read, to its end."""
    if not yes(row.get("is_published", "")):
        return State.DRAFT
    kind, audience = line(row.get("type")).lower(), line(row.get("audience")).lower()
    known = kind in {*_POSTS, "page"}
    return State.LIVE if known and audience in _PUBLIC and not text.paywall else State.PRIVATE


def _notes(row: Mapping[str, str], text: _Text) -> list[str]:
    kind, audience = line(row.get("type")).lower(), line(row.get("audience")).lower()
    title = line(row.get("title"))
    notes = {
        "The table does not name it, so it is a draft.": not row,
        "It has no title.": not title,
        "The table does not say who could read it, so it is private.": row and not audience,
        f"It was for {audience.replace('_', ' ')} subscribers, not for everyone.": audience not in {*_PUBLIC, ""},
        f"It is of a kind, “{kind}”, that is not known to be public.": kind not in {*_POSTS, "page"},
        "A paywall stands in its text.": text.paywall and text.html,
    }
    return [note for note, true in notes.items() if true]


def _site(texts: list[_Text], posts: list[Post]) -> str:
    """The address of the site in the newest post that has one: it may have had another before."""
    dated = [
        (post.date.timestamp(), text.site) for post, text in zip(posts, texts, strict=True) if post.date and text.site
    ]
    return max(dated)[1] if dated else next((text.site for text in texts if text.site), "")


def _addressed(post: Post, site: str) -> Post:
    path = f"/p/{post.slug}" if post.slug else ""
    address = site + path.removeprefix("/") if site and path else ""
    return replace(post, guid=address, addresses=distinct([address, path]))
