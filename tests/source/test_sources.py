"""Files as they really come: other encodings, other line ends, nothing in them, too much in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.markdown.renderer import Renderer
from coach.source.sources import Source, read_text
from helpers import EXTENSIONS, article, messages, site_of

PATH = "articles/2026/five-minutes.md"
TEXT = article(title="Café", body="A – dash.")


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.replace("\n", "\r\n").encode(), TEXT.replace("\n", "\r").encode()],
    ids=["UTF-8", "byte order mark", "Windows line ends", "old Mac line ends"],
)
def test_a_right_file_in_any_of_the_usual_forms_is_right(data):
    site = site_of({PATH: data})

    assert messages(site) == []
    assert site.library.articles[0].title == "Café"
    assert site.library.articles[0].file.body == "A – dash.\n"


def test_a_latin_1_file_is_a_problem_with_its_place_and_still_shown():
    site = site_of({PATH: TEXT.replace("–", "-").encode("latin-1")})

    assert site.library.articles[0].title == "Café"
    assert messages(site) == [
        f"docs/{PATH}:2:11 this file is not saved as UTF-8; from here on its accents and quotation marks are guessed. "
        "Save it again with the encoding UTF-8."
    ]


def test_two_megabytes_of_text_are_an_article():
    body = "Twelve words make a line, and a line is soon read through.\n\n" * 34_000
    site = site_of({PATH: article(body=body)})

    assert messages(site) == []
    assert site.library.articles[0].words == 12 * 34_000
    assert Renderer(EXTENSIONS, {}).render(body).marked.count("<p>") == 34_000


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(data):
    text, _ = read_text(Source("x.md", data))

    assert "\r" not in text
    assert "\x1a" not in text


@given(st.text(max_size=300))
def test_no_front_matter_is_too_strange_to_answer(text):
    site = site_of({PATH: f"---\n{text}\n---\nText."})

    assert site.problems or site.library.articles


@given(st.text(alphabet="[]{}:-?|>&*!%@`'\"#,abc \n\t", max_size=80))
def test_no_signs_of_yaml_give_a_traceback(text):
    site = site_of({PATH: f"---\ntitle: {text}\n---\nText.", "tags.yml": text, "authors.yml": text})

    assert site.problems


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, "- " * 100_000, "? " * 100_000])
def test_bombs_of_brackets_are_a_problem(text):
    site = site_of({PATH: f"---\ntitle: {text}\n---\nText."})

    assert len(site.problems) == 1
