"""`coach links`: which addresses on other sites are gone, moved, or did not say. It asks each of them once."""

from __future__ import annotations

import json
import os
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coach.cli.common import CLEAN, FOUND, Project, UsageError, now
from coach.io.cache import Cache
from coach.io.outside import Answer, ask_all
from coach.publish.check import make_recipe
from coach.publish.texts import TextCache, begin_rendering
from coach.site.linking.elsewhere import Place, links_elsewhere
from coach.site.site import read_site
from coach.source.front_matter import bodies

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from coach.cli.common import Commands

GONE, MOVED, UNSURE, THERE = "gone", "moved", "unsure", "there"
# Of these a person has to look: many sites answer so to programs, and a server may be down for an hour.
_NO_ANSWER = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    999,  # what LinkedIn says to programs
}
_NO_HOST = ("Name or service not known", "nodename nor servname", "getaddrinfo failed", "No address associated")
_TITLES = {GONE: "Gone", MOVED: "Moved for good", UNSURE: "Unsure: look at them yourself"}


class Found(NamedTuple):
    """What became of one address."""

    address: str
    verdict: str
    said: str
    places: list[Place]


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("links", help="ask every address on other sites whether it is still there")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="for people, programs or an issue")
    parser.add_argument("--delay", type=float, default=1.0, metavar="S", help="seconds between requests to a host (1)")
    parser.add_argument("--timeout", type=float, default=20.0, metavar="S", help="seconds to wait for an answer (20)")
    parser.set_defaults(run=_links)


def _links(options: argparse.Namespace) -> int:
    if options.delay < 0 or options.timeout <= 0:
        raise UsageError("--delay may not be below 0, and --timeout must be above it.")
    places = _places(Project())
    answers = ask_all(places, options.delay, options.timeout)
    found = [judge(address, answers[address], places[address]) for address in places]
    sys.stdout.write(FORMATS[options.format]([one for one in found if one.verdict != THERE]))
    if options.format == "text":
        print(_count(found), file=sys.stderr)
    return FOUND if any(one.verdict == GONE for one in found) else CLEAN


def _places(project: Project) -> dict[str, list[Place]]:
    """Return every address on another site with its places."""
    sources, settings = project.sources(), project.settings
    cache, jobs = Cache(Path(".cache") / "cache.sqlite"), settings.coach.jobs or os.cpu_count() or 1
    rendering = begin_rendering(bodies(sources), make_recipe(settings), TextCache(cache), jobs)
    site = read_site(sources, settings, now())
    return links_elsewhere(site, rendering.finish(item.file.body for item in site.texts), sources)


def judge(address: str, answer: Answer, places: list[Place]) -> Found:
    """Return what an answer means."""
    if answer.status == 0:
        no_host = any(words in answer.reason for words in _NO_HOST)
        return Found(address, GONE if no_host else UNSURE, answer.reason, places)
    if answer.status in _NO_ANSWER or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Found(address, UNSURE, f"the server answers {answer.status}", places)
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return Found(address, GONE, f"the server answers {answer.status}", places)
    return Found(address, MOVED if answer.moved else THERE, f"now {answer.moved}" if answer.moved else "", places)


def _as_text(found: Sequence[Found]) -> str:
    return "".join(
        f"{place.path}:{place.line} {one.verdict}: {one.address} ({one.said})\n"
        for one in found
        for place in one.places
    )


def _as_json(found: Sequence[Found]) -> str:
    entries = [{**one._asdict(), "places": [place._asdict() for place in one.places]} for one in found]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _as_markdown(found: Sequence[Found]) -> str:
    """Return lists by verdict, with addresses as code: an issue must not lead anybody to where a site has gone."""
    parts = []
    for verdict, title in _TITLES.items():
        lines = [
            f"- `{one.address}` ({one.said})\n" + "".join(f"  - {at.path}, line {at.line}\n" for at in one.places)
            for one in found
            if one.verdict == verdict
        ]
        if lines:
            parts.append(f"## {title}\n\n{''.join(lines)}")
    return "\n".join(parts) or "Every address on another site is still there.\n"


FORMATS = {"text": _as_text, "json": _as_json, "markdown": _as_markdown}


def _count(found: Sequence[Found]) -> str:
    number = {verdict: sum(one.verdict == verdict for one in found) for verdict in (THERE, MOVED, UNSURE, GONE)}
    return ", ".join(f"{count} {verdict}" for verdict, count in number.items()) + "."
