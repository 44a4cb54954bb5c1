"""The feed of a blog that has moved in: nothing in it is sent a second time."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.cli.main import main
from coach.publish.deployment.old_feed import FeedError, FeedItem, compare_feeds, read_feed

DAY = datetime(2024, 3, 4, 9, tzinfo=UTC)
ONE = FeedItem("https://old.example/?p=12", "https://old.example/2024/03/fit-first/", "Fit first", DAY)
TWO = FeedItem("https://old.example/?p=9", "https://old.example/2024/02/be-there/", "Be there", DAY.replace(month=2))
OLD = (ONE, TWO)
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Old</title>
<item><title>Fit &amp; first</title><link>https://old.example/2024/03/fit-first/</link><guid isPermaLink="false">https://old.example/?p=12&amp;x</guid><pubDate>Mon, 04 Mar 2024 10:00:00 +0100</pubDate></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><entry><id>tag:blogger.com,1999:blog-1.post-2</id>
<title>Fit first</title><link rel="alternate" href="https://old.example/fit.html"/><published>2024-03-04T09:00:00Z</published></entry></feed>"""
JSON = json.dumps(
    {"items": [{"id": "61f", "url": "https://old.example/fit/", "date_published": "2024-03-04T10:00:00+01:00"}]}
)


@pytest.mark.parametrize(
    ("data", "id_"),
    [(RSS, "https://old.example/?p=12&x"), (ATOM, "tag:blogger.com,1999:blog-1.post-2"), (JSON.encode(), "61f")],
    ids=["RSS", "Atom", "JSON"],
)
def test_ids_and_dates_are_read_from_each_kind_of_feed(data, id_):
    (item,) = read_feed(data)

    assert (item.id, item.date) == (id_, DAY)


@pytest.mark.parametrize("data", [b"", b"<html><body>Not found</body></html>", b"{}", b'{"items": 3}', b"\xff\xfe"])
def test_what_is_no_feed_is_named(data):
    with pytest.raises(FeedError):
        read_feed(data)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: ('{"items": [' + text + "]}").encode()))
def test_anything_is_a_feed_or_no_feed(data):
    with contextlib.suppress(FeedError):
        read_feed(data)


NEW = replace(ONE, link="https://new.example/articles/fit-first/")
CASES = {
    "the same ids at new addresses": ([NEW, TWO], []),
    "a new article, newer than all": ([replace(ONE, id="urn:new:x", title="New", link="https://new.example/articles/x/", date=DAY.replace(year=2025))], []),
    "an older one that the old feed no longer had, with its guid": ([replace(TWO, id="https://old.example/?p=1", title="Oldest", link="https://n.example/o/", date=DAY.replace(year=2020))], []),
    "the guid is forgotten, the title is the same": ([replace(NEW, id="urn:new:fit-first")], ["other guid"]),
    "the guid is forgotten, the title is new": ([replace(ONE, id="urn:new:fit-first", title="Fit, then price")], ["other guid"]),
    "another date": ([replace(NEW, date=DAY.replace(hour=10))], ["redated"]),
    "one that was never in the feed, dated back": ([replace(ONE, id="urn:new:y", title="Y", link="https://n.example/y/", date=DAY.replace(year=2023))], ["back-filled"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_only_what_would_be_sent_again_is_found(case):
    new, kinds = CASES[case]

    assert [one.kind for one in compare_feeds(OLD, new)] == kinds
    assert compare_feeds(OLD, new, [item.id for item in new]) == []


def test_the_command_compares_a_feed_with_a_site(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.xml").write_bytes(RSS)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/feed.xml").write_bytes(RSS.replace(b"https://old.example/?p=12&amp;x", b"urn:new:fit-first"))

    assert main(["guard", "--feed", "old.xml", "site"]) == 1
    assert "Write guid: https://old.example/?p=12&x into its front matter." in capsys.readouterr().out
    (tmp_path / "site/feed.xml").write_bytes(RSS)
    assert main(["guard", "--feed", "old.xml", "site"]) == 0
    for wrong in (
        ["guard", "--feed", "old.xml", "site", "more"],
        ["guard", "site"],
        ["guard", "--feed", "no.xml", "site"],
    ):
        assert main(wrong) == 2
