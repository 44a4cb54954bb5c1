"""Where tools put what their exports do not name: the list of the posts of a word, and the feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.markdown.plain_text import plain
from coach.source.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.importing.blog import Blog

# The addresses at which each tool or its most common theme shows the posts of a category or tag.
_LISTS = {
    "WordPress": ("/category/{}/", "/tag/{}/"),
    "Ghost": ("/tag/{}/",),
    "Jekyll": ("/tags/{}/", "/tag/{}/", "/categories/{}/", "/category/{}/"),
    "Hugo": ("/tags/{}/", "/categories/{}/"),
    "Zola": ("/tags/{}/", "/categories/{}/"),
    "Eleventy": ("/tags/{}/",),
    "Astro": ("/tags/{}/",),
    "Pelican": ("/tag/{}.html", "/category/{}.html"),
    "Material for MkDocs": ("/blog/category/{}/",),
}
_FEEDS = {
    "WordPress": ("/feed/", "/feed/atom/"),
    "Ghost": ("/rss/",),
    "Substack": ("/feed/",),
    "Medium": ("/feed/",),
    "Blogger": ("/feeds/posts/default/", "/atom.xml", "/rss.xml"),
    "Jekyll": ("/atom.xml",),  # and /feed.xml, which is that of this site too
    "Hugo": ("/index.xml",),
    "Zola": ("/atom.xml", "/rss.xml"),
    "Eleventy": ("/feed/feed.xml",),
    "Astro": ("/rss.xml",),
    "Pelican": ("/feeds/all.atom.xml",),
    "Material for MkDocs": ("/feed_rss_created.xml", "/feed_rss_updated.xml"),
}


def lists_of(blog: Blog, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each of the words with the addresses at which its posts were listed."""
    known = dict.fromkeys(word for word, _ in blog.lists)
    yield from blog.lists
    for word in words:
        slug = slugify(plain(word))
        if slug and word not in known:
            yield from ((word, pattern.format(slug)) for pattern in blog.list_patterns or _LISTS.get(blog.tool, ()))


def feeds_of(blog: Blog) -> tuple[str, ...]:
    """Return the addresses of the old blog's feeds."""
    return blog.feeds or _FEEDS.get(blog.tool, ())
