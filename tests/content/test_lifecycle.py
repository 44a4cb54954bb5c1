"""When an article is seen, and by whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from helpers import NOW, article, messages, page, site_of

PATH = "articles/2026/five-minutes.md"


def old_addresses(site):
    return [redirect.address for redirect in site.redirects if not redirect.address.startswith("tags/")]


def shown(text, **more):
    site = site_of({PATH: text}, **more)
    return [(item.status.value, item.listed) for item in site.library.articles]


def test_a_draft_is_seen_in_the_preview_only():
    assert shown(article(draft="true")) == []
    assert shown(article(draft="true"), preview=True) == [("draft", True)]


def test_a_future_article_is_seen_in_the_preview_only():
    assert shown(article(date="2026-11-30")) == []
    assert shown(article(date="2026-11-30"), preview=True) == [("scheduled", True)]


def test_an_unlisted_article_is_built_and_in_no_list():
    assert shown(article(unlisted="true")) == [("unlisted", False)]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2026-01-14", datetime(2026, 1, 14, 7, tzinfo=UTC)),
        ("2026-07-14", datetime(2026, 7, 14, 6, tzinfo=UTC)),
        ("2026-07-14T09:30+02:00", datetime(2026, 7, 14, 7, 30, tzinfo=UTC)),
        ("2026-07-14 09:30", datetime(2026, 7, 14, 8, 30, tzinfo=UTC)),
        ("2026-07-14T09:30:00Z", datetime(2026, 7, 14, 9, 30, tzinfo=UTC)),
    ],
    ids=["winter", "summer", "with a zone", "without a zone", "UTC"],
)
def test_a_bare_date_means_publish_time_in_the_sites_zone(date, moment):
    assert shown(article(date=date), now=moment) == [("live", True)]
    assert shown(article(date=date), now=moment - timedelta(seconds=1)) == []


def test_a_scheduled_article_appears_with_its_planned_date_and_nothing_changed():
    text = article(date="2026-12-01")

    (found,) = site_of({PATH: text}, now=NOW + timedelta(days=30)).library.articles
    assert found.date.isoformat() == "2026-12-01T07:00:00+00:00"


def test_two_articles_with_one_slug_are_a_problem_and_the_older_one_keeps_it():
    site = site_of(
        {
            "articles/2025/one.md": article("One", date="2025-04-14", slug="same"),
            "articles/2026/two.md": article("Two", slug="same"),
        }
    )

    assert [item.title for item in site.library.articles] == ["One"]
    assert messages(site) == [
        "docs/articles/2026/two.md:6:1 the address /articles/same/ already belongs to docs/articles/2025/one.md. "
        "This article is left out until it has a slug of its own."
    ]


def test_two_articles_with_one_id_are_a_problem():
    site = site_of({PATH: article("One"), "articles/2026/two.md": article("Two", date="2026-05-01", id="five-minutes")})

    assert messages(site) == [
        'docs/articles/2026/two.md:6:1 the id "five-minutes" already belongs to docs/articles/2026/five-minutes.md. '
        "This article is left out until it has an id of its own."
    ]


def test_an_article_cannot_have_the_id_of_a_letter():
    site = site_of({"articles/2026/2026-05.md": article(), "articles/2026/newsletter-2026-05.md": article("Other")})

    assert [item.id for item in site.library.articles] == ["newsletter-2026-05"]
    assert messages(site) == [
        'docs/articles/2026/2026-05.md:2:1 the id "2026-05" already belongs to the letter of that month. '
        "This article is left out until it has an id of its own."
    ]
    named = site_of({"articles/2026/2026-05.md": article(id="may")})
    assert (messages(named), named.library.articles[0].address) == ([], "articles/2026-05/")


def test_one_file_name_in_two_years_is_a_problem_though_the_folders_differ():
    site = site_of({PATH: article(), "articles/2025/five-minutes.md": article(date="2025-04-14")})

    assert len(site.library.articles) == 1
    assert "already belongs to docs/articles/2025/five-minutes.md" in messages(site)[0]


@pytest.mark.parametrize(
    ("alias", "owner"),
    [
        ("/about/", "docs/about.md"),
        ("/ABOUT/", "docs/about.md"),
        ("/articles/other/", "docs/articles/2026/other.md"),
        ("/assets/x.jpg", "docs/assets/x.jpg"),
        ("/archive/", "a page that is made for every site"),
        ("/archive/2026/", "a page that is made for every site"),
    ],
)
def test_an_alias_that_hits_something_is_a_problem_and_overwrites_nothing(alias, owner):
    site = site_of(
        {
            PATH: article(aliases=f"[/fine/, {alias}]"),
            "articles/2026/other.md": article("Other"),
            "about.md": page(),
            "assets/x.jpg": b"picture",
        }
    )

    (message,) = messages(site)
    assert message.startswith(f"docs/{PATH}:6:19 the address /{alias[1:]} already belongs to {owner}.")
    assert old_addresses(site) == ["fine/"]


def test_an_alias_of_two_articles_is_a_problem_of_the_second():
    site = site_of({PATH: article(aliases="[/x/]"), "articles/2026/other.md": article("Other", aliases="[/x/]")})

    assert old_addresses(site) == ["x/"]
    assert "already belongs to an alias in docs/articles/2026/" in messages(site)[0]


def test_a_related_draft_is_a_problem_and_a_related_scheduled_one_too():
    site = site_of(
        {
            PATH: article(related="[draft, later]"),
            "articles/2026/draft.md": article("Draft", draft="true"),
            "articles/2026/later.md": article("Later", date="2026-12-01"),
        }
    )

    assert messages(site) == [
        f'docs/{PATH}:6:11 "draft" is a draft. Take it out until readers can see it.',
        f'docs/{PATH}:6:18 "later" is not out before 2026-12-01. Take it out until readers can see it.',
    ]
    assert site.library.articles[0].related == ()


LEFT_OUT = {"no date": article("Out", date="2026-02-30"), "no front matter": "---\ntitle: a: b\n---\nText.\n"}


@pytest.mark.parametrize("preview", [True, False])
@pytest.mark.parametrize("text", LEFT_OUT.values(), ids=LEFT_OUT)
def test_an_article_that_is_left_out_is_shown_to_nobody_and_who_names_it_is_told_why(text, preview):
    site = site_of(
        {
            PATH: article(related="[out]"),
            "articles/2026/draft.md": article("Draft", draft="true", related="[out]"),
            "articles/2026/out.md": text,
        },
        preview=preview,
    )

    told = [message for message in messages(site) if "articles/2026/out.md:" not in message]
    why = '"out" is left out of the site for a mistake of its own. Mend docs/articles/2026/out.md first.'
    assert told == [f"docs/articles/2026/draft.md:7:11 {why}", f"docs/{PATH}:6:11 {why}"]
    assert "out" not in {shown.id for shown in site.library.articles}


def test_an_article_that_is_left_out_takes_no_id_and_no_address_from_another():
    site = site_of({PATH: article(id="out"), "articles/2026/out.md": article("Out", date="2026-02-30")})

    assert [message for message in messages(site) if "articles/2026/out.md:" not in message] == []
    assert [shown.id for shown in site.library.articles] == ["out"]


def test_a_scheduled_article_may_name_what_is_out_by_then():
    site = site_of(
        {
            PATH: article(date="2026-12-24", related="[later]"),
            "articles/2026/later.md": article("Later", date="2026-12-01"),
        }
    )

    assert messages(site) == []
