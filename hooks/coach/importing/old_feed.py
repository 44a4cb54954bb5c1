"""What the old blog's own feed says of its posts: the id by which readers' programs know each, and its address."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coach.importing.blog import State
from coach.markdown.plain_text import plain
from coach.source.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.importing.blog import Blog, Post
    from coach.publish.deployment.old_feed import FeedItem

_FEW = 5
_DATED = "It had no date; this one is that of the old feed."


def with_feed(blog: Blog, items: Iterable[FeedItem]) -> Blog:
    """Return the blog whose posts have the ids and addresses of their items in the old feed.

    A post is that of an item with one of its addresses, else of one with its title that no other has.
    """
    found: dict[int, FeedItem] = {}
    lost = []
    posts = [(number, post) for number, post in enumerate(blog.posts) if post.state is State.LIVE]
    by_address = {_path(address): number for number, post in reversed(posts) for address in reversed(post.addresses)}
    titles = Counter(_folded(post.title) for _, post in posts)
    by_title = {_folded(post.title): number for number, post in posts if titles[_folded(post.title)] == 1}
    for item in items:
        number = by_address.get(_path(item.link), by_title.get(_folded(item.title)))
        if number is None:
            lost.append(item.title or item.link)
        else:
            found.setdefault(number, item)
    return replace(
        blog,
        posts=tuple(_known(post, found[number]) if number in found else post for number, post in enumerate(blog.posts)),
        notes=(*blog.notes, *_notes(len(found), lost)),
    )


def _known(post: Post, item: FeedItem) -> Post:
    if post.page:
        return post
    addresses = tuple(dict.fromkeys([*post.addresses, item.link])) if item.link else post.addresses
    dated = post if post.date or not item.date else replace(post, date=item.date, notes=(*post.notes, _DATED))
    return replace(dated, guid=item.id, addresses=addresses)


def _notes(found: int, lost: list[str]) -> Iterator[str]:
    yield f"The old feed has the ids of {found} posts."
    if lost:
        more = "; …" if len(lost) > _FEW else ""
        yield f"{len(lost)} of its items are no posts of the export: {'; '.join(lost[:_FEW])}{more}."


def _path(address: str) -> str:
    """Return an address in the form in which two that lead to one page are the same, whatever their host.

    What stands behind a question mark counts for the home page only ("/?p=12"); elsewhere it counts readers.
    """
    parts = parts_of(address)
    path = unquote(parts.path).rstrip("/").casefold().removesuffix("/index.html").removesuffix(".html")
    return path or f"?{parts.query}"


def _folded(title: str) -> str:
    return plain(title).casefold()
