"""The podcast: what Apple and Spotify ask for, what the other feeds say of recordings, and what an app makes of it."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from dataclasses import replace
from email.utils import parsedate_to_datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import feedparser
import podcastparser
import pytest
from lxml import etree
from PIL import Image

from building import ROOT, write
from coach.content.config.podcast import CATEGORIES, PodcastFields
from coach.content.settings import read_settings
from coach.io.cache import Cache
from coach.io.disk.files import read_font
from coach.io.disk.folder import Folder
from coach.pictures.marks.cover import make_cover
from coach.pictures.marks.mark import PLAIN, TALLIES, Look, Mark
from coach.pictures.store import FilePictures
from coach.publish.advice import advise_recordings
from coach.publish.build import start_build
from coach.publish.check import CheckResources, check_all
from coach.publish.deployment.guard import guard
from coach.publish.deployment.manifest import read_manifest
from coach.publish.feeds.podcast import podcast_guid
from coach.publish.files import publish
from coach.recordings.store import FileRecordings
from helpers import NOW, article, sources
from newsletter.published import RESOURCES, SMALL
from newsletter.published import settings as site_settings
from newsletter.test_feeds import SITE
from pictures.corpus import saved, scene
from recordings.sounds import SPEAKS, m4a, mp3, speech

NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
}
FIVE, LATER, DRAFT, QUIET, PLAIN_ONE = (
    f"articles/2026/{name}.md" for name in ("five-minutes", "later", "draft", "quiet", "plain")
)
DOCS = {
    **SMALL,
    FIVE: article(
        '"Five & <b>five</b>"',
        audio="../../assets/five minutes.mp3",
        image="{src: ../../assets/clock.png, alt: A clock}",
        updated="2026-05-01",
    ),
    "articles/2026/newer.md": article("Newer", date="2026-05-20", audio="../../assets/newer.m4a"),
    LATER: article("Later", date="2026-12-01", audio="../../assets/later.mp3"),
    DRAFT: article("Draft", draft="true", audio="../../assets/draft.mp3"),
    QUIET: article("Quiet", unlisted="true", audio="../../assets/quiet.mp3"),
    PLAIN_ONE: article("Plain", date="2026-03-01"),
    "assets/five minutes.mp3": mp3(305),
    "assets/newer.m4a": m4a(61),
    **{f"assets/{name}.mp3": mp3(2 + number) for number, name in enumerate(("later", "draft", "quiet"))},
    "assets/clock.png": b"\x89PNG\r\n not really a clock",
}


@pytest.fixture
def made(tmp_path):
    """Return what publishes files: every address with its bytes, as for a site with these settings of its podcast."""

    def publish_(files, *, site=None, now=NOW, preview=False, **podcast):
        for path, data in files.items():
            write(tmp_path / "docs" / path, data)
        site = site or site_settings()
        coach = site.coach.model_copy(update={"podcast": PodcastFields.model_validate(podcast)})
        store = FileRecordings(Folder(tmp_path / "docs"), Cache())
        resources = replace(RESOURCES, recordings=store)
        build = start_build(sources(files), replace(site, coach=coach), now, resources, preview=preview)
        for item in build.site.texts:
            build.html(item.address)
        return {one.address: one.content for one in publish(build)}

    return publish_


def channel_of(made, address="podcast.xml"):
    return etree.fromstring(made[address]).find("channel")


def text(element, path):
    return element.findtext(path, None, NAMES)


# "A Podcaster's Guide to RSS" of Apple, and what Spotify asks for beside it: a name for each rule, and whether it is kept.
OF_A_SHOW = {
    "title": lambda show: text(show, "title") and text(show, "itunes:title") == text(show, "title"),
    "description of at most 4000 bytes": lambda show: 0 < len(text(show, "description").encode()) <= 4000,
    "artwork with a full address": lambda show: re.fullmatch(
        r"https?://\S+\.(png|jpg)", show.find("itunes:image", NAMES).get("href")
    ),
    "a language of ISO 639": lambda show: re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", text(show, "language")),
    "categories of the list": lambda show: all(
        one.get("text") in CATEGORIES and all(two.get("text") in CATEGORIES[one.get("text")] for two in one)
        for one in show.findall("itunes:category", NAMES)
    ),
    "one category at least": lambda show: show.findall("itunes:category", NAMES),
    "explicit is true or false": lambda show: text(show, "itunes:explicit") in {"true", "false"},
    "an author": lambda show: text(show, "itunes:author"),
    "a link": lambda show: text(show, "link").startswith("http"),
    "a type": lambda show: text(show, "itunes:type") in {"episodic", "serial"},
    "an owner with name and mail": lambda show: (
        "@" in text(show, "itunes:owner/itunes:email") and text(show, "itunes:owner/itunes:name")
    ),
    "one address of its own": lambda show: (
        [one.get("href") for one in show.findall("atom:link[@rel='self']", NAMES)] == [f"{SITE}podcast.xml"]
    ),
    "an id that is a UUID": lambda show: UUID(text(show, "podcast:guid")).version == 5,
    "a lock": lambda show: text(show, "podcast:locked") == "yes",
}
OF_AN_EPISODE = {
    "title": lambda item: text(item, "title") and text(item, "itunes:title") == text(item, "title"),
    "one enclosure": lambda item: len(item.findall("enclosure")) == 1,
    "a type that Apple plays": lambda item: item.find("enclosure").get("type") in {"audio/mpeg", "audio/x-m4a"},
    "an ending that Apple plays": lambda item: item.find("enclosure").get("url").endswith((".mp3", ".m4a")),
    "a length in bytes": lambda item: int(item.find("enclosure").get("length")) > 0,
    "an address without blanks": lambda item: re.fullmatch(r"https?://\S+", item.find("enclosure").get("url")),
    "a guid": lambda item: text(item, "guid"),
    "a date of RFC 2822": lambda item: parsedate_to_datetime(text(item, "pubDate")).tzinfo,
    "a description of at most 4000 bytes": lambda item: 0 < len(text(item, "description").encode()) <= 4000,
    "a summary": lambda item: text(item, "itunes:summary"),
    "a duration in seconds": lambda item: int(text(item, "itunes:duration")) > 0,
    "a link to its page": lambda item: text(item, "link").startswith(f"{SITE}articles/"),
    "the text": lambda item: "<p>" in text(item, "content:encoded"),
}


@pytest.mark.parametrize("rule", OF_A_SHOW)
def test_the_podcast_keeps_the_rules_of_directories(made, rule):
    assert OF_A_SHOW[rule](channel_of(made(DOCS, owner="desk@example.org", category="Management")))


@pytest.mark.parametrize("rule", OF_AN_EPISODE)
def test_each_episode_keeps_the_rules_of_directories(made, rule):
    items = channel_of(made(DOCS)).findall("item")

    assert len(items) == 2
    assert [item for item in items if not OF_AN_EPISODE[rule](item)] == []


def test_no_two_episodes_have_one_file_or_id(made):
    items = channel_of(made(DOCS)).findall("item")

    assert len({item.find("enclosure").get("url") for item in items}) == len({text(one, "guid") for one in items}) == 2


def test_what_is_said_of_the_show_stands_before_the_episodes(made):
    names = [etree.QName(child).localname for child in channel_of(made(DOCS))]

    assert names.count("item") == 2
    assert names.index("item") > names.index("locked")


def test_settings_say_what_the_podcast_is(made):
    plain = channel_of(made(DOCS))
    said = channel_of(
        made(
            DOCS, category="Careers", author="Ada", owner="a@example.org", explicit=True, type="serial", image="x/y.jpg"
        )
    )

    def facts(show):
        paths = ("itunes:author", "itunes:owner/itunes:email", "itunes:explicit", "itunes:type")
        categories = [one.get("text") for one in show.iterfind(".//itunes:category", NAMES)]
        image = show.find("itunes:image", NAMES).get("href").removeprefix(SITE)
        return [*(text(show, path) for path in paths), *categories, image]

    assert facts(plain) == ["The Second Sale", None, "false", "episodic", "Business", "assets/podcast.png"]
    assert facts(said) == ["Ada", "a@example.org", "true", "serial", "Business", "Careers", "x/y.jpg"]


def test_without_an_owner_it_is_whom_readers_write_to(made):
    site = site_settings()
    site = replace(site, coach=site.coach.model_copy(update={"contact": "desk@example.org"}))
    show = channel_of(made(DOCS, site=site))

    assert text(show, "itunes:owner/itunes:email") == "desk@example.org"
    assert show.find("podcast:locked", NAMES).get("owner") == "desk@example.org"


def test_the_id_comes_from_the_first_address_and_can_stay_at_another(made):
    first = text(channel_of(made(DOCS)), "podcast:guid")
    moved = replace(site_settings(), site_url="https://other.example/")

    assert podcast_guid("https://mp3s.nashownotes.com/pc20rss.xml") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"  # theirs
    assert first == podcast_guid(f"{SITE}podcast.xml")
    assert text(channel_of(made(DOCS, site=moved)), "podcast:guid") != first
    assert text(channel_of(made(DOCS, site=moved, guid=first.upper())), "podcast:guid") == first


def test_drafts_future_unlisted_and_silent_articles_are_no_episodes(made):
    for preview in (False, True):
        items = channel_of(made(DOCS, preview=preview)).findall("item")
        assert [text(item, "guid") for item in items] == ["urn:second-sale:newer", "urn:second-sale:five-minutes"]


def test_a_future_article_is_an_episode_from_its_day_on(made):
    newest = channel_of(made(DOCS, now=NOW.replace(month=12))).find("item")

    assert (text(newest, "title"), text(newest, "pubDate")) == ("Later", "Tue, 01 Dec 2026 07:00:00 +0000")


def test_without_a_recording_that_lists_show_there_is_no_podcast(made):
    for files in (SMALL, {QUIET: DOCS[QUIET], "assets/quiet.mp3": mp3(4)}, {DRAFT: DOCS[DRAFT]}):
        published = made({**SMALL, **files})
        assert "podcast.xml" not in published
        assert b"podcast" not in published["feeds.opml"]


def test_a_podcast_has_all_its_episodes(made):
    many = {f"articles/2026/a{n}.md": article(f"A {n}", body=f"{n}", audio=f"../../assets/a{n}.mp3") for n in range(40)}
    files = {f"assets/a{n}.mp3": mp3(n + 1) for n in range(40)}
    published = made({**many, **files})

    assert len(channel_of(published).findall("item")) == 40
    assert len(channel_of(published, "feed.xml").findall("item")) == 30


def test_the_other_feeds_name_the_recording(made):
    published = made(DOCS)
    url, length = f"{SITE}assets/five%20minutes.mp3", len(DOCS["assets/five minutes.mp3"])
    item = channel_of(published, "feed.xml").findall("item")[1]
    (enclosure,) = item.findall("enclosure")
    atom = etree.fromstring(published["feed.atom"]).findall("{*}entry")[1]
    told = json.loads(published["feed.json"])["items"]

    assert dict(enclosure.attrib) == {"url": url, "length": str(length), "type": "audio/mpeg"}
    assert item.find("media:content", NAMES).get("url") == f"{SITE}assets/clock.png"
    assert [(one.get("href"), one.get("type")) for one in atom.findall("{*}link[@rel='enclosure']")] == [
        (url, "audio/mpeg"),
        (f"{SITE}assets/clock.png", "image/png"),
    ]
    assert told[1]["attachments"] == [
        {"url": url, "mime_type": "audio/mpeg", "size_in_bytes": length, "duration_in_seconds": 305}
    ]
    assert told[0]["attachments"][0]["mime_type"] == "audio/x-m4a"
    assert "attachments" not in told[2]


def test_feeds_with_recordings_pass_the_validators(made):
    published = made(DOCS)
    schema = etree.RelaxNG(etree.parse(str(ROOT / "tests/newsletter/schemas/atom.rng")))

    schema.assertValid(etree.fromstring(published["feed.atom"]))
    seen = feedparser.parse(published["podcast.xml"])
    assert not seen.bozo
    assert [entry.itunes_duration for entry in seen.entries] == ["61", "305"]
    assert seen.feed.image.href == f"{SITE}assets/podcast.png"
    assert seen.entries[1].title == "Five & <b>five</b>"


def test_the_podcast_is_in_the_list_of_feeds_and_the_guard_misses_it(made):
    before, after = (
        made(DOCS),
        made({**DOCS, FIVE: article(), "articles/2026/newer.md": article("Newer", "2026-05-20")}),
    )
    listed = etree.fromstring(before["feeds.opml"]).findall("body/outline")
    findings = guard(*(read_manifest(one["manifest.json"]) for one in (before, after)))

    assert f"{SITE}podcast.xml" in [one.get("xmlUrl") for one in listed]
    (told,) = [one.sentence for one in findings if one.kind == "feed gone"]
    assert told.startswith("the feed /podcast.xml is gone: nothing tells those who subscribe to it. Podcast apps would")


def test_an_old_address_of_the_home_page_gets_articles_not_the_podcast(made):
    site = site_settings()
    site = replace(site, coach=site.coach.model_copy(update={"old_feeds": ("feed/index.xml",)}))

    assert len(channel_of(made(DOCS, site=site), "feed/index.xml").findall("item")) == 3


# Mistakes.


def told(tmp_path, files, **podcast):
    for path, data in files.items():
        write(tmp_path / "docs" / path, data)
    site = site_settings()
    coach = site.coach.model_copy(update={"podcast": PodcastFields.model_validate(podcast)})
    folder = Folder(tmp_path / "docs")
    resources = CheckResources(pictures=FilePictures(folder, Cache()), recordings=FileRecordings(folder, Cache()))
    found = check_all(sources(files), replace(site, coach=coach), NOW, resources)
    return [str(one) for one in found if "recording" in one.message or "podcast" in one.message]


def test_a_recording_whose_length_cannot_be_read_is_named_and_is_no_episode(tmp_path, made):
    files = {**DOCS, "assets/newer.m4a": mp3(3)}

    assert told(tmp_path, files) == [
        'docs/articles/2026/newer.md:6:8 the length of the recording "../../assets/newer.m4a" cannot be read. Save it '
        "again as MP3 or M4A."
    ]
    assert len(channel_of(made(files)).findall("item")) == 1


def test_two_articles_with_one_recording_are_named(tmp_path):
    files = {**DOCS, PLAIN_ONE: article("Plain", date="2026-03-01", audio="../../assets/newer.m4a")}

    assert told(tmp_path, files) == [
        'docs/articles/2026/newer.md:6:8 the recording "../../assets/newer.m4a" already belongs to '
        "docs/articles/2026/plain.md. Podcast apps would show one of the two; give each article a file of its own."
    ]


def test_a_recording_too_large_for_github_is_advice(tmp_path):
    site = start_build(sources(DOCS), site_settings(), NOW, RESOURCES, preview=False).site
    large = replace(site, sizes={**site.sizes, "assets/newer.m4a": 101 * 2**20})

    assert list(advise_recordings(site)) == []
    (found,) = advise_recordings(large)
    assert found.advice
    assert found.sentence == (
        "the recording has 101 MB, and GitHub takes no file over 100. Save it again with 64 kbit/s, in mono."
    )


SQUARE = "Apple asks for a square of 1400 to 3000 pixels. Save it again in that size."


@pytest.mark.parametrize(
    ("image", "files", "expected"),
    [
        ("assets/show.png", {"assets/show.png": saved(scene(1400, 1400), "PNG")}, []),
        (
            "assets/show.png",
            {"assets/show.png": saved(scene(600, 600), "PNG")},
            [f'mkdocs.yml:1:1 the picture of the podcast, "assets/show.png", has 600 x 600 pixels. {SQUARE}'],
        ),
        (
            None,
            {"assets/podcast.png": saved(scene(1500, 1400), "PNG")},
            [
                f'docs/assets/podcast.png:1:1 the picture of the podcast, "assets/podcast.png", has 1500 x 1400 pixels. {SQUARE}'
            ],
        ),
    ],
)
def test_a_picture_that_directories_do_not_take_is_named(tmp_path, image, files, expected):
    assert told(tmp_path, {**DOCS, **files}, image=image) == expected


def test_a_picture_of_the_podcast_that_is_not_there_is_named_at_its_place(tmp_path):
    text_ = (
        (ROOT / "mkdocs.yml").read_text().replace("  coach:\n", "  coach:\n    podcast: {image: assets/clok.png}\n", 1)
    )
    settings, _ = read_settings(text_)
    folder = Folder(tmp_path)
    found = check_all(sources(DOCS), settings, NOW, CheckResources(pictures=FilePictures(folder, Cache())))

    (problem,) = [str(one) for one in found if "clok" in one.message]
    assert re.fullmatch(
        r'mkdocs\.yml:\d+:22 there is no picture "assets/clok\.png"\. Did you mean "assets/clock\.png"\?', problem
    )


# The cover.


@pytest.mark.parametrize("mark", [TALLIES, Mark("TS")])
@pytest.mark.parametrize(
    "name", ["The Second Sale", "X" * 200, "日本語", "Ein sehr langer Name für einen Blog über den Verkauf"]
)
def test_a_cover_is_what_apple_asks_for_whatever_the_name(tmp_path, name, mark):
    cache = Cache(tmp_path / "cache.sqlite")
    data = make_cover(Look(mark=mark), name, read_font, cache)
    write(tmp_path / "cover.png", data)

    with Image.open(tmp_path / "cover.png") as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (1400, 1400))
        edge = {picture.getpixel((x, y)) for x in range(0, 1400, 7) for y in (60, 1340)}
        edge |= {picture.getpixel((x, y)) for y in range(0, 1400, 7) for x in (75, 1325)}
        assert edge == {(0xFB, 0xF8, 0xF3)}, "nothing runs over the margin"
    assert make_cover(Look(mark=mark), name, read_font, Cache()) == data
    assert make_cover(PLAIN, "Other", read_font, cache) != data


# What a podcast app does.


class Server(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def app(tmp_path, made):
    """Return what a podcast app shows of a published site, and what it has downloaded."""
    folder = tmp_path / "site"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def listen(files):
        url = f"http://127.0.0.1:{server.server_port}/"
        made_ = made(files, site=replace(site_settings(), site_url=url), owner="desk@example.org")
        for address, content in made_.items():
            write(folder / address, content)
        for path, data in files.items():
            if path.startswith("assets/"):
                write(folder / path, data)
        feed = f"{url}podcast.xml"
        with urllib.request.urlopen(feed) as stream:
            show = podcastparser.parse(feed, stream)
        loaded = {}
        for episode in show["episodes"]:
            with urllib.request.urlopen(episode["enclosures"][0]["url"]) as stream:
                loaded[episode["guid"]] = (stream.headers["Content-Type"], stream.read())
        return show, loaded

    yield listen
    server.shutdown()
    server.server_close()


def test_a_podcast_app_shows_and_loads_every_episode(app):
    show, loaded = app(DOCS)
    newest, first = show["episodes"]

    assert (show["title"], show["type"], show["explicit"]) == ("The Second Sale", "episodic", False)
    assert show["cover_url"].endswith("/assets/podcast.png")
    assert (newest["title"], newest["total_time"]) == ("Newer", 61)
    assert (first["guid"], first["total_time"]) == ("urn:second-sale:five-minutes", 305)
    assert first["published"] == int(parsedate_to_datetime("Tue, 14 Apr 2026 07:00:00 +0100").timestamp())
    assert first["enclosures"][0]["file_size"] == len(DOCS["assets/five minutes.mp3"])
    assert first["description_html"]
    assert loaded["urn:second-sale:five-minutes"] == ("audio/mpeg", DOCS["assets/five minutes.mp3"])
    assert loaded["urn:second-sale:newer"][1] == DOCS["assets/newer.m4a"]


@pytest.mark.skipif(not SPEAKS, reason="espeak-ng and lame are not here: apt-get install espeak-ng lame")
def test_an_article_read_aloud_reaches_a_podcast_app(app, tmp_path):
    spoken = speech("You asked for five minutes, and five minutes it will be. " * 3, tmp_path)
    show, loaded = app({FIVE: article(audio="../../assets/five.mp3"), "assets/five.mp3": spoken})

    assert 5 <= show["episodes"][0]["total_time"] <= 30
    assert loaded == {"urn:second-sale:five-minutes": ("audio/mpeg", spoken)}
