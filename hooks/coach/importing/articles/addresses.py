"""Old addresses: which alias each becomes, and which article a link to one leads to."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote

from coach.content.tags import fold
from coach.source.urls import alias_address, is_web_address, joined, parts_of, question_address

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAG_PAGE = re.compile(r"/tags/([a-z0-9]+(?:-[a-z0-9]+)*)/?", re.IGNORECASE)
_TERM = re.compile(r"/(?:[^/]+/)?(?:category|categories|tag|tags|label|topics?)/(?:.+/)?([^/?]+)")
_PELICAN = re.compile(r"^[{|](tag|category|author)[}|](.+)")  # how Pelican names its lists
_FEED = re.compile(r"^feed:(?://|(?=https?:))")  # how browsers once named feeds
_MAIL = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_LONG = 12  # letters: a name that long, in one address only, is that post's, though its folders were others once
_GONE = re.compile(r"(?:more-\d+|comments?|comment-\d+|respond|\..*)$")  # places that pages of WordPress have
# Pages that every site has, and those of tags and authors.
_RESERVED = re.compile(
    r"(?:archive|homework|privacy|mirror|quizzes|paths|newsletter|tags|authors)/(?:\d{4}/|[^/]+/)?$|(?:components|pagefind)/"
)
_NUMBERS = ("p", "page_id", "attachment_id")


@dataclass(frozen=True)
class OldSite:
    """The site that moves: its URL, and the path of the new one, "/" or "/blog/", which addresses here leave out."""

    url: str
    root: str = "/"
    others: tuple[str, ...] = ()  # URLs under which it was known too

    def is_own(self, address: str) -> bool:
        """Return whether an address names no other host: the site's own files may lie on a host of its tool."""
        host = _host(parts_of(address).netloc)
        own = {_host(parts_of(url).netloc) for url in (self.url, *self.others)} - {""}
        return not host or not own or any(host == one or host.startswith(one.partition(".")[0] + ".") for one in own)

    def path_of(self, address: str) -> str | None:
        """Return an address of the old site as a path from the new one's root; None for one that is elsewhere."""
        parts = parts_of(joined(self.url, address.strip()))
        hosts = {_host(parts_of(url).netloc) for url in (self.url, *self.others)}
        if parts.scheme not in {"", "http", "https"} or _host(parts.netloc) not in hosts:
            return None
        path = parts.path or "/"
        if self.root != "/" and path.startswith(self.root):
            path = f"/{path.removeprefix(self.root)}"
        number = next((pair for pair in parse_qsl(parts.query) if pair[0] in _NUMBERS), None)
        return f"{path}?{number[0]}={number[1]}" if number else path

    def below(self, address: str) -> str:
        """Return an address below the old site's URL as a path from the new one's root."""
        return self.path_of(f"{self.url}{address.lstrip('/')}") or address

    def alias_of(self, address: str) -> str | None:
        """Return an old address as the value of `aliases`, None if none can lead on from it."""
        path = self.path_of(address)
        return path if path is not None and alias_address(path) is not None else None


def _web(feed: re.Match[str]) -> str:
    return "http://" if feed[0].endswith("//") else ""


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.").partition(":")[0]


def key_of(path: str) -> str:
    """Return a path in the form in which two that lead to one page are the same."""
    bare, mark, question = path.partition("?")
    clean = unquote(bare).rstrip("/").casefold().removesuffix("/index.html").removesuffix(".html") or "/"
    return f"{clean}{mark}{question}"


@dataclass
class Targets:
    """Which file of docs/ each old address leads to."""

    site: OldSite
    files: dict[str, str] = field(default_factory=dict)  # path in docs/ by key
    names: dict[str, str] = field(default_factory=dict)  # path in docs/ by the last part of an address, "" for several
    origins: dict[str, str] = field(default_factory=dict)  # path in docs/ by path in the export, without its ending
    tags: dict[str, str] = field(default_factory=dict)  # tag by the last part of the old address of its posts
    taken: set[str] = field(default_factory=set)

    def add(self, addresses: Iterable[str], file: str) -> None:
        """Note where the old addresses of a post lead; the first post that had one keeps it."""
        for address in addresses:
            path = self.site.path_of(address)
            if path is not None:
                self.files.setdefault(key_of(path), file)
                name = key_of(path).rpartition("/")[2]
                self.names[name] = file if self.names.get(name, file) == file else ""

    def aliases(self, addresses: Iterable[str], new: str) -> tuple[list[str], list[str]]:
        """Return the aliases of a post at its new address, and the old addresses of this site that cannot be any."""
        kept, lost = [], []
        for address in dict.fromkeys(addresses):
            alias = self.site.alias_of(address)
            place = question_address(alias_address(alias) or "") if alias else ""
            if alias is None or _RESERVED.match(place):
                lost += [address] if self.site.path_of(address) not in {None, "/"} else []
            elif place not in {new, ""} and place.casefold() not in self.taken:
                self.taken.add(place.casefold())
                kept.append(unquote(alias) if alias_address(unquote(alias)) == alias_address(alias) else alias)
        return kept, lost

    def tag_alias(self, address: str, tag: str, owners: dict[str, str]) -> str:
        """Return what leads on to a tag from an old list of its posts: the address or another word; "" for nothing.

        `owners` has the tag of each folded word, and gets the new one.
        """
        path = self.site.below(address)
        if not (name := _TAG_PAGE.fullmatch(path)):
            return next(iter(self.aliases([path], f"tags/{tag}/")[0]), "")
        word = name[1].lower()
        if word == tag or owners.setdefault(fold(word), tag) != tag or f"tags/{word}/" in self.taken:
            return ""
        self.taken.add(f"tags/{word}/")
        return word

    def add_origin(self, origin: str, file: str) -> None:
        """Note which file a source file of the old blog became.

        Links among them name it by its path from wherever the tool looks for texts, content/ or docs/ or the like.
        """
        parts = _stem(origin).split("/")
        for at in range(len(parts)):
            self.origins.setdefault("/".join(parts[at:]), file)

    def of_origin(self, address: str, origin: str) -> str | None:
        """Return the file that a path means which stands in the source file `origin`, if any post came from there."""
        path = unquote(address.partition("#")[0].partition("?")[0])
        if not path or "://" in path:
            return None
        near = posixpath.normpath(
            posixpath.join(posixpath.dirname(origin), path.lstrip("/") if path[0] == "/" else path)
        )
        whole = posixpath.normpath(path.lstrip("/"))
        return self.origins.get(_stem(whole)) or self.origins.get(_stem(near))

    def link(self, address: str, source: str, origin: str = "") -> tuple[str, bool]:
        """Return a link as it stands in the file `source`, and whether its end is known or outside this site.

        `origin` is the source file of the old blog that the link stood in.
        """
        address = _MAIL.sub(r"mailto:\g<0>", _PELICAN.sub(r"/\1/\2", _FEED.sub(_web, address.strip())))
        if address.startswith(("#", "mailto:", "tel:")):
            return address, True
        if (file := self.of_origin(address, origin)) is not None:
            return _near(file, source, parts_of(address).fragment), True
        path = self.site.path_of(address) if self.site.url or address.startswith("/") else None
        if path is None:
            return address, is_web_address(address)
        name = key_of(path).rpartition("/")[2]
        file = self.files.get(key_of(path)) or (self.names.get(name) if "-" in name and len(name) > _LONG else None)
        if not file and (term := _TERM.fullmatch(key_of(path))) and term[1] in self.tags:
            return f"/tags/{self.tags[term[1]]}/", True
        if not file:
            return joined(self.site.url, address), False
        return _near(file, source, parts_of(address).fragment), True


def _near(file: str, source: str, fragment: str) -> str:
    """Return a link from one file of docs/ to a place in another."""
    place = "" if not fragment or _GONE.match(fragment) else f"#{fragment}"
    return quote(posixpath.relpath(file, posixpath.dirname(source))) + place


def _stem(path: str) -> str:
    """Return the path of a source file without its ending, and without the name that stands for its folder."""
    stem = re.sub(r"\.(?:md|markdown|mdx|html|rst)$", "", path.strip("/"))
    return re.sub(r"(?:^|/)_?index$", "", stem)
