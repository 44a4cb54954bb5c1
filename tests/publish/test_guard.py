"""The guard against double sending: what it says to each change, hostile manifests, and `coach guard` as it is run."""

from __future__ import annotations

import argparse
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import write
from coach.cli import guard as command
from coach.cli.common import UsageError
from coach.io import network
from coach.publish.deployment.guard import as_github, as_text, guard
from coach.publish.deployment.manifest import Entry, Manifest, ManifestError, content_hash, manifest_text, read_manifest
from coach.publish.deployment.similar import ALIKE, Sketches, likeness, sketch
from coach.site.site import read_site
from helpers import NOW, SETTINGS, sources
from helpers import article as source


def article(id_, title, first, text, address=""):
    return Entry("article", id_, address or f"articles/{id_}/", f"{first}T07:00:00+01:00", content_hash(text), title)


def edition(id_, title, first, text):
    return Entry("edition", id_, f"newsletter/{id_}/", f"{first}T07:00:00+01:00", content_hash(text), title)


FIVE = article("five-minutes", "Five minutes", "2026-04-14", "Be there.")
FIT = article("fit-first", "Fit first", "2026-05-12", "Ask first.")
APRIL = edition("2026-04", "April: be there", "2026-04-30", "Dear reader, April.")
MAY = edition("2026-05", "May: ask first", "2026-05-31", "Dear reader, May.")
REDIRECTS = {"blog/5/": "articles/five-minutes/", "tags/timing/": "tags/time/"}
LIVE = Manifest((FIVE, FIT, APRIL, MAY), REDIRECTS)


def instead(old, *new, redirects=None):
    """The live site with `new`, if anything, for `old`, and with more redirects."""
    kept = tuple(entry for entry in LIVE.entries if entry != old)
    return Manifest((*kept, *new), {**REDIRECTS, **(redirects or {})})


def plus(*new):
    return Manifest((*LIVE.entries, *new), REDIRECTS)


BROKEN = "links to it, also in mail already sent, would break."
BOTH = "mail services that go by dates would never send it, and those that go by ids would send old news."
JUNE = article("june", "June", "2026-06-02", "New.")

FINE = {
    "nothing changed": LIVE,
    "a new article": plus(JUNE),
    "a new article on the day of the newest": plus(replace(JUNE, first=FIT.first)),
    "a new article on the moment of the newest, said for another zone": plus(
        replace(JUNE, first="2026-05-12T06:00:00+00:00")
    ),
    "a new edition": plus(edition("2026-06", "June", "2026-06-30", "Dear reader, June.")),
    "a new article older than the newest edition": plus(
        article("mid-may", "Mid-May", "2026-05-20", "Between the two.")
    ),
    "renamed with its id, and an alias": instead(
        FIVE,
        replace(FIVE, address="articles/be-there/"),
        redirects={"articles/five-minutes/": "articles/be-there/"},
    ),
    "retitled": instead(FIVE, replace(FIVE, title="Six minutes")),
    "an alias that was a file and is a folder": Manifest(LIVE.entries, {"blog/5": "", **REDIRECTS}),
    "edited": instead(FIVE, replace(FIVE, hash=content_hash("Be there in time."))),
    "an edition edited": instead(MAY, replace(MAY, hash=content_hash("Dear reader, May!"))),
    "its date said for another zone": instead(FIVE, replace(FIVE, first="2026-04-14T06:00:00+00:00")),
    "an old redirect that has become an article": Manifest(
        (*LIVE.entries, replace(JUNE, address="blog/5/")), {"tags/timing/": "tags/time/"}
    ),
}

REFUSED = {
    "renamed, with an alias": (
        instead(
            FIVE,
            replace(FIVE, id="be-there", address="articles/be-there/"),
            redirects={"articles/five-minutes/": "articles/be-there/"},
        ),
        """
        renamed be-there: "Five minutes" (be-there, /articles/be-there/) has the text of the article "five-minutes", which is gone: it would be sent again. Add "id: five-minutes" to its front matter.
        """,
    ),
    "renamed, without an alias": (
        instead(FIVE, replace(FIVE, id="be-there", address="articles/be-there/")),
        f"""
        renamed be-there: "Five minutes" (be-there, /articles/be-there/) has the text of the article "five-minutes", which is gone: it would be sent again. Add "id: five-minutes" to its front matter.
        unreachable five-minutes: the address /articles/five-minutes/ of "Five minutes" (five-minutes, /articles/five-minutes/) is gone: {BROKEN} Add /articles/five-minutes/ to the aliases of what takes its place.
        """,
    ),
    "renamed with its id, without an alias": (
        instead(FIVE, replace(FIVE, address="articles/be-there/")),
        f"""
        unreachable five-minutes: the address /articles/five-minutes/ of "Five minutes" (five-minutes, /articles/five-minutes/) is gone: {BROKEN} Add /articles/five-minutes/ to its aliases.
        """,
    ),
    "renamed at the same address and retitled": (
        instead(FIVE, replace(FIVE, id="be-there", title="Be there")),
        """
        renamed be-there: "Be there" (be-there, /articles/five-minutes/) has the text of the article "five-minutes", which is gone: it would be sent again. Add "id: five-minutes" to its front matter.
        """,
    ),
    "renamed and edited at once": (
        instead(FIT, replace(FIT, id="ask-first", hash=content_hash("Ask twice."))),
        """
        gone fit-first: the article "Fit first" (fit-first, /articles/fit-first/) is gone. If its file has a new name: Add "id: fit-first" to its front matter. If it should go, allow it with --allow fit-first.
        """,
    ),
    "copied under two names, the first one gone": (
        instead(FIT, replace(FIT, id="a"), replace(FIT, id="b")),
        """
        renamed a: "Fit first" (a, /articles/fit-first/) has the text of the article "fit-first", which is gone: it would be sent again. Add "id: fit-first" to its front matter.
        duplicate b: "Fit first" (b, /articles/fit-first/) has the same text as "Fit first" (a, /articles/fit-first/): it would be sent twice. Take one of them out, or allow it with --allow b.
        """,
    ),
    "redated": (
        instead(FIVE, replace(FIVE, first="2026-06-01T07:00:00+01:00")),
        """
        redated five-minutes: the date of "Five minutes" (five-minutes, /articles/five-minutes/) was 2026-04-14T07:00:00+01:00, and is now 2026-06-01T07:00:00+01:00: it could be sent again. Give it its first date again: 2026-04-14T07:00:00+01:00.
        """,
    ),
    "another zone for the whole site": (
        instead(FIVE, replace(FIVE, first="2026-04-14T07:00:00+02:00")),
        """
        redated five-minutes: the date of "Five minutes" (five-minutes, /articles/five-minutes/) was 2026-04-14T07:00:00+01:00, and is now 2026-04-14T07:00:00+02:00: it could be sent again. Give it its first date again: 2026-04-14T07:00:00+01:00.
        """,
    ),
    "another id for feed readers": (
        instead(FIVE, replace(FIVE, guid="https://old.example/?p=5")),
        """
        other guid five-minutes: "Five minutes" (five-minutes, /articles/five-minutes/) has another guid: feed readers would show it again. Take guid out again.
        """,
    ),
    "moved to another folder, whose address shows it": (
        instead(FIT, replace(FIT, address="articles/2026/fit-first/")),
        f"""
        unreachable fit-first: the address /articles/fit-first/ of "Fit first" (fit-first, /articles/fit-first/) is gone: {BROKEN} Add /articles/fit-first/ to its aliases.
        """,
    ),
    "deleted": (
        instead(FIT),
        f"""
        gone fit-first: the article "Fit first" (fit-first, /articles/fit-first/) is gone. If its file has a new name: Add "id: fit-first" to its front matter. If it should go, allow it with --allow fit-first.
        unreachable fit-first: the address /articles/fit-first/ of "Fit first" (fit-first, /articles/fit-first/) is gone: {BROKEN} Add /articles/fit-first/ to the aliases of what takes its place.
        """,
    ),
    "deleted with an alias": (
        instead(FIT, redirects={"articles/fit-first/": "articles/five-minutes/"}),
        """
        gone fit-first: the article "Fit first" (fit-first, /articles/fit-first/) is gone. If its file has a new name: Add "id: fit-first" to its front matter. If it should go, allow it with --allow fit-first.
        """,
    ),
    "an old alias taken out": (
        Manifest(LIVE.entries, {"tags/timing/": "tags/time/"}),
        f"""
        unreachable five-minutes: the address /blog/5/ of "Five minutes" (five-minutes, /articles/five-minutes/) is gone: {BROKEN} Add /blog/5/ to its aliases.
        """,
    ),
    "an old alias of a tag taken out": (
        Manifest(LIVE.entries, {"blog/5/": "articles/five-minutes/"}),
        f"""
        unreachable tags/timing/: the address /tags/timing/, which led to /tags/time/, is gone: {BROKEN} Add /tags/timing/ to the aliases of what takes its place.
        """,
    ),
    "back-filled": (
        plus(article("old-story", "Old story", "2026-01-05", "Long ago.")),
        f"""
        back-filled old-story: "Old story" (old-story, /articles/old-story/) is new, but its date 2026-01-05T07:00:00+01:00 lies before that of "Fit first" (fit-first, /articles/fit-first/), 2026-05-12T07:00:00+01:00: {BOTH} Give it today's date, or allow it with --allow old-story.
        """,
    ),
    "a duplicate": (
        plus(article("five-again", "Five again", "2026-06-01", " Be\n\tthere. ")),
        """
        duplicate five-again: "Five again" (five-again, /articles/five-again/) has the same text as "Five minutes" (five-minutes, /articles/five-minutes/): it would be sent twice. Take one of them out, or allow it with --allow five-again.
        """,
    ),
    "a duplicate with an older date is still the copy": (
        plus(article("a-copy", "A copy", "2026-01-01", "Ask first.")),
        f"""
        back-filled a-copy: "A copy" (a-copy, /articles/a-copy/) is new, but its date 2026-01-01T07:00:00+01:00 lies before that of "Fit first" (fit-first, /articles/fit-first/), 2026-05-12T07:00:00+01:00: {BOTH} Give it today's date, or allow it with --allow a-copy.
        duplicate a-copy: "A copy" (a-copy, /articles/a-copy/) has the same text as "Fit first" (fit-first, /articles/fit-first/): it would be sent twice. Take one of them out, or allow it with --allow a-copy.
        """,
    ),
    "an article that becomes an edition": (
        instead(FIT, replace(FIT, kind="edition")),
        """
        other kind fit-first: the article "Fit first" (fit-first, /articles/fit-first/) has given its id to the edition "Fit first" (fit-first, /articles/fit-first/). Give the edition an id of its own.
        """,
    ),
    "an edition renamed": (
        instead(
            MAY,
            replace(MAY, id="2026-06", address="newsletter/2026-06/"),
            redirects={"newsletter/2026-05/": "newsletter/2026-06/"},
        ),
        """
        renamed 2026-06: "May: ask first" (2026-06, /newsletter/2026-06/) has the text of the edition "2026-05", which is gone: it would be sent again. Name its file 2026-05.md again.
        """,
    ),
    "an edition deleted": (
        instead(MAY, redirects={"newsletter/2026-05/": "newsletter/"}),
        """
        gone 2026-05: the edition "May: ask first" (2026-05, /newsletter/2026-05/) is gone. If its file has a new name: Name its file 2026-05.md again. If it should go, allow it with --allow 2026-05.
        """,
    ),
    "an edition redated": (
        instead(APRIL, replace(APRIL, first="2026-06-30T07:00:00+01:00")),
        """
        redated 2026-04: the date of "April: be there" (2026-04, /newsletter/2026-04/) was 2026-04-30T07:00:00+01:00, and is now 2026-06-30T07:00:00+01:00: it could be sent again. Give it its first date again: 2026-04-30T07:00:00+01:00.
        """,
    ),
    "an edition back-filled": (
        plus(edition("2026-03", "March", "2026-03-31", "Dear reader, March.")),
        f"""
        back-filled 2026-03: "March" (2026-03, /newsletter/2026-03/) is new, but its date 2026-03-31T07:00:00+01:00 lies before that of "May: ask first" (2026-05, /newsletter/2026-05/), 2026-05-31T07:00:00+01:00: {BOTH} Give it today's date, or allow it with --allow 2026-03.
        """,
    ),
    "an article with the text of an edition": (
        plus(replace(JUNE, hash=MAY.hash)),
        """
        duplicate june: "June" (june, /articles/june/) has the same text as "May: ask first" (2026-05, /newsletter/2026-05/): it would be sent twice. Take one of them out, or allow it with --allow june.
        """,
    ),
}


FEEDS = {
    address: f"urn:second-sale:{id_}"
    for address, id_ in {
        "feed.xml": "articles",
        "newsletter/feed.xml": "newsletter",
        "tags/time/feed.xml": "tag:time",
        "authors/desk/feed.xml": "author:desk",
        "paths/way/feed.xml": "path:way",
    }.items()
}
WITH_FEEDS = replace(LIVE, feeds=FEEDS, key="second-sale")


def without(address, **more):
    return replace(WITH_FEEDS, feeds={**{one: id_ for one, id_ in FEEDS.items() if one != address}, **more})


SILENT = "nothing tells those who subscribe to it."
HELD = {
    "another key": (
        replace(WITH_FEEDS, key="other"),
        'key newsletter.key: key under newsletter in mkdocs.yml was "second-sale", and is now "other": the id of every item changes with it, and all of them would be sent again. Write key: second-sale again. If all of it should be sent again, allow it with --allow newsletter.key.',
    ),
    "a tag renamed": (
        without("tags/time/feed.xml", **{"tags/hours/feed.xml": "urn:second-sale:tag:hours"}),
        f'feed gone tags/time/feed.xml: the feed /tags/time/feed.xml is gone: {SILENT} If the tag has a new name, add "time" to its aliases. If no article has it, give it to one. If the feed should go, allow it with --allow tags/time/feed.xml.',
    ),
    "an author renamed": (
        without("authors/desk/feed.xml"),
        f"feed gone authors/desk/feed.xml: the feed /authors/desk/feed.xml is gone: {SILENT} If the author has a new id in docs/authors.yml, write desk again. If the feed should go, allow it with --allow authors/desk/feed.xml.",
    ),
    "a path renamed": (
        without("paths/way/feed.xml"),
        f"feed gone paths/way/feed.xml: the feed /paths/way/feed.xml is gone: {SILENT} If the file has a new name, name it docs/paths/way.yml again. If the feed should go, allow it with --allow paths/way/feed.xml.",
    ),
    "no letters any more": (
        without("newsletter/feed.xml"),
        f"feed gone newsletter/feed.xml: the feed /newsletter/feed.xml is gone: {SILENT} Bring back what was in it. If the feed should go, allow it with --allow newsletter/feed.xml.",
    ),
}


@pytest.mark.parametrize(("new", "expected"), HELD.values(), ids=HELD)
def test_a_feed_that_subscribers_hold_is_not_taken_away(new, expected):
    found = guard(WITH_FEEDS, new)

    assert said(found) == [expected]
    assert guard(WITH_FEEDS, new, {found[0].id}) == []


def test_an_alias_keeps_the_feed_of_a_renamed_tag_and_new_feeds_are_fine():
    kept = without(
        "", **{"tags/time/feed.xml": "urn:second-sale:tag:hours", "tags/hours/feed.xml": "urn:second-sale:tag:hours"}
    )

    assert guard(WITH_FEEDS, kept) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"tags.yml": "time: {label: Time}"}, {"tags.yml": "hours: {label: Hours, aliases: [time]}"}),
        ({}, {"articles/2026/new.md": source("New", date="2026-06-01", body="Something new, and long enough.")}),
        ({}, {"articles/2026/quiet.md": source("Quiet", date="2026-01-01", unlisted="true")}),
    ],
)
def test_a_change_of_a_whole_site_that_is_fine(before, after):
    old, new = whole(before), whole(after)

    assert said(guard(old, new)) == []
    assert read_manifest(manifest_text(new)) == new
    assert "quiet" not in manifest_text(new)


def whole(files):
    from newsletter.published import published as all_files

    made = all_files({"articles/2026/five-minutes.md": source("Five minutes", body=LONG), **files})
    return read_manifest(made["manifest.json"])


LONG = """Be there five minutes before the hour, and use them. Read what you wrote down the last time, and what was
promised. Whoever comes to the door sees somebody who waits gladly, and not somebody who runs. Buyers remember it."""
NEAR = LONG.replace("gladly", "with joy").replace("Buyers", "Customers")
OTHER = """Ask first what went well with the last order, before you speak of the next one. Nobody who was asked this
has ever hung up. Write the answer down in the words in which it was given, and read it out at the next visit."""


def test_what_is_unlisted_is_called_so_and_its_page_is_not_missed():
    new = whole({"articles/2026/five-minutes.md": source("Five minutes", body=LONG, unlisted="true")})
    found = guard(whole({}), new, {*whole({}).feeds, "tags/timing/"})

    assert said(found) == [
        'unlisted five-minutes: the article "Five minutes" (five-minutes, /articles/five-minutes/) is unlisted now: its page stays, lists and feeds no longer have it, and mail services that have not sent it yet never will. Take "unlisted: true" out again, or allow it with --allow five-minutes.'
    ]
    assert "five-minutes" not in manifest_text(new)


def test_a_near_copy_is_named():
    copy = source("Be there", date="2026-06-01", body=NEAR)
    (found,) = guard(whole({}), whole({"articles/2026/be-there.md": copy}))

    assert said([found]) == [
        'duplicate be-there: "Be there" (be-there, /articles/be-there/) has almost the same text as "Five minutes" (five-minutes, /articles/five-minutes/): most of it would be sent twice. Take one of them out, or allow it with --allow be-there.'
    ]
    both = whole(
        {"articles/2026/be-there.md": copy, "articles/2026/ask.md": source("Ask", date="2026-06-01", body=OTHER)}
    )
    assert said(guard(Manifest((), {}), both)) == said([found])
    assert guard(both, both) == []


def test_renamed_and_edited_at_once_is_named_too():
    new = whole({"articles/2026/be-there.md": source("Be there", body=NEAR)})
    new = replace(new, entries=tuple(entry for entry in new.entries if entry.id != "five-minutes"))
    new = replace(new, redirects={**new.redirects, "articles/five-minutes/": "articles/be-there/"})

    assert said(guard(whole({}), new)) == [
        'renamed be-there: "Be there" (be-there, /articles/be-there/) has almost the text of the article "five-minutes", which is gone: it would be sent again. If it is the same article: Add "id: five-minutes" to its front matter. If not, allow it with --allow be-there.'
    ]


@pytest.mark.parametrize(
    ("one_text", "other_text", "alike"),
    [
        (LONG, LONG.upper().replace(",", " –"), True),
        (LONG, NEAR, True),
        (LONG, f"{LONG} And they tell others.", True),
        (LONG, OTHER, False),
        ("Be there.", "Be there!", True),
        ("Be there.", "Be here.", False),
        ("", "", False),
        ("…", "—", False),
    ],
)
def test_texts_that_are_almost_the_same(one_text, other_text, alike):
    assert (likeness(sketch(one_text), sketch(other_text)) >= ALIKE) == alike
    assert likeness(sketch(one_text), sketch(other_text)) == likeness(sketch(other_text), sketch(one_text))


def test_no_two_articles_of_this_site_are_taken_for_copies(own_site):
    known = Sketches()
    for item in (*own_site.library.articles, *own_site.editions):
        assert list(known.alike(sketch(item.file.body))) == []
        known.add(sketch(item.file.body), item.id)


def said(findings):
    return [f"{finding.kind} {finding.id}: {finding.sentence}" for finding in findings]


@pytest.mark.parametrize("new", FINE.values(), ids=FINE)
def test_what_is_fine_is_not_spoken_of(new):
    assert said(guard(LIVE, new)) == []


@pytest.mark.parametrize(("new", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_named(new, expected):
    assert said(guard(LIVE, new)) == [line.strip() for line in expected.strip().splitlines()]


@pytest.mark.parametrize("new", [new for new, _ in REFUSED.values()], ids=REFUSED)
def test_what_is_allowed_is_not_spoken_of(new):
    found = guard(LIVE, new)
    first = found[0].id

    assert guard(LIVE, new, {first}) == [finding for finding in found if finding.id != first]
    assert guard(LIVE, new, {finding.id for finding in found}) == []
    assert guard(LIVE, new, {"somebody-else"}) == found


def published(path, settings=SETTINGS, **keys):
    """The manifest of a real site with one article in this file."""
    files = {path: source("Five minutes", body="Be there.", **keys)}
    library = read_site(sources(files), settings, NOW).library
    return Manifest(
        tuple(
            Entry("article", one.id, one.address, one.date.isoformat(), content_hash(one.file.body), one.title)
            for one in library.articles
        ),
        {alias: one.address for one in library.articles for alias in one.aliases},
    )


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        (published("articles/2026/be-there.md", id="five-minutes", slug="five-minutes"), []),
        (published("articles/2026/be-there.md", id="five-minutes", aliases="[/articles/five-minutes/]"), []),
        (published("articles/2026/be-there.md", id="five-minutes"), ["unreachable"]),
        (published("articles/2026/be-there.md"), ["renamed", "unreachable"]),
        (published("articles/2025/five-minutes.md"), []),
        (published("articles/2026/five-minutes.md", date="2026-04-14T07:00+01:00"), []),
        (published("articles/2026/five-minutes.md", date="2026-04-15"), ["redated"]),
        (published("articles/2026/five-minutes.md", draft="true"), ["gone", "unreachable"]),
        (published("articles/2026/five-minutes.md", replace(SETTINGS, site_url="https://www.example.net/")), []),
        (published("articles/2026/five-minutes.md", replace(SETTINGS, site_url="http://example.org/x/")), []),
    ],
    ids=[
        "renamed with id and slug",
        "renamed with id and alias",
        "renamed with id",
        "renamed",
        "moved to another folder",
        "its date written with time and zone",
        "redated",
        "back to a draft",
        "another domain",
        "another scheme and path",
    ],
)
def test_what_becomes_of_a_file(new, kinds):
    assert [finding.kind for finding in guard(published("articles/2026/five-minutes.md"), new)] == kinds


@pytest.mark.parametrize("new", [LIVE, *FINE.values()])
def test_a_first_deployment_passes(new):
    assert guard(Manifest((), {}), new) == []


def test_a_first_deployment_with_a_duplicate_does_not_pass():
    (found,) = guard(Manifest((), {}), Manifest((FIVE, replace(JUNE, hash=FIVE.hash)), {}))

    assert (found.kind, found.id) == ("duplicate", "june")


def test_of_two_new_ones_with_one_text_the_later_is_the_copy():
    early = article("z", "Z", "2026-06-01", "Twice.")
    late = article("a", "A", "2026-06-02", "Twice.")

    assert [finding.id for finding in guard(LIVE, plus(late, early))] == ["a"]
    assert [finding.id for finding in guard(LIVE, plus(late, replace(early, first=late.first)))] == ["z"]


def test_the_first_edition_may_be_older_than_articles():
    assert guard(Manifest((FIVE, FIT), {}), Manifest((FIVE, FIT, APRIL), {})) == []


def test_an_old_date_is_named_once_for_what_was_only_renamed():
    new = instead(FIVE, replace(FIVE, id="be-there"))

    assert [finding.kind for finding in guard(LIVE, new)] == ["renamed"]


def test_titles_cannot_steer_a_terminal_or_a_workflow():
    hostile = replace(JUNE, title="A\x1b[31m\n::error::100%\u202e & <b>", first="2026-01-01T00:00:00+00:00")
    found = guard(LIVE, plus(hostile))

    assert '"A [31m ::error::100%  & <b>" (june' in as_text(found)
    assert as_text(found).count("\n") == 1
    assert as_github(found).startswith('::error title=coach guard::"A [31m ::error::100%25  & <b>" (june')
    assert as_github(found).count("\n") == 1


def test_white_space_makes_no_difference_to_the_hash():
    assert content_hash("Be  there.\r\n") == content_hash("\tBe\nthere.") == content_hash("Be\u00a0there.")
    assert content_hash("Be there.") != content_hash("Bethere.")
    assert content_hash("") == "e3b0c44298fc1c14"
    assert len(content_hash("Ü 🙂")) == 16


def test_the_text_of_a_manifest():
    five = replace(FIVE, title="“Fünf” 🙂", hash="05", sketch="0a0b0c")
    feeds = {"tags/time/feed.xml": "urn:second-sale:tag:time", "feed.xml": "urn:second-sale:feed:articles"}
    entries = (replace(MAY, hash="55"), five)
    text = """{
 "version": 2,
 "key": "second-sale",
 "articles": [
  {
   "id": "five-minutes",
   "address": "articles/five-minutes/",
   "first": "2026-04-14T07:00:00+01:00",
   "hash": "05",
   "title": "“Fünf” 🙂",
   "sketch": "0a0b0c"
  }
 ],
 "editions": [
  {
   "id": "2026-05",
   "address": "newsletter/2026-05/",
   "first": "2026-05-31T07:00:00+01:00",
   "hash": "55",
   "title": "May: ask first",
   "sketch": ""
  }
 ],
 "redirects": {
  "a/": "",
  "b/": "c/"
 },
 "feeds": {
  "feed.xml": "urn:second-sale:feed:articles",
  "tags/time/feed.xml": "urn:second-sale:tag:time"
 },
 "unlisted": [
  "0a",
  "0b"
 ]
}
"""

    assert (
        manifest_text(Manifest(entries, {"b/": "c/", "a/": ""}, feeds, "second-sale", frozenset({"0b", "0a"}))) == text
    )


PLAIN = {"id": "a", "address": "articles/a/", "first": "2026-04-14T07:00:00+01:00", "hash": "0a", "title": "A"}
ADDRESS = "must be an address relative to the site's root, as in articles/five-minutes/"
FIRST = "must be a moment with its zone, as in 2026-04-14T07:00:00+01:00"


def manifest(**keys):
    return {"version": 1, "articles": [], "editions": [], "redirects": {}, **keys}


def one(**keys):
    return manifest(articles=[{**PLAIN, **keys}])


HOSTILE = [
    ("", "it is not JSON."),
    ("<!doctype html>", "it is not JSON."),
    ("[" * 100_000, "it is not JSON."),
    ("9" * 5_000, "it is not JSON."),
    ([], "it must be an object in braces, and is a list."),
    (None, "it must be an object in braces, and is null."),
    ({}, '"version" is missing.'),
    (manifest(version=3), '"version" must be 1 or 2, and is 3.'),
    (manifest(version=True), '"version" must be 1 or 2, and is true.'),
    (manifest(version=1.0), '"version" must be 1 or 2, and is 1.0.'),
    (manifest(version="\x1b[31m"), '"version" must be 1 or 2, and is "\\u001b[31m".'),
    (manifest(version="x" * 200), f'"version" must be 1 or 2, and is "{"x" * 78}….'),
    (manifest(version=[[]]), '"version" must be 1 or 2, and is a list.'),
    (manifest(version={}), '"version" must be 1 or 2, and is an object.'),
    (manifest(articles=None), '"articles" must be a list, and is null.'),
    (manifest(editions={}), '"editions" must be a list, and is an object.'),
    (manifest(redirects=[]), '"redirects" must be an object with the new address of each old one, and is a list.'),
    (manifest(redirects={"/a/": "b/"}), f'"redirects" "/a/" {ADDRESS}, and is "/a/".'),
    (manifest(redirects={"": "b/"}), f'"redirects" "" {ADDRESS}, and is "".'),
    (manifest(redirects={"a/": 1}), f'"redirects" "a/" {ADDRESS}, and is 1.'),
    (manifest(redirects={"a/": "//evil.example/"}), f'"redirects" "a/" {ADDRESS}, and is "//evil.example/".'),
    (manifest(redirects={"a/": "https://e.example/"}), f'"redirects" "a/" {ADDRESS}, and is "https://e.example/".'),
    (manifest(feeds=[]), '"feeds" must be an object with the id of each feed by its address, and is a list.'),
    (
        manifest(feeds={"/a": "b"}),
        '"feeds" "/a" must be a feed\'s address relative to the site\'s root, and its id, and is "/a".',
    ),
    (manifest(key="a\x1b"), '"key" must be the newsletter.key of mkdocs.yml, and is "a\\u001b".'),
    (manifest(unlisted=["x"]), '"unlisted" 1 must be a hash in the digits 0-9 and a-f, and is "x".'),
    (one(sketch="0a"), '"articles" 1 "sketch" must be hashes of 6 of the digits 0-9 and a-f, 16 at most, and is "0a".'),
    (manifest(articles=["a"]), '"articles" 1 must be an object in braces, and is "a".'),
    (manifest(editions=[PLAIN, {}]), '"editions" 2 "id" is missing.'),
    (manifest(articles=[{"id": "a"}]), '"articles" 1 "address" is missing.'),
    (one(title=None), '"articles" 1 "title" must be text, and is null.'),
    (one(hash=12), '"articles" 1 "hash" must be a hash in the digits 0-9 and a-f, and is 12.'),
    (one(hash="XYZ"), '"articles" 1 "hash" must be a hash in the digits 0-9 and a-f, and is "XYZ".'),
    (one(hash=""), '"articles" 1 "hash" must be a hash in the digits 0-9 and a-f, and is "".'),
    (one(id=""), '"articles" 1 "id" must be an id, as in five-minutes, and is "".'),
    (one(id="a b"), '"articles" 1 "id" must be an id, as in five-minutes, and is "a b".'),
    (one(id="a\x1b"), '"articles" 1 "id" must be an id, as in five-minutes, and is "a\\u001b".'),
    (one(address=""), f'"articles" 1 "address" {ADDRESS}, and is "".'),
    (one(address="/a/"), f'"articles" 1 "address" {ADDRESS}, and is "/a/".'),
    (one(address="a\n::error::/"), f'"articles" 1 "address" {ADDRESS}, and is "a\\n::error::/".'),
    (one(address="\ud800/"), "it is not JSON."),
    (one(first="yesterday"), f'"articles" 1 "first" {FIRST}, and is "yesterday".'),
    (one(first="2026-04-14"), f'"articles" 1 "first" {FIRST}, and is "2026-04-14".'),
    (one(first="2026-04-14T07:00:00"), f'"articles" 1 "first" {FIRST}, and is "2026-04-14T07:00:00".'),
    (one(first="2026-02-30T07:00:00Z"), f'"articles" 1 "first" {FIRST}, and is "2026-02-30T07:00:00Z".'),
    (one(first="2026-04-14\x1b07:00Z"), f'"articles" 1 "first" {FIRST}, and is "2026-04-14\\u001b07:00Z".'),
    (manifest(articles=[PLAIN, PLAIN]), "an id stands there twice."),
    (manifest(articles=[PLAIN], editions=[PLAIN]), "an id stands there twice."),
]


@pytest.mark.parametrize(("data", "message"), HOSTILE, ids=[f"{number}" for number in range(len(HOSTILE))])
def test_what_is_no_manifest_is_refused_in_one_sentence(data, message):
    with pytest.raises(ManifestError) as error:
        read_manifest(data if isinstance(data, str) else json.dumps(data))
    assert str(error.value) == message


def test_an_older_manifest_is_read_as_without_feeds_and_key():
    old = read_manifest(json.dumps(one()))

    assert (old.feeds, old.key, old.unlisted, old.entries[0].sketch) == ({}, "", frozenset(), "")
    assert guard(old, replace(old, feeds={"feed.xml": "urn:a:articles"}, key="a")) == []


def test_keys_of_a_newer_version_are_passed_over():
    assert read_manifest(json.dumps({**one(words=12), "made": "by a newer coach"})).entries[0].id == "a"


# Few ids, addresses and hashes, so that two manifests have some in common.
SLUGS = st.sampled_from(["a", "b-1", "2026-05", "five-minutes", "ü🙂", "'\"%-."]) | st.from_regex(
    r"[a-z]", fullmatch=True
)
PLACES = SLUGS.map(lambda slug: f"articles/{slug}/") | st.sampled_from(["x", "blog/x.html"])
HASHES = st.integers(0, 15).map("{:016x}".format)
ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=ZONES | st.just(UTC)).map(datetime.isoformat)
ENTRIES = st.builds(
    Entry,
    st.sampled_from(["article", "edition"]),
    SLUGS,
    PLACES,
    MOMENTS,
    HASHES,
    st.text(),
)
MANIFESTS = st.builds(
    Manifest,
    st.lists(ENTRIES, unique_by=(lambda entry: entry.id, lambda entry: entry.hash), max_size=6).map(tuple),
    st.dictionaries(PLACES, PLACES | st.just(""), max_size=4),
    st.dictionaries(PLACES, SLUGS, max_size=3),
    SLUGS,
    st.frozensets(HASHES, max_size=3),
)


@given(MANIFESTS)
def test_a_manifest_read_again_is_the_same(manifest):
    text = manifest_text(manifest)

    assert read_manifest(text) == manifest
    assert manifest_text(read_manifest(text)) == text


@given(MANIFESTS, st.randoms(use_true_random=False))
def test_the_order_of_entries_and_redirects_makes_no_difference(manifest, random):
    entries, redirects = list(manifest.entries), list(manifest.redirects.items())
    random.shuffle(entries)
    random.shuffle(redirects)

    assert manifest_text(replace(manifest, entries=tuple(entries), redirects=dict(redirects))) == manifest_text(
        manifest
    )


@given(MANIFESTS)
def test_what_does_not_change_is_never_spoken_of(manifest):
    assert guard(manifest, manifest) == []


@given(MANIFESTS, MANIFESTS)
def test_any_two_manifests_can_be_compared_and_everything_allowed(old, new):
    found = guard(old, new)

    assert found == sorted(found, key=lambda finding: (finding.id, finding.kind, finding.message))
    assert as_text(found).count("\n") == len(found)
    assert guard(old, new, {finding.id for finding in found}) == []


@given(MANIFESTS, st.data())
def test_what_vanishes_is_always_named(manifest, data):
    gone = data.draw(st.sampled_from(manifest.entries)) if manifest.entries else None
    new = replace(manifest, entries=tuple(entry for entry in manifest.entries if entry != gone))

    kinds = {finding.kind for finding in guard(manifest, new)}
    assert ("gone" in kinds) == (gone is not None)
    assert kinds <= {"gone", "unreachable"}


def run(*arguments):
    """The exit code of `coach guard`; bad usage is an exception here, and 2 in `coach`."""
    parser = argparse.ArgumentParser(prog="coach")
    command.add(parser.add_subparsers(required=True))
    options = parser.parse_args(["guard", *map(str, arguments)])
    return options.run(options)


def refusal(*arguments):
    with pytest.raises(UsageError) as error:
        run(*arguments)
    return str(error.value)


@pytest.fixture
def old(tmp_path):
    write(tmp_path / "old/manifest.json", manifest_text(LIVE))
    return tmp_path / "old"


@pytest.fixture
def new(tmp_path):
    """The folder of a site in which one article was redated and one back-filled."""
    moved = replace(FIVE, first="2026-06-01T07:00:00+01:00")
    back = article("old-story", "Old story", "2026-01-05", "100% of it.")
    write(tmp_path / "new/manifest.json", manifest_text(instead(FIVE, moved, back)))
    return tmp_path / "new"


def test_two_folders_without_a_finding(old, capsys):
    assert run(old, old) == 0
    assert capsys.readouterr() == ("", "Nothing would be sent twice.\n")


def test_files_and_folders_with_findings(old, new, capsys):
    assert run(old / "manifest.json", new) == 1
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in out.splitlines()] == [
        'the date of "Five minutes" (five-minutes, /articles/five-minutes/) was 2026-04-14T07',
        '"Old story" (old-story, /articles/old-story/) is new, but its date 2026-01-05T07',
    ]
    assert err == "2 reasons not to publish.\n"


def test_ids_can_be_allowed_together_or_one_by_one(old, new, capsys):
    assert run(old, new, "--allow", "five-minutes") == 1
    assert capsys.readouterr().err == "One reason not to publish.\n"
    assert run(old, new, "--allow", "five-minutes", "old-story") == 0
    assert run("--allow", "five-minutes", "--allow", "old-story", "--format", "text", old, new) == 0
    assert run(old, new) == 1, "what was allowed once is not remembered"


def test_findings_for_github(old, new, capsys):
    assert run(old, new, "--format", "github") == 1
    out, err = capsys.readouterr()
    assert [line.startswith("::error title=coach guard::") for line in out.splitlines()] == [True, True]
    assert err == ""


def test_files_that_cannot_be_used(old, tmp_path):
    write(tmp_path / "latin", "ü".encode("latin-1"))
    write(tmp_path / "empty/index.html", "")
    write(tmp_path / "text", "text")

    assert refusal(tmp_path / "none", old) == f"there is no {tmp_path}/none."
    assert refusal(old, tmp_path / "empty") == f"there is no {tmp_path}/empty/manifest.json."
    assert refusal(old, tmp_path / "latin") == f"{tmp_path}/latin is no manifest: it is not text in UTF-8."
    assert refusal(tmp_path / "text", old) == f"{tmp_path}/text is no manifest: it is not JSON."
    assert refusal(old, old / "manifest.json/x") == f"{old}/manifest.json/x cannot be read: Not a directory."


def test_a_byte_order_mark_is_no_mistake(old, tmp_path):
    write(tmp_path / "bom", b"\xef\xbb\xbf" + manifest_text(LIVE).encode())

    assert run(old, tmp_path / "bom") == 0


@pytest.mark.parametrize("arguments", [[], ["a", "b", "--format", "json"], ["--allow", "a", "old", "new"]])
def test_wrong_usage_is_two(arguments):
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2


class Site(BaseHTTPRequestHandler):
    """A live site: a manifest below /site/, a redirect to it, errors, and one address that never answers."""

    def do_GET(self):
        if self.path == "/drop-by-drop":
            self.send_response(200)
            self.end_headers()
            while not self.server.stop.wait(0.05):
                self.wfile.write(b" ")
        if self.path == "/slow":
            self.server.stop.wait(10)
        status = {"/moved/manifest.json": 301, "/site/manifest.json": 200, "/html": 200, "/broken/manifest.json": 500}
        self.send_response(status.get(self.path, 404))
        self.send_header("Location", "/site/manifest.json")
        self.end_headers()
        self.wfile.write(manifest_text(LIVE).encode() if self.path.startswith("/site/") else "<p>Näh".encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def live(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.stop = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.stop.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("address", ["/site/", "/site/manifest.json", "/moved/"])
def test_a_live_site_and_a_folder(live, old, new, address, capsys):
    assert run(f"{live}{address}", old) == 0
    assert run(f"{live}{address}", new) == 1
    assert run(old, f"{live}{address}") == 0


def test_a_live_site_without_a_manifest_is_a_first_deployment(live, new, capsys):
    assert refusal(f"{live}/none/", new) == (
        f"{live}/none/ answers 404. If the site was never published, say so with --first (in the workflow: start it by"
        " hand, and tick “first”). If it was, mend the address: without the old manifest nobody knows what would be sent"
        " again."
    )
    assert run(f"{live}/none/", new, "--first") == 0
    assert capsys.readouterr() == (
        "",
        f"There is no manifest.json at {live}/none/ yet: this is the first deployment.\nNothing would be sent twice.\n",
    )


def test_a_first_deployment_still_refuses_duplicates_and_a_broken_new_site(live, tmp_path):
    write(tmp_path / "twice", manifest_text(plus(replace(JUNE, hash=FIVE.hash))))
    write(tmp_path / "text", "text")

    assert run(f"{live}/none/", tmp_path / "twice", "--first") == 1
    assert refusal(f"{live}/none/", tmp_path / "text", "--first") == f"{tmp_path}/text is no manifest: it is not JSON."


def test_addresses_that_cannot_be_used(live, old, monkeypatch):
    monkeypatch.setattr(network, "LOOK_TIMEOUT", 0.2)

    assert refusal(old, f"{live}/none/") == f"there is nothing at {live}/none/."
    assert refusal(f"{live}/html", old) == f"{live}/html is no manifest: it is not JSON."
    broken = f"{live}/broken/manifest.json cannot be read: the server answers 500."
    assert refusal(f"{live}/broken/", old) == broken
    assert refusal(f"{live}/slow", old) == f"{live}/slow cannot be read: timed out."
    assert refusal(f"{live}/drop-by-drop", old) == f"{live}/drop-by-drop cannot be read: timed out."
    assert refusal("http://127.0.0.1:1/", old).startswith("http://127.0.0.1:1/manifest.json cannot be read: [Errno ")
    assert refusal("http://127.0.0.1:x/", old).startswith("http://127.0.0.1:x/manifest.json cannot be read: ")
    assert refusal("HTTPS://[", old) == "HTTPS://[ cannot be read: Invalid IPv6 URL."


def test_an_endless_manifest_is_not_read(live, old, monkeypatch):
    monkeypatch.setattr(command, "MOST", 100)

    assert refusal(f"{live}/site/", old) == f"{live}/site/manifest.json is too long for a manifest."
