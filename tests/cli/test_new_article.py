"""`coach new article`: of a text that is there already, and whatever its author answers."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from building import ROOT, copy_project, environment
from coach.cli.main import main
from coach.cli.new import forms
from coach.cli.new.command import _clean
from coach.cli.new.given_text import read_given
from coach.source.front_matter import read_markdown
from coach.source.sources import Source
from helpers import AUTHORS, TAGS, article, page

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "given_texts.yml").read_text(encoding="utf-8"))
FILES = {"index.md": page("Home"), "tags.yml": TAGS, "authors.yml": AUTHORS, "articles/2026/one.md": article()}
TEXT = """# Time: what is left?

A buyer who waits is a buyer who thinks of somebody else. Respect is to be there when you said so.

```chat
Rep: May I?
Buyer: You may.
```

!!! homework "Ask"

    Ask [the first](one.md) of them.
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = copy_project(tmp_path / "x", FILES)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")
    return folder


def made(project, name):
    return (project / f"docs/articles/2026/{name}.md").read_bytes()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_is_read_in_a_text(case):
    found = read_given(case["text"])

    assert found.title == case.get("title", "")
    assert found.rest == case.get("rest", case["text"])
    assert found.description == case.get("about", "")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_text_becomes_an_article_without_a_mistake(project, end, capsys):
    (project / "text.md").write_bytes(TEXT.replace("\n", end).encode("utf-8-sig"))

    assert main(["new", "article", "--text", "text.md"]) == 0
    assert capsys.readouterr().out == "docs/articles/2026/time-what-is-left.md\n"
    front = [
        "---",
        'title: "Time: what is left?"',
        "description: A buyer who waits is a buyer who thinks of somebody else. Respect is to be there when you said so.",
        "date: 2026-11-29",
        "tags: [time, respect]",
        "draft: true",
        "---",
        "",
    ]
    body = TEXT.partition("\n\n")[2]
    assert made(project, "time-what-is-left").decode() == ("\n".join(front) + "\n" + body).replace("\n", end)
    assert main(["check"]) == 0


def test_what_is_said_counts_more_than_what_is_read(project, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    about = "Something else that is long enough to stand alone in a list."
    said = ["--name", "mine", "--description", about, "--tags", "trust"]

    assert main(["new", "article", "Mine", *said, "--text", "-"]) == 0
    text = made(project, "mine").decode()
    assert f"title: Mine\ndescription: {about}\ndate: 2026-11-29\ntags: [trust]\n" in text
    assert text.endswith(f"---\n\n{TEXT}"), "the heading is not the title, so it stays"


@pytest.mark.parametrize(
    ("data", "arguments", "told"),
    [
        (b"# A\n\xff\xfe", ["article"], "text.md is no text in UTF-8. Save it as plain text in UTF-8, and try again."),
        (b" \n", ["article"], "there are no words in text.md."),
        (None, ["article"], "text.md cannot be read: No such file or directory."),
        (b"---\ntitle: A\n---\nB\n", ["article"], "text.md has front matter already. Put it into docs/articles/,"),
        (b"Words.\n", ["article"], 'an article needs a title, in quotes: coach new "Its title".'),
        (b"# A\n", ["page"], "a text becomes an article, no page"),
    ],
)
def test_a_text_that_cannot_be_used_is_told(project, capsys, data, arguments, told):
    if data is not None:
        (project / "text.md").write_bytes(data)

    assert main(["new", *arguments, "--text", "text.md"]) == 2
    assert told in capsys.readouterr().err
    assert len(list(project.glob("docs/articles/*/*"))) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals for Python")
def test_a_terminal_shows_what_is_proposed_and_takes_other_answers(project):
    import pty

    (project / "text.md").write_text(TEXT, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "coach.cli.main", "new", "--text", "text.md"]
    with subprocess.Popen(
        command,
        cwd=project,
        stdin=theirs,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(PYTHONPATH=str(ROOT / "hooks")),
    ) as new:
        os.write(ours, b"\nhow-long\n\ntrust\n")
        said = new.stdout.read()
    os.close(ours)
    os.close(theirs)

    assert "What is it called? (Enter: Time: what is left?)" in said
    assert "How is its file named? (Enter: time-what-is-left)" in said
    assert "in one or two sentences? (Enter: A buyer who waits is a buyer who thinks of somebody else. " in said
    assert "Which tags? (Enter: time,respect; there are " in said
    text = made(project, "how-long").decode()
    assert 'title: "Time: what is left?"\ndescription: A buyer who waits' in text
    assert "tags: [trust]\n" in text


ODD = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*"#:'\"\\-@`&*!|>%?,[]{}~ \t\n\x85\u2028\ufeffé🎉a1", ": ", " #", "on", "null"]), max_size=12).map("".join),
    st.sampled_from(["1984", "1_000", "0x1F", "1e3", ".5", "12:30", "on", "No", "null", "~", "true", "2026-04-14", "=", "<<"]),
    st.sampled_from(["a " * 150, "x" * 300, "-", "- a", "---", "@a", "`a`", "--- #", "a: b", "a #b", "'a", '"a" b', "\\", "a\nb", "? a", "{a", "[a"]),
)  # fmt: skip


@given(ODD, ODD, st.sampled_from(["\n", "\r\n"]))
@example("\x80", "\ufffe", "\n")
def test_every_answer_is_read_back_as_it_was_given(title, about, end):
    title, about = _clean(title), _clean(about)
    text = forms.article(title, about, "2026-11-29", ["null", "on", "2026", "time"]).replace("\n", end) + "Body.\n"
    file, problems = read_markdown(Source("articles/2026/a.md", text.encode()))
    data = file.document.data

    assert not problems
    assert (data["title"] or "", data["description"] or "") == (title, about)
    assert data["tags"] == ["null", "on", "2026", "time"]
    assert file.body == "\nBody.\n"
    other = yaml.safe_load(text.replace("\r\n", "\n").split("\n---\n")[0])
    assert (other["title"] or "", other["description"] or "") == (title, about), "other programs read the same"
    assert other["tags"] == ["null", "on", "2026", "time"]


MARKDOWN = st.lists(
    st.sampled_from(["# One", "## Two", "Three", "===", "---", "```", "", "    # four", " ", "#", "# #"])
)


@given(MARKDOWN, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_only_the_heading_goes(lines, end, last):
    whole = end.join(lines) + end * last
    found = read_given(whole)

    assert found.body(f"{found.title} and more") == whole
    if not found.title:
        assert found.rest == whole
        return
    pairs = zip(whole, found.rest, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), len(found.rest))
    behind = found.rest[same:]
    assert whole.endswith(behind)
    gone = whole[same : len(whole) - len(behind)]
    assert set(gone.split()) <= {"#", "##", found.title, "===", "---"}
    assert found.title in gone


@pytest.mark.parametrize(
    "title", ["1984", "on", "- a", "@home", "`code`", 'Say "yes": #1', "\\n", "Ü 🎉", "a\nb", "é" * 90]
)
def test_a_title_stands_in_the_file_as_it_was_said(project, title):
    about = "- A description: it is # long enough to stand 'alone' in a \"list\"."
    said = ["--name", "odd", "--tags", "time", f"--description={about}"]
    assert main(["new", *said, "--", "article", title]) == 0
    file, problems = read_markdown(Source("a.md", made(project, "odd")))

    assert (file.document.data["title"], file.document.data["description"]) == (" ".join(title.split()), about)
    assert not problems
    (project / "docs/articles/2026/odd.md").write_bytes(made(project, "odd") + b"Words.\n")
    assert main(["check"]) == 0


def test_an_article_and_a_path_begin_with_the_figure_that_was_said(project, capsys):
    assert main(["new", "A clock", "--tags", "time", "--figure", "clock"]) == 0
    assert main(["new", "path", "First steps", "--figure", "stairs"]) == 0

    assert b"figure: {kind: clock}\ndraft: true\n" in made(project, "a-clock")
    assert b"\nfigure: {kind: stairs}\nsteps:\n" in (project / "docs/paths/first-steps.yml").read_bytes()


def test_a_figure_that_is_none_is_refused_with_one_that_is_near(project, capsys):
    assert main(["new", "A clock", "--tags", "time", "--figure", "clok"]) != 0

    assert 'there is no figure "clok". Did you mean "clock"?' in capsys.readouterr().err
    assert not (project / "docs/articles/2026/a-clock.md").exists()
