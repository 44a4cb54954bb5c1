"""The old feed and lists of an import: ids, addresses, dates, and what leads on to tags."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coach.importing.blog import Blog, Form, Post, State
from coach.importing.conventions import feeds_of, lists_of
from coach.importing.old_feed import with_feed
from coach.importing.readers import folder, wordpress
from coach.publish.deployment.old_feed import FeedItem
from importing.shared import Files, item, term, wxr

DAY = datetime(2019, 4, 14, tzinfo=UTC)
FIT = Post("a.md", "Fit &amp; quota", "", Form.MARKDOWN, DAY, addresses=("/blog/fit/", "/?p=12"), guid="guessed")


def one(post=FIT, *others, **facts):
    item = FeedItem(**{"id": "urn:x:12", "link": "", "title": "", "date": None, **facts})
    return with_feed(Blog("Eleventy", (post, *others)), [item])


@pytest.mark.parametrize(
    "facts",
    [
        {"link": "https://old.example/blog/fit/"},
        {"link": "http://www.old.example/blog/Fit"},
        {"link": "https://old.example/blog/fit.html?utm_source=rss"},
        {"link": "https://old.example/?p=12"},
        {"link": "https://elsewhere.example/x/", "title": "Fit & quota"},
    ],
)
def test_a_post_has_the_id_and_address_of_its_item_in_the_old_feed(facts):
    (post,) = one(**facts).posts

    assert post.guid == "urn:x:12"
    assert post.addresses[-1] == facts["link"]


def test_a_title_that_two_posts_have_names_neither():
    other = Post("b.md", "Fit &amp; quota", "", Form.MARKDOWN, DAY)
    blog = one(FIT, other, title="Fit & quota")

    assert blog.posts == (FIT, other)
    assert blog.notes == (
        "The old feed has the ids of 0 posts.",
        "1 of its items are no posts of the export: Fit & quota.",
    )


def test_a_draft_and_a_page_are_no_items():
    draft = Post("a.md", "Fit", "", Form.MARKDOWN, state=State.DRAFT)
    page = Post("b.md", "About", "", Form.MARKDOWN, page=True)

    assert one(draft, title="Fit").posts == (draft,)
    assert one(page, title="About").posts == (page,)


def test_a_post_without_a_date_has_that_of_the_feed():
    (post,) = one(Post("a.md", "Fit", "", Form.MARKDOWN), title="Fit", date=DAY).posts

    assert post.date == DAY
    assert post.notes == ("It had no date; this one is that of the old feed.",)


def test_lists_of_wordpress_have_the_categories_above_them():
    category = "<wp:category><wp:category_nicename>{}</wp:category_nicename><wp:category_parent>{}</wp:category_parent><wp:cat_name>{}</wp:cat_name></wp:category>"
    text = wxr(item(12, inside=term("Old calls").replace('"x"', '"old-calls"')))
    text = text.replace(
        "<item>", category.format("work", "", "Work") + category.format("old-calls", "work", "Old calls") + "<item>"
    )
    blog = wordpress.read(Files({"old.xml": text}))

    assert list(lists_of(blog, ["Old calls", "Work"])) == [
        ("Work", "/category/work/"),
        ("Old calls", "/category/old-calls/"),
        ("Old calls", "/category/work/old-calls/"),
    ]
    assert feeds_of(blog) == ("/feed/", "/feed/atom/")


def test_categories_that_are_above_each_other_end():
    category = "<wp:category><wp:category_nicename>{0}</wp:category_nicename><wp:category_parent>{1}</wp:category_parent><wp:cat_name>{0}</wp:cat_name></wp:category>"
    text = wxr(item(12)).replace("<item>", category.format("a", "b") + category.format("b", "a") + "<item>")

    assert ("a", "/category/a/b/a/") in wordpress.read(Files({"old.xml": text})).lists


def test_lists_and_feeds_of_pelican_are_where_its_settings_say():
    settings = "TAG_URL = 'blog/tags/{slug}/'\nFEED_ALL_ATOM = None\nFEED_RSS = 'feeds/rss.xml'\n"
    blog = folder.read(Files({"pelicanconf.py": settings, "content/a.md": "Title: A\nDate: 2019-04-14\n\nText"}))

    assert list(lists_of(blog, ["Old Calls"])) == [("Old Calls", "/blog/tags/old-calls/")]
    assert feeds_of(blog) == ("/feeds/rss.xml",)
