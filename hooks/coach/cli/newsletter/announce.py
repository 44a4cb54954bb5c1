"""`coach newsletter announce`: tell the WebSub hub that the feeds were published anew."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from coach.cli.common import CLEAN, FOUND, Project, UsageError
from coach.cli.guard import manifest_at
from coach.io.network import is_safe, talk
from coach.publish.deployment.manifest import ADDRESS
from coach.publish.feeds.feeds import ATOM, JSON
from coach.publish.mail.drafts.fitness import is_public

if TYPE_CHECKING:
    import argparse

    from coach.cli.newsletter.edition import Actions
    from coach.publish.deployment.manifest import Manifest

_MOST = 100  # feeds in one request
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "coach"}


def add(actions: Actions) -> None:
    """Register the action."""
    parser = actions.add_parser("announce", help="tell the hub in mkdocs.yml that the feeds were published anew")
    form = f"a {ADDRESS}, the folder of a site, or a web address (of a site: with / at its end)"
    parser.add_argument("site", metavar="SITE", help=f"the site as it is live now: {form}")
    parser.add_argument("--hub", default="", help="another hub than that in mkdocs.yml")
    parser.add_argument("--dry-run", action="store_true", help="list the feeds, and tell nobody")
    parser.set_defaults(run=_announce)


def _announce(options: argparse.Namespace) -> int:
    settings = Project().settings
    hub = options.hub or settings.coach.newsletter.hub or ""
    if not hub:
        print("There is no hub: under newsletter: in mkdocs.yml, so nobody is told.", file=sys.stderr)
        return CLEAN
    if not is_safe(hub):
        raise UsageError("the hub's address must begin with https://.")
    if not is_public(settings.site_url):
        cure = "Write the site's address in mkdocs.yml as site_url:, or give it: SITE_URL=https://your-site.org/"
        raise UsageError(f"a hub cannot reach {settings.site_url}. {cure}")
    manifest = manifest_at(options.site)
    if manifest is None:
        raise UsageError(f"{options.site} answers 404: nothing is published there.")
    urls = [f"{settings.site_url}{address}" for address in _feeds(manifest)]
    if options.dry_run:
        print("\n".join(urls))
        return CLEAN
    return _tell(hub, urls)


def _feeds(manifest: Manifest) -> list[str]:
    """Return the addresses of all feeds: those in the manifest, and the other formats of the first."""
    return sorted({*manifest.feeds, ATOM, JSON})


def _tell(hub: str, urls: list[str]) -> int:
    """Tell the hub of each URL, in the form of PubSubHubbub 0.3, section 7.1: WebSub itself leaves it open."""
    for start in range(0, len(urls), _MOST):
        fields = [("hub.mode", "publish"), *(("hub.url", url) for url in urls[start : start + _MOST])]
        try:
            status, _, _ = talk("POST", hub, _HEADERS, urlencode(fields).encode())
        except OSError:
            return _failed(f"{hub} did not answer.")
        if not 200 <= status < 300:
            return _failed(f"{hub} answers {status}.")
    print(f"{hub} knows that {len(urls)} feeds were published anew.")
    return CLEAN


def _failed(why: str) -> int:
    print(f"coach: {why} The site is out all the same: readers' programs see it at their next look.", file=sys.stderr)
    return FOUND
