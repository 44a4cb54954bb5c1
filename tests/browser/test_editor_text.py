"""What the web editor's rich text makes of Markdown that it does not know: nothing, see editor_text.yml."""

from __future__ import annotations

import re

import pytest
import yaml

from browser.editor import opened
from browser.github import GitHub
from building import ROOT
from coach.markdown.renderer import Renderer
from helpers import EXTENSIONS, article

CASES = yaml.safe_load((ROOT / "tests/browser/editor_text.yml").read_text(encoding="utf-8"))
RENDERER = Renderer(EXTENSIONS, {})
AT_ONCE = 14  # bodies in one article; its form takes longer for each one that it shows as it is written


def path(name):
    return f"docs/articles/2026/{name}.md"


def text(cases):
    return "\n\n".join([*(f"## {case['name']}\n\n{case['body']}" for case in cases), "## end\n\nThe end."])


@pytest.fixture(scope="module")
def saved(chromium, simple_url, tmp_path_factory):
    """The bodies by name, after somebody wrote a paragraph at the end of the articles that hold them."""
    alone = [case for case in CASES if "with" not in case]
    parts = [alone[at : at + AT_ONCE] for at in range(0, len(alone), AT_ONCE)]
    articles = {f"part-{number}": part for number, part in enumerate(parts)}
    articles["two"] = [case for case in CASES if "with" in case]
    files = {path(name): article(body=text(cases)).encode() for name, cases in articles.items()}
    files["docs/tags.yml"] = (ROOT / "docs/tags.yml").read_bytes()
    bodies = {}
    with opened(chromium, simple_url, GitHub(tmp_path_factory.mktemp("text") / "blog.git", files=files)) as editor:
        editor.enter()
        for name in articles:
            editor.open(f"article/entries/2026/{name}")
            editor.write(" More")
            editor.save()
            after = editor.hub.read(path(name)).decode()
            assert after.endswith("\n\nThe end. More\n")
            names, parts = re.findall(r"(?m)^## (.+)\n", after), re.split(r"(?m)^## .+\n", after)[1:]
            bodies |= dict(zip(names, parts, strict=True))
        assert editor.complaints() == {}
    return bodies


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_nobody_changed_stays_as_it_was_written(saved, case):
    after = saved[case["name"]]
    assert lines(after) == lines(case["body"])
    assert html(after) == html(case["body"])


def lines(body):
    return [line for line in body.splitlines() if line.strip()]


def html(body):
    return RENDERER.render(body.strip()).html(lambda link: link.target)
