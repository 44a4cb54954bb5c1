"""Feeds: valid whatever stands in an article, the same bytes anywhere, and what a reader's program sees."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import feedparser
import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from building import ROOT
from coach.markdown.html.elsewhere import clean
from helpers import NOW, article, site_of
from newsletter.published import SMALL, edition, published
from newsletter.published import settings as site_settings

SITE = "https://example.org/second-sale/"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
HOSTILE_TITLE = '"A & B <b>bold</b> ]]> \'it\' \\"x\\" \\u202Eright\\u202C \U0001f600"'
HOSTILE_BODY = """A & B < C ]]> \x01\x0b\x0c "quoted" עברית 😀

<!-- more -->

<script>alert(1)</script><form action="/x"><input name="a"></form><iframe src="https://example.com"></iframe>

# A second title

```python
def f():
    return "<b>"  # two  blanks
```

![A clock](../../assets/clock.png) <img src="../../assets/clock.png" srcset="../../assets/clock.png 1x, ../../assets/clock.png 2x" alt="" onload="x()">

[Up](#a-second-title) and [there](other.md#x), note[^1].

[^1]: A note.

!!! homework "Do & do"

    Now.

```chat
title: A talk
Buyer: <b>Hello</b> & goodbye.
Rep: Yes.
> A note.
```

```video
title: Two minutes
length: "2:10"
link: https://youtu.be/abcdefghijk
```
"""
HOSTILE = {
    **SMALL,
    "articles/2026/hostile.md": article(
        HOSTILE_TITLE,
        date="2026-06-01",
        body=HOSTILE_BODY,
        image='{src: ../../assets/clock.png, alt: "A <clock> & more"}',
    ),
    "articles/2026/other.md": article("Other", date="2026-05-20", updated="2026-07-01", body="## X\n\nText."),
    "tags.yml": 'time: {label: "Time & <money>", description: "About ]]> & <b>."}',
    "authors.yml": 'desk: {name: "Ada & <Bo>", description: They write.}',
    "assets/clock.png": b"\x89PNG not really a clock",
}


def items(text):
    return etree.fromstring(text.encode()).findall("channel/item")


def check_rss(text, address, files):
    """Hold an RSS feed against the rules of research for readers and mail services, each stated where it is checked."""
    root = etree.fromstring(text.encode())
    channel = root.find("channel")
    assert root.get("version") == "2.0"
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    (own,) = channel.findall("atom:link", NAMES)
    assert (own.get("href"), own.get("rel"), own.get("type")) == (SITE + address, "self", "application/rss+xml")
    assert channel.find("managingEditor") is None
    assert channel.find("image") is None
    moments = []
    for item in channel.findall("item"):
        names = [etree.QName(child).localname for child in item]
        assert names.index("description") < names.index("encoded")
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("link").startswith(SITE)
        published_ = parsedate_to_datetime(item.findtext("pubDate"))
        assert item.findtext("pubDate").startswith(published_.strftime("%a, "))
        moments.append(published_)
        assert "<" not in re.sub(r"<b>|</b>|<clock>|<money>", "", item.findtext("description"))
        check_content(item.findtext("content:encoded", None, NAMES), files)
        for enclosure in item.findall("enclosure"):
            path = enclosure.get("url").removeprefix(SITE)
            assert int(enclosure.get("length")) == len(files[path])
            assert enclosure.get("type") == "image/png"
            assert item.find("media:content", NAMES).get("url") == enclosure.get("url")
    assert moments == sorted(moments, reverse=True)
    if moments:
        assert parsedate_to_datetime(channel.findtext("lastBuildDate")) >= max(moments)


def check_content(html, files):
    body = lxml.html.fragment_fromstring(html or "<p/>", create_parent="div")
    for element in body.iter():
        assert element.tag not in {"script", "form", "input", "iframe", "button", "style", "h1", "svg"}
        assert not [name for name in element.attrib if name in {"class", "id", "style"} or name.startswith("on")]
    for _, _, link, _ in body.iterlinks():
        assert re.match(r"https?://|mailto:", link), link
        if link.startswith(SITE):
            path = link.removeprefix(SITE).partition("#")[0]
            assert path in files or path.startswith(("articles/", "quizzes/", "newsletter/")) or not path


def test_every_rss_feed_of_a_hostile_site_keeps_the_rules():
    made = published(HOSTILE)
    feeds = {address: text for address, text in made.items() if address.endswith(".xml")}

    assert sorted(feeds) == ["authors/desk/feed.xml", "feed.xml", "newsletter/feed.xml", "tags/time/feed.xml"]
    for address, text in feeds.items():
        check_rss(text, address, HOSTILE)


def test_the_atom_feed_fits_its_schema():
    schema = etree.RelaxNG(etree.parse(str(ROOT / "tests/newsletter/schemas/atom.rng")))
    tree = etree.fromstring(published(HOSTILE)["feed.atom"].encode())

    schema.assertValid(tree)
    assert [entry.findtext("{*}id") for entry in tree.findall("{*}entry")] == [
        "urn:second-sale:hostile",
        "urn:second-sale:other",
        "urn:second-sale:five-minutes",
    ]


def test_the_json_feed_keeps_its_rules():
    feed = json.loads(published(HOSTILE)["feed.json"])

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{SITE}feed.json"
    assert len({item["id"] for item in feed["items"]}) == 3
    for item in feed["items"]:
        assert None not in item.values()
        assert datetime.fromisoformat(item["date_published"]).tzinfo
        assert item["authors"] == [{"name": "Ada & <Bo>"}]
        check_content(item["content_html"], HOSTILE)
    assert feed["items"][0]["title"].startswith("A & B <b>bold</b> ]]>")


def test_text_is_escaped_once_and_control_characters_are_gone():
    text = published(HOSTILE)["feed.xml"]
    (hostile, *_) = items(text)

    assert hostile.findtext("title").startswith("A & B <b>bold</b> ]]> ")
    assert "\x01" not in text
    assert [one.text for one in hostile.findall("category")] == ["Time & <money>"]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (
            "Fish & chips, and nothing else at all for you to eat today.",
            "Fish & chips, and nothing else at all for you to eat today.",
        ),
        (
            "What <script> does to the page, and who put it there.",
            "What &lt;script&gt; does to the page, and who put it there.",
        ),
        (
            "How to write &amp; in a text, and when it is needed.",
            "How to write &amp;amp; in a text, and when it is needed.",
        ),
    ],
)
def test_a_description_is_what_was_written_for_programs_that_read_it_as_html(written, seen):
    text = published({"articles/2026/a.md": article(description=f'"{written}"')})["feed.xml"]
    (item,) = items(text)

    assert item.findtext("description") == seen
    assert lxml.html.fragment_fromstring(seen, create_parent="p").text_content() == written


def test_plain_text_has_hexadecimal_references_as_the_rss_profile_recommends():
    text = published({"articles/2026/a.md": article('"A & B <b>"', body="x & <b>y</b>")})["feed.xml"]

    assert "<title>A &#x26; B &#x3C;b></title>" in text.replace("&gt;", ">")
    assert "&lt;p&gt;x &amp;amp;" in text


def test_code_keeps_its_line_breaks_and_blanks():
    (hostile, *_) = items(published(HOSTILE)["feed.xml"])
    body = lxml.html.fromstring(hostile.findtext("content:encoded", None, NAMES))

    assert 'def f():\n    return "<b>"  # two  blanks' in body.xpath("//pre")[0].text_content()


def test_blocks_stand_alone_elsewhere():
    (hostile, *_) = items(published(HOSTILE)["feed.xml"])
    html = hostile.findtext("content:encoded", None, NAMES)

    assert "<b>Buyer:</b> &lt;b&gt;Hello&lt;/b&gt; &amp; goodbye." in html
    assert '<a href="https://youtu.be/abcdefghijk">Video: Two minutes</a> (2:10)' in html
    assert "<strong>Do &amp; do</strong>" in html
    assert html.startswith(f'<p><img src="{SITE}assets/clock.png"') or html.count("<img") == 2


def test_a_readers_program_sees_titles_dates_ids_authors_and_tags():
    seen = feedparser.parse(published(HOSTILE)["feed.xml"].encode())

    assert not seen.bozo
    newest = seen.entries[0]
    assert newest.id == "urn:second-sale:hostile"
    assert newest.link == f"{SITE}articles/hostile/"
    assert newest.published == "Mon, 01 Jun 2026 07:00:00 +0100"
    assert newest.author == "Ada & <Bo>"
    assert [tag.term for tag in newest.tags] == ["Time & <money>"]
    assert [entry.id.rpartition(":")[2] for entry in seen.entries] == ["hostile", "other", "five-minutes"]
    assert not feedparser.parse(published(HOSTILE)["feed.atom"].encode()).bozo


def test_the_newest_thirty_only_and_drafts_future_and_unlisted_never():
    many = {
        f"articles/2026/a{n:02}.md": article(f"A {n}", date=f"2026-01-{n % 28 + 1:02}T{n % 24:02}:00Z")
        for n in range(40)
    }
    docs = {
        **many,
        "articles/2026/draft.md": article("Draft", draft="true"),
        "articles/2026/later.md": article("Later", date="2026-12-01"),
        "articles/2026/quiet.md": article("Quiet", unlisted="true"),
    }
    for preview in (False, True):
        made = published(docs, preview=preview)
        assert len(items(made["feed.xml"])) == 30
        assert not re.search("Draft|Later|Quiet", "".join(made.values()))


def test_a_future_article_appears_with_its_planned_date():
    from datetime import timedelta

    docs = {**SMALL, "articles/2026/later.md": article("Later", date="2026-12-01")}
    (later, *_) = items(published(docs, now=NOW + timedelta(days=30))["feed.xml"])

    assert later.findtext("pubDate") == "Tue, 01 Dec 2026 07:00:00 +0000"


def test_an_update_moves_the_feeds_date_and_not_the_items():
    before, after = (
        published(SMALL),
        published({**SMALL, "articles/2026/five-minutes.md": article(updated="2026-05-02")}),
    )

    assert items(after["feed.xml"])[0].findtext("pubDate") == items(before["feed.xml"])[0].findtext("pubDate")
    assert "<lastBuildDate>Sat, 02 May 2026 07:00:00 +0100" in after["feed.xml"]


def test_a_renamed_article_with_its_old_id_keeps_its_guid():
    renamed = {"articles/2026/new-name.md": article(id="five-minutes", aliases="[/articles/five-minutes/]")}

    (item,) = items(published(renamed)["feed.xml"])
    assert item.findtext("guid") == "urn:second-sale:five-minutes"
    assert item.findtext("link").endswith("/articles/new-name/")


@pytest.mark.parametrize(
    ("guid", "iri"),
    [
        ("https://old.example.com/?p=12", "https://old.example.com/?p=12"),
        ("tag:blogger.com,1999:blog-1.post-2", "tag:blogger.com,1999:blog-1.post-2"),
        ("61f0c1a2b3", "urn:guid:61f0c1a2b3"),
        ("Post 12 & more", "urn:guid:Post%2012%20%26%20more"),
    ],
)
def test_the_id_that_another_tool_gave_is_kept_letter_by_letter(guid, iri):
    made = published({"articles/2026/five-minutes.md": article(guid=json.dumps(guid))})

    assert [item.findtext("guid") for item in items(made["feed.xml"])] == [guid]
    assert [item["id"] for item in json.loads(made["feed.json"])["items"]] == [guid]
    tree = etree.fromstring(made["feed.atom"].encode())
    assert [entry.findtext("{*}id") for entry in tree.findall("{*}entry")] == [iri], "RFC 4287 wants an IRI"


def test_two_articles_with_one_guid_are_named():
    files = {f"articles/2026/{name}.md": article(name, guid="x-12") for name in ("a", "b")}
    site = site_of({**SMALL, **files})

    (problem,) = [one for one in site.problems if "guid" in one.message]
    assert str(problem) == (
        'docs/articles/2026/b.md:6:7 the guid "x-12" already belongs to docs/articles/2026/a.md: feed readers would show '
        "one of the two. Take it out of one of them."
    )


def ids(made, address="feed"):
    """The ids of all items, which are the same in every format."""
    rss = [item.findtext("guid") for item in items(made[f"{address}.xml"])]
    if address == "feed":
        assert [
            entry.findtext("{*}id") for entry in etree.fromstring(made["feed.atom"].encode()).findall("{*}entry")
        ] == rss
        assert [item["id"] for item in json.loads(made["feed.json"])["items"]] == rss
    return rss


def test_another_domain_changes_no_id():
    other = replace(site_settings(), site_url="https://other.example/")
    there = published(SMALL, site=other)

    assert ids(there) == ids(published(SMALL)) == ["urn:second-sale:five-minutes"]
    assert "example.org" not in "".join(there.values())


def test_the_key_is_in_every_id():
    made = published(SMALL, key="another-blog")

    assert ids(made) == ["urn:another-blog:five-minutes"]
    assert ids(made, "newsletter/feed") == ["urn:another-blog:newsletter:2026-05"]
    assert "urn:second-sale" not in "".join(made.values())


def test_no_article_has_the_id_of_a_letter_or_of_a_feed():
    names = ["newsletter-2026-05", "articles", "newsletter"]
    files = {f"articles/2026/{name}.md": article(name, body=name) for name in names}
    made = published({**SMALL, **files})
    tree = etree.fromstring(made["feed.atom"].encode())

    found = [*ids(made), *ids(made, "newsletter/feed"), tree.findtext("{*}id")]
    assert len(found) == len(set(found)) == 6
    assert json.loads(made["manifest.json"])["feeds"].keys() >= {"feed.xml", "newsletter/feed.xml"}
    assert not set(json.loads(made["manifest.json"])["feeds"].values()) & set(found[:-1])


def test_every_feed_says_its_language():
    german = site_settings()
    german = replace(german, coach=german.coach.model_copy(update={"locale": "de_AT"}))
    for site, language in ((site_settings(), "en-gb"), (german, "de-at")):
        made = published(HOSTILE, site=site)
        root = etree.fromstring(made["feed.atom"].encode())
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert {one.get("hreflang") for one in root.findall(".//{*}link[@rel='alternate']")} == {language}
        assert json.loads(made["feed.json"])["language"] == language
        feeds = [etree.fromstring(text.encode()) for address, text in made.items() if address.endswith("feed.xml")]
        assert {feed.findtext("channel/language") for feed in feeds} == {language}


PATH = """
title: A way
description: A way through it that is long enough to stand alone in any list.
steps: [{article: fit, why: First.}, {article: five-minutes, why: Then.}, {article: quiet, why: At last.}]
"""


def test_authors_paths_and_old_names_of_tags_have_a_feed():
    docs = {
        **SMALL,
        "articles/2026/fit.md": article("Fit", date="2026-05-01", authors="[ada]", tags="[respect]"),
        "articles/2026/other.md": article("Other", date="2026-06-01", authors="[ada]", tags="[respect]"),
        "articles/2026/quiet.md": article("Quiet", date="2026-06-01", unlisted="true"),
        "authors.yml": "desk: {name: Desk, description: They write.}\nada: {name: Ada, description: She writes.}",
        "paths/way.yml": PATH,
    }
    made = published(docs)
    feeds = {
        address: [id_.rpartition(":")[2] for id_ in ids(made, address[:-4])]
        for address in made
        if address.endswith("feed.xml")
    }

    assert feeds == {
        "feed.xml": ["other", "fit", "five-minutes"],
        "newsletter/feed.xml": ["2026-05"],
        "tags/time/feed.xml": ["five-minutes"],
        "tags/respect/feed.xml": ["other", "fit"],
        "authors/desk/feed.xml": ["five-minutes"],
        "authors/ada/feed.xml": ["other", "fit"],
        "paths/way/feed.xml": ["fit", "five-minutes"],
        "tags/timing/feed.xml": ["five-minutes"],
    }
    assert made["feeds.opml"].count("<outline") == 7
    assert made["tags/timing/feed.xml"].count(f"{SITE}tags/time/feed.xml") == 2
    assert "This feed has a new address" in made["tags/timing/feed.xml"]
    assert made["tags/timing/feed.xml"].partition("<item>")[2] == made["tags/time/feed.xml"].partition("<item>")[2]


def test_items_of_one_moment_have_one_order_everywhere():
    names = ["a", "b", "c", "d"]
    docs = {f"articles/2026/{name}.md": article(name.upper()) for name in names}
    docs |= {"paths/way.yml": PATH.replace("fit", "d").replace("five-minutes", "a").replace("quiet", "c")}
    backwards = dict(reversed(docs.items()))
    for made in (published(docs), published(backwards)):
        for address, known in {
            "feed": names,
            "tags/time/feed": names,
            "authors/desk/feed": names,
            "paths/way/feed": ["a", "c", "d"],
        }.items():
            assert [id_.rpartition(":")[2] for id_ in ids(made, address)] == known
    letters = published({**docs, "newsletter/2026-05.md": edition(body="Hello.")})["newsletter/2026-05/edition.json"]
    assert json.loads(letters)["items"] == names


def test_all_feeds_are_listed_in_one_file():
    made = published(HOSTILE)
    listed = etree.fromstring(made["feeds.opml"].encode()).findall("body/outline")

    assert [one.get("xmlUrl").removeprefix(SITE) for one in listed] == [
        "feed.xml",
        "newsletter/feed.xml",
        "tags/time/feed.xml",
        "authors/desk/feed.xml",
    ]


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_breaks_a_feed(text):
    title = json.dumps("x" + re.sub(r"[\ud800-\udfff]", "", text)[:80])
    made = published({**SMALL, "articles/2026/x.md": article(title, body=text)})

    for address, content in made.items():
        if address.endswith((".xml", ".atom")):
            etree.fromstring(content.encode())
    json.loads(made["feed.json"])


def test_tabs_tasks_and_folded_boxes_are_read_from_top_to_bottom():
    body = '=== "One"\n    a\n\n=== "Two"\n    b\n\n- [x] done\n\n??? note "More"\n    c'
    html = items(published({**SMALL, "articles/2026/five-minutes.md": article(body=body)})["feed.xml"])[0].findtext(
        "content:encoded", None, NAMES
    )

    words = [
        "<strong>One</strong>",
        "<p>a</p>",
        "<strong>Two</strong>",
        "<p>b</p>",
        "☑ done",
        "<summary>More</summary>",
        "<p>c</p>",
    ]
    assert [word for word in words if word not in html] == []
    assert sorted(words, key=html.index) == words
    assert "<input" not in html


@given(st.text(alphabet="<>/abi\"'= &;!-\n", max_size=80))
def test_cleaning_is_done_after_once(html):
    once = clean(html, "https://example.org/")

    assert clean(once, "https://example.org/") == once


def test_the_projects_own_feeds_are_in_order(built_site):
    files = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*") if path.is_file()}
    site = "https://example.github.io/second-sale/"
    feeds = sorted(path for path in files if path.endswith("feed.xml"))
    assert len(feeds) >= 78
    for path in feeds:
        seen = feedparser.parse((built_site / path).read_bytes())
        assert not seen.bozo
        assert seen.entries
        for entry in seen.entries:
            for _, _, link, _ in lxml.html.fragment_fromstring(entry.content[0].value, create_parent="div").iterlinks():
                if link.startswith(site):
                    target = link.removeprefix(site).partition("#")[0].partition("?")[0]
                    assert target in files or f"{target}index.html" in files, (path, link)


def test_pages_announce_the_feeds_that_fit_them(built_site):
    def announced(path):
        found = lxml.html.parse(str(built_site / path)).xpath("//link[@rel='alternate']/@href")
        return [urljoin(f"/{path}", href) for href in found]

    assert announced("index.html") == ["/feed.xml", "/feed.atom", "/feed.json", "/newsletter/feed.xml"]
    assert "/tags/trust/feed.xml" in announced("tags/trust/index.html")
    assert "/newsletter/feed.xml" in announced("newsletter/2026-03/index.html")


def test_an_edition_is_an_item_of_its_feed():
    (item,) = items(published({**SMALL, "newsletter/2026-05.md": edition("Ask & listen")})["newsletter/feed.xml"])

    assert (item.findtext("guid"), item.findtext("title")) == ("urn:second-sale:newsletter:2026-05", "Ask & listen")


def test_those_who_follow_an_old_feed_get_the_new_one_there():
    site = site_settings()
    site = replace(site, coach=site.coach.model_copy(update={"old_feeds": ("feed/index.xml", "feeds/all.atom.xml")}))
    made = published(SMALL, site=site)

    assert [item.findtext("guid") for item in items(made["feed/index.xml"])] == ids(made)
    tree = etree.fromstring(made["feeds/all.atom.xml"].encode())
    assert [entry.findtext("{*}id") for entry in tree.findall("{*}entry")] == ids(made)
    assert [link.get("href") for link in tree.findall("{*}link[@rel='self']")] == [f"{SITE}feed.atom"]
    assert "This feed has a new address, https://example.org/second-sale/feed.xml" in made["feed/index.xml"]
    assert "feed/index.xml" in json.loads(made["manifest.json"])["feeds"]


def test_a_tag_that_had_another_address_has_its_feed_there_too():
    tags = "time: {label: Time, aliases: [/category/time/, /label/time.html]}\n"
    made = published({**SMALL, "tags.yml": tags})

    assert "category/time/feed.xml" in made
    assert not [address for address in made if address.startswith("label/")]
