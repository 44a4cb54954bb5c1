"""What a site shows of its own, from `extra.coach` in mkdocs.yml: menus, boxes, speakers, comments, feeds."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal, NamedTuple
from urllib.parse import quote, urlencode

from pydantic import BeforeValidator

from coach.source.schema import Fields, Text, mistake
from coach.source.urls import is_web_address, old_feed_address


def of_form(pattern: str, fault: str, hint: str) -> BeforeValidator:
    """Return a validator for text that matches the pattern; of any other value it says that it is `fault`."""

    def validate(value: Any) -> str:
        if not re.fullmatch(pattern, str(value)):
            raise mistake(f'{{key}} "{value}" is {fault}.', hint)
        return str(value)

    return BeforeValidator(validate)


MAIL_ADDRESS = of_form(r"[^@\s<>]+@[\w-]+(\.[\w-]+)+", "no mail address", "Write it alone, as in desk@example.org.")
_GITHUB = re.compile(r"(https://github\.com/[\w.-]+/[\w.-]+?)(?:/tree/([\w./-]+))?/?")
_OWN_FEEDS = ("feed.xml", "feed.atom")
_REPO = of_form(r"[\w.-]+/[\w.-]+", "no repository", "Write owner and name, as in second-sale/talk.")


def _old_feed(value: Any) -> str:
    written = str(value).strip()
    address = old_feed_address(written)
    if address is None:
        raise mistake(f'old_feeds: "{written}" is no address of a feed here.', "Write it as in /feed/ or /atom.xml.")
    if address in _OWN_FEEDS:
        raise mistake(f'old_feeds: "{written}" is where the feed is anyway.', "Take it out.")
    return address


OldFeed = Annotated[str, BeforeValidator(_old_feed)]
"""The address of the file that answers for a feed which the site had before."""


class WordFields(Fields):
    """The keys of `extra.coach.words`: words that `coach prose` asks about, and those of its own that it lets be."""

    EXAMPLES: ClassVar[dict[str, str]] = {"avoid": "avoid: [solution]", "allow": "allow: [leverage]"}

    avoid: tuple[Text, ...] = ()
    allow: tuple[Text, ...] = ()


class Repository(NamedTuple):
    """Where the site's files lie on GitHub: `url` without a slash at its end, and the branch that is published."""

    url: str
    branch: str

    def edit(self, path: str) -> str:
        """Return the address at which GitHub lets people change a file, and makes a pull request of it."""
        return f"{self.url}/edit/{quote(self.branch)}/{quote(path)}"

    def new(self, path: str, text: str) -> str:
        """Return the address at which GitHub begins a file with this text."""
        folder, _, name = path.rpartition("/")
        query = urlencode({"filename": name, "value": text}, quote_via=quote)
        return f"{self.url}/new/{quote(self.branch)}/{quote(folder)}?{query}"


def _repository(value: Any) -> Repository:
    if isinstance(value, Repository):
        return value
    found = _GITHUB.fullmatch(str(value).strip())
    if not found:
        hint = "Write it as in https://github.com/second-sale/site, or with /tree/ and the branch behind it."
        raise mistake(f'{{key}} "{value}" is no repository on GitHub.', hint)
    return Repository(found[1].removesuffix(".git"), found[2] or "main")


RepositoryField = Annotated[Repository, BeforeValidator(_repository)]


def _web_address(value: Any) -> str:
    if not is_web_address(str(value)):
        raise mistake(f'{{key}} "{value}" is not a full web address.', "Write all of it, with https://.")
    return str(value)


WebAddress = Annotated[str, BeforeValidator(_web_address)]
"""A full web address, http or https."""


class MenuItem(Fields):
    """One entry of header or footer: the words and what they lead to, as a link in docs/index.md would name it."""

    title: Text
    to: Text


class ProfileLink(Fields):
    """A page elsewhere that belongs to the site or to an author, such as a profile in a network."""

    title: Text
    to: WebAddress


class TeamBox(Fields):
    """The box below articles for those who read with a team. Words that are not given are those of the catalogue."""

    title: Text | None = None
    words: Text | None = None
    button: Text | None = None
    to: Text | None = None


class Speakers(Fields):
    """Names of the speakers in conversations; those that are not given are in the catalogue."""

    rep: Text | None = None
    buyer: Text | None = None
    coach: Text | None = None


class CommentsFields(Fields):
    """The keys of `extra.coach.comments`, named as on giscus.app."""

    host: ClassVar[str] = "https://giscus.app"
    REQUIRED: ClassVar[tuple[str, ...]] = ("provider", "repo", "repo_id", "category", "category_id")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "provider": "provider: giscus",
        "repo": "repo: owner/name",
        "repo_id": "repo_id, as giscus.app shows it for your repository",
        "category": "category: Announcements",
        "category_id": "category_id, as giscus.app shows it for your category",
    }

    provider: Literal["giscus"] | None = None
    repo: Annotated[str, _REPO] | None = None
    repo_id: Text | None = None
    category: Text | None = None
    category_id: Text | None = None
