"""Exports of Substack: the cases in cases/substack.yml, made-up posts, and files that are anything."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.importing.blog import ExportError, State
from coach.importing.readers import substack
from importing.exports import DATES, HOSTILE_HTML, JSON, TITLES, Files, attempt, check_case, choices, lost, sound

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "substack.yml").read_text(encoding="utf-8"))
COLUMNS = ["post_id", "post_date", "is_published", "type", "audience", "title", "subtitle", "podcast_url"]
BLOCKS = [case["html"] for case in CASES["blocks"]]


@pytest.mark.parametrize("case", CASES["exports"], ids=[case["it"] for case in CASES["exports"]])
def test_substack_export(case):
    check_case(substack, case)


def one(html, **cells):
    row = {"post_id": "1.a", "is_published": "true", "audience": "everyone", "title": "A", **cells}
    (post,) = substack.read(Files({"posts.csv": table([row]), "posts/1.a.html": html})).posts
    return post


def table(rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("case", CASES["blocks"], ids=[case["it"] for case in CASES["blocks"]])
def test_block(case):
    post = one(case["html"])
    assert post.text == case["becomes"]
    assert list(post.notes) == case["notes"]


@pytest.mark.parametrize("case", CASES["blocks"], ids=[case["it"] for case in CASES["blocks"]])
def test_no_word_of_a_block_is_lost(case):
    post = one(f"<p>Before.</p>{case['html']}<p>Behind.</p>")
    assert not lost(f"Before. {case['html']} Behind.", post.text, *post.notes)


def made_up(count, seed):
    chance, pick = choices(seed)
    rows, files = [], {}
    for number in range(count):
        name = f"{pick((number,) * 9, (7,))}.{pick(('a-slug', '', '../../x', 'b.c', '🙂'))}"
        row = {
            "post_id": name,
            "post_date": pick(DATES),
            "is_published": pick(("true", "TRUE", "false", "", "maybe")),
            "type": pick(("newsletter", "podcast", "thread", "page", "", "x")),
            "audience": pick(("everyone", "only_paid", "only_free", "founding", "", "EVERYONE")),
            "title": pick(TITLES),
            "subtitle": pick(TITLES),
            "podcast_url": pick(("", "", "https://a.example/x.mp3", "javascript:x")),
        }
        rows.append(row)
        if chance.random() < 0.95:
            files[f"posts/{name}.html"] = pick(HOSTILE_HTML) + pick(BLOCKS) + pick(HOSTILE_HTML)
    return rows, files


def test_two_hundred_made_up_posts_come_with_every_word():
    rows, files = made_up(200, seed=20)
    blog = substack.read(Files({"posts.csv": table(rows), **files}))
    sound(blog)
    assert len(blog.posts) > 100
    for post in blog.posts:
        before = files[post.origin].replace("\x00", "").replace("\x08", "").replace("\ufffe", "").replace("\x0b", "")
        assert not lost(before, post.text, *post.notes)


def test_only_what_the_table_calls_public_is_live():
    rows, files = made_up(200, seed=21)
    public = {
        row["post_id"].partition(".")[0]
        for row in rows
        if row["is_published"].lower() == "true" and row["audience"].lower() == "everyone" and row["type"] != "x"
    }
    blog = substack.read(Files({"posts.csv": table(rows), **files}))
    live = [post for post in blog.posts if post.state is State.LIVE]
    assert live
    for post in live:
        assert post.origin.removeprefix("posts/").partition(".")[0] in public


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "no posts.csv"),
        ({"posts.csv": "title,date\na,b\n"}, "no column post_id"),
        ({"posts.csv": ""}, "no column post_id"),
        ({"posts.csv": "post_id,is_published\n" + "x" * 200_000}, "as a table"),
    ],
)
def test_what_is_no_export_is_refused_in_one_sentence(files, reason):
    with pytest.raises(ExportError, match=reason):
        substack.read(Files(files))


def test_a_damaged_file_is_a_note_on_a_private_post():
    row = {"post_id": "1.a", "is_published": "true", "audience": "everyone", "title": "A"}
    (post,) = substack.read(Files({"posts.csv": table([row]), "posts/1.a.html": None})).posts
    assert post.state is State.PRIVATE
    assert post.notes == ("Its file, posts/1.a.html, cannot be read: posts/1.a.html is damaged.",)


def test_a_text_too_deep_to_be_looked_through_is_private():
    assert one("<div>" * 3000).state is State.PRIVATE


@given(st.binary(), st.binary())
def test_any_bytes(listed, text):
    attempt(substack, {"posts.csv": listed, "posts/1.a.html": text})
    attempt(substack, {"posts.csv": b"post_id,audience,title\n" + listed, "posts/1.a.html": text})


@given(st.lists(st.lists(st.text(max_size=10), max_size=10), max_size=5), st.text())
def test_any_table(rows, html):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, ["1.a"], *rows])
    raw = text.getvalue().encode("utf-8", "surrogatepass")
    attempt(substack, {"posts.csv": raw, "posts/1.a.html": html.encode("utf-8", "surrogatepass")})


@given(
    st.sampled_from(BLOCKS),
    st.sampled_from(
        (
            "tweet",
            "image-gallery-embed",
            "youtube-wrap",
            "mention-wrap",
            "captioned-image-container",
            "embedded-post-wrap",
            "latex-rendered",
            "button-wrapper",
        )
    ),
    JSON,
)
def test_any_facts_of_a_block(block, name, facts):
    given_facts = escape(json.dumps(facts))
    attempt(
        substack,
        {
            "posts.csv": b"post_id\n1.a\n",
            "posts/1.a.html": f'<div class="{name}" data-attrs="{given_facts}">{block}words</div>',
        },
    )
