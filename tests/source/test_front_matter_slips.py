"""What no slip in front matter may do: raise, hide where it is, or change what was right."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.article_fields import ArticleFields
from coach.io.clock import ClockError, read_clock
from coach.source.dates import settle
from coach.source.slips.comments import cut_off
from helpers import SETTINGS, article, messages, page, site_of
from sampling import samples

PATH = "articles/2026/five-minutes.md"
LONDON = ZoneInfo("Europe/London")

ODD = st.sampled_from(
    [
        *"#:'\"[]{}&*!|>@%`,?-\\~\t\u00a0\u200b\u2028\x85\x07é😀“”",
        " #",
        ": ",
        "---",
        "...",
        "- ",
        "!!int ",
        "<<",
        "\\x00",
    ]
)
WORDS = st.sampled_from(
    ["time", "2026-04-14", "20260414", ".inf", "9" * 400, "0x1F", "null", "true", "2026-03-29 01:30"]
)
VALUES = st.lists(st.one_of(ODD, WORDS, st.text(max_size=4)), max_size=5).map("".join)
LINES = st.tuples(
    st.sampled_from(["", "", "", " ", "  ", "\t", "- "]),
    st.sampled_from([*ArticleFields.model_fields, "Title", "titel", "? x", "<<", ""]),
    st.sampled_from([": ", ": ", ": ", ":", " = ", "： "]),
    VALUES,
).map("".join)
FENCES = st.sampled_from(["---", "---", "---", "----", " ---", "...", "—", ""])


@settings(max_examples=samples(150, 10_000), deadline=None)
@given(FENCES, st.lists(LINES, max_size=8), FENCES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_front_matter_is_too_strange(top, lines, end, line_end):
    text = line_end.join([top, *lines, end, "Text.", ""])
    for path in (PATH, "about.md", "newsletter/2026-04.md", "paths/one.yml", "tags.yml"):
        count = max(text.count("\n"), text.count("\r")) + 1
        for message in messages(site_of({path: text})):
            assert "\n" not in message
            if f"/{path}:" in message:
                assert 1 <= int(message.split(":")[1]) <= count


@pytest.mark.parametrize(
    ("value", "rest", "column"),
    [
        ("We are", " #1", 2),
        ("", "#1", 1),
        ("We are", "", 0),
        ("We are", " # one", 2),
        ("We are", "  # a note", 0),
        ("time", " # a note", 0),
        ("time", " #note", 2),
        ("time", "#", 0),
    ],
)
def test_where_a_comment_begins_or_a_text_is_cut(value, rest, column):
    assert cut_off(value, rest) == column


def test_a_date_of_another_zone_is_listed_by_the_day_of_the_site():
    site = site_of(
        {PATH: article(date="2026-01-01T08:00+14:00"), "articles/2026/b.md": article("B", date="2025-12-31")}
    )

    assert [item.id for item in site.library.listed] == ["five-minutes", "b"]
    assert list(site.library.by_year) == [2025]
    assert f"{site.library.listed[0].date:%Y-%m-%d %H:%M}" == "2025-12-31 18:00"


def test_a_time_that_comes_twice_is_the_first_of_both():
    moment = settle(datetime(2026, 10, 25, 1, 30), SETTINGS.coach.publish_time, LONDON)  # noqa: DTZ001 - of no zone yet

    assert moment.isoformat() == "2026-10-25T01:30:00+01:00"


@pytest.mark.parametrize("tags", ["", "\n# nothing yet\n", "- time\n", "time:Test\n", "time: [\n"])
def test_without_tags_nothing_else_is_told(tags):
    told = messages(site_of({"tags.yml": tags, PATH: article(tags="[time, respect]", authors="[nobody]")}))

    assert [message.partition(":")[0] for message in told] == ["docs/tags.yml"]


def test_without_authors_no_article_is_accused():
    told = messages(site_of({"authors.yml": "", PATH: article(authors="[desk]")}))

    assert [message.partition(":")[0] for message in told] == ["docs/authors.yml"]


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_of_two_files_with_one_address_the_newer_is_blamed(first, second):
    older, newer = f"articles/2026/{first}.md", f"articles/2026/{second}.md"
    site = site_of({older: article(slug="x", date="2026-04-13"), newer: article(slug="x", date="2026-04-14")})

    assert [message.split(":")[0] for message in messages(site)] == [f"docs/{newer}"]
    assert [item.file.path for item in site.library.articles] == [f"docs/{older}"]


def test_an_old_draft_takes_no_address_from_what_readers_see():
    draft = article(slug="x", date="2026-01-01", draft="true")
    site = site_of({"articles/2026/a.md": draft, "articles/2026/b.md": article(slug="x")})

    assert [item.id for item in site.library.articles] == ["b"]
    assert [message.split(":")[0] for message in messages(site)] == ["docs/articles/2026/a.md"]


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_of_two_articles_with_one_alias_the_newer_is_blamed(first, second):
    older, newer = f"articles/2026/{first}.md", f"articles/2026/{second}.md"
    alias = "[/old/]"
    site = site_of(
        {
            "index.md": page("Home"),
            older: article(date="2026-04-13", aliases=alias),
            newer: article(date="2026-04-14", aliases=alias),
        }
    )

    assert [message.split(":")[0] for message in messages(site)] == [f"docs/{newer}"]


@pytest.mark.parametrize("value", ["yesterday", "-5", "1_0", "1.5", "4102444800", "9" * 5000, "٤", "0x10", "1e9"])
def test_a_clock_that_is_no_number_is_told_in_one_line(value):
    with pytest.raises(ClockError, match=r"^SOURCE_DATE_EPOCH is .* seconds since 1970, or not be set\.$") as stop:
        read_clock({"SOURCE_DATE_EPOCH": value})
    assert len(str(stop.value)) < 200


def test_an_empty_clock_is_none():
    assert abs((read_clock({"SOURCE_DATE_EPOCH": " "}) - read_clock({})).total_seconds()) < 60
