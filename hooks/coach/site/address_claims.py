"""Which file has which address and id. The first claim holds; every later one is a problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from coach.site.linking.targets import LeftOut
from coach.source.problems import Problem
from coach.source.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coach.content.article import Article
    from coach.content.pages import Page
    from coach.site.generated_pages import GeneratedPage
    from coach.site.linking.redirects import Redirect
    from coach.site.newsletter.editions import Edition
    from coach.source.sources import Place, Sources
    from coach.source.urls import Written

W = TypeVar("W", "Page", "Article", "Edition")

_MADE = "a page that is made for every site"
# Folders of the site's own files, and the names of pictures that are made smaller.
_OURS = re.compile(r"(?:components|pagefind)(?:/|$)|.*\.[0-9a-f]{8}-\d+\.(?:avif|webp)$", re.IGNORECASE)
_NO_PLACE = re.compile(r"(?:components|pagefind)(?:/|$)", re.IGNORECASE)
# The site's pictures of itself, which an author's own replace.
_REPLACEABLE = frozenset(
    {"assets/apple-touch-icon.png", "assets/favicon.ico", "assets/mark.svg", "assets/podcast.png"},
)
_LONGEST_PART, _LONGEST = 255, 900  # bytes that every file system takes
# The manifest knows a letter by its month, and an article by its id.
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_CARD = len(".png")  # the card of a page has its name and this ending


class Claims:
    """The addresses and ids taken so far. Case is ignored: many file systems do not distinguish it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.addresses: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.aliases: set[str] = set()
        self.ids: dict[str, str] = {}
        self.guids: dict[str, str] = {}
        self.files: dict[str, tuple[str, str]] = {}  # path and shown path of each file that is only copied
        self.covered: set[str] = set()  # paths of those that are left out
        self.left_out: list[LeftOut] = []
        self.homeless: list[Article] = []

    def take_files(self, sources: Sources, docs: str) -> None:
        """Claim the address of each file of the folder `docs` that is only copied."""
        for path in sorted(sources.others):
            shown = f"{docs}/{path}"
            self._hold(path, shown)
            if _NO_PLACE.match(path):
                self._cover(path, shown, "a folder of the site's own files")
            else:
                self.files[_folded(path)] = path, shown

    def taken(self, items: Iterable[W], take: Callable[[W], bool]) -> list[W]:
        """Return those of the items that get what they claim; the others are left out."""
        found = []
        for item in items:
            if take(item):
                found.append(item)
            else:
                self.left_out.append(LeftOut(item.file))
        return found

    def take_page(self, page: Written) -> bool:
        """Claim a page's address; return whether it was free."""
        path = page.file.path
        place = page.file.document.place(())
        return self._take(page.address, path, path, place, "This page is left out until one of them is renamed.")

    def take_article(self, article: Article) -> bool:
        """Claim an article's id and address; return whether both were free. Without one the article is homeless."""
        free = self._take_id(article) and self._take_slug(article)
        if not free:
            self.homeless.append(article)
        return free

    def _take_id(self, article: Article) -> bool:
        path, document = article.file.path, article.file.document
        other = "the letter of that month" if _MONTH.fullmatch(article.id) else self.ids.setdefault(article.id, path)
        if other != path:
            message = f'the id "{article.id}" already belongs to {other}.'
            hint = "This article is left out until it has an id of its own."
            self.problems.append(Problem(path, *document.key_place(("id",)), message, hint))
            return False
        if article.guid and (first := self.guids.setdefault(article.guid, path)) != path:
            message = f'the guid "{article.guid}" already belongs to {first}: feed readers would show one of the two.'
            self.problems.append(Problem(path, *document.place(("guid",)), message, "Take it out of one of them."))
        return True

    def _take_slug(self, article: Article) -> bool:
        path, document = article.file.path, article.file.document
        hint = "This article is left out until it has a slug of its own."
        return self._take(article.address, path, path, document.key_place(("slug",)), hint)

    def take_published(self, addresses: Iterable[str]) -> None:
        """Claim the addresses of files that each build makes."""
        for address in addresses:
            if (found := self.files.get(_folded(address))) and address not in _REPLACEABLE:
                self._cover(*found, "a file that is made for every site")
            self._hold(address, _MADE)

    def _cover(self, path: str, shown: str, owner: str) -> None:
        """Leave an author's file out whose place is not free."""
        if path not in self.covered:
            self.covered.add(path)
            message = f"the address /{path} belongs to {owner}; this file is left out."
            self.problems.append(Problem(shown, 1, 1, message, "Rename it, or delete it."))

    def take_generated(self, page: GeneratedPage) -> bool:
        """Claim the address of a generated page; an author's file that has it already keeps it."""
        owner, _ = self._held(page.address) or (_MADE, "")
        self._hold(page.address, _MADE)
        if owner != _MADE:
            message = f"the address /{page.address} belongs to {_MADE}."
            hint = "Rename this file; until then it stands in for that page."
            self.problems.append(Problem(owner, 1, 1, message, hint))
        return owner == _MADE

    def take_alias(self, redirect: Redirect) -> bool:
        """Claim an old address for a redirect; return whether it was free."""
        owner, hint = f"an alias in {redirect.path}", "Take the alias out here."
        message, file = "", redirect.address.rstrip("/")
        if file_of(redirect.address) in self.aliases and self.addresses.get(_folded(redirect.address)) == owner:
            message, hint = f"the alias /{redirect.address} stands here a second time.", "Once is enough."
        elif has := self.addresses.get(_folded(file)):
            message = f"the address /{file} already belongs to {has}."
        elif _OURS.match(file):
            message = f"the address /{redirect.address} belongs to the site's own files."
        if message:
            self.problems.append(Problem(redirect.path, *redirect.place, message, hint))
            return False
        self.aliases.add(file_of(redirect.address))
        return self._take(redirect.address, owner, redirect.path, redirect.place, hint)

    def _take(self, address: str, owner: str, path: str, place: Place, hint: str) -> bool:
        is_alias = owner.startswith("an alias")
        message = ""
        if self.addresses.get(_folded(address)) != owner and (held := self._held(address)):
            message = held[1]
        elif message := _too_long(address, spare=0 if is_alias else _CARD):
            hint = "Write a shorter one." if is_alias else hint
        if message:
            self.problems.append(Problem(path, *place, message, hint))
            return False
        self._hold(address, owner)
        return True

    def _hold(self, address: str, owner: str) -> None:
        """Note who has the address, unless somebody has it, and the folders that its file needs."""
        file = _folded(address)
        self.addresses.setdefault(file, owner)
        for folder in _folders(file):
            self.folders.setdefault(folder, owner)

    def _held(self, address: str) -> tuple[str, str] | None:
        """Return who has the address, or its file as a folder, or its folder as a file, and why nobody else can."""
        file = _folded(address)
        if owner := self.addresses.get(file):
            return owner, f"the address /{address} already belongs to {owner}."
        for folder in _folders(file):
            if owner := self.addresses.get(folder):
                return owner, f"the address /{address} needs a folder /{folder}/, and that is a file: {owner}."
        if owner := self.folders.get(file):
            return owner, f"the address /{address} is a file, and there is a folder of that name, with {owner}."
        return None


def _folded(address: str) -> str:
    """Return the file of an address in small letters: many file systems do not tell capitals from them."""
    return file_of(address).casefold()


def _folders(file: str) -> list[str]:
    """Return the folders around a file, the innermost last."""
    return [file[:at] for at, letter in enumerate(file) if letter == "/"]


def _too_long(address: str, spare: int) -> str:
    file = file_of(address).encode()
    if len(file) > _LONGEST or max(map(len, file.split(b"/"))) > _LONGEST_PART - spare:
        return f"the address /{address[:40]}… is too long for a file's name."
    return ""
