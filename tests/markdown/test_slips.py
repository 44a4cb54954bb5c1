"""Half-finished Markdown: the cases in cases/slips.yml, and texts in which nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from building import ROOT
from coach.markdown.lines import Lines
from coach.markdown.slips.slips import find_slips

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "slips.yml").read_text(encoding="utf-8"))


def told(text):
    return [f"{slip.line + 1}:{slip.column} {slip.message} {slip.hint}" for slip in find_slips(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_slip_is_named_with_its_place_and_a_cure(case):
    assert told(case["source"]) == case["told"].splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_in_code_nothing_is_a_slip(case):
    if case["source"].isascii() and "```" not in case["source"]:  # invisible characters are named in code too
        assert told(f"Text.\n\n```\n{case['source']}\n```\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "a[1][2] and b[0]() and he said [sic] (really), [x] (and so on)",
        "[a page][page], [page][] and [page]\n\n[Page]: page.md",
        '[a](b(c).md) [b](<a b.md>) [c](d.md "A title") [![A desk](desk.jpg)](page.md) [`code`](page.md)',
        "- [ ] to do\n- [x] (done)\n- [X] [a](b.md)",
        "Text.[^1] And more.[^long-name]\n\n[^1]: A note.\n[^long-name]:\n    A longer one.\n\n    With a second part.",
        '```python\nprint()\n```\n\n~~~\ncode\n~~~\n\n```{.py title="x"}\ncode\n```\n\n```chai\nlet x\n```',
        "> ```\n> code\n> ```",
        "1. One\n\n    ```\n    code\n    ```\n\n    And this text belongs to the item above it.",
        "- One\n\n    This text belongs to the item above it, of course.\n\n- Two",
        "Text.\n\n    x = call(1, 2)\n    make test\n    SELECT name FROM buyers\n",
        "Term\n:   Its definition, which is long enough for a sentence.\n\n    And a second part of it, as long as the first.",
        '!!! homework "Tonight"\n\tBehind a tab it stands far enough in.\n\n!!! note\n    Text.',
        '??? note "More"\n    Text in a box that folds, and that is a sentence.\n\n=== "One"\n    Text of a tab, which is a sentence too.',
        "## One\n\n### Two\n\n#### Three\n\n## Four",
        "The first call\n--------------\n\nA question?\n-----------\n\nText.\n\n---\n\n***\n\n- - -",
        "| a | b |\n|---|---|\n| **one** | **two** |",
        "![A desk](desk.jpg){ width=300 }\n\n## Heading (one) { #one }",
        "Text.\n{: .big }\n\n## Head {#x}\n\n| a {.b} | c |\n|---|---|\n\n**a**{.b} `c`{.d} {x} {x=1} {name: value} {{ y }} {% z %}",
        "2 ** 3, 2**3, a == b, __init__, snake_case_name, ~/notes, C#, #1, 5 * 3, *a* **b** ~~c~~ ==d== H~2~O x^2^",
        "`` a ` b `` and `c`",
        "नमस्ते क\u094d\u200dष 👩\u200d💻 می\u200cخواهم שלום\u200f. so\u00adft and no\u00a0break",
        "&amp; &copy; &#8220; &#x2014; &#10; `&#7;`",
        "\\[x] (f.md) \\<name> \\**no\\**",
        "> [!NOTE]\n> A note.\n\n/// caption\nA desk\n///\n\nhttps://example.org/a_b_c/\n\n*[HTML]: A language",
    ],
)
def test_right_text_is_left_in_peace(text):
    assert told(text) == []


def test_nothing_is_wrong_with_the_articles_of_this_site():
    for path in sorted((ROOT / "docs").rglob("*.md")):
        assert told(path.read_text(encoding="utf-8").partition("\n---\n")[2]) == [], path


MARKS = st.sampled_from(
    ["```", "~~~", "`", "**", "[", "](", ")", "[[", "]]", "[^1]", ":", "# ", "---", "!!! note", "\n", "    "]
)
TEXT = st.lists(MARKS | st.text(max_size=3), max_size=25).map("".join)


@settings(max_examples=100)
@given(TEXT)
def test_each_slip_has_a_place_in_the_text(text):
    lines = text.split("\n")
    for slip in find_slips(text):
        assert 0 <= slip.line < len(lines)
        assert 1 <= slip.column <= len(lines[slip.line]) + 1


@settings(max_examples=100)
@given(TEXT)
def test_what_is_blanked_out_moves_nothing(text):
    lines = Lines(text)
    for other in (lines.plain, lines.prose):
        assert len(other) == len(text)
        assert [place for place, sign in enumerate(other) if sign == "\n"] == [
            place for place, sign in enumerate(text) if sign == "\n"
        ]
