"""Exports of Medium: the cases in cases/medium.yml, made-up posts, and files that are anything."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.importing.blog import ExportError, State
from coach.importing.readers import medium
from importing.exports import DATES, HOSTILE_HTML, TITLES, Files, attempt, check_case, choices, lost, sound

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "medium.yml").read_text(encoding="utf-8"))
BODIES = [case["html"] for case in CASES["bodies"]]
LONG = "<h3>A heading</h3>"  # without one, a short text may be a response


@pytest.mark.parametrize("case", CASES["exports"], ids=[case["it"] for case in CASES["exports"]])
def test_medium_export(case):
    check_case(medium, case)


def page(body, title="A title", summary="", post_id="4fce463790f9", date="2019-01-09T06:16:00.766Z"):
    return (
        f'<article class="h-entry"><h1 class="p-name">{escape(title)}</h1>'
        f'<section class="p-summary">{escape(summary)}</section><section class="e-content">{body}</section>'
        f'<footer><a href="https://medium.com/p/{post_id}"><time class="dt-published" datetime="{date}">x</time></a>'
        "</footer></article>"
    )


@pytest.mark.parametrize("case", CASES["bodies"], ids=[case["it"] for case in CASES["bodies"]])
def test_body(case):
    (post,) = medium.read(Files({"posts/2019_x.html": page(case["html"])})).posts
    assert post.text == case["becomes"]
    assert list(post.notes) == case["notes"]


def test_a_text_that_begins_like_its_title_but_is_long_is_a_post():
    (post,) = medium.read(Files({"posts/2019_x.html": page("<p>A title " + "word " * 300 + "</p>")})).posts
    assert post.state is State.LIVE


def test_the_owner_is_known_from_a_post_if_there_is_no_profile():
    author = '<a class="p-author" href="https://medium.com/@ann">Ann Lee</a>'
    blog = medium.read(Files({"posts/a.html": page(LONG), "posts/b.html": page(LONG, post_id="b" * 12) + author}))
    assert blog.authors == (("@ann", "Ann Lee", ""),)
    assert [post.authors for post in blog.posts] == [("@ann",), ("@ann",)]


def made_up(count, seed):
    chance, pick = choices(seed)
    files, bodies = {}, {}
    for number in range(count):
        name = f"posts/{pick(('2019-01-01_', 'draft_', ''))}{pick(('A-title', '', '🙂', '..'))}-{number:012x}.html"
        bodies[name] = LONG + pick(HOSTILE_HTML) + pick(BODIES)
        post_id = pick((f"{number:012x}", "aaaaaaaaaaaa"))
        files[name] = page(bodies[name], pick(TITLES), pick(TITLES), post_id, pick(DATES))
        if chance.random() < 0.05:
            files[name] = files[name][: chance.randrange(300, len(files[name]))]
            del bodies[name]
    return files, bodies


def test_two_hundred_made_up_posts_come_with_every_word():
    files, bodies = made_up(200, seed=22)
    blog = medium.read(Files(files))
    sound(blog)
    named = {post.origin for post in blog.posts} | {note.partition(" ")[0] for note in blog.notes}
    assert all(name in named for name in files)
    for post in blog.posts:
        before = bodies.get(post.origin, "").replace("\x00", "").replace("\x08", "").replace("\ufffe", "")
        assert not lost(before.replace("\x0b", ""), post.text, post.title, post.description)
        assert post.state is State.LIVE or "draft_" in post.origin or post.origin not in bodies


@pytest.mark.parametrize("files", [{}, {"posts/x.html": "<p>Hello</p>"}, {"posts/x.html": None}, {"x.html": page("x")}])
def test_what_is_no_export_is_refused_in_one_sentence(files):
    assert not medium.recognises(Files(files))
    with pytest.raises(ExportError, match="no folder posts"):
        medium.read(Files(files))


def test_a_damaged_file_is_a_note_and_the_rest_come():
    blog = medium.read(Files({"posts/a.html": page(LONG), "posts/b.html": None, "posts/c.html": page("<div>" * 3000)}))
    assert [post.origin for post in blog.posts] == ["posts/a.html"]
    assert [note.partition(" ")[0] for note in blog.notes[1:]] == ["posts/b.html", "posts/c.html"]


@given(st.binary(), st.binary())
def test_any_bytes(raw, profile):
    attempt(medium, {"posts/x.html": raw, "profile/profile.html": profile})
    attempt(medium, {"posts/x.html": b'<a class="e-content h-entry" href="https://medium.com">' + raw})


@given(st.text(), st.sampled_from(BODIES), st.text(), st.text())
def test_any_text(text, body, title, date):
    raw = page(body + text, title, text, title, date).encode("utf-8", "surrogatepass")
    attempt(medium, {f"posts/{title}.html": raw, "profile/profile.html": raw})
