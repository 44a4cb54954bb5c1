"""The web editor at /admin/ in Chromium, against a stand-in of GitHub: what arrives there, byte for byte."""

from __future__ import annotations

import difflib
import subprocess
import sys

import pytest
import yaml

from browser.editor import opened
from browser.github import GitHub
from building import ROOT, copy_project, environment, write
from coach.publish.editor.library import MENDED
from pictures.corpus import saved, scene

DOCS = {
    f"docs/{path.relative_to(ROOT / 'docs').as_posix()}": path.read_bytes()
    for path in sorted((ROOT / "docs").rglob("*"))
    if path.is_file()
}
PICTURE = saved(scene(640, 360), "PNG")
GOOD = "What a customer learns from the length of your calls, and what to do about it."
FILES = yaml.safe_load((ROOT / "tests/browser/editor_files.yml").read_text(encoding="utf-8"))
WRITTEN = """---
title: "Five: minutes & more"
description: What a customer learns from the length of your calls, and what to do about it.
date: 2027-01-05
tags: [trust, time]
---

Say when you will stop.

```chat
title: A call on Tuesday
Buyer: What does it cost?
Rep: That depends.
```

And then stop.

!!! homework "Ring one customer"

    Ask one question.

    Then listen.

![Two desks](../../assets/two-desks.png)
"""


@pytest.fixture
def hub(tmp_path):
    return GitHub(tmp_path / "blog.git", files=DOCS)


@pytest.fixture
def editor(chromium, review_url, hub):
    with opened(chromium, review_url, hub) as editor:
        yield editor
        assert editor.complaints() == {}


@pytest.fixture
def simple(chromium, simple_url, hub):
    with opened(chromium, simple_url, hub) as editor:
        yield editor.enter()
        assert editor.complaints() == {}


def check(folder, hub):
    """Return what `coach check` says of the main branch."""
    copy_project(folder, {})
    for path in hub.paths():
        write(folder / path, hub.read(path))
    command = [sys.executable, "-m", "coach.cli.main", "check"]
    environ = environment(PYTHONPATH=str(folder / "hooks"))
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_coach_writes_her_first_article(editor, hub, tmp_path):
    page = editor.page
    page.goto(editor.url)
    page.get_by_role("button", name="Sign In Using Access Token").click()
    page.get_by_role("textbox", name="Personal Access Token").fill(hub.token)
    page.get_by_role("alertdialog").get_by_role("button", name="Sign In").click()
    page.get_by_role("grid", name="Entries").wait_for()

    editor.new("article")
    editor.fill("title", "Five: minutes & more")
    editor.fill("description", GOOD)
    editor.fill("date", "2027-01-05")
    editor.choose("tags", "Trust", "Time")
    editor.write("Say when you will stop.")
    editor.insert(
        "Conversation", {"Title": "A call on Tuesday", "Messages": "Buyer: What does it cost?\nRep: That depends."}
    )
    editor.write("And then stop.")
    editor.insert("Homework", {"What to do": "Ring one customer", "How": "Ask one question.\n\nThen listen."})
    editor.insert_picture("Two Desks.PNG", PICTURE, "Two desks")
    editor.save_draft()
    (pull,) = hub.pulls
    assert (pull.head, pull.draft, pull.labels) == ("cms/article/five-minutes-more", True, ["sveltia-cms/draft"])
    assert "docs/articles/2027/five-minutes-more.md" not in hub.paths()

    editor.open("article/entries/2027/five-minutes-more")
    editor.set_status("In Review")
    editor.set_status("Ready")
    editor.publish()
    assert hub.branches() == ["main"]
    assert set(hub.paths()) - set(DOCS) == {"docs/articles/2027/five-minutes-more.md", "docs/assets/two-desks.png"}
    assert hub.read("docs/articles/2027/five-minutes-more.md").decode() == WRITTEN
    assert hub.read("docs/assets/two-desks.png") == PICTURE
    assert {path: hub.read(path) for path in DOCS} == DOCS
    assert check(tmp_path / "x", hub) == (0, "No mistakes found.\n")


def test_another_title_of_a_draft_keeps_its_branch_and_its_file(editor, hub):
    editor.enter()
    write_article(editor, "Five minutes")
    editor.save_draft()
    editor.open("article/entries/2026/five-minutes")
    editor.fill("title", "Ten minutes")
    editor.save_draft()
    branch = "cms/article/five-minutes"
    assert [pull.head for pull in hub.pulls] == [branch]
    assert sorted(hub.branches()) == [branch, "main"]
    assert set(hub.paths(branch)) - set(DOCS) == {"docs/articles/2026/five-minutes.md"}
    assert "title: Ten minutes\n" in hub.read("docs/articles/2026/five-minutes.md", branch).decode()


def write_article(editor, title):
    editor.new("article")
    editor.fill("title", title)
    editor.fill("description", GOOD)
    editor.fill("date", "2026-04-14")
    editor.choose("tags", "Trust")
    editor.write("Say when you will stop.")


def test_without_review_a_save_is_a_commit(simple, hub):
    write_article(simple, "Five minutes")
    simple.save()
    assert hub.log() == ["article: five-minutes, new", "First files"]
    assert (hub.pulls, hub.branches()) == ([], ["main"])
    assert hub.read("docs/articles/2026/five-minutes.md").decode() == (
        f"---\ntitle: Five minutes\ndescription: {GOOD}\ndate: 2026-04-14\ntags: [trust]\n---\n\nSay when you will stop.\n"
    )


def test_the_editor_refuses_what_the_site_refuses(simple, hub):
    simple.new("article")
    simple.fill("description", "Too short.")
    simple.fill("slug", "Two Ways")
    simple.field("aliases").get_by_role("button", name="Add").click()
    simple.fill("aliases.0", "old name")
    simple.press_save()
    simple.page.get_by_role("alert").first.wait_for()
    paths = ("title", "description", "tags", "body", "slug", "aliases.0")
    assert {path: simple.refusal(path) for path in paths} == {
        **dict.fromkeys(("title", "tags", "body"), "This field is required."),
        "description": "This needs 50 to 200 characters.",
        "slug": "Use a to z, 0 to 9 and single hyphens, as in two-ways-to-win.",
        "aliases.0": "Write an address of this site, as in /blog/old-name/.",
    }

    simple.page.get_by_role("radio", name="Slug").click()
    simple.page.get_by_role("button", name="Edit Slug").click()
    simple.page.get_by_role("textbox", name="Slug").last.fill("two--ways")
    said = simple.page.get_by_role("alert").filter(has_text="Use a to z, 0 to 9 and single hyphens")
    assert said.count() == 2
    assert hub.log() == ["First files"]


def test_letters_at_the_beginning_stay_and_words_go_below_a_last_block(simple, hub):
    simple.new("article")
    simple.fill("title", "One letter")
    simple.fill("description", GOOD)
    simple.choose("tags", "Trust")
    simple.write("I nod.")
    simple.write("A letter comes.")
    simple.insert("Homework", {"What to do": "Wait", "How": "Until she rings."})
    simple.save()
    (path,) = hub.paths() - DOCS.keys()
    simple.open(f"article/entries/{path.removeprefix('docs/articles/').removesuffix('.md')}")
    simple.to_end()
    simple.page.keyboard.type("U turn.")
    simple.save()
    text = hub.read(path).decode().partition("---\n\n")[2]
    homework = '!!! homework "Wait"\n\n    Until she rings.'
    assert text.rstrip() == f"I nod.\n\nA letter comes.\n\n{homework}\n\nU turn."


def test_a_form_opens_at_its_title(simple):
    simple.page.set_viewport_size({"width": 1366, "height": 820})
    simple.open("article/entries/2026/five-minutes-means-five-minutes")
    assert simple.field("title").bounding_box()["y"] > 0


@pytest.mark.parametrize("wrong", ["![](../../assets/x.png)", "```chat\nBuyer: Yes?\nNo speaker here\n```"])
def test_a_text_that_the_site_would_complain_of_is_refused(simple, wrong):
    write_article(simple, "Five minutes")
    simple.field("body").get_by_role("button", name="Edit in Markdown").click()
    simple.field("body").get_by_role("textbox").last.fill(f"Words.\n\n{wrong}\n")
    simple.press_save()
    simple.page.get_by_role("alert").first.wait_for()
    assert simple.refusal("body").startswith("Say of each picture what it shows")


def test_each_slip_of_the_package_that_is_mended_is_there_once(sites):
    (package,) = (sites / "project/.cache/editor").glob("*/node_modules/@sveltia/cms/npm/index.js")
    text = package.read_text(encoding="utf-8")
    assert {code: text.count(code) for code in MENDED} == dict.fromkeys(MENDED, 1)


@pytest.fixture(scope="module")
def opener(chromium, simple_url, tmp_path_factory):
    given = {case["file"]: case["text"].encode() for case in FILES if "text" in case}
    hub = GitHub(tmp_path_factory.mktemp("files") / "blog.git", files={**DOCS, **given, "docs/assets/two.png": PICTURE})
    with opened(chromium, simple_url, hub) as editor:
        yield editor.enter()
        assert editor.complaints() == {}


@pytest.mark.parametrize("case", FILES, ids=[case["name"] for case in FILES])
def test_saving_changes_nothing_but_what_was_changed(opener, case):
    paths, before = opener.hub.paths(), opener.hub.read(case["file"]).decode()
    opener.open(case["open"])
    for path, value in case["set"].items():
        opener.fill(path, value)
    opener.save()
    after = opener.hub.read(case["file"]).decode()
    changes = difflib.unified_diff(before.splitlines(True), after.splitlines(True), n=0)
    assert [line.rstrip("\n") for line in list(changes)[2:] if line[:2] != "@@"] == case["lines"]
    assert opener.hub.paths() == paths


def test_the_keyboard_leads_into_a_form(editor, hub):
    page = editor.page
    page.goto(editor.url)
    page.get_by_role("button", name="Sign In Using Access Token").wait_for()
    editor.tab_to("button", "Sign In Using Access Token")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)  # the dialog takes the focus when it is there
    editor.tab_to("textbox", "Personal Access Token")
    page.keyboard.type(hub.token)
    page.keyboard.press("Enter")
    page.get_by_role("grid", name="Entries").wait_for()
    editor.tab_to("button", "Create New Entry")
    page.wait_for_timeout(500)
    page.keyboard.press("Control+e")  # its own shortcut: Enter on it opens an empty menu in Sveltia CMS 0.221.1
    page.get_by_role("toolbar", name="Text Editor").wait_for()
    editor.tab_to("textbox", "Title")
    editor.tab_to("textbox", "Description")
