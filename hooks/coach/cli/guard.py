"""`coach guard`: compare the manifest of the live site with that of the new one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, FOUND, UsageError
from coach.io.network import NetworkError, look_up
from coach.publish.deployment.guard import FORMATS, guard
from coach.publish.deployment.manifest import ADDRESS, Manifest, ManifestError, read_manifest
from coach.publish.deployment.old_feed import FeedError, FeedItem, compare_feeds, read_feed

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands

MOST = 50_000_000  # bytes: a hundred times the manifest of 1,000 articles
FORM = f"a {ADDRESS}, the folder of a site, or a web address (of a site: with / at its end)"
_FIRST = (
    "If the site was never published, say so with --first (in the workflow: start it by hand, and tick “first”)."
    " If it was, mend the address: without the old manifest nobody knows what would be sent again."
)


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("guard", help="refuse what mail services would send twice, or never")
    parser.add_argument("old", metavar="OLD", help=f"the site as it is live: {FORM}")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the site as it will be, in the same forms")
    feed = "the feed of a blog that moves in (a file or web address), in place of OLD: coach guard --feed FEED NEW"
    parser.add_argument("--feed", metavar="FEED", default="", help=feed)
    parser.add_argument("--allow", metavar="ID", nargs="+", action="extend", default=[], help="what is intended")
    parser.add_argument("--first", action="store_true", help="the site was never published: OLD may be missing (404)")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="for people or GitHub")
    parser.set_defaults(run=_guard)


def _guard(options: argparse.Namespace) -> int:
    if options.feed:
        if options.new:
            raise UsageError("with --feed there is only one site: coach guard --feed FEED NEW.")
        findings = compare_feeds(load_feed(options.feed), load_feed(_feed_of(options.old)), options.allow)
    elif options.new is None:
        raise UsageError("say which two sites to compare: coach guard OLD NEW.")
    else:
        findings = guard(_old(options.old, first=options.first), load_manifest(options.new), options.allow)
    sys.stdout.write(FORMATS[options.format](findings))
    if options.format == "text":
        print(_count(len(findings)), file=sys.stderr)
    return FOUND if findings else CLEAN


def _feed_of(site: str) -> str:
    """Return the address or path of a site's own feed."""
    if site.lower().startswith(("http://", "https://")):
        return f"{site}feed.xml" if site.endswith("/") else site
    path = Path(site)
    return str(path / "feed.xml") if path.is_dir() else site


def load_feed(source: str) -> tuple[FeedItem, ...]:
    """Return the items of the feed in a file or at a web address; UsageError if there is none."""
    is_web = source.lower().startswith(("http://", "https://"))
    data = _fetch(source, "feed") if is_web else _load(Path(source))
    if data is None:
        raise UsageError(f"there is nothing at {source}.")
    try:
        return read_feed(data)
    except FeedError as error:
        raise UsageError(f"{source} cannot be read: {error}.") from None


def _count(number: int) -> str:
    if number == 0:
        return "Nothing would be sent twice."
    return "One reason not to publish." if number == 1 else f"{number} reasons not to publish."


def _old(source: str, *, first: bool) -> Manifest:
    manifest = manifest_at(source)
    if manifest is None:
        if not first:
            raise UsageError(f"{source} answers 404. {_FIRST}")
        print(f"There is no {ADDRESS} at {source} yet: this is the first deployment.", file=sys.stderr)
        return Manifest((), {})
    return manifest


def load_manifest(source: str) -> Manifest:
    """Return the manifest at a file, a folder or a web address; UsageError if there is none."""
    manifest = manifest_at(source)
    if manifest is None:
        raise UsageError(f"there is nothing at {source}.")
    return manifest


def manifest_at(source: str) -> Manifest | None:
    """Return the manifest at a file, a folder or a web address; None if a server answers 404.

    UsageError for anything else that is no manifest.
    """
    data = _bytes_of(source)
    if data is None:
        return None
    try:
        return read_manifest(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError(f"{source} is no manifest: it is not text in UTF-8.") from None
    except ManifestError as error:
        raise UsageError(f"{source} is no manifest: {error}") from None


def _bytes_of(source: str) -> bytes | None:
    """Return the manifest's bytes from a file, a folder or a web address; None if a server answers 404."""
    if source.lower().startswith(("http://", "https://")):
        return _fetch(f"{source}{ADDRESS}" if source.endswith("/") else source)
    path = Path(source)
    return _load(path / ADDRESS if path.is_dir() else path)


def _load(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no {path.as_posix()}.") from None
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be read: {error.strerror}.") from None


def _fetch(address: str, what: str = "manifest") -> bytes | None:
    try:
        data = look_up(address, MOST)
    except NetworkError as error:
        raise UsageError(f"{address} cannot be read: {error}.") from None
    if data and len(data) > MOST:
        raise UsageError(f"{address} is too long for a {what}.")
    return data
