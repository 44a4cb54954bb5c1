"""Where links lead, and which of them lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from coach.content.article import Article, way_out, why_hidden
from coach.source.problems import KnownWords, Problem, suggest
from coach.source.sources import Place
from coach.source.urls import between

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.markdown.rendered import Rendered
    from coach.source.front_matter import MarkdownFile
    from coach.source.urls import Written

_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_OUTSIDE_LINK = re.compile(
    r"""<a\s(?:[^<>]*?\s)?href=(?P<quote>["'])(?P<target>(?:https?:)?//.*?)(?P=quote)[^<>]*>.*?(?=</a>)""",
    re.DOTALL | re.IGNORECASE,
)
_CODE = re.compile(
    r"^( *)(`{3,}|~{3,})[^\n]*\n.*?^ *\2[`~]*[ \t]*$|(?<!`)(`+)(?!`).+?(?<!`)\3(?!`)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Targets:
    """Everything a link can lead to.

    `files` maps a path in docs/ to the address it is shown at; `addresses` are all addresses of pages;
    `hidden` holds the articles that readers cannot see (yet) by their path; `anchors` those of each address.
    """

    files: dict[str, str]
    addresses: frozenset[str]
    hidden: dict[str, Article] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def known_addresses(self) -> KnownWords:
        """All addresses as links name them."""
        return KnownWords(f"/{address}" for address in self.addresses)

    @cached_property
    def known_names(self) -> KnownWords:
        """The names of all files of docs/, without their folders."""
        return KnownWords(self.by_name)

    @cached_property
    def by_name(self) -> dict[str, str]:
        """The files of docs/ by their names alone; of several with one name, the first by its path."""
        return {posixpath.basename(path): path for path in sorted(self.files, reverse=True)}


class Destination(NamedTuple):
    """Where one link leads: `link` as the page shows it, and why it is wrong, if it is."""

    link: str = ""
    address: str | None = None
    anchor: str = ""
    message: str = ""
    hint: str = ""


def resolve(target: str, item: Written, targets: Targets) -> Destination:
    """Return where a link in the text of `item`, written as `target`, leads.

    A link may name a file of docs/ relative to its own (MkDocs' form), an address of the site that begins with a slash,
    an anchor, or a URL elsewhere, which is not changed.
    """
    if _OUTSIDE.match(target) or not target:
        return Destination(target)
    head, mark, anchor = target.partition("#")
    head, question, query = head.partition("?")
    if not head:
        return Destination(target, item.address, unquote(anchor))
    find = _by_address if head.startswith("/") else _by_file
    found = find(unquote(head), item, targets)
    if found.address is None:
        return found._replace(link=target)
    if found.address == item.address and anchor and not query:
        return found._replace(link=f"#{anchor}", anchor=unquote(anchor))
    link = between(found.address, item.address) + question + query + mark + anchor
    return found._replace(link=link, anchor=unquote(anchor))


def _by_address(head: str, _: Written, targets: Targets) -> Destination:
    for candidate in (head[1:], f"{head[1:]}/"):
        if candidate in targets.addresses:
            return Destination(address=candidate)
    return Destination(message=f'no page has the address "{head}".')


def _by_file(head: str, item: Written, targets: Targets) -> Destination:
    path = item.file.source.path
    wanted = _path_from(path, head)
    hidden = targets.hidden.get(wanted)
    if hidden and (why := why_hidden(hidden, item if isinstance(item, Article) else None)):
        message = f'this links to "{head}", which is {why}.'
        hint = way_out(hidden, "Take the link out until readers can follow it.")
        return Destination(address=targets.files.get(wanted), message=message, hint=hint)
    if wanted in targets.files:
        return Destination(address=targets.files[wanted])
    return Destination(message=f'there is no file "{head}".')


@lru_cache(50_000)  # a link is resolved when it is shown and when it is checked, and again after each save
def _path_from(path: str, head: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), head))


def _hint(target: str, path: str, targets: Targets) -> str:
    """Return what may have been meant by a target that leads nowhere, in the text at `path`."""
    head = unquote(target.partition("#")[0].partition("?")[0])
    if head.startswith("/"):
        return suggest(head, targets.known_addresses, "It has no page.")
    wanted, folder = _path_from(path, head), posixpath.dirname(path) or "."
    near = targets.by_name.get(targets.known_names.nearest(posixpath.basename(wanted)), "")
    if near and posixpath.splitext(near)[1] == posixpath.splitext(wanted)[1]:
        return f'Did you mean "{posixpath.relpath(near, folder)}"?'
    return "Links name a file, relative to this one."


def leads_outside(target: str) -> bool:
    """Return whether the target, as its author wrote it, is a full address."""
    return bool(_OUTSIDE.match(target))


def sign_outside(html: str, sign: Callable[[], str], site_url: str) -> str:
    """Return the HTML with `sign()` at the end of each link to another site that has none yet."""

    def signed(link: re.Match[str]) -> str:
        ours = unescape(link["target"]).startswith(site_url) or "data-leaves" in link[0]
        return link[0] if ours else link[0] + sign()

    return _OUTSIDE_LINK.sub(signed, html)


def link_problems(rendered: Rendered, item: Written, targets: Targets) -> list[Problem]:
    """Return a problem for each broken link and each picture without a description, at its line."""
    problems = []
    finder = Finder(item.file)
    seen: Counter[str] = Counter()
    for link in rendered.links:
        destination = resolve(link.target, item, targets)
        message, hint = destination.message, destination.hint
        if message and not hint:
            hint = _hint(link.target, item.file.source.path, targets)
        if not message:
            message, hint = _anchor_mistake(destination, targets)
        if message:
            place = finder.find(link.target, seen[link.target])
            problems.append(Problem(item.file.path, *place, message, hint))
        seen[link.target] += 1
    return problems + _picture_problems(rendered, item)


def _picture_problems(rendered: Rendered, item: Written) -> list[Problem]:
    finder = Finder(item.file)
    hint = "Say what it shows: ![what it shows](file)."
    return [
        Problem(
            item.file.path,
            *finder.find(target, rendered.nameless_images[:number].count(target)),
            f'the picture "{target}" has no description.',
            hint,
        )
        for number, target in enumerate(rendered.nameless_images)
    ]


def _anchor_mistake(destination: Destination, targets: Targets) -> tuple[str, str]:
    known = targets.anchors.get(destination.address or "") if destination.address is not None else None
    if not destination.anchor or known is None or destination.anchor in known:
        return "", ""
    page = f"/{destination.address}"
    return f'{page} has no heading or anchor "{destination.anchor}".', suggest(destination.anchor, known)


class Finder:
    """Finds places in the source of a text, ignoring code; the source is read only when a place is asked for."""

    def __init__(self, file: MarkdownFile) -> None:
        self.file = file

    @cached_property
    def text(self) -> str:
        return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), self.file.body)

    def find(self, target: str, number: int = 0) -> Place:
        """Return the place of the occurrence with this number, from 0, of a link's target."""
        starts = [
            match.start()
            for match in re.finditer(r"(?<=[(<\"'=\s])" + re.escape(target) + r"(?=[)>\"'\s]|$)", self.text)
        ]
        return self.at(starts[min(number, len(starts) - 1)] if starts and target else 0)

    def at(self, start: int) -> Place:
        """Return the place of the character with this number, from 0."""
        line = self.text.count("\n", 0, start)
        return Place(self.file.body_line + line, start - self.text.rfind("\n", 0, start))
