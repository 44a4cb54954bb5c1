"""The links of header and footer, from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from coach.content.config.mkdocs import CONFIG
from coach.content.config.shown import MenuItem
from coach.site.linking.hints import meant
from coach.site.linking.resolve import anchor_mistake, resolve
from coach.source.front_matter import MarkdownFile
from coach.source.problems import Problem
from coach.source.sources import Source
from coach.source.yaml_document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.content.config.notice import NoticeFields
    from coach.content.config.shown import TeamBox
    from coach.content.settings import Settings
    from coach.site.linking.targets import Destination, Targets
    from coach.source.sources import Place

# Pages that a site may be without: neither menus nor templates show a link to one that is not there.
_MADE = (
    "archive/",
    "glossary/",
    "homework/",
    "mirror/",
    "newsletter/",
    "newsletter/feed.xml",
    "paths/",
    "podcast.xml",
    "privacy/",
    "quizzes/",
    "shelf/",
    "tags/",
)
PERHAPS = frozenset({"", "about/", "coaching/", "start-here/", "subscribe/", *_MADE})
_SAFE = ("http:", "https:", "//", "mailto:", "tel:", "sms:")
_MAY_BE = "Write an address of this site, as in /archive/, or a full one with https:, mailto: or tel:."


@dataclass(frozen=True)
class _Root:
    """The place from which the settings name files and addresses: docs/ itself."""

    file: MarkdownFile
    address: str = ""


_ROOT = _Root(MarkdownFile(Source(CONFIG, b""), Document(), "", 1, broken=False))


@dataclass(frozen=True)
class MenuLink:
    """One link of a menu: a full address, or one relative to the site's root, as `is_full` says.

    `address` is that of its page; None for one to another site, or to a place in a page. `leaves` says that it leads
    to another site.
    """

    title: str
    link: str
    address: str | None = None
    is_full: bool = False
    leaves: bool = False


def menu_links(items: Iterable[MenuItem], targets: Targets) -> tuple[MenuLink, ...]:
    """Return the links that lead somewhere."""
    return tuple(_link(item, found) for item in items if not (found := _destination(item, targets)).message)


def _destination(item: MenuItem, targets: Targets) -> Destination:
    found = resolve(item.to, _ROOT, targets)
    if found.outside and not found.message and not found.link.lower().startswith(_SAFE):
        return found._replace(message=f'"{item.to}" is no link for readers.', hint=_MAY_BE)
    return found


def _link(item: MenuItem, found: Destination) -> MenuLink:
    if found.outside:
        leaves = found.link.lower().startswith(("http:", "https:", "//"))
        return MenuLink(item.title, found.link, is_full=True, leaves=leaves)
    is_whole = not any(sign in found.link for sign in "#?")
    return MenuLink(item.title, found.link.removeprefix("./"), found.address if is_whole else None)


def offer_link(settings: Settings, targets: Targets) -> MenuLink | None:
    """Return the link of the author's offer; None if there is none, or it leads nowhere."""
    return next(iter(menu_links(_offer(settings), targets)), None)


def team_link(settings: Settings, targets: Targets) -> MenuLink | None:
    """Return the link of the team box; None if there is none, or it leads nowhere."""
    return next(iter(menu_links(_of_box(settings.coach.team), targets)), None)


def notice_link(settings: Settings, targets: Targets) -> MenuLink | None:
    """Return the link of the notice; None if there is none, or it leads nowhere."""
    return next(iter(menu_links(_of_box(settings.coach.notice), targets)), None)


def _of_box(box: TeamBox | NoticeFields | None) -> list[MenuItem]:
    return [MenuItem(title=box.button or box.to, to=box.to)] if box and box.to else []


def _of_boxes(settings: Settings) -> dict[str, list[MenuItem]]:
    """Return the links of the boxes that the settings describe, by their keys."""
    coach = settings.coach
    return {"offer": _offer(settings), "team": _of_box(coach.team), "notice": _of_box(coach.notice)}


def _offer(settings: Settings) -> list[MenuItem]:
    offer = settings.offer
    return [MenuItem(title=offer.button or "", to=offer.to or "")] if offer else []


def linked_by_menus(settings: Settings, targets: Targets) -> set[str]:
    """Return the addresses of the site that the settings link to."""
    items = (*settings.coach.menu, *settings.coach.footer, *chain(*_of_boxes(settings).values()))
    return {_destination(item, targets).address or "" for item in items}


def menu_problems(settings: Settings, targets: Targets) -> list[Problem]:
    """Return a problem for each link of the menus that leads nowhere.

    One to a page that a site may be without is only left out of the menu, see `menu_advice`.
    """
    problems = []
    for item, place in _items(settings):
        found = _destination(item, targets)
        message, hint = found.message, found.hint
        if message and not hint:
            hint = meant(item.to, _ROOT, targets)
        elif not message:
            message, hint = anchor_mistake(found, targets)
        if message and not _is_missing(item, targets):
            problems.append(Problem(CONFIG, *place, message, hint))
    return problems


def menu_advice(settings: Settings, targets: Targets) -> list[Problem]:
    """Return advice on each link that is left out of a menu because its page is not there."""
    return [
        Problem(CONFIG, *place, f"there is no page {item.to} (yet), so this link is left out.", advice=True)
        for item, place in _items(settings)
        if _is_missing(item, targets)
    ]


def _is_missing(item: MenuItem, targets: Targets) -> bool:
    """Return whether the item names a page that a site may be without, and this one is."""
    address = (targets.within(item.to) or item.to).partition("#")[0].removeprefix("/")
    if not item.to.startswith("/") and not targets.within(item.to):
        return False
    return address not in targets.hidden_at and any(
        one in PERHAPS - targets.addresses for one in (address, f"{address}/")
    )


def _items(settings: Settings) -> Iterator[tuple[MenuItem, Place]]:
    """Yield each item of both menus and the link of each box, with the place of its target."""
    for key, items in (("menu", settings.coach.menu), ("footer", settings.coach.footer)):
        at = ("extra", "coach", key)
        written = _inside(settings.document.data, at)
        numbers = [number for number, one in enumerate(written) if _is_whole(one)]
        for item, number in zip(items, numbers, strict=False):
            yield item, settings.document.place((*at, number, "to"))
    for key, links in _of_boxes(settings).items():
        for item in links:
            yield item, settings.document.place(("extra", "coach", key, "to"))


def _inside(data: object, at: Iterable[str]) -> list[object]:
    for step in at:
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, list) else []


def _is_whole(item: object) -> bool:
    """Return whether an entry has what an item needs; others are mistakes, and not in the menu."""
    return isinstance(item, dict) and all(
        isinstance(item.get(key), str) and item[key].strip() for key in ("title", "to")
    )
