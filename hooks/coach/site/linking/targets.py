"""Everything that a link can lead to, and the addresses under which the site itself is known."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize
from urllib.parse import urlsplit

from coach.content.article import Article, way_out, why_hidden
from coach.source.problems import KnownWords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.site.newsletter.editions import Edition
    from coach.source.front_matter import MarkdownFile

# `mkdocs serve` shows the site there.
_LOCAL = ("127.0.0.1:8000", "localhost:8000", "[::1]:8000")
_USUAL_PORTS = (":80", ":443")


class Destination(NamedTuple):
    """Where one link leads: `link` as the page shows it, and why it is wrong, if it is.

    `outside` says that it leads to another site, or to no page at all, as a mail address does.
    """

    link: str = ""
    address: str | None = None
    anchor: str = ""
    message: str = ""
    hint: str = ""
    outside: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A text that is left out of the site for a mistake, and checked like all others; its address is nobody else's."""

    file: MarkdownFile

    @property
    def address(self) -> str:
        """What stands for the address that it does not have."""
        return self.file.source.path


@dataclass(frozen=True)
class Targets:
    """Everything a link can lead to.

    `files` maps a path in docs/ to the address it is shown at; `addresses` are all addresses of pages and files;
    `moved` maps old addresses to those that they lead on to; `hidden` holds the articles and editions that readers
    cannot see (yet) by path, and `hidden_at` by address and old address; `left_out` are the paths of texts that make
    no page and of other files with a mistake, `kept_back` says why files are never published; `anchors` are those of
    each address; `site_urls` are the site's own full addresses.
    """

    files: Mapping[str, str]
    addresses: frozenset[str]
    hidden: Mapping[str, Article | Edition] = field(default_factory=dict)
    hidden_at: Mapping[str, Article | Edition] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    kept_back: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    site_urls: tuple[str, ...] = ()
    resolved: dict[tuple[str, str], Destination] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def known_addresses(self) -> KnownWords:
        """All addresses as links name them, old ones too."""
        return KnownWords(f"/{address}" for address in (*self.addresses, *self.moved))

    @cached_property
    def known_names(self) -> KnownWords:
        """The names of all files of docs/, without their folders."""
        return KnownWords(self.by_name)

    @cached_property
    def by_name(self) -> dict[str, str]:
        """The files of docs/ by their names alone; of several with one name, the first by its path."""
        return {posixpath.basename(path): path for path in sorted(self.files, reverse=True)}

    @cached_property
    def by_small_letters(self) -> dict[str, str]:
        """The files of docs/ by their paths in small letters."""
        return {path.casefold(): path for path in sorted(self.files, reverse=True)}

    @cached_property
    def _by_composed(self) -> dict[str, str]:
        """The paths that are not in Unicode's composed form (NFC), as a Mac writes "é" in two characters, by that."""
        groups = (self.files, self.hidden, self.left_out, self.kept_back)
        paths = (path for group in groups for path in group if not path.isascii())
        return {normalize("NFC", path): path for path in paths}

    def spelled(self, path: str) -> str:
        """Return the path as its file's name spells it: accents can be written in two ways that look the same."""
        if path.isascii() or path in self.files:
            return path
        composed = normalize("NFC", path)
        return self._by_composed.get(composed, composed)

    @cached_property
    def by_address(self) -> dict[str, str]:
        """The files of docs/ by the address they are shown at."""
        return {address: path for path, address in self.files.items()}

    @cached_property
    def _own(self) -> dict[str, tuple[str, ...]]:
        """The folders in which the site lies, by host and port."""
        found: dict[str, tuple[str, ...]] = {}
        for url in self.site_urls:
            parts = urlsplit(url)
            folder = f"{parts.path.rstrip('/')}/"
            for host in (_host(parts.netloc), *_LOCAL):
                found[host] = tuple(dict.fromkeys((*found.get(host, ()), folder)))
        return {host: (*folders, "/") if host in _LOCAL else folders for host, folders in found.items()}

    def within(self, target: str) -> str | None:
        """Return a full address of this site as one that begins with a slash; None for any other target."""
        if "//" not in target[:8]:
            return None
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        if parts.scheme not in {"", "http", "https"}:
            return None
        for folder in self._own.get(_host(parts.netloc), ()):
            if f"{parts.path}/".startswith(folder):
                rest = parts._replace(scheme="", netloc="", path=parts.path[len(folder) :])
                return f"/{rest.geturl()}"
        return None


NOTHING = Targets({}, frozenset())


def _host(netloc: str) -> str:
    host = netloc.lower()
    return next((host.removesuffix(port) for port in _USUAL_PORTS if host.endswith(port)), host)


def why_unseen(hidden: Article | Edition, asker: object) -> tuple[str, str]:
    """Return why readers of `asker` cannot see the article or edition, and what to do; two "" when they can.

    When an asker that is left out will come out, and whether it is a draft, nobody knows yet.
    """
    if isinstance(asker, LeftOut):
        return "", ""
    if isinstance(hidden, Article):
        why = why_hidden(hidden, asker if isinstance(asker, Article) else None)
        return (why, way_out(hidden, _TAKE_OUT)) if why else ("", "")
    if not isinstance(asker, Article) and getattr(asker, "draft", False):
        return "", ""
    return "a draft" if hidden.draft else f"not out before {hidden.date:%Y-%m-%d}", _TAKE_OUT


_TAKE_OUT = "Take the link out until readers can follow it."
