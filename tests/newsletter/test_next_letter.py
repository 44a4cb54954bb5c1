"""The monthly letter that drafts itself, the series of mails from a path, and what a hub is told."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import lxml.html
import pytest
import yaml
from lxml import etree

from building import copy_project, write
from coach.cli.main import main
from helpers import AUTHORS, TAGS, article, page
from newsletter.published import SMALL, edition, published
from quizzes.shared import files as quiz_files

HOMEWORK = 'Text.\n\n!!! homework "Ring one of them"\n\n    Ask her what she remembers: "the date", or the *price*?\n'
ARTICLES = {
    "articles/2026/before.md": article("Before", date="2026-05-01"),
    "articles/2026/after.md": article("'After: all'", date="2026-06-02", body=HOMEWORK),
    "articles/2026/coming.md": article("Coming", date="2026-06-20"),
    "articles/2026/later.md": article("Later", date="2026-07-02"),
    "articles/2026/unwritten.md": article("Unwritten", date="2026-06-03", draft="true"),
    "articles/2026/unlisted.md": article("Unlisted", date="2026-06-03", unlisted="true"),
}
BASE = {**quiz_files(), "index.md": page("Home"), "tags.yml": TAGS, "authors.yml": AUTHORS}
TENTH_OF_JUNE = "1781078400"


@pytest.fixture
def project(tmp_path, monkeypatch):
    def make(**more):
        folder = copy_project(tmp_path / "x", {**BASE, **more})
        monkeypatch.chdir(folder)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", TENTH_OF_JUNE)
        return folder

    return make


def begun(folder, month="2026-06"):
    text = (folder / f"docs/newsletter/{month}.md").read_text()
    return yaml.safe_load(text.split("---\n")[1])


def test_a_new_edition_begins_with_what_there_is(project, capsys):
    folder = project(**ARTICLES, **{"newsletter/2026-05.md": edition(quiz="{id: tea, item: noon}", body="Hello.")})
    assert main(["newsletter", "new"]) == 0

    keys, said = begun(folder), capsys.readouterr().out
    assert (keys["title"], keys["description"], keys["draft"]) == (None, None, True)
    assert keys["quiz"]["id"] == "tea"
    assert keys["quiz"]["item"] != "noon"
    assert keys["homework"] == "Ask her what she remembers: “the date”, or the price?"
    assert said.startswith("docs/newsletter/2026-06.md\n")
    assert "Articles since 2026-05" in said
    assert re.findall(r"^- (.*)$", said, re.MULTILINE) == ["Coming (coming, comes on 2026-06-20)", "After: all (after)"]


def test_on_a_site_without_letters_nothing_is_begun(project, capsys):
    folder = project(**ARTICLES)
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    write(folder / "mkdocs.yml", settings.replace("    newsletter:\n", "    newsletter:\n      letters: false\n"))
    assert main(["newsletter", "new"]) == 0

    said = "There are no letters on this site: letters: false in mkdocs.yml. Nothing was written.\n"
    assert capsys.readouterr().out == said
    assert not (folder / "docs/newsletter").exists()


def test_a_question_comes_again_only_when_all_have_been_asked(project, capsys):
    folder = project()
    asked = []
    for month in range(1, 13):
        assert main(["newsletter", "new", f"2027-{month:02}"]) == 0
        asked.append(begun(folder, f"2027-{month:02}")["quiz"]["item"])
        if "none is left" in capsys.readouterr().out:
            break

    *new, again = asked
    assert len(set(new)) == len(new) > 2
    assert again == new[0]


def test_a_homework_is_not_given_twice(project):
    first = "Ask her what she remembers: “the date”, or the price?"
    given = {"newsletter/2026-05.md": edition(homework=f"'{first}'", body="Hello.")}
    folder = project(**ARTICLES, **given)
    assert main(["newsletter", "new"]) == 0
    assert begun(folder)["homework"] is None


def test_a_site_without_quiz_and_articles_begins_a_letter_too(project, capsys):
    folder = project()
    for path in [*folder.glob("docs/quizzes/**/*.yml"), *folder.glob("docs/articles/**/*.md")]:
        path.unlink()
    assert main(["newsletter", "new", "2026-06"]) == 0
    assert begun(folder) == {
        "title": None,
        "description": None,
        "date": begun(folder)["date"],
        "quiz": None,
        "homework": None,
        "draft": True,
    }
    assert "No articles so far." in capsys.readouterr().out


def test_the_draft_is_previewed_and_only_what_is_left_to_a_person_is_missing(project, capsys):
    folder = project(**ARTICLES)
    main(["newsletter", "new", "2026-06"])
    capsys.readouterr()
    assert main(["newsletter", "preview", "2026-06"]) == 0
    assert (folder / "2026-06.eml").exists()
    main(["check"])
    told = [line for line in capsys.readouterr().out.splitlines() if "newsletter/2026-06.md" in line]
    assert [line.split(" ", 1)[1].split(" Write")[0] for line in told] == ["title is empty.", "description is empty."]


def test_a_second_subject_stands_in_the_data_of_the_edition():
    text = edition(subject_b="'Or this \"one\"?'")
    data = json.loads(published({**SMALL, "newsletter/2026-05.md": text})["newsletter/2026-05/edition.json"])
    plain = json.loads(published(SMALL)["newsletter/2026-05/edition.json"])

    assert (data["subject"], data["subject_b"]) == ("A letter", "Or this “one”?")
    assert "subject_b" not in plain
    assert data["hash"] != plain["hash"]


# The series of a path.

PATH = """title: From A to B
description: A description that is long enough to stand alone in a list.
steps:
  - {article: after, why: Begin here.}
  - {quiz: tea, why: "Then this, with {{ name }}."}
  - {article: before, why: Last., optional: true}
"""


@pytest.fixture
def series(project, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://second-sale.org/")
    return project(**ARTICLES, **{"paths/from-a-to-b.yml": PATH})


def test_a_path_becomes_one_mail_for_each_step(series, capsys):
    assert main(["newsletter", "series", "from-a-to-b", "--days", "2"]) == 0
    folder = series / "series/from-a-to-b"

    assert "series/from-a-to-b: 3 mails" in capsys.readouterr().out
    contents = json.loads((folder / "series.json").read_text())
    assert [(mail["day"], mail["days_after_the_one_before"]) for mail in contents["mails"]] == [(0, 0), (2, 2), (4, 2)]
    assert [mail["optional"] for mail in contents["mails"]] == [False, False, True]
    assert contents["mails"][0]["subject"] == "After: all"
    assert {path.name for path in folder.iterdir()} == {
        *(mail[kind] for mail in contents["mails"] for kind in ("html", "text")),
        "series.json",
    }
    for mail in contents["mails"]:
        html, text = ((folder / mail[kind]).read_text() for kind in ("html", "text"))
        links = {link for element, _, link, _ in lxml.html.fromstring(html).iterlinks() if element.tag == "a"}
        assert len(links) >= 3
        assert all(link.startswith("https://second-sale.org/") for link in links)
        assert all(link in text for link in links)
        assert "{{" not in html + text


def test_each_mail_says_what_it_is_for_and_what_comes_next(series):
    main(["newsletter", "series", "from-a-to-b", "--days", "2"])
    first, second, last = (path.read_text() for path in sorted((series / "series/from-a-to-b").glob("*.txt")))

    assert "step 1 of 3: From A to B" in first
    assert "Begin here." in first
    assert "HOMEWORK: RING ONE OF THEM" in first
    assert "In 2 days: " in first
    assert "Take the quiz" in second
    assert "You may skip this one." in last
    assert "That was the last step." in last


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["from-a-to-c"], 'there is no reading path "from-a-to-c". Did you mean "from-a-to-b"?'),
        (["from-a-to-b", "--days", "-1"], "--days takes a number from 0 to 60."),
        (["from-a-to-b", "--to", "docs"], "docs is there already; delete it, or name another folder with --to."),
    ],
)
def test_what_cannot_be_a_series_is_refused(series, capsys, options, said):
    before = sorted(series.rglob("*"))
    assert main(["newsletter", "series", *options]) == 2
    assert said in capsys.readouterr().err
    assert sorted(series.rglob("*")) == before


def test_a_series_with_links_to_this_machine_is_refused(series, monkeypatch, capsys):
    monkeypatch.delenv("SITE_URL")
    assert main(["newsletter", "series", "from-a-to-b"]) == 2
    assert "SITE_URL=https://your-site.org/ coach newsletter series from-a-to-b" in capsys.readouterr().err


def test_a_path_with_a_faulty_quiz_is_no_series(series, capsys):
    quiz = series / "docs/quizzes/tea.yml"
    quiz.write_text(quiz.read_text().replace("title:", "titel:", 1))
    assert main(["newsletter", "series", "from-a-to-b"]) == 2
    assert 'the quiz "tea" of this path has mistakes' in capsys.readouterr().err


# The hub.

HUB = "https://hub.example.org/"


def test_a_hub_is_named_by_each_feed_beside_the_feeds_own_address():
    made = published(SMALL, hub=HUB)
    feeds = {address: text for address, text in made.items() if address.endswith((".xml", ".atom"))}

    assert len(feeds) >= 4
    for address, text in feeds.items():
        links = etree.fromstring(text.encode()).iter("{http://www.w3.org/2005/Atom}link")
        by_rel = {link.get("rel"): link.get("href") for link in links if link.get("rel") in {"hub", "self"}}
        own = address.replace("timing", "time")  # the copy at a tag's old name says where the feed is now
        assert by_rel == {"hub": HUB, "self": f"https://example.org/second-sale/{own}"}
    assert json.loads(made["feed.json"])["hubs"] == [{"type": "WebSub", "url": HUB}]
    plain = published(SMALL)
    assert not any("hub" in text for address, text in plain.items() if address in feeds or address == "feed.json")


@pytest.fixture
def hub():
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.headers["Content-Type"], parse_qsl(body.decode())))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.status, server.asked = 204, asked
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def announce(project, monkeypatch, hub):
    folder = project(**SMALL)
    monkeypatch.setenv("SITE_URL", "https://second-sale.org/")
    write(folder / "site/manifest.json", published(SMALL)["manifest.json"])
    return lambda *options: main(
        ["newsletter", "announce", "site", "--hub", f"http://127.0.0.1:{hub.server_port}/", *options]
    )


def test_the_hub_is_told_of_each_feed(announce, hub, capsys):
    assert announce() == 0
    ((kind, fields),) = hub.asked

    assert kind == "application/x-www-form-urlencoded"
    assert fields[0] == ("hub.mode", "publish")
    assert {name for name, _ in fields[1:]} == {"hub.url"}
    urls = [url for _, url in fields[1:]]
    assert {f"https://second-sale.org/{name}" for name in ("feed.xml", "feed.atom", "feed.json")} <= set(urls)
    assert "https://second-sale.org/tags/time/feed.xml" in urls
    assert f"knows that {len(urls)} feeds were published anew" in capsys.readouterr().out


def test_a_dry_run_lists_the_feeds_and_tells_nobody(announce, hub, capsys):
    assert announce("--dry-run") == 0
    assert "https://second-sale.org/feed.atom" in capsys.readouterr().out.splitlines()
    assert hub.asked == []


def test_a_hub_that_fails_is_named(announce, hub, capsys):
    hub.status = 503
    assert announce() == 1
    assert "answers 503. The site is out all the same" in capsys.readouterr().err


def test_a_hub_that_is_not_there_is_named(announce, capsys):
    assert announce("--hub", "http://127.0.0.1:9/") == 1
    assert "http://127.0.0.1:9/ did not answer." in capsys.readouterr().err


@pytest.mark.parametrize(
    "case",
    [
        ([], "https://second-sale.org/", 0, "There is no hub: under newsletter: in mkdocs.yml"),
        (["--hub", "http://hub.example.org/"], "https://second-sale.org/", 2, "must begin with https://"),
        (["--hub", HUB], "http://127.0.0.1:8000/", 2, "a hub cannot reach http://127.0.0.1:8000/."),
        (["--hub", HUB], "https://second-sale.org/", 2, "there is no site."),
    ],
)
def test_where_nobody_can_be_told_it_is_said(project, monkeypatch, capsys, case):
    options, site_url, code, said = case
    project()
    monkeypatch.setenv("SITE_URL", site_url)
    assert main(["newsletter", "announce", "site", *options]) == code
    assert said in capsys.readouterr().err
