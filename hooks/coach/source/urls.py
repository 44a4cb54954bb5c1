"""Addresses of pages, relative to the site's root: "articles/fit-before-quota/", and "" for the home page."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.source.front_matter import MarkdownFile


class Written(Protocol):
    """Something that an author wrote and readers see: a page or an article."""

    @property
    def address(self) -> str: ...
    @property
    def file(self) -> MarkdownFile: ...


# Letters that Unicode's decomposition (NFKD) does not split into a Latin letter and an accent, in both cases.
_WHOLE = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "þ": "th", "ð": "d", "đ": "d", "ł": "l"}
_CAPITAL = {"ẞ": "ss", "Æ": "ae", "Œ": "oe", "Ø": "o", "Þ": "th", "Ð": "d", "Đ": "d", "Ł": "l"}
_SPELLED = str.maketrans(_WHOLE | _CAPITAL)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def slugify(words: str, locale: str = "") -> str:
    """Return the words as an address: lower-case ASCII letters, digits and single hyphens, maybe empty.

    In German, as `locale` says, umlauts are spelled out. For names that are new: see `former_slug`.
    """
    written = unicodedata.normalize("NFC", words)
    if locale.partition("_")[0] == "de":
        written = written.translate(_UMLAUTS)
    return former_slug(written.translate(_SPELLED))


def former_slug(words: str) -> str:
    """Return the words as an address in which umlauts lose their dots and letters such as ß vanish.

    So they were made at first, and what was published under them stays: ids of feeds, and addresses of renamed tags.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").lower()).strip("-")


# Signs that no file system's names may have, or that mean something in an address.
_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*%#]|^[. ]|[. ]$|^$')
_QUESTION = re.compile(r"/(?:index\.php)?\?([A-Za-z][A-Za-z0-9_]*)=([A-Za-z0-9_-]+)$")
_PAGE = (".html", ".htm")


def alias_address(written: str) -> str | None:
    """Return the address of an old one, as authors write it: /blog/old-name/ is blog/old-name/; None if it is none.

    Signs written in percent are what they stand for. What does not end in .html is a folder, since a server sends
    a page of another ending as something else. "/?p=12" is "?p=12": see `question_address`.
    """
    text = written.strip()
    if question := _QUESTION.match(text):
        return f"?{question[1]}={question[2]}"
    try:
        path = unicodedata.normalize("NFC", unquote(text, errors="strict"))
    except UnicodeDecodeError:
        return None
    names = path.removeprefix("/").removesuffix("/").split("/")
    if not path.startswith("/") or "%2f" in text.lower() or any(map(_NO_NAME.search, names)):
        return None
    return "/".join(names) if path.lower().endswith(_PAGE) else f"{'/'.join(names)}/"


_FEED = (".xml", ".rss", ".atom", ".rdf")


def old_feed_address(written: str) -> str | None:
    """Return the address of the file that answers for an old feed, or None if there can be none.

    GitHub Pages sends index.xml for a folder without index.html, so that /feed/ is feed/index.xml.
    """
    address = alias_address(written)
    if address is None or address.startswith("?") or not address.endswith("/") or not address.isascii():
        return None
    file = address.removesuffix("/")
    return file if file.lower().endswith(_FEED) else f"{file}/index.xml"


def question_address(alias: str) -> str:
    """Return where the page of an alias lies: of ?p=12, which no server tells from the home page, p/12/."""
    return f"{alias[1:].replace('=', '/')}/" if alias.startswith("?") else alias


def questions_of(aliases: Iterable[str]) -> list[str]:
    """Return what aliases such as ?p=12 ask for: p."""
    return [alias[1:].partition("=")[0] for alias in aliases if alias.startswith("?")]


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address, and those of "" for what is none, such as http://[x."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def joined(base: str, address: str) -> str:
    """Return an address that stands on the page `base`, in full; as it stands if one of both is no address."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def is_web_address(text: str) -> bool:
    """Return whether the text is a full web address, as https://example.com/ is."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and " " not in text
    except ValueError:
        return False


def page_address(path: str) -> str:
    """Return the address of a Markdown file by its path: about.md is about/, x/index.md is x/.

    It is in Unicode's composed form (NFC), which is what browsers send for what is typed.
    """
    stem = unicodedata.normalize("NFC", path.removesuffix(".md"))
    folder, _, name = stem.rpartition("/")
    if name == "index":
        return f"{folder}/" if folder else ""
    return f"{stem}/"


def file_of(address: str) -> str:
    """Return the path of the file that a server sends for the address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def card_address(page: str) -> str:
    """Return the address of a page's own card picture; that of the home page is the site's."""
    return f"cards/{page.strip('/') or 'site'}.png"


def figure_address(page: str) -> str:
    """Return the address of a page's figure as a small picture, for mail."""
    return f"cards/figures/{page.strip('/')}.png"


def between(target: str, shown_at: str) -> str:
    """Return the link to `target` for a page at `shown_at`, so that it works under any path prefix."""
    head, mark, fragment = target.partition("#")
    if mark and head == shown_at:
        return f"#{fragment}"
    *here, _ = shown_at.split("/")
    *there, name = head.split("/")
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    link = "../" * (len(here) - shared) + "/".join([*there[shared:], name])
    return f"{link or './'}{mark}{fragment}"


@lru_cache(20_000)  # a page contains its own URL many times
def absolute(address: str, site_url: str) -> str:
    """Return the URL of the address, for feeds, sitemaps and canonical links."""
    return urljoin(site_url, address)
