"""Redirects from old addresses: aliases of articles, pages and tags."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from coach.content.tags import tag_alias
from coach.source.keyed_yaml import place_in_list
from coach.source.urls import alias_address, former_slug, question_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.content.article import Article
    from coach.content.library import Library
    from coach.content.pages import Page
    from coach.content.tags import Tag, Vocabulary
    from coach.source.sources import Place
    from coach.source.yaml_document import Document


@dataclass(frozen=True)
class Redirect:
    """An old address and its target, and the file and place of the alias."""

    address: str
    target: str
    title: str
    path: str
    place: Place


def plan_redirects(library: Library, pages: Iterable[Page], tags: Document, path: str) -> Iterator[Redirect]:
    """Yield the redirects of the aliases of articles, pages and tags; `tags` is docs/tags.yml, shown as `path`."""
    articles = sorted(library.articles, key=lambda one: (one.preview, one.date, one.file.path))
    yield from chain(*map(_old_addresses, articles), *map(_old_addresses, pages))
    for tag in library.vocabulary.tags.values():
        if library.by_tag.get(tag.id):
            for slug, alias in old_names(tag, library.vocabulary).items():
                place = place_in_list(tags, (tag.id, "aliases"), alias)
                yield Redirect(f"tags/{slug}/", tag.address, tag.label, path, place)
            yield from (_of_tag(tag, address, tags, path) for address in tag.addresses)


def _of_tag(tag: Tag, address: str, tags: Document, path: str) -> Redirect:
    written = next(one for one in tags.data[tag.id]["aliases"] if tag_alias(str(one)) == address)
    place = place_in_list(tags, (tag.id, "aliases"), str(written))
    return Redirect(question_address(address), tag.address, tag.label, path, place)


def _old_addresses(item: Article | Page) -> Iterator[Redirect]:
    document = item.file.document
    written = [alias_address(str(alias)) for alias in document.data["aliases"]] if item.aliases else []
    for alias in item.aliases:
        number = written.index(alias)
        written[number] = None  # the same alias again stands behind it
        place = document.place(("aliases", number))
        yield Redirect(question_address(alias), item.address, item.title, item.file.path, place)


def old_names(tag: Tag, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the aliases of a tag that make an address of their own, by its last part; the others are only words."""
    slugs = {former_slug(alias): alias for alias in reversed(tag.aliases)}
    return {slug: slugs[slug] for slug in reversed(slugs) if slug and slug not in vocabulary.tags}
