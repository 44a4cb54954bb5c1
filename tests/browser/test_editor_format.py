"""Files as the editor reads and writes them: only what was changed is another, and our own reader takes all of it."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import ROOT
from coach.io.disk.files import read_data
from coach.io.packages import install_packages
from coach.publish.editor.fields import shape_of
from coach.publish.editor.forms import FORMS
from coach.publish.editor.library import PACKAGES
from coach.source.front_matter import read_markdown
from coach.source.sources import Source

pytestmark = pytest.mark.browser

HOST = "https://editor.example"
PAGE = """<!doctype html><script type="importmap">{"imports": {"yaml": "/yaml/index.js"}}</script>
<script type="module">import * as all from "/format.mjs"; window.formats = all;</script>"""
KINDS = {
    "docs/articles/": "article",
    "docs/newsletter/": "edition",
    "docs/paths/": "path",
    "docs/quizzes/": "quiz",
    "docs/tags.yml": "tags",
    "docs/authors.yml": "authors",
    "docs/index.md": "home",
    "docs/": "page",
}
FILES = [
    path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "docs").rglob("*"))
    if path.suffix in {".md", ".yml"} and "frozen" not in path.parts and path.name != "glossary.yml"
]


@pytest.fixture(scope="module")
def page(chromium):
    """A page with the editor's reader and writer of files, and the package that it uses."""
    named = {name: read_data(f"publish/editor/{name}") for name in PACKAGES}
    modules = install_packages(ROOT / ".cache" / "editor", named)
    ours = ROOT / "overrides/components/editor"

    def answer(route):
        path = route.request.url.removeprefix(HOST)
        if path == "/":
            return route.fulfill(body=PAGE, content_type="text/html")
        file = modules / "yaml/browser" / path.removeprefix("/yaml/") if path.startswith("/yaml/") else ours / path[1:]
        return route.fulfill(body=file.read_text(encoding="utf-8"), content_type="text/javascript")

    context = chromium.new_context()
    context.route(f"{HOST}/**", answer)
    page = context.new_page()
    page.goto(f"{HOST}/")
    page.wait_for_function("window.formats")
    yield page
    context.close()


def kind_of(path):
    return next(kind for start, kind in KINDS.items() if path.startswith(start))


def ask(page, kind, file, changes):
    """Return what the editor shows of a file, and the file after these changes of its values."""
    form = FORMS[kind]
    options = {"text": form.files.endswith(".md"), "entries": kind if form.by_id else None}
    return page.evaluate(
        """([shape, options, file, changes]) => {
            const format = formats.fileFormat(shape, options);
            const shown = format.fromFile(file.trim().replace(/\\r\\n?/g, "\\n")); // as Sveltia CMS hands it over
            const saved = format.toFile({...shown, ...changes}).trim() + "\\n";
            delete shown._source;
            return [shown, saved];
        }""",
        [shape_of(form.model), options, file, changes],
    )


def test_every_file_of_the_site_that_is_opened_and_saved_is_the_same_to_the_byte(page):
    for path in FILES:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert ask(page, kind_of(path), text, {})[1] == text, path


def differing(old, new):
    """Return the lines that went and those that came."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))[2:]
    return [line for line in lines if line[0] in "+-"]


ODD = """---
# planned for the spring
title: on   # not a switch
description: 'It''s in quotes, and says enough of what the article is about.'
date: 2026-04-14T09:00+01:00
tags: [time,   respect]  # two of them
id: 007
aliases: ["/?p=12", /old%20name/]

mood: unknown to the editor
draft: true
updated: 2026-5-1
related:
    - 1e3
    # the next one is newer
    - "1984"
image: {src: ../../assets/desk.jpg, alt: "A desk: two chairs"}
---
The text.
"""
ODD_TIME = "T09:00+01:00"


def test_the_editor_shows_what_the_site_reads(page):
    shown, _ = ask(page, "article", ODD, {})

    assert shown == {
        "title": "on",
        "description": "It's in quotes, and says enough of what the article is about.",
        "date": "2026-04-14",
        "tags": ["time", "respect"],
        "id": "007",
        "aliases": ["/?p=12", "/old%20name/"],
        "mood": "unknown to the editor",
        "draft": True,
        "updated": "2026-05-01",
        "related": ["1e3", "1984"],
        "image": {"src": "../../assets/desk.jpg", "alt": "A desk: two chairs"},
        "body": "The text.",
    }


CHANGES = {
    "a title": ({"title": "Later"}, ["-title: on   # not a switch", "+title: Later   # not a switch"]),
    "a title that YAML would take for something else": (
        {"title": "yes"},
        ["-title: on   # not a switch", '+title: "yes"   # not a switch'],
    ),
    "a title with a colon": (
        {"title": "Price: what is left"},
        ["-title: on   # not a switch", '+title: "Price: what is left"   # not a switch'],
    ),
    "a tag more": (
        {"tags": ["time", "respect", "trust"]},
        ["-tags: [time,   respect]  # two of them", "+tags: [time, respect, trust]  # two of them"],
    ),
    "a switch that goes off": ({"draft": False}, ["-draft: true", "+draft: false"]),
    "a key that was not there": ({"quiz": "the-mirror"}, ["+quiz: the-mirror"]),
    "a key that goes": ({"id": ""}, ["-id: 007"]),
    "a list that goes": (
        {"related": []},
        ["-related:", "-    - 1e3", "-    # the next one is newer", '-    - "1984"'],
    ),
    "part of a group": (
        {"image": {"src": "../../assets/desk.jpg", "alt": "A table"}},
        [
            '-image: {src: ../../assets/desk.jpg, alt: "A desk: two chairs"}',
            "+image: {src: ../../assets/desk.jpg, alt: A table}",
        ],
    ),
    "the text": ({"body": "Another text."}, ["-The text.", "+Another text."]),
    "a day": ({"updated": "2026-05-02"}, ["-updated: 2026-5-1", "+updated: 2026-05-02"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_changes_its_line_alone(page, name):
    changes, expected = CHANGES[name]
    _, saved = ask(page, "article", ODD, changes)

    assert differing(ODD, saved) == expected


PASTED = {
    "·    One\n\n·    Two\n\nWords.": "- One\n- Two\n\nWords.",
    "• One\n• Two": "- One\n- Two",
    "# A heading": "## A heading",
    "| Nod | Yes |\n| --- | --- |\n| a | b |": "| Nod | Yes |\n| --- | --- |\n| a | b |",
    "| Nod | Yes |\n| a | b |\n| c | d |": "| Nod | Yes |\n| --- | --- |\n| a | b |\n| c | d |",
    "```\n# a comment\n· x\n| a |\n| b |\n```": "```\n# a comment\n· x\n| a |\n| b |\n```",
    "The text.\n\n· is a dot": "The text.\n\n- is a dot",
    "·": "·",
}


@pytest.mark.parametrize("pasted", PASTED)
def test_what_comes_from_a_word_processor_becomes_markdown(page, pasted):
    _, saved = ask(page, "article", ODD, {"body": pasted})
    assert saved.partition("\n---\n")[2].rstrip("\n") == PASTED[pasted]


def test_lines_that_were_there_before_are_not_taken_for_pasted(page):
    file = ODD.replace("The text.", "# An old heading\n\n· an old dot")
    saved = ask(page, "article", file, {"body": "# An old heading\n\n· an old dot\n\nMore."})[1]
    assert differing(file, saved) == ["+", "+More."]


LISTS = """# what we have
trust:
  label: Trust   # the first
  description: >-
    A customer who trusts you stops checking
    every line of the quote.
  aliases: [credibility]

# and the second
respect:
  label: "Respect"
"""


def test_an_entry_changes_comes_and_goes_by_itself(page):
    shown, _ = ask(page, "tags", LISTS, {})
    trust, respect = shown["tags"]
    one = ask(page, "tags", LISTS, {"tags": [trust, {**respect, "label": "Regard"}]})[1]
    three = ask(
        page, "tags", LISTS, {"tags": [trust, respect, {"id": "time", "label": "Time", "see_also": ["trust"]}]}
    )[1]
    less = ask(page, "tags", LISTS, {"tags": [respect]})[1]

    assert differing(LISTS, one) == ['-  label: "Respect"', "+  label: Regard"]
    assert differing(LISTS, three) == ["+time:", "+  label: Time", "+  see_also: [trust]"]
    assert '# and the second\nrespect:\n  label: "Respect"\n' in less
    assert "credibility" not in less


WORDS = st.text(min_size=1, max_size=60).filter(lambda text: text.strip())
ONE_LINE = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "1984",
            "on",
            "null",
            "~",
            "- a",
            "a: b",
            "a #b",
            "#1",
            "'",
            '"',
            "\\",
            "*x*",
            "&x",
            "@me",
            "`x`",
            "{a",
            "[b]",
            "%",
            "!no",
            "? what",
            "x:",
            ": x",
            "1e3",
            "007",
            "2026-04-14",
            "0x1F",
            "yes",
            ".5",
            "“q”",
            "🙂",
            "a\tb",
            "a\nb",
            "---",
            "...",
        ]
    ),
)


def clean(text):
    """Return the text without what no file of ours may hold: controls, and half characters."""
    kept = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    return kept if kept.strip() else "x"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": ONE_LINE.map(clean),
            "description": ONE_LINE.map(clean),
            "guid": ONE_LINE.map(clean).map(lambda text: " ".join(text.split()) or "x"),
            "tags": st.lists(ONE_LINE.map(clean), min_size=1, max_size=3, unique=True),
            "related": st.lists(ONE_LINE.map(clean), max_size=9, unique=True),
            "draft": st.booleans(),
            "image": st.fixed_dictionaries({"src": ONE_LINE.map(clean), "alt": ONE_LINE.map(clean)}),
            "date": st.dates().map(str),
        },
    ),
    st.sampled_from([ODD, "", "Only a text.\n", "---\ntitle: x\n---\n", "---\n{title: x, tags: [a]}\n---\nText\n"]),
)
def test_whatever_is_typed_our_own_reader_reads_it_as_typed(page, values, file):
    _, saved = ask(page, "article", file, values)
    article, problems = read_markdown(Source("articles/2026/x.md", saved.encode()))
    assert not [problem for problem in problems if "readable" in problem.message], saved

    data = article.document.data
    for key, value in values.items():
        wanted = [one for one in value if one.strip()] if isinstance(value, list) else value
        if key == "date":
            assert data["date"] == value + (ODD_TIME if file == ODD else ""), saved
        elif key == "draft":
            assert (data.get(key) == "true") == value, saved
        elif wanted == []:
            assert not data.get(key), saved
        else:
            assert plain(data.get(key)) == plain(wanted), saved


def plain(value):
    """Return a value with runs of blanks as one, as our fields read them."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else " ".join(str(value).split())
