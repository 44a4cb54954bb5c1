"""Exports of Blogger: the cases in cases/blogger.yml, made-up posts, bombs, damage, and files that are anything."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.importing.blog import ExportError, State
from coach.importing.readers import blogger
from coach.importing.readers.values import clean
from importing.exports import DATES, HOSTILE_HTML, TITLES, Files, attempt, check_case, choices, lost, sound

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "blogger.yml").read_text(encoding="utf-8"))
TEXTS = [case["html"] for case in CASES["texts"]]
HEAD = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
    "<id>tag:blogger.com,1999:blog-77</id>"
)
BOMB = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))


@pytest.mark.parametrize("case", CASES["exports"], ids=[case["it"] for case in CASES["exports"]])
def test_blogger_export(case):
    check_case(blogger, case)


def entry(html, number=1, **facts):
    told = {"title": "A", "status": "LIVE", "kind": "POST", "date": "2020-01-01T00:00:00Z", "more": "", **facts}
    return (
        f"<entry><id>tag:blogger.com,1999:blog-77.post-{number}</id><blogger:type>{told['kind']}</blogger:type>"
        f"<blogger:status>{told['status']}</blogger:status><title>{escape(clean(told['title']))}</title>"
        f"<published>{told['date']}</published><content type='html'>{escape(clean(html))}</content>{told['more']}</entry>\n"
    )


def feed(*entries):
    return HEAD + "".join(entries) + "</feed>"


def read(text):
    return blogger.read(Files({"feed.atom": text}))


@pytest.mark.parametrize("case", CASES["texts"], ids=[case["it"] for case in CASES["texts"]])
def test_text(case):
    (post,) = read(feed(entry(case["html"]))).posts
    assert post.text == case["becomes"]
    assert list(post.notes) == case["notes"]
    assert not lost(case["html"], post.text)


def made_up(count, seed):
    chance, pick = choices(seed)
    labels = "".join(f"<category scheme='tag:blogger.com,1999:blog-77' term='label {n}'/>" for n in range(65))
    facts = []
    for number in range(count):
        html = pick(HOSTILE_HTML) + pick(TEXTS) + pick(HOSTILE_HTML)
        status = pick(("LIVE", "DRAFT", "SCHEDULED", "", "ODD"))
        kind = pick(("POST", "PAGE"))
        name = f"<blogger:filename>{pick(('/2019/11/a.html', '', '/../../x', 'x', '/p/🙂.html'))}</blogger:filename>"
        more = name + (labels if chance.random() < 0.1 else "")
        told = {"title": pick(TITLES), "status": status, "kind": kind, "date": pick(DATES), "more": more}
        facts.append((html, status, entry(html, pick((number,) * 9, (7,)), **told)))
    return facts


def test_two_hundred_made_up_posts_come_with_every_word():
    facts = made_up(200, seed=23)
    blog = read(feed(*(text for _, _, text in facts)))
    sound(blog)
    assert len(blog.posts) == 200
    assert max(len(post.tags) for post in blog.posts) == 65
    for (html, status, _), post in zip(facts, blog.posts, strict=True):
        assert not lost(clean(html), post.text)
        assert (post.state is State.LIVE) == (status in ("LIVE", "SCHEDULED", ""))


@pytest.mark.parametrize(
    "head",
    [
        f"<!DOCTYPE feed [<!ENTITY l0 'ha'>{BOMB}]>",
        "<!DOCTYPE feed [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE feed SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        "<!DOCTYPE feed>",
    ],
)
def test_a_document_type_is_refused(head):
    export = Files({"feed.xml": head + feed(entry("&l9;&x;"))})
    assert not blogger.recognises(export)
    with pytest.raises(ExportError, match="declares a document type"):
        blogger.read(export)


def test_a_bomb_in_another_encoding_is_refused():
    text = f"<?xml version='1.0' encoding='utf-16'?><!DOCTYPE feed [<!ENTITY l0 'ha'>{BOMB}]>" + feed(entry("x"))
    with pytest.raises(ExportError):
        blogger.read(Files({"feed.xml": text.encode("utf-16")}))


@pytest.mark.parametrize(
    "files", [{}, {"a.xml": "<rss/>"}, {"a.xml": "tag:blogger.com"}, {"a.atom": feed()[:-9] + "<"}]
)
def test_what_is_no_export_is_refused_or_empty(files):
    try:
        assert not blogger.read(Files(files)).posts
    except ExportError as error:
        assert "no Atom feed of Blogger" in str(error)  # noqa: PT017 - one of two outcomes


def test_letters_that_xml_forbids_are_passed_over():
    text = feed(entry("one"), entry("two").replace("two", "t&#8;w\x0bo &nbsp;three"), entry("four"))
    blog = read(text)
    assert [post.text for post in blog.posts] == ["one", "two &nbsp;three", "four"]
    assert blog.notes == ()


def test_what_comes_before_damage_is_kept_and_the_damage_is_named():
    filler = [entry("word " * 2000, number) for number in range(3)]
    blog = read(feed(*filler, "<entry><id>x</id><title>broken</entry>", *filler))
    assert len(blog.posts) == 3
    assert "damaged in line 4" in blog.notes[0]


def test_an_entry_that_was_cut_off_is_left_out_since_its_state_may_have_been_behind():
    blog = read(feed(entry("one"), entry("two words")).rpartition(" words")[0])
    assert [post.text for post in blog.posts] == ["one"]
    assert "damaged in line 2" in blog.notes[0]


def test_another_feed_that_tells_of_blogger_is_not_taken_for_one():
    text = "<feed xmlns='http://www.w3.org/2005/Atom'><id>https://a.example/</id>" + feed(entry("x"))[len(HEAD) :]
    assert not blogger.recognises(Files({"atom.xml": text.replace("blogger:", "")}))


def test_comments_without_a_post_are_not_given_to_a_post_without_an_id():
    post, comment = entry("x").replace("tag:blogger.com,1999:blog-77.post-1", ""), entry("y", 2, kind="COMMENT")
    blog = read(feed(post, comment))
    assert [post.comments for post in blog.posts] == [()]
    assert blog.posts[0].notes == ("It has no id.",)


def test_two_feeds_are_two_blogs_and_said_to_be():
    blog = blogger.read(Files({"a/feed.atom": feed(entry("one")), "b/feed.atom": feed(entry("two", 2))}))
    assert len(blog.posts) == 2
    assert "several blogs" in blog.notes[0]


def test_a_feed_of_twenty_megabytes_needs_little_more_than_its_texts():
    raw = feed(*(entry(f"<p>{'word ' * 2000}</p>", number) for number in range(2000))).encode()
    tracemalloc.start()
    blog = read(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(blog.posts) == 2000
    assert peak < 2 * len(raw)


def test_a_post_with_a_picture_inside_of_more_than_ten_megabytes_comes():
    html = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    (post,) = read(feed(entry(html))).posts
    assert post.text == html


@given(st.binary())
def test_any_bytes(raw):
    attempt(blogger, {"feed.xml": raw})
    attempt(blogger, {"feed.xml": HEAD.encode() + raw})
    attempt(blogger, {"feed.xml": feed(entry("one")).encode()[:-7] + raw})


@given(st.text(), st.text(), st.sampled_from(("", "html", "xhtml", "text")), st.text())
def test_any_text(text, title, form, date):
    raw = feed(entry(text, title, title=title, date=escape(clean(date)), more=text).replace("='html'", f"='{form}'"))
    attempt(blogger, {"feed.xml": raw.encode("utf-8", "surrogatepass")})


@given(
    st.lists(
        st.sampled_from(
            [
                "<entry>",
                "</entry>",
                "<id>a</id>",
                "<title>",
                "</title>",
                "<content type='xhtml'>",
                "</content>",
                "<b>x</b>",
                "&lt;p&gt;",
                "&amp;",
                "&x;",
                "<",
                "<blogger:type>POST</blogger:type>",
                "</feed>",
            ]
        ),
        max_size=20,
    )
)
def test_any_order_of_marks(parts):
    attempt(blogger, {"feed.xml": HEAD + "".join(parts)})
