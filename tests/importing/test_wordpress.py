"""WordPress: what its export says of a post, and what it hides."""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.importing.blog import Blog, ExportError, Form, State
from coach.importing.readers import wordpress
from importing.shared import SPACES, Files, converted, item, meta, term, words_shown, wxr


def read(*items, **options):
    return wordpress.read(Files({"old.xml": wxr(*items, **options)}))


def post(*parts, **keys):
    (one,) = read(item(*parts, **keys)).posts
    return one


def test_a_post_comes_with_its_zone_addresses_guid_words_and_author():
    blog = read(
        item(inside=term("Sales") + term("Calls", "post_tag") + term("Uncategorized") + meta("_wp_old_slug", "fit"))
    )
    (one,) = blog.posts

    assert (blog.title, blog.url, blog.authors) == ("Old blog", "https://old.example/", (("anna", "Anna B", ""),))
    assert one.date == datetime(2024, 3, 4, 10, tzinfo=timezone(timedelta(hours=1)))
    assert one.addresses == (
        "https://old.example/2024/03/fit-first/",
        "https://old.example/2024/03/fit/",
        "https://old.example/?p=12",
    )
    assert (one.guid, one.slug, one.categories, one.tags) == (
        "https://old.example/?p=12",
        "fit-first",
        ("Sales",),
        ("Calls",),
    )
    assert (one.authors, one.state, one.form, one.page) == (("anna",), State.LIVE, Form.WORDPRESS, False)


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({}, State.LIVE),
        ({"status": "future", "local": "2030-01-01 12:00:00", "gmt": "2030-01-01 11:00:00"}, State.LIVE),
        ({"status": "draft"}, State.DRAFT),
        ({"status": "pending"}, State.DRAFT),
        ({"status": "a-plugins-own"}, State.DRAFT),
        ({"status": "private"}, State.PRIVATE),
        ({"password": "secret"}, State.PRIVATE),
        ({"status": "draft", "password": "secret"}, State.PRIVATE),
    ],
)
def test_only_what_everybody_could_read_is_live(keys, state):
    assert post(**keys).state is state


def test_menus_versions_and_what_lies_in_the_bin_stay_behind():
    blog = read(
        item(), item(13, kind="nav_menu_item"), item(14, kind="revision", status="inherit"), item(15, status="trash")
    )

    assert len(blog.posts) == 1
    assert len(blog.notes) == 3


def test_the_namespace_may_be_written_with_https_and_in_old_versions():
    for version in ("1.0", "1.1", "1.2"):
        spaces = {name: uri.replace("http:", "https:").replace("1.2", version) for name, uri in SPACES.items()}
        (one,) = read(item(body="<p>Hello</p>", excerpt="Short"), spaces=spaces).posts
        assert (one.text, one.description) == ("<p>Hello</p>", "Short")


def test_a_date_without_utc_takes_the_zone_of_the_others():
    _, draft = read(item(), item(13, status="draft", gmt="0000-00-00 00:00:00")).posts

    assert draft.date.utcoffset() == timedelta(hours=1)
    assert post(local="nonsense").date is None


def test_search_engines_words_the_featured_picture_and_sticky_come_along():
    picture = item(
        99,
        kind="attachment",
        inside="<wp:attachment_url>https://old.example/up/desk.jpg</wp:attachment_url>"
        + meta("_wp_attachment_image_alt", "A desk"),
    )
    (one,) = read(
        picture, item(sticky="1", inside=meta("_thumbnail_id", "99") + meta("_yoast_wpseo_metadesc", "Told to engines"))
    ).posts

    assert (one.image, one.image_alt, one.featured, one.description) == (
        "https://old.example/up/desk.jpg",
        "A desk",
        True,
        "Told to engines",
    )


def comment(number, words, *, approved="1", kind="comment", parent=0):
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Bert</wp:comment_author>"
        f"<wp:comment_author_email>bert@example.com</wp:comment_author_email><wp:comment_date_gmt>2024-03-05 08:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{words}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def test_approved_comments_come_with_names_and_dates_and_without_mail_addresses():
    comments = [
        comment(1, "Yes"),
        comment(2, "No", parent=1),
        comment(3, "spam", approved="spam"),
        comment(4, "ping", kind="pingback"),
    ]
    found = post(inside="".join(comments)).comments

    assert [(one.name, one.html, one.id, one.answers) for one in found] == [
        ("Bert", "Yes", "1", ""),
        ("Bert", "No", "2", "1"),
    ]
    assert found[0].date == datetime(2024, 3, 5, 8, tzinfo=UTC)
    assert "bert@example.com" not in repr(found)


def test_a_gallery_shows_its_pictures_in_their_order():
    pictures = [
        item(n, kind="attachment", inside=f"<wp:attachment_url>https://old.example/{n}.jpg</wp:attachment_url>")
        for n in (5, 6)
    ]
    (one,) = read(*pictures, item(body='[gallery ids="6,5"]')).posts
    text = converted(one.text, one.form).text

    assert text.startswith("!!! gallery")
    assert text.index("6.jpg") < text.index("5.jpg")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<rss>",
        wxr(),
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + wxr(item(title="&b;")),
        wxr(item()).replace("<rss", "<!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss", 1),
    ],
    ids=["empty", "no export", "no posts", "bomb", "outside file"],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data):
    export = Files({"old.xml": data})
    assert wordpress.recognises(export) is ("wordpress.org" in data)
    with pytest.raises(ExportError, match=r"^[^<]+\.$"):
        wordpress.read(export)


def test_a_file_that_breaks_off_brings_what_is_whole():
    text = wxr(item(), item(13, name="second"), item(14, name="third"))
    blog = wordpress.read(Files({"old.xml": text[: text.rindex("<item>") + 200]}))

    assert [one.origin for one in blog.posts] == ["post 12", "post 13"]


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: wxr(f"<item>{text}</item>").encode("utf-8", "replace"))
)
def test_anything_is_a_blog_or_is_refused(data):
    with contextlib.suppress(ExportError):
        assert isinstance(wordpress.read(Files({"old.xml": data})), Blog)


PIECES = [
    "A first line\nand a second one.\n\nAnother paragraph &amp; more.",
    "<p>A paragraph with <b>bold</b>, <em>soft</em> and a <a href='https://example.com/a?b=1&amp;c=2'>link</a>.</p>",
    "<h1>A heading</h1>",
    "<h4>A deep one</h4>",
    "<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>",
    "<ol start='4'><li>Four</li></ol>",
    "<blockquote>Quoted words\n\nin two paragraphs</blockquote>",
    "[caption id='a' width='300']<a href='https://old.example/b.jpg'><img src='https://old.example/b.jpg' alt='B'/></a> What is seen[/caption]",
    "<table><tr><th>Name</th><th>Sum</th></tr><tr><td>Anna | Bert</td><td>1 * 2</td></tr></table>",
    "<table><tr><td colspan='2'>Wide</td></tr><tr><td>a</td><td>b</td></tr></table>",
    "<pre><code class='language-python'>if a &lt; b:\n    print('*')</code></pre>",
    "<div class='sharedaddy'>Share this</div>",
    "<script>alert(1)</script><style>p{}</style>",
    "<p>1. not a list</p><p># not a heading</p><p>_x_ *y* `z` [a](b) &lt;c&gt; ~d~ ==e==</p>",
    "<!--more-->",
    "[unknown a='1']inside it[/unknown]",
    "<p>Broken <b>markup <i>here</p><p>and on</b>",
    "&#65;&#x42; &hellip; &nbsp; &#0; &#xD800; &bogus;",
    "<dl><dt>Term</dt><dd>Meaning</dd></dl>",
    "A note<sup><a href='#fn1'>1</a></sup>.<ol><li id='fn1'>The words of it <a href='#r1'>↩</a></li></ol>",
]


def test_two_hundred_made_up_posts_lose_no_word():
    chance = random.Random(19)
    bodies = ["\n\n".join(chance.sample(PIECES, chance.randint(1, 7))) for _ in range(200)]
    blog = read(*(item(number, body, name=f"post-{number}") for number, body in enumerate(bodies, 1)))
    assert len(blog.posts) == 200

    for one in blog.posts:
        made = converted(one.text, one.form)
        lost = Counter(made.words) - Counter(words_shown(made.text))
        assert not lost - Counter(["1"]), (one.text, made.text, lost)  # the number of a footnote is made anew
        assert "<script" not in made.text
        assert "Share this" not in made.text


def test_a_prefix_that_nobody_declared_stops_nothing():
    text = wxr(item(inside='<atom:link href="https://old.example/feed/" rel="self"/>')).replace(
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"', ""
    )
    (one,) = wordpress.read(Files({"old.xml": text})).posts

    assert (one.slug, one.authors) == ("fit-first", ("anna",))


AD = "<script>// <![CDATA[\nshow();\n// ]]></script><p>The words behind it, and a ]]> of its own.</p>"


@pytest.mark.parametrize("text", [AD, AD.replace("]]>", "]]]]><![CDATA[>")])
def test_a_text_does_not_end_at_brackets_within_it(text):
    blog = read(item(12, text), item(13, name="second"))

    assert [post.origin for post in blog.posts] == ["post 12", "post 13"]
    assert "The words behind it" in blog.posts[0].text
    assert "of its own.</p>" in blog.posts[0].text
    assert blog.notes == ()


def test_items_that_broken_xml_hides_are_counted():
    text = wxr("\n", item(12), "\n", item(13), "\n", item(14))
    broken = text.replace("<wp:post_id>13</wp:post_id>", "<wp:post_id>13</wp:post_id></channel></rss>")
    blog = wordpress.read(Files({"old.xml": broken}))

    assert len(blog.posts) < 3
    assert any("of its items cannot be read, and did not come along." in note for note in blog.notes)
