"""Dialects of Markdown: the cases in cases/dialects.yml, no word lost, no code changed, and never slow."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.importing.markup.dialects import plain

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dialects.yml").read_text(encoding="utf-8"))
PROSE = st.text(st.sampled_from("abcäöü éñ ,.;:!?'\"()-–*_#>1234567890\n中文"), max_size=300)
TAGS = (
    "{% ", " %}", "{{< ", " >}}", "{{% ", " %}}", "{{ ", " }}", "<Box ", "/>", "</Box>", "youtube", "end", "raw", "notice", "/",
    '"', "'", "`", "```\n", "\n", "\n\n", "    ", "- ", "{: .a}", "{/*", "*/}", "highlight", "src=", "figure", "a.png",
    "comment", "import x from 'y'\n", "[TOC]", "word", "=", "{", "}", "\\", "> ",
)  # fmt: skip
SOUP = st.lists(st.sampled_from(TAGS), max_size=40).map("".join)


def words(text):
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_becomes_of_a_tag(case):
    found = plain(case["source"], case.get("choices", {}))

    assert found.text == case["result"]
    assert dict(found.unknown) == case.get("unknown", {})
    assert list(found.notes) == case.get("notes", [])


@given(PROSE)
def test_ordinary_prose_stays_as_it_is(text):
    assert plain(text, {}) == (text, (), {})


@given(SOUP | st.text(max_size=200))
def test_any_text_is_taken(text):
    plain(text, {})


@given(SOUP)
def test_code_between_fences_stays_as_it_is(code):
    code = code.replace("`", "")
    assert plain(f"~~~~~\n{code}\n~~~~~\n", {}).text == f"~~~~~\n{code}\n~~~~~\n"


@given(SOUP)
def test_code_in_a_line_stays_as_it_is(code):
    code = re.sub(r"[`\n]", "", code)
    text = f"Before ``{code}x`` after"
    assert plain(text, {}).text == text


@given(SOUP)
def test_code_between_tags_stays_as_it_is(code):
    code = (
        re.sub(r"`|highlight|raw|comment|~|\{/\*|import|\[TOC\]|\{: .a\}|    ", "", code)
        .replace("{{ ", "")
        .strip("\n ")
    )
    found = plain(f"{{% highlight %}}\n{code}x\n{{% endhighlight %}}", {})
    assert found.text == f"```\n{code}x\n```" or found.unknown or found.notes


@given(
    st.lists(
        st.sampled_from(
            [
                "One two.",
                "{% unknown three %}",
                "{{< other four >}}",
                "{{ page.five }}",
                "six {% endunknown %}",
                "<Box seven='eight'>",
                "</Box>",
            ]
        ),
        max_size=12,
    )
)
def test_no_word_of_unknown_tags_is_lost(parts):
    text = " ".join(parts)
    assert plain(text, {}).text == text


@pytest.mark.parametrize("choice", ["keep", "text"])
@given(
    parts=st.lists(
        st.sampled_from(["alpha", "{% box %}", "{% endbox %}", "{{< b >}}", "{{< /b >}}", "beta"]), max_size=14
    )
)
def test_what_is_in_unknown_tags_is_kept(choice, parts):
    found = plain(" ".join(parts), {"box": choice, "b": choice}).text
    assert found.count("alpha") == parts.count("alpha")
    assert found.count("beta") == parts.count("beta")


@given(SOUP)
def test_a_second_time_changes_nothing_more_in_prose(text):
    once = plain(re.sub(r"[{}<>%`]", "", text), {}).text
    assert plain(once, {}).text == once


HOSTILE = (
    "{{<", "{%", '<A "', "{% a ", "{{< a ", "{{% notice %}}", "`", "``` ", "`a``b", "{/*", "<!--", "{% raw %}",
    "{% comment %}", "{: .a", "{{", "<A b={", '{{< a "', " ", '{% a "x\\', "<pre>", "import {a", "    x\n", "> ", "{# ",
    "{{< a>}}{{< /b >}}", "{% highlight x %}", "export const a\n", "- TOC\n{: toc", "{{ 'x' | url", "<A>", "<Note>",
    "{% img a ", "{: toc toc", "\n", "\t", "- ", "<code", "{%%}", "{{ x }}",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_of_200_kb_takes_no_longer_than_another(piece):
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    plain(text, {})
    assert time.process_time() - begun < 5
