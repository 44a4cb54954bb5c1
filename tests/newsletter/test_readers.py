"""Readers that remember, and the guard: what they would show again, or never, is exactly what the guard refuses."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from coach.publish.build import start_build
from coach.publish.deployment.guard import KEY, guard
from coach.publish.deployment.manifest import read_manifest
from coach.publish.files import publish
from helpers import NOW, article, sources
from newsletter.published import RESOURCES, edition
from newsletter.published import settings as site_settings
from newsletter.readers import Newsboat, Rss2email

pytestmark = [
    pytest.mark.posix,
    pytest.mark.skipif(
        not shutil.which("newsboat") and not os.environ.get("CI"),
        reason="newsboat is not here: make browser installs it",
    ),
]

ALPHA, BETA, GAMMA = "articles/2026/alpha.md", "articles/2026/beta.md", "articles/2026/gamma.md"
TEXT = "She asked for the date again, and the rep looked it up while she waited on the line. "
BETA_TEXT = (
    "Nobody had written down why the discount was given, so the next buyer took it for the price. "
    "Ask around until you know, put the reason in the file, and name a day on which it ends."
)
LETTER, NEXT = "newsletter/2026-05.md", "newsletter/2026-06.md"
TAGS = "time: {label: Time}\nrespect: {label: Respect, aliases: [courtesy]}\n"
AUTHORS = "desk: {name: The desk, description: They write.}\nguest: {name: A guest, description: She writes too.}\n"
PATH = """title: A path
description: A description that is long enough to stand alone in a list.
steps: [{article: alpha, why: First.}, {article: beta, why: Then.}]
"""
BEFORE = {
    ALPHA: article("Alpha", date="2026-03-01", body=TEXT * 3),
    BETA: article("Beta", date="2026-04-01", body=BETA_TEXT, tags="[respect]", authors="[guest]"),
    "tags.yml": TAGS,
    "authors.yml": AUTHORS,
    "paths/a-path.yml": PATH,
    LETTER: edition(body="A letter of its own."),
}


@dataclass(frozen=True)
class Kind:
    """A kind of change: what becomes of the files (None: deleted) and settings, and what follows.

    `fresh` are the ids of items that are really new, `joined` those that are new to some feed, and `again` those that
    readers show once more; `refused` are the kinds of findings of the guard.
    """

    name: str
    files: dict[str, str | None] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    fresh: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()

    def __str__(self):
        return self.name


def kind(name, files=None, *, refused="", **more):
    shown = {key: frozenset(more.pop(key, "").split()) for key in ("fresh", "joined", "again")}
    return Kind(name, files or {}, more, refused=frozenset(refused.split(", ") if refused else ()), **shown)


def alpha(title="Alpha", **keys):
    return article(title, **{"date": "2026-03-01", "body": TEXT * 3, **keys})


def beta(title="Beta", **keys):
    return article(
        title, **{"date": "2026-04-01", "body": BETA_TEXT, "tags": "[respect]", "authors": "[guest]", **keys}
    )


KINDS = [
    kind("nothing"),
    kind("a text is corrected", {ALPHA: alpha(body=TEXT * 2 + "He wrote it down this time.")}),
    kind("a title is corrected", {ALPHA: alpha("Alpha, better")}),
    kind("an update is dated", {ALPHA: alpha(updated="2026-06-01")}),
    kind("a file moves to another year's folder", {ALPHA: None, "articles/2025/alpha.md": alpha()}),
    kind(
        "a file is renamed with id and alias",
        {ALPHA: None, "articles/2026/first.md": alpha(id="alpha", aliases="[/articles/alpha/]")},
    ),
    kind(
        "a file is renamed with id alone",
        {ALPHA: None, "articles/2026/first.md": alpha(id="alpha")},
        refused="unreachable",
    ),
    kind(
        "a file is renamed",
        {ALPHA: None, "articles/2026/first.md": alpha(), "paths/a-path.yml": PATH.replace("alpha", "first")},
        again="first",
        refused="renamed, unreachable",
    ),
    kind(
        "a file is renamed and its text edited",
        {
            ALPHA: None,
            "articles/2026/first.md": alpha(body=TEXT * 3 + "Then he rang."),
            "paths/a-path.yml": PATH.replace("alpha", "first"),
        },
        again="first",
        refused="renamed, unreachable",
    ),
    kind(
        "an article gets another id",
        {ALPHA: alpha(id="first"), "paths/a-path.yml": PATH.replace("alpha", "first")},
        again="first",
        refused="renamed",
    ),
    kind("an article gets an address of its own", {ALPHA: alpha(slug="first")}, refused="unreachable"),
    kind("a date moves on", {ALPHA: alpha(date="2026-05-01")}, refused="redated"),
    kind("a date moves back", {ALPHA: alpha(date="2026-02-01")}, refused="redated"),
    kind("a date moves into the future", {ALPHA: alpha(date="2027-05-01")}, refused="gone, unreachable, feed gone"),
    kind("a new article", {GAMMA: article("Gamma", date="2026-06-01", body="New.")}, fresh="gamma"),
    kind(
        "a new article with an old date",
        {GAMMA: article("Gamma", date="2026-01-01", body="New.")},
        fresh="gamma",
        refused="back-filled",
    ),
    kind("an article is deleted", {ALPHA: None}, refused="gone, unreachable, feed gone"),
    kind("an article becomes a draft", {ALPHA: alpha(draft="true")}, refused="gone, unreachable, feed gone"),
    kind("an article becomes unlisted", {ALPHA: alpha(unlisted="true")}, refused="unlisted, feed gone"),
    kind("an article gets another tag", {ALPHA: alpha(tags="[time, respect]")}, joined="alpha"),
    kind("an article gets another author", {ALPHA: alpha(authors="[desk, guest]")}, joined="alpha"),
    kind(
        "an article loses a tag that no other has",
        {BETA: beta(tags="[time]")},
        joined="beta",
        refused="unreachable, feed gone",
    ),
    kind("an article leaves a path", {"paths/a-path.yml": PATH.replace(", {article: beta, why: Then.}", "")}),
    kind("another domain", site_url="https://elsewhere.example/"),
    kind("another key", key="another", again="alpha beta 2026-05", refused="key"),
    kind("another time zone", timezone="America/New_York", refused="redated"),
    kind("another language", locale="en_US"),
    kind("another name of the site", site_name="The Third Sale"),
    kind(
        "a tag is renamed with an alias",
        {
            "tags.yml": TAGS.replace("time: {label: Time}", "hours: {label: Time, aliases: [time]}"),
            ALPHA: alpha(tags="[hours]"),
        },
    ),
    kind(
        "a tag loses an alias",
        {"tags.yml": TAGS.replace(", aliases: [courtesy]", "")},
        refused="unreachable, feed gone",
    ),
    kind(
        "a tag is renamed",
        {"tags.yml": TAGS.replace("time:", "hours:"), ALPHA: alpha(tags="[hours]")},
        refused="feed gone",
    ),
    kind("a tag gets another name", {"tags.yml": TAGS.replace("label: Time", "label: Hours")}),
    kind("an author gets another name", {"authors.yml": AUTHORS.replace("A guest", "Our guest")}),
    kind(
        "an author gets another id",
        {"authors.yml": AUTHORS.replace("guest:", "visitor:"), BETA: beta(authors="[visitor]")},
        refused="feed gone",
    ),
    kind("a path gets another file name", {"paths/a-path.yml": None, "paths/b.yml": PATH}, refused="feed gone"),
    kind(
        "a copy under a new id",
        {GAMMA: article("Gamma", date="2026-06-01", body=BETA_TEXT)},
        again="gamma",
        refused="duplicate",
    ),
    kind(
        "almost a copy under a new id",
        {GAMMA: article("Gamma", date="2026-06-01", body=BETA_TEXT + " That is all.")},
        again="gamma",
        refused="duplicate",
    ),
    kind("a new letter", {NEXT: edition("Next", date="2026-06-28", body="Another.")}, fresh="2026-06"),
    kind("a letter gets another subject", {LETTER: edition("Another subject", body="A letter of its own.")}),
    kind(
        "a letter is renamed",
        {LETTER: None, NEXT: edition(body="A letter of its own.")},
        again="2026-06",
        refused="renamed, unreachable",
    ),
    kind(
        "a letter is dated anew", {LETTER: edition(date="2026-05-30", body="A letter of its own.")}, refused="redated"
    ),
    kind(
        "a letter becomes a draft",
        {LETTER: edition(body="A letter of its own.", draft="true")},
        refused="gone, unreachable, feed gone",
    ),
]


@dataclass(frozen=True)
class Deployment:
    """A site as it was put online: its files by address, and every address that leads somewhere."""

    files: dict[str, bytes]
    addresses: frozenset[str]

    @property
    def manifest(self):
        return read_manifest(self.files["manifest.json"].decode())

    def dates(self):
        """Return the date of each item of the feed of articles and of that of letters."""
        feeds = [self.files[name] for name in ("feed.xml", "newsletter/feed.xml") if name in self.files]
        found = [item for feed in feeds for item in etree.fromstring(feed).iter("item")]
        return {item.findtext("guid"): parsedate_to_datetime(item.findtext("pubDate")) for item in found}

    def feeds(self):
        """Return the address of each feed, also of the copies at tags' old names."""
        return [name for name in self.files if name.endswith(("feed.xml", "feed.atom"))]

    def items(self):
        """Return feed and id of each item of each feed."""
        trees = {name: etree.fromstring(self.files[name]) for name in self.feeds()}
        return {
            (name, one.text)
            for name, tree in trees.items()
            for one in tree.xpath("//item/guid | //*[local-name() = 'entry']/*[local-name() = 'id']")
        }


def deploy(files, site_url, *, key="second-sale", timezone="Europe/London", locale="en_GB", **keys):
    settings = replace(site_settings(key=key), **{"site_url": site_url, "site_urls": (site_url,), **keys})
    coach = settings.coach.model_copy(update={"timezone": ZoneInfo(timezone), "locale": locale})
    settings = replace(settings, coach=coach)
    build = start_build(sources(files), settings, NOW, RESOURCES, preview=False)
    for item in build.site.texts:
        build.html(item.address)
    made = {one.address: one.content for one in publish(build)}
    pages = [*(item.address for item in build.site.written), *(one.address for one in build.site.redirects)]
    data = {address: content if isinstance(content, bytes) else content.encode() for address, content in made.items()}
    return Deployment(data, frozenset(pages))


def after_change(one, site_url):
    files = {path: text for path, text in {**BEFORE, **one.files}.items() if text is not None}
    return deploy(files, **{"site_url": site_url, **one.settings})


@pytest.fixture(scope="module")
def server():
    """A server of whatever deployment is in `live`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            data = self.server.live.files.get(urlsplit(self.path).path.lstrip("/"))
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", "application/xml")
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def before(server):
    return deploy(BEFORE, server.url)


@pytest.fixture(scope="module")
def feeds(server, before):
    """Every feed there is: somebody subscribes to all of them."""
    named = etree.fromstring(before.files["feeds.opml"]).xpath("//outline/@xmlUrl")
    there = [server.url + name for name in before.feeds()]
    assert set(there) - set(named) == {f"{server.url}feed.atom", f"{server.url}tags/courtesy/feed.xml"}
    assert len(named) == 7
    return there


@pytest.fixture(scope="module", params=[Newsboat, Rss2email], ids=["newsboat", "rss2email"])
def subscribed(request, tmp_path_factory, server, before, feeds):
    """A reader that has subscribed to every feed of the site as it was, and has looked once."""
    reader = request.param(tmp_path_factory.mktemp(request.param.__name__) / "state")
    server.live = before
    reader.subscribe(feeds)
    shown = reader.look()
    # Newsboat shows an item that several feeds have in one of them only.
    assert {id_ for _, id_ in shown} == set(before.dates())
    assert not reader.per_feed or {(feed.removeprefix(server.url), id_) for feed, id_ in shown} == before.items()
    return reader


def ids(shown):
    return {guid.rpartition(":")[2] for _, guid in shown}


@pytest.mark.parametrize("one", KINDS, ids=str)
def test_a_reader_shows_again_only_what_the_guard_refuses(one, subscribed, server, before, tmp_path):
    server.live = after = after_change(one, server.url)
    later = later_state(subscribed, tmp_path)
    shown = {(feed.removeprefix(server.url), id_) for feed, id_ in later.look()}
    known = {(feed, id_) for feed, id_ in shown if id_ in before.dates()}

    assert not shown & before.items(), "no id is shown twice in one feed"
    # Newsboat shows nothing of what it knows from another feed.
    assert ids(known) == (one.joined if later.per_feed else frozenset())
    assert ids(shown - known) == one.fresh | one.again

    findings = guard(before.manifest, after.manifest)
    assert {finding.kind for finding in findings} == one.refused
    again = {finding.id for finding in findings if finding.kind in {"renamed", "duplicate", "key"}}
    assert again == ({KEY} if KEY in again else one.again)


@pytest.mark.parametrize("one", KINDS, ids=str)
def test_the_guard_refuses_exactly_what_does_harm(one, server, before, feeds):
    after = after_change(one, server.url)
    findings = guard(before.manifest, after.manifest)

    assert bool(findings) == bool(harms(one, before, after, feeds, server.url)), findings


def harms(one, before, after, feeds, site_url):
    """Return what a reader, a mail service or a link in a mail that was sent would suffer by this change."""
    old, new = before.dates(), after.dates()
    fresh = {guid for guid in new if guid.rpartition(":")[2] in one.fresh}
    found = [f"{guid} comes anew" for guid in new.keys() - old.keys() - fresh]
    found += [f"{feed} is gone" for feed in feeds if feed.removeprefix(site_url) not in after.files]
    found += [f"{address} is gone" for address in before.addresses - after.addresses if address]
    # A service that goes by dates sends what is dated after its last look, whenever that was.
    for look in {*old.values(), *new.values()}:
        sent, coming = (
            {guid for guid, date in dates.items() if (date <= look) == done}
            for dates, done in ((old, True), (new, False))
        )
        found += [f"{guid} is sent again" for guid in sent & coming]
        found += [f"{guid} is never sent" for guid in old.keys() - sent - coming]
    for guid in fresh:
        of_its_kind = [date for other, date in old.items() if is_letter(other) == is_letter(guid)]
        found += [f"{guid} is never sent" for date in of_its_kind if new[guid] < date]
    return found


def is_letter(guid):
    return ":newsletter:" in guid


def later_state(reader, folder):
    """Return the reader as it remembers now, with files of its own."""
    return type(reader)(shutil.copytree(reader.folder, folder / "state"))


def test_an_article_that_was_a_draft_for_a_day_is_not_shown_again_when_it_comes_back(
    subscribed, server, before, tmp_path
):
    later = later_state(subscribed, tmp_path)
    server.live = deploy({**BEFORE, ALPHA: alpha(draft="true")}, server.url)
    assert later.look() == frozenset()

    server.live = before
    assert later.look() == frozenset()


@pytest.mark.parametrize("reader", [Newsboat, Rss2email], ids=str)
def test_what_a_full_feed_let_go_of_is_not_shown_again_when_it_comes_back(reader, server, tmp_path):
    many = {f"articles/2026/a{n:02}.md": article(f"A {n}", date=f"2026-03-{n:02}") for n in range(1, 31)}
    full = deploy(many, server.url)
    more = deploy({**many, GAMMA: article("Gamma", date="2026-06-01", body="New.")}, server.url)
    oldest = ("feed.xml", "urn:second-sale:a01")
    assert oldest in full.items() - more.items()

    remembers = reader(tmp_path / "state")
    server.live = full
    remembers.subscribe([f"{server.url}feed.xml"])
    assert len(remembers.look()) == 30
    server.live = more
    assert ids(remembers.look()) == {"gamma"}
    server.live = full
    assert remembers.look() == frozenset()
