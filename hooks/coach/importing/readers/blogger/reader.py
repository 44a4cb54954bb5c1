"""Exports of Blogger: an Atom feed, as its own back-up (blog-DATE.xml) or as Google Takeout writes it (feed.atom).

Sources: public exports of both forms and what reads them; developers.google.com/blogger for the kinds of entries, RFC
4685 for replies. The id of an entry is that of the item in the blog's feeds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.importing.blog import Blog, Comment, ExportError, Form, Post, State
from coach.importing.readers.blogger.entries import Entry, Feed, is_feed
from coach.importing.readers.blogger.text import clean_up
from coach.importing.readers.values import distinct, last_part, moment, site_of, undated, with_own_guids

if TYPE_CHECKING:
    from coach.importing.blog import Export

_STATES = {"": State.LIVE, "LIVE": State.LIVE, "SCHEDULED": State.LIVE, "DRAFT": State.DRAFT}
_ENDINGS = (".xml", ".atom")


def recognises(export: Export) -> bool:
    """Return whether one of the files is a feed with Blogger's marks."""
    return any(_is_blogger(export, path) for path in _paths(export))


def read(export: Export) -> Blog:
    """Return posts and pages with their comments; ExportError if no file is Blogger's, or one declares entities."""
    feeds = [Feed(raw) for raw in map(export.read, _paths(export)) if is_feed(raw)]
    if not feeds:
        raise ExportError("There is no Atom feed of Blogger, a file that ends in .xml or .atom, that can be read.")
    posts: list[Post] = []
    comments: dict[str, list[Comment]] = defaultdict(list)
    notes: list[str] = []
    for feed in feeds:
        for entry in feed.entries():
            _sort(entry, posts, comments, notes)
        notes += feed.notes
    authors = {name: (name, name, "") for post in posts for name in post.authors}
    return Blog(
        tool="Blogger",
        posts=with_own_guids(_with_comments(post, comments.pop(post.guid, []) if post.guid else []) for post in posts),
        title=feeds[0].title,
        url=feeds[0].url or next((site_of(post.addresses[0]) for post in posts if post.addresses), ""),
        authors=tuple(authors.values()),
        notes=distinct([*notes, _several(feeds), _orphans(comments)]),
    )


def _paths(export: Export) -> list[str]:
    return [path for path in export.sizes if path.lower().endswith(_ENDINGS)]


def _is_blogger(export: Export, path: str) -> bool:
    try:
        return is_feed(export.read(path))
    except ExportError:
        return False


def _sort(entry: Entry, posts: list[Post], comments: dict[str, list[Comment]], notes: list[str]) -> None:
    """Put an entry where it belongs; settings and templates belong nowhere."""
    if entry.kind in {"post", "page"}:
        if entry.trashed:
            notes.append(f"“{entry.title or entry.id}” was in the bin, and was left out.")
        else:
            posts.append(_post(entry))
    elif entry.kind == "comment" and entry.status in {"", "LIVE"} and not entry.removed:
        comments[entry.parent].append(_comment(entry))
    elif entry.kind not in {"comment", "settings", "template"}:
        notes.append(f"An entry of no known kind, “{entry.title or entry.id}”, was left out.")


def _post(entry: Entry) -> Post:
    text, notes = clean_up(entry.text)
    date = moment(entry.published)
    path = entry.filename or entry.address.partition("://")[2].partition("/")[2]
    return Post(
        origin=entry.id or entry.title or "an entry without an id",
        title=entry.title,
        text=text,
        form=Form.HTML,
        date=date,
        updated=moment(entry.updated),
        slug=last_part(path.partition("?")[0]).removesuffix(".html"),
        guid=entry.id,
        addresses=distinct([entry.address, entry.filename]),
        state=State.DRAFT if entry.draft else _STATES.get(entry.status, State.DRAFT),
        page=entry.kind == "page",
        authors=distinct([entry.author]),
        tags=distinct(entry.labels),
        description=entry.description,
        notes=distinct([*undated(date, entry.published), *_notes(entry), *notes]),
    )


def _notes(entry: Entry) -> list[str]:
    return [
        "" if entry.title else "It has no title.",
        "" if entry.id else "It has no id.",
        "" if entry.status in _STATES else f"Its status, “{entry.status}”, is not known, so it is a draft.",
    ]


def _comment(entry: Entry) -> Comment:
    return Comment(name=entry.author, date=moment(entry.published), html=entry.text, id=entry.id, answers=entry.answers)


def _with_comments(post: Post, found: list[Comment]) -> Post:
    """A post with its comments, oldest first; one that answers a comment which is gone answers nothing."""
    ids = {comment.id for comment in found}
    kept = [comment if comment.answers in ids else replace(comment, answers="") for comment in found]
    kept.sort(key=lambda comment: comment.date.timestamp() if comment.date else 0)
    return replace(post, comments=tuple(kept))


def _several(feeds: list[Feed]) -> str:
    titles = "; ".join(feed.title for feed in feeds)
    return f"The export has several blogs, and all of them came: {titles}." if len(feeds) > 1 else ""


def _orphans(comments: dict[str, list[Comment]]) -> str:
    count = sum(len(found) for found in comments.values())
    return f"Comments on posts that are not in the export were left out: {count}." if count else ""
