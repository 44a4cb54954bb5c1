"""Renaming and merging tags: the cases in cases/tags.yml, any layout, and nothing changed but the words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.content.tags import read_tags
from coach.editing.edits import Edit, EditError, apply, text_of
from coach.editing.tags import merge_tags, rename_tag
from coach.source.sources import Source
from helpers import sources

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "tags.yml").read_text(encoding="utf-8"))
ARTICLE = "articles/2026/one.md"


def changed(files, change, old, new):
    found = sources(files)
    vocabulary, _ = read_tags(found.named("tags.yml"))
    return change(found, vocabulary, old, new)


def run(case, end="\n"):
    change, names = (rename_tag, case["rename"]) if "rename" in case else (merge_tags, case["merge"])
    front = f"---\ntitle: One\n{case.get('article', 'tags: []')}\n---\nThe time: tags: [time]\n"
    return changed({"tags.yml": case["tags"].replace("\n", end), ARTICLE: front.replace("\n", end)}, change, *names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_what_becomes_of_tags(case, end):
    if "told" in case:
        with pytest.raises(EditError) as error:
            run(case, end)
        assert str(error.value) == case["told"]
        return
    found = run(case, end)

    assert found["tags.yml"].decode() == case["tags_after"].replace("\n", end)
    if case.get("article", "") == case.get("article_after", ""):
        assert set(found) == {"tags.yml"}
    else:
        after = f"---\ntitle: One\n{case['article_after']}\n---\nThe time: tags: [time]\n"
        assert found[ARTICLE].decode() == after.replace("\n", end)


WORDS = st.lists(st.sampled_from(["time", "Time", "hours", "respect", "trust"]), min_size=1, max_size=5, unique=True)
QUOTES = st.sampled_from(["", "'", '"'])
ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def layouts(draw, words):
    """A list of words as people write it."""
    written = [f"{mark}{word}{mark}" for word in draw(words) for mark in [draw(QUOTES)]]
    form = draw(st.sampled_from(["flow", "lines", "block", "further in"]))
    if form == "flow":
        return f"[{draw(st.sampled_from(['', ' ']))}{draw(st.sampled_from([',', ', ', ' , '])).join(written)}]  # words"
    if form == "lines":
        return "[\n    " + ",\n    ".join(written) + "\n  ]"
    lead = "" if form == "block" else "    "
    comment = draw(st.sampled_from(["", "  # a word"]))
    return "\n" + "\n".join(f"{lead}- {word}{comment}" for word in written)


TAGS = "time: {label: Time, aliases: [hours]}\nrespect: {label: Respect}\ntrust: {label: Trust}\n"


def tags_in(data):
    text = data.decode().replace("\r\n", "\n")
    return yaml.safe_load(text.split("---\n")[1])["tags"]


def fold(words):
    return [word.lower() for word in words]


@given(layouts(WORDS), ENDS, st.sampled_from(["", "\ufeff"]))
def test_any_layout_of_tags_is_renamed(written, end, mark):
    text = f"{mark}---\ntitle: One  # x\ntags: {written}\ndate: 2026-01-01\n---\nBody time\n".replace("\n", end)
    before = tags_in(text.encode())
    after = changed({"tags.yml": TAGS, ARTICLE: text}, rename_tag, "time", "clock").get(ARTICLE, text.encode())

    wanted = ["clock" if word.lower() == "time" else word for word in before]
    assert [word for at, word in enumerate(wanted) if word not in wanted[:at]] == tags_in(after)
    if len(set(wanted)) == len(wanted):  # no word went
        assert re.sub("clock|[Tt]ime", "", after.decode()) == re.sub("[Tt]ime", "", text)
    assert after.endswith(f"---{end}Body time{end}".encode())
    assert after.decode().startswith(f"{mark}---{end}title: One  # x{end}tags:")


@given(layouts(WORDS), ENDS)
def test_any_layout_of_tags_is_merged(written, end):
    text = f"---\ntitle: One\ntags: {written}\ndraft: true\n---\nBody\n".replace("\n", end)
    before = tags_in(text.encode())
    after = changed({"tags.yml": TAGS, ARTICLE: text}, merge_tags, "time", "respect").get(ARTICLE, text.encode())

    old = {"time", "hours"}
    has = "respect" in fold(before)
    wanted = []
    for word in before:
        if word.lower() not in old:
            wanted.append(word)
        elif not has:
            wanted.append("respect")
            has = True
    assert tags_in(after) == wanted
    assert after.endswith(f"{end}draft: true{end}---{end}Body{end}".encode())


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_edits_change_their_stretches_and_nothing_else(text, stretches):
    edits, at = [], 0
    for wanted, length in sorted(stretches):
        start = max(wanted, at)
        end = min(start + length, len(text))
        if start <= end:
            edits.append(Edit(start, end, "<>"))
            at = end + 1
    found = apply(text, edits)

    kept = [
        text[a:b]
        for a, b in zip([0, *(edit.end for edit in edits)], [*(edit.start for edit in edits), len(text)], strict=True)
    ]
    assert found == "<>".join(kept)


def test_edits_that_overlap_are_a_bug():
    with pytest.raises(ValueError, match="overlap"):
        apply("abc", [Edit(0, 2, "x"), Edit(1, 3, "y")])


def test_a_file_that_is_not_utf8_is_not_touched():
    with pytest.raises(EditError, match=r"docs/a\.md is not in UTF-8"):
        text_of(Source("a.md", "größe".encode("latin-1")))


def test_quizzes_name_the_new_tag_too():
    quiz = "title: Q\ntags: [time]\nfacets:\n- id: a\n  tags: [respect, time]\n"
    found = changed({"tags.yml": TAGS, "quizzes/q.yml": quiz}, rename_tag, "time", "clock")

    assert found["quizzes/q.yml"].decode() == quiz.replace("time]", "clock]")


@pytest.mark.parametrize("change", [rename_tag, merge_tags])
def test_an_article_with_anchors_stays_and_is_right_all_the_same(change):
    text = "---\ntitle: One\ntags: &words [time]\n---\nBody\n"
    found = changed({"tags.yml": TAGS, ARTICLE: text}, change, "time", "respect" if change is merge_tags else "clock")

    assert set(found) == {"tags.yml"}
    vocabulary, _ = read_tags(Source("tags.yml", found["tags.yml"]))
    assert vocabulary.find("time").id in {"respect", "clock"}
