"""Every feed of a site whose every name is hostile, as XML, as its format, and as a reader's program sees it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import feedparser
import pytest
from lxml import etree

from building import ROOT
from helpers import article
from newsletter.published import edition, published, settings

NAMES = {
    "markup": "A & B <b>bold</b> ]]> </title>",
    "script": "<script>alert(1)</script>",
    "references": "&amp; &lt;i&gt; &#x41; &#38; &nbsp;",
    "templates": "{{ x }} *|Y|* {$z} {% if %}",
    "comment": "<!-- --> <?php ?> <![CDATA[ x",
    "directions": "العربية & עברית",
    "escapes": r"%s %d \n A \<x>",
    "formula": "=cmd|calc",
    "smileys": "\U0001f600" * 20,
}
FEEDS = [
    "feed.xml",
    "feed.atom",
    "newsletter/feed.xml",
    *(f"tags/{tag}/feed.xml" for tag in ("nasty", "old-name")),
    *(f"authors/{author}/feed.xml" for author in ("ada", "bo")),
    "paths/way/feed.xml",
]
SITE_NAME, TAG, AUTHOR, PATH = "S & <b> ]]>", "Tag & <b> ]]>", "Ada & <Bo> ]]>", "Path & <i> ]]>"
ABOUT = "About & <b> ]]> &amp; that is long enough to stand alone in a list of them."


def yaml(value):
    """Return a text or a mapping as YAML that holds it exactly."""
    return json.dumps(value, ensure_ascii=False)


FILES = {
    **{
        f"articles/2026/{name}.md": article(
            yaml(title),
            date=f"2026-03-{day:02}",
            description=yaml(f"About {title} and more words, so that it is long enough."),
            tags="[nasty]",
            authors="[ada, bo]",
            body=f"{title}\n\n```\n<code> & ]]>\n```\n",
        )
        for day, (name, title) in enumerate(NAMES.items(), 1)
    },
    "newsletter/2026-05.md": edition(yaml(NAMES["markup"]), body=NAMES["script"]),
    "tags.yml": yaml({"nasty": {"label": TAG, "description": ABOUT, "aliases": ["old-name"]}}),
    "authors.yml": yaml({"ada": {"name": AUTHOR, "description": ABOUT}, "bo": {"name": "Bo", "description": "x"}}),
    "paths/way.yml": yaml(
        {"title": PATH, "description": ABOUT, "steps": [{"article": name, "why": "Why & <b>."} for name in NAMES]}
    ),
}


@cache
def made():
    site = settings(title="Letters & <b> ]]>", description=ABOUT, hub="https://hub.example.org/?a=1&b=2")
    return published(FILES, site=replace(site, site_name=SITE_NAME, description=ABOUT))


def test_these_are_all_feeds():
    assert {name for name in made() if name.endswith((".xml", ".atom"))} == set(FEEDS)


@pytest.mark.parametrize("address", FEEDS)
def test_a_reader_sees_each_name_as_it_was_written(address):
    seen = feedparser.parse(made()[address].encode())

    assert not seen.bozo
    titles = ["markup"] if address.startswith("newsletter/") else reversed(NAMES)
    assert [entry.title for entry in seen.entries] == [NAMES[name] for name in titles]
    assert {entry.id.rpartition(":")[0] for entry in seen.entries} <= {"urn:second-sale", "urn:second-sale:newsletter"}


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("feed.xml", SITE_NAME),
        ("newsletter/feed.xml", f"{SITE_NAME}: Letters & <b> ]]>"),
        ("tags/nasty/feed.xml", f"{SITE_NAME}: {TAG}"),
        ("tags/old-name/feed.xml", f"{SITE_NAME}: {TAG}"),
        ("authors/ada/feed.xml", f"{SITE_NAME}: {AUTHOR}"),
        ("paths/way/feed.xml", f"{SITE_NAME}: {PATH}"),
    ],
)
def test_a_feed_has_the_name_of_what_it_is_of(address, title):
    channel = etree.fromstring(made()[address].encode()).find("channel")

    assert channel.findtext("title") == title
    assert channel.findtext("description").startswith(ABOUT)
    assert {item.findtext("category") for item in channel.findall("item")} <= {TAG, None}


def test_the_atom_feed_fits_its_schema_with_a_hub_too():
    tree = etree.fromstring(made()["feed.atom"].encode())

    etree.RelaxNG(etree.parse(str(ROOT / "tests/newsletter/schemas/atom.rng"))).assertValid(tree)
    assert {author.findtext("{*}name") for author in tree.iter("{*}author")} == {AUTHOR, "Bo"}


def test_the_other_formats_have_the_same_names():
    feed = json.loads(made()["feed.json"])
    listed = etree.fromstring(made()["feeds.opml"].encode()).findall("body/outline")

    assert [item["title"] for item in feed["items"]] == list(reversed(NAMES.values()))
    assert feed["title"] == SITE_NAME
    titles = [etree.fromstring(made()[name].encode()).findtext("channel/title") for name in FEEDS if "old" not in name]
    assert [one.get("text") for one in listed] == [title for title in titles if title]
    assert all(one.get("text") == one.get("title") for one in listed)
