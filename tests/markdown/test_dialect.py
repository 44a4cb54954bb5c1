"""The dialect: the cases in cases/dialect.yml, and that it changes no code."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.markdown.dialect.arrange import END_OF_QUOTATION, arrange
from coach.markdown.renderer import Renderer
from helpers import EXTENSIONS

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dialect.yml").read_text(encoding="utf-8"))
RENDERER = Renderer(EXTENSIONS, {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_becomes_of_markdown(case):
    assert RENDERER.render(case["source"]).html(lambda link: link.target) == case["html"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_it_is_no_slip(case):
    assert RENDERER.render(case["source"]).slips == ()


LINE = st.sampled_from(
    ["- a", "1) b", "• c", "  - d", "> e", "> [!NOTE]", "| f | g |", "|---|---|", "", "    h", "[ ] i"]
)


@given(st.lists(LINE, max_size=12).map("\n".join))
def test_code_between_fences_is_published_as_it_was_written(text):
    html = RENDERER.render(f"Text\n```\n{text}\n```\nText").html(lambda link: link.target)

    code = html.partition("<code>")[2].partition("</code>")[0].replace("&gt;", ">")
    assert code.strip("\n") == text.strip("\n") or not text.strip()


@given(st.lists(LINE | st.text("-*1.) >|a\n", max_size=6), max_size=12))
def test_lines_only_move_sideways(lines):
    """No word is lost: blanks come and go, and marks of lists change their form."""

    def words(of):
        return "".join(of).replace(END_OF_QUOTATION, "").replace(" ", "").replace("•", "-").replace(")", ".")

    given_lines = "\n".join(lines).split("\n")
    assert words(arrange(given_lines)) == words(given_lines)
