"""Exports of Ghost: the cases in cases/ghost.yml, made-up posts, and files that are anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.importing.blog import ExportError, State
from coach.importing.readers import ghost
from importing.exports import DATES, HOSTILE_HTML, JSON, SLUGS, TITLES, Files, attempt, check_case, choices, lost, sound

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "ghost.yml").read_text(encoding="utf-8"))
STATES = ("published", "draft", "scheduled", "sent", None, 7, [])
AUDIENCES = ("public", "members", "paid", "tiers", "", None, {})


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_ghost_export(case):
    check_case(ghost, case)


def made_up(count, seed):
    chance, pick = choices(seed)
    posts = [
        {
            "id": pick((f"{number:024x}", "0" * 24), [number, None, ["x"]] if chance.random() < 0.1 else ()),
            "title": pick(TITLES, (None, 5) if chance.random() < 0.1 else ()),
            "slug": pick(SLUGS),
            "html": pick(HOSTILE_HTML),
            "status": pick(STATES),
            "visibility": pick(AUDIENCES),
            "published_at": pick(DATES, (1421210667000, None, float("nan"), 1e300)),
        }
        for number in range(count)
    ]
    tags = [{"id": f"t{number}", "name": f"Tag {number}"} for number in range(65)]
    related = [{"post_id": "0" * 24, "tag_id": tag["id"], "sort_order": pick((1, 2, None, "x"))} for tag in tags]
    return {"posts": [*posts, "no record", None], "tags": tags, "posts_tags": [*related, 5], "users": None}


def test_two_hundred_made_up_posts_come_with_every_word():
    data = made_up(200, seed=19)
    blog = ghost.read(Files({"x.json": json.dumps({"db": [{"data": data}]})}))
    sound(blog)
    assert len(blog.posts) == 200
    assert any("no records, and were left out: 2" in note for note in blog.notes)
    assert max(len(post.tags) for post in blog.posts) == 65
    for row, post in zip(data["posts"], blog.posts, strict=False):
        assert not lost(row["html"].replace("\x00", "").replace("\x08", "").replace("\ufffe", ""), post.text)
        public = row["status"] in ("published", "scheduled") and row["visibility"] in ("public", "", None)
        assert (post.state is State.LIVE) <= public


@pytest.mark.parametrize("text", ["", "[]", "{}", "nul", '{"data": {"posts": 5}}', "[" * 100_000, '{"posts": "data"}'])
def test_what_is_no_export_is_refused_in_one_sentence(text):
    export = Files({"x.json": text, "y.json": None})
    assert not ghost.recognises(export)
    with pytest.raises(ExportError, match="no JSON file"):
        ghost.read(export)


def test_a_text_too_deep_to_be_looked_through_is_private():
    html = "<div>" * 3000 + "<!--kg-gated-block:begin nonMember:false --><p>Few.</p>"
    data = {"data": {"posts": [{"id": "a", "status": "published", "html": html}]}}
    (post,) = ghost.read(Files({"x.json": json.dumps(data)})).posts
    assert post.state is State.PRIVATE


@given(st.binary())
def test_any_bytes(raw):
    attempt(ghost, {"x.json": raw})


@given(
    st.lists(st.dictionaries(st.sampled_from([*made_up(1, 0)["posts"][0], "lexical", "mobiledoc"]), JSON)),
    JSON,
    JSON,
)
def test_any_json(posts, meta, tags):
    data = {"posts": posts, "posts_meta": meta, "tags": tags, "posts_tags": tags, "users": meta, "settings": meta}
    attempt(ghost, {"x.json": json.dumps({"data": data})})


@given(JSON, JSON)
def test_any_document_of_an_editor(lexical, mobiledoc):
    row = {
        "id": "a",
        "lexical": json.dumps({"root": lexical}),
        "mobiledoc": json.dumps({"sections": mobiledoc, "cards": mobiledoc}),
    }
    attempt(ghost, {"x.json": json.dumps({"data": {"posts": [row]}})})
