"""Folders of Markdown, as Jekyll, Hugo, Zola, Eleventy, Astro, Pelican and Material's blog have them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from coach.importing.blog import Blog, ExportError
from coach.importing.readers.folder.configuration import Site, Tool, read_authors, read_site, with_known_url
from coach.importing.readers.folder.fields import READ
from coach.importing.readers.folder.front_matter import decode, read_values
from coach.importing.readers.folder.posts import Found, read_post
from coach.importing.readers.folder.selection import Candidate, select
from coach.source.urls import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.importing.blog import Export, Post

__all__ = ["read", "recognises"]

_LISTS = ("tag_url", "category_url")
_FEEDS = ("feed_all_atom", "feed_all_rss", "feed_atom", "feed_rss")
_TEMPLATES = ("feed.xml", "atom.xml", "rss.xml", "feed/index.xml", "feed.rss", "index.xml")
_ITEM_ID = re.compile(r"<item\b.*?<guid\b[^>]*>(.*?)</guid>|<entry\b.*?<id>(.*?)</id>", re.DOTALL)
_UNESCAPED = "/%:@!$&'()*+,;=~-._"  # `escape_path` of Jekyll's url.rb
_RULE = re.compile(r"^[ \t]*(/[^\s:*#]*)[ \t]+(/[^\s:*]*)(?:[ \t]+30[1278]!?)?[ \t]*$", re.MULTILINE)
_LONGEST_RULES = 1_000_000  # bytes
_PERMALINK = re.compile(r"\bpermalink\b\s*[:(=](?:[^\n]{0,120}\n){0,3}?[^\n]{0,120}?[\"'`](/[^\"'`\n]{1,200})[\"'`]")


def recognises(export: Export) -> bool:
    """Return whether there is a post or page in Markdown in the folder."""
    try:
        return bool(select(export, read_site(export))[0])
    except (ExportError, ValueError, RecursionError):
        return False


def read(export: Export) -> Blog:
    """Return the blog in the folder. Its addresses begin with a slash and are those on the old host."""
    site = with_known_url(read_site(export), export)
    candidates, left = select(export, site)
    if not candidates:
        raise ExportError("There are no posts in Markdown in this folder.")
    folders: dict[str, Mapping[str, Any]] = {}
    found, damaged = [], []
    for candidate in candidates:
        try:
            found.append(read_post(export, site, candidate, _inherited(export, site, candidate, folders)))
        except ExportError as error:
            damaged.append(f"{candidate.path} cannot be read: {error}")
    return Blog(
        tool=site.tool.value,
        posts=_redirected(export, site, _with_ids(export, site, [one.post for one in found])),
        title=site.title,
        url=site.url,
        authors=read_authors(export, site),
        list_patterns=tuple(f"/{url.lstrip('/').replace('{slug}', '{}')}" for url in _set(site, _LISTS)),
        feeds=tuple(f"/{url.lstrip('/')}" for url in _set(site, _FEEDS)),
        notes=(*left, *damaged, *_notes(site, found)),
    )


def _with_ids(export: Export, site: Site, posts: list[Post]) -> list[Post]:
    """Return the posts with the ids of a feed that a blog of Jekyll makes by a template of its own: their URLs.

    So did the template that `jekyll new` made before there was the plugin jekyll-feed.
    """
    if site.tool is not Tool.JEKYLL or not site.url:
        return posts
    feeds = (decode(export.read(path))[0] for name in _TEMPLATES if (path := f"{site.root}{name}") in export.sizes)
    ids = next((found[1] or found[2] for feed in feeds if (found := _ITEM_ID.search(feed))), "")
    if not re.search(r"\b(?!site\.)\w+\.url\b", ids):
        return posts
    return [
        replace(post, guid=joined(site.url, quote(post.addresses[0], safe=_UNESCAPED))) if post.guid else post
        for post in posts
    ]


def _redirected(export: Export, site: Site, posts: list[Post]) -> tuple[Post, ...]:
    """Return the posts with the addresses from which the rules of Netlify and Cloudflare (_redirects) led to them."""
    older: dict[str, list[str]] = {}
    for folder in ("", "static/", "public/", "src/"):
        if 0 < export.sizes.get(path := f"{site.root}{folder}_redirects", 0) < _LONGEST_RULES:
            for old, new in _RULE.findall(decode(export.read(path))[0]):
                older.setdefault(new.rstrip("/").casefold(), []).append(old)
    return tuple(replace(post, addresses=tuple(dict.fromkeys(_all(post.addresses, older)))) for post in posts)


def _all(addresses: tuple[str, ...], older: Mapping[str, list[str]]) -> Iterator[str]:
    yield from addresses
    for address in addresses:
        yield from older.get(address.rstrip("/").casefold(), ())


def _set(site: Site, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the addresses that these settings of Pelican name."""
    if site.tool is Tool.PELICAN:
        yield from filter(None, map(site.text, names))


def _notes(site: Site, found: list[Found]) -> tuple[str, ...]:
    notes = []
    guessed = sum(one.zone_guessed for one in found)
    if guessed and site.zone is None:
        notes.append(f"The settings name no time zone: {guessed} dates without one were read as UTC.")
    if not site.url:
        notes.append("The settings do not say the site's URL, so the ids of the old feed are not known.")
    unused = Counter(key for one in found for key in one.keys if key not in READ)
    if unused:
        shown = ", ".join(f"{key} ({count})" for key, count in unused.most_common(12))
        notes.append(f"Keys of front matter that may not have been taken along: {shown}.")
    return tuple(notes)


def _inherited(
    export: Export, site: Site, candidate: Candidate, folders: dict[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Return the values that Eleventy's data files, or Jekyll's defaults, give to all posts of a folder."""
    if site.tool is Tool.JEKYLL:
        return _defaults(site, candidate)
    if site.tool is not Tool.ELEVENTY:
        return {}
    values: dict[str, Any] = {}
    parts = candidate.path.split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        folder = "/".join(parts[:depth])
        if folder not in folders:
            folders[folder] = _data_of(export, f"{folder}/{parts[depth - 1]}")
        values.update(folders[folder])
    return {**values, **_data_of(export, candidate.path.rpartition(".")[0])}


def _data_of(export: Export, stem: str) -> Mapping[str, Any]:
    """Return the values of a data file beside a post or in a folder; of a script, only the pattern of addresses."""
    values: dict[str, Any] = {}
    for ending in (".json", ".11tydata.json", ".yml", ".yaml"):
        if 0 < export.sizes.get(stem + ending, 0) < 200_000:
            values.update(read_values(decode(export.read(stem + ending))[0], ending.rpartition(".")[2]))
    for ending in (".11tydata.js", ".11tydata.cjs", ".11tydata.mjs"):
        if 0 < export.sizes.get(stem + ending, 0) < 200_000:
            found = _PERMALINK.search(decode(export.read(stem + ending))[0])
            values.update({"permalink": found[1]} if found else {})
    return values


def _defaults(site: Site, candidate: Candidate) -> Mapping[str, Any]:
    """Return what Jekyll's `defaults` say about the file, but for addresses, which have rules of their own."""
    values: dict[str, Any] = {}
    declared = site.settings.get("defaults")
    kind = "posts" if candidate.in_posts else (re.findall(r"(?:^|/)_(\w+)/", candidate.below) or ["pages"])[0]
    for one in declared if isinstance(declared, list) else ():
        scope, given = (one.get("scope"), one.get("values")) if isinstance(one, dict) else (None, None)
        if isinstance(scope, dict) and isinstance(given, dict) and str(scope.get("type") or kind) == kind:
            path = str(scope.get("path") or "").strip("/")
            if candidate.below.startswith(path) or f"/{path}" in f"/{candidate.below}":
                values.update({str(key).lower(): value for key, value in given.items() if key != "permalink"})
    return values
