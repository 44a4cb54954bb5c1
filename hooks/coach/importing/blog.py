"""What every reader of an export returns: a blog and its posts, whatever tool they come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class ExportError(Exception):
    """The export cannot be read at all; the message says why in one sentence, as its owner reads it."""


class Form(Enum):
    """In what form the text of a post is written."""

    HTML = "html"
    WORDPRESS = "wordpress"  # HTML in which blank lines end paragraphs, with [shortcodes]
    MARKDOWN = "markdown"  # may have {% tags %}, {{< shortcodes >}} or components in it


class State(Enum):
    """Who could read a post. One with a date in the future is LIVE, and waits for its day here too."""

    LIVE = "live"
    DRAFT = "draft"
    PRIVATE = "private"  # for members, or for those who know a password: never published by us


@dataclass(frozen=True)
class Comment:
    """What a reader once wrote under a post; `html` is not sanitised."""

    name: str
    date: datetime | None
    html: str
    id: str = ""
    answers: str = ""  # the id of the comment that it answers


@dataclass(frozen=True)
class Post:
    """One post or page of another tool.

    `origin` says in the report which one it is: a file's path, or the tool's own id. `addresses` are all that led to
    it: full URLs, or paths that begin with a slash ("/2019/04/name/", "/?p=12"), the one in use first. `guid` is the id
    of its item in the old feed, letter by letter, "" if that is unknown. `image` is a URL, or the path of a file in the
    export. `notes` are sentences for the report on what the reader could not take along.
    """

    origin: str
    title: str
    text: str
    form: Form
    date: datetime | None = None
    updated: datetime | None = None
    slug: str = ""
    guid: str = ""
    addresses: tuple[str, ...] = ()
    state: State = State.LIVE
    page: bool = False
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    description: str = ""
    image: str = ""
    image_alt: str = ""
    featured: bool = False
    comments: tuple[Comment, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Blog:
    """A whole export. `url` is the old site's, with a slash at its end, or "".

    `authors` has name and description by the words that posts use for them. `media` has the alt text of pictures by
    URL, as the tool knew it. `lists`, `list_patterns` and `feeds` are addresses below `url`, as far as the export tells
    them; see `conventions` for the others. `notes` are sentences for the report about the export as a whole.
    """

    tool: str
    posts: tuple[Post, ...]
    title: str = ""
    url: str = ""
    authors: tuple[tuple[str, str, str], ...] = ()  # key, name, description
    lists: tuple[tuple[str, str], ...] = ()  # category or tag, address of its posts
    list_patterns: tuple[str, ...] = ()  # such addresses with {} in place of the word
    feeds: tuple[str, ...] = ()  # addresses
    media: tuple[tuple[str, str], ...] = ()  # URL, alt text
    notes: tuple[str, ...] = ()


class Export(Protocol):
    """The files of an export by path, relative and with slashes, whether it is a file, a folder or a zip."""

    @property
    def site(self) -> str:
        """The old site's URL as its owner gives it, or ""."""
        ...

    @property
    def sizes(self) -> Mapping[str, int]:
        """The length of each file in bytes, by path, sorted."""
        ...

    def read(self, path: str) -> bytes:
        """Return a file's content; ExportError if it is damaged."""
        ...


class Reader(Protocol):
    """A module that reads the exports of one tool."""

    def recognises(self, export: Export) -> bool:
        """Return whether this looks like an export of the tool; never raises."""
        ...

    def read(self, export: Export) -> Blog:
        """Return the blog; ExportError if it cannot be read. One broken post is a note, and the rest come."""
        ...
