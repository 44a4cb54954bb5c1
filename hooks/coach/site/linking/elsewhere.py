"""The addresses on other sites that the site leads to, with the places where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coach.content.authors import FILE as AUTHORS
from coach.content.config.mkdocs import CONFIG
from coach.site.linking.resolve import resolve
from coach.site.links import Finder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.markdown.rendered import Rendered
    from coach.site.site import Site
    from coach.source.sources import Sources

_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_ENDS = ".,;:!?)]}"


class Place(NamedTuple):
    """Where an address stands: a file, and the line in it."""

    path: str
    line: int


def links_elsewhere(site: Site, texts: Mapping[str, Rendered], sources: Sources) -> dict[str, list[Place]]:
    """Return the places of each address outside of the site, without its fragment; `texts` are by Markdown."""
    found: dict[str, list[Place]] = {}
    for address, place in (*_in_texts(site, texts), *_in_settings(site, sources)):
        places = found.setdefault(address.partition("#")[0], [])
        if place not in places and not address.startswith(site.targets.site_urls):
            places.append(place)
    return {address: places for address, places in sorted(found.items()) if places}


def _in_texts(site: Site, texts: Mapping[str, Rendered]) -> Iterator[tuple[str, Place]]:
    for item in site.texts:
        text, finder = texts[item.file.body], Finder(item.file)
        for link in text.links:
            target = resolve(link.target, item, site.targets)
            if target.outside and not target.message and _WEB.match(target.link):
                yield target.link, Place(item.file.path, finder.find(link.target).line)
        for block in text.blocks:
            for address in _WEB.findall(block.text):
                yield address.rstrip(_ENDS), Place(item.file.path, finder.find(address).line)


def _in_settings(site: Site, sources: Sources) -> Iterator[tuple[str, Place]]:
    """Yield the addresses of menus, profiles and the offer, and those of authors."""
    coach = site.settings.coach
    named = [*(item.to for item in (*coach.menu, *coach.footer)), *(link.to for link in coach.social)]
    yield from ((to, Place(CONFIG, 1)) for to in named if _WEB.match(to))
    source = sources.named(AUTHORS)
    lines = source.data.decode(errors="replace").split("\n") if source else []
    for author in site.library.authors.values():
        for link in author.links:
            at = next((number for number, line in enumerate(lines, 1) if link.to in line), 1)
            yield link.to, Place(source.shown if source else "", at)
