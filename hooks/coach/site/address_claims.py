"""Which file has which address and id. The first claim holds; every later one is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.source.problems import Problem
from coach.source.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.content.article import Article
    from coach.site.generated_pages import GeneratedPage, Redirect
    from coach.source.sources import Place, Sources
    from coach.source.urls import Written


_MADE = "a page that is made for every site"


class Claims:
    """The addresses and ids taken so far. Case is ignored: many file systems do not distinguish it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.addresses: dict[str, str] = {}
        self.ids: dict[str, str] = {}

    def take_files(self, sources: Sources, docs: str) -> None:
        """Claim the address of each file of the folder `docs` that is only copied."""
        for path in sorted(sources.others):
            self.addresses[file_of(path).casefold()] = f"{docs}/{path}"

    def take_page(self, page: Written) -> bool:
        """Claim a page's address; return whether it was free."""
        path = page.file.path
        place = page.file.document.place(())
        return self._take(page.address, path, path, place, "This page is left out until one of them is renamed.")

    def take_article(self, article: Article) -> bool:
        """Claim an article's id and address; return whether both were free."""
        path, document = article.file.path, article.file.document
        other = self.ids.setdefault(article.id, path)
        if other != path:
            message = f'the id "{article.id}" already belongs to {other}.'
            hint = "This article is left out until it has an id of its own."
            self.problems.append(Problem(path, *document.key_place(("id",)), message, hint))
            return False
        hint = "This article is left out until it has a slug of its own."
        return self._take(article.address, path, path, document.key_place(("slug",)), hint)

    def take_published(self, addresses: Iterable[str]) -> None:
        """Claim the addresses of files that each build makes."""
        for address in addresses:
            self.addresses.setdefault(file_of(address).casefold(), _MADE)

    def take_generated(self, page: GeneratedPage) -> bool:
        """Claim the address of a generated page; an author's file that has it already keeps it."""
        owner = self.addresses.setdefault(file_of(page.address).casefold(), _MADE)
        if owner != _MADE:
            message = f"the address /{page.address} belongs to {_MADE}."
            hint = "Rename this file; until then it stands in for that page."
            self.problems.append(Problem(owner, 1, 1, message, hint))
        return owner == _MADE

    def take_alias(self, redirect: Redirect) -> bool:
        """Claim an old address for a redirect; return whether it was free."""
        owner = f"an alias in {redirect.path}"
        return self._take(redirect.address, owner, redirect.path, redirect.place, "Take the alias out here.")

    def _take(self, address: str, owner: str, path: str, place: Place, hint: str) -> bool:
        held = self.addresses.setdefault(file_of(address).casefold(), owner)
        if held != owner:
            self.problems.append(Problem(path, *place, f"the address /{address} already belongs to {held}.", hint))
        return held == owner
