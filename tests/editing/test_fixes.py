"""`coach fix`: the cases in cases/fixes.yml, and nothing changed of which nobody is sure."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.editing.fixes import fixed
from coach.publish.check import check_all
from coach.source.problems import KnownWords, Near, Problem, suggest
from coach.source.slips.line_ends import advise_line_ends
from helpers import NOW, SETTINGS, article, page, sources

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "fixes.yml").read_text(encoding="utf-8"))
TAGS = "time: {label: Time}\nrespect: {label: Respect}\ntrust: {label: Trust}\ntruth: {label: Truth}\n"
FILES = {
    "tags.yml": TAGS,
    "authors.yml": "desk: {name: The desk, description: Those who write here.}\n",
    "index.md": page("Home"),
    "about.md": page("About"),
    "articles/2026/two.md": article("Two", date="2026-04-15"),
    "articles/2026/quota-1.md": article("Quota", date="2026-04-16"),
    "assets/a/desk.png": b"x",
    "assets/b/desk.png": b"x",
}
PATH = "articles/2026/one.md"
FRONT = "title: One\ndescription: A description that is long enough to stand alone in a list.\ndate: 2026-04-14\n"


def written(front, body):
    return f"---\n{FRONT}{front}\n---\n{body}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
@pytest.mark.parametrize(("end", "mark"), [("\n", ""), ("\r\n", ""), ("\n", "\ufeff")], ids=["LF", "CRLF", "BOM"])
def test_what_is_mended(case, end, mark):
    front, body = case.get("article", "tags: [time]"), case.get("body", "Text.")
    text = mark + written(front, body).replace("\n", end)
    found = sources({**FILES, PATH: text})
    mended = fixed(found, check_all(found, SETTINGS, NOW))

    after = written(case.get("after", front), case.get("after_body", body))
    assert mended.get(PATH, text.encode()).decode() == mark + after.replace("\n", end)
    assert set(mended) <= {PATH}


def test_a_mistake_that_is_mended_is_gone():
    found = sources({**FILES, PATH: written("tags: [tiem]", "[a](Two.md)")})
    mended = fixed(found, check_all(found, SETTINGS, NOW))

    assert check_all(sources({**FILES, PATH: mended[PATH].decode()}), SETTINGS, NOW) == []


def test_a_file_that_is_not_utf8_stays():
    text = written("tags: [tiem]", "größe").encode("latin-1")
    found = sources({**FILES, PATH: text})

    assert fixed(found, check_all(found, SETTINGS, NOW)) == {}


@pytest.mark.parametrize(
    ("ends", "main"),
    [
        (("\n", "\r\n", "\n"), "\n"),
        (("\r\n", "\r\n", "\n"), "\r\n"),
        (("\r", "\r\n", "\n"), "\n"),
        (("\r", "\r", "\n"), "\r"),
    ],
)
def test_line_ends_become_those_of_most_lines(ends, main):
    lines = written("tags: [time]", "One\ntwo").split("\n")
    mixed = "".join(line + ends[number % 3] for number, line in enumerate(lines[:9]))
    found = sources({**FILES, PATH: mixed})

    assert fixed(found, check_all(found, SETTINGS, NOW)) == {
        PATH: mixed.replace("\r\n", "\n").replace("\r", "\n").replace("\n", main).encode()
    }
    (told,) = advise_line_ends(found.texts)
    odd = next(number for number in range(3) if ends[number] != main)
    assert (told.path, told.line, told.advice) == (f"docs/{PATH}", odd + 1, True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_with_line_ends_of_one_kind_keeps_them(end):
    found = sources(
        {**FILES, PATH: written("tags: [time]", "One\ntwo").replace("\n", end), "tags.yml": TAGS.replace("\n", end)}
    )

    assert fixed(found, []) == {}
    assert list(advise_line_ends(found.texts)) == []


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60), st.integers(1, 5), st.integers(1, 70)
)
def test_only_the_wrong_word_itself_is_replaced(text, line, column):
    found = sources({PATH: text})
    near = Near("hint", "wrong", "right", sure=True)
    mended = fixed(found, [Problem(f"docs/{PATH}", line, column, "m", near)])

    if PATH in mended:
        before, after = text.encode(), mended[PATH]
        assert len(after) <= len(before)
        assert after in {
            before.replace(b"wrong", b"right", 1),
            *(
                b
                for b in [
                    before[:i] + before[j:]
                    for i in range(len(before))
                    for j in range(i + 1, min(i + 4, len(before)) + 1)
                ]
            ),
        }


@pytest.mark.parametrize(
    ("word", "sure"),
    [
        ("tiem", True),
        ("Time", True),
        ("respekt", True),
        ("trut", False),
        ("tim", True),
        ("trusth", False),
        ("distrust", False),
        ("disrespect", False),
        ("part-2", False),
    ],
)
def test_of_which_word_there_is_no_doubt(word, sure):
    assert KnownWords(["time", "respect", "trust", "truth", "part-1"]).is_sure(word) is sure


def test_a_hint_that_knows_its_words_comes_back_from_another_process():
    hint = suggest("tiem", ["time"])
    again = pickle.loads(pickle.dumps(hint))

    assert (again, again.wrong, again.word, again.sure) == ('Did you mean "time"?', "tiem", "time", True)
    assert suggest("xyz", ["time"], "Else.") == "Else."
