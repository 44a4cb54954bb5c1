"""Which files of docs/ are read, published, left out or named as a mistake."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from building import write
from coach.content.settings import read_settings
from coach.io.disk.sources import read_sources
from coach.publish.check import check_all
from coach.site.linking.published import published_files
from coach.site.site import read_site
from coach.source.files.excluded import exclusion
from coach.source.files.kinds import Kind, kind_of_file
from coach.source.files.sort import Entry, Form, Sorting
from helpers import AUTHORS, BASE, NOW, SETTINGS, TAGS, article, messages, page, site_of, sources

MISTAKES = yaml.safe_load((Path(__file__).parent / "cases/files.yml").read_text())
FIVE = "articles/2026/five.md"
DOWNLOADS = [f"assets/x{end}" for end in (
    ".pdf", ".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".pages", ".key", ".numbers", ".txt", ".csv", ".rtf",
    ".epub", ".yml", ".yaml", ".xyz", "", ".PDF",
)]  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["path"])
def test_a_file_that_cannot_be_used_is_named_and_left_out(case):
    form = Form[case.get("form", "FILE")]
    texts = {"tags.yml": TAGS, "authors.yml": AUTHORS, case["path"]: page()}
    sorting = Sorting("docs", lambda path: texts[path].encode())
    for path in texts:
        sorting.add(Entry(path, form if path == case["path"] else Form.FILE))
    site = read_site(sorting.sources(), SETTINGS, NOW)

    assert messages(site) == [f"docs/{case['path']}:{case['told']}"]
    assert case["path"] not in site.sizes
    assert not site.pages


@pytest.mark.parametrize(
    "path",
    [
        *("secret.md~", "#secret.md#", ".#secret.md", "secret.md.bak", "secret.bak", "secret.md.orig", "secret.md.rej"),
        *("secret.md.BAK", "secret.md.bak1", "secret.md.~1~", "secret.old", "secret.md.save", "secret.md.save.1"),
        *(".secret.md.swp", "secret.md.swp", "secret.md.swo", "4913", "~$secret.docx", "~WRL0001.tmp", "secret.tmp"),
        *("Thumbs.db", "thumbs.db:encryptable", ".DS_Store", "desktop.ini", "Icon\r", "secret.docx.part"),
        *(".git", ".git/config", ".obsidian/app.json", ".secret.md", ".env", ".well-known/.secret", "x/.hidden/a.png"),
        *("node_modules/a/index.js", "__MACOSX/x.png", "assets/@eaDir/x.jpg", "secret.url", "secret.lnk"),
    ],
)
@pytest.mark.parametrize("folder", ["", "articles/2026/"])
def test_leftovers_are_never_published_and_nobody_is_accused(path, folder):
    path = f"{folder}{path}" if not path.startswith(".well-known") else path
    site = site_of({path: page()})

    assert (messages(site), site.sizes, site.pages, site.articles) == ([], {}, (), ())


@pytest.mark.parametrize(
    "path",
    [
        *("assets/x.jpg", "assets/X.JPG", "assets/x.svg", "assets/x.mp3", "assets/x.mp4", "assets/x.woff2", "x.html"),
        *("assets/data.json", "BingSiteAuth.xml", "google0123456789abcdef.html", "CNAME", ".nojekyll", "ads.txt"),
        *(".well-known/security.txt", ".well-known/acme-challenge/abc", "_headers", "assets/back-up.png", "old.html"),
        *("assets/What is fit?.png", "assets/50%.png", "assets/#1.png", "assets/Über uns.jpg", "assets/favicon.ico"),
    ],
)
def test_what_pages_and_programs_load_is_published(path):
    site = site_of({path: "x"})

    assert messages(site) == []
    assert published_files(site, {}) == {path: 1}


@pytest.mark.parametrize("path", DOWNLOADS)
def test_a_download_is_published_only_if_something_links_to_it(path):
    assert kind_of_file(path).kind is Kind.IF_LINKED


@pytest.mark.parametrize("path", ["about.md", FIVE, "a/b/c.md", "Copy of x.md", "x (1).md", "tags.yml", "paths/x.yml"])
def test_texts_are_read(path):
    assert kind_of_file(path).kind is Kind.TEXT


@given(st.text(max_size=30), st.booleans())
def test_no_name_is_too_strange(path, wanted):
    assert kind_of_file(path, wanted=wanted).kind in Kind


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("articles/five.md", "Move it to docs/articles/2026/; its address stays the same."),
        ("articles/2026/april/five.md", "Move it to docs/articles/2026/; its address stays the same."),
        ("articles/drafts/five.md", "Move it to docs/articles/2026/; its address stays the same."),
    ],
)
def test_an_article_outside_the_folder_of_a_year_is_told_where_to_go_and_published(path, hint):
    site = site_of({path: article()})

    assert messages(site) == [f"docs/{path}:1:1 this article does not lie in the folder of a year. {hint}"]
    assert [item.address for item in site.library.articles] == ["articles/five/"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Two Ways", "Rename it to two-ways.md."),
        ("Été", "Rename it to ete.md."),
        ("привет", "Rename it in the letters a to z, or keep it and write slug: and id: in the front matter."),
        ("два way", "Rename it in the letters a to z, or keep it and write slug: and id: in the front matter."),
        ("!!", "Rename it to words with hyphens, as in two-ways-to-win.md."),
    ],
)
def test_a_file_name_without_an_address_gets_a_hint_that_can_be_followed(name, hint):
    site = site_of({f"articles/2026/{name}.md": article()})

    assert messages(site) == [f'docs/articles/2026/{name}.md:1:1 the file name "{name}.md" makes no address. {hint}']


def test_a_name_in_other_letters_is_right_with_slug_and_id():
    site = site_of({"articles/2026/привет.md": article(slug="privet", id="privet")})

    assert messages(site) == []
    assert [item.address for item in site.library.articles] == ["articles/privet/"]


def test_names_that_differ_only_by_capitals_or_not_visibly_are_named():
    decomposed = unicodedata.normalize("NFD", "assets/é.mp3")
    files = {"assets/Desk.mp3": "", "assets/desk.mp3": "", "assets/é.mp3": "", decomposed: ""}

    assert messages(site_of(files)) == [
        'docs/assets/desk.mp3:1:1 many computers take this for the same file as "assets/Desk.mp3", '
        "and keep only one of them. Rename one of them.",
        f'docs/assets/é.mp3:1:1 many computers take this for the same file as "{decomposed}", '
        "and keep only one of them. Rename one of them.",
    ]


@pytest.mark.parametrize("forms", [("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
def test_accents_may_be_written_in_either_way(forms):
    on_disk, written = (lambda text, form=form: unicodedata.normalize(form, text) for form in forms)
    body = written("[p](café.md) [a](/café/) [d](assets/menü.pdf) ![x](assets/é.jpg)")
    files = {on_disk("café.md"): page(), on_disk("assets/menü.pdf"): "", on_disk("assets/é.jpg"): ""}
    lead = article(image=written("{src: ../../assets/é.jpg, alt: A picture}"))

    whole = {**BASE, **files, "links.md": page(body=body), FIVE: lead}
    assert [str(one) for one in check_all(sources(whole), SETTINGS, NOW)] == []


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("x.md.bak", "a file that is never published. Take the link out."),
        ("about.markdown", "left out of the site for a mistake of its own. Mend docs/about.markdown first."),
    ],
)
def test_a_link_to_a_file_that_is_not_published_says_why(link, message):
    found = check_all(sources({**BASE, link: "", "links.md": page(body=f"[x]({link})")}), SETTINGS, NOW)

    assert f'docs/links.md:5:5 this links to "{link}", which is {message}' in map(str, found)


@pytest.mark.parametrize("data", [b"PK\3\4\0\0\0\0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_what_holds_no_text_is_left_out(data):
    site = site_of({"about.md": data})

    assert not site.pages
    assert messages(site) == [
        "docs/about.md:1:1 this file holds no text; it is left out. Save it as plain text, or take it out of docs/."
    ]


def test_a_text_of_50_megabytes_is_not_read():
    site = site_of({"about.md": b" " * 50_000_000})

    assert messages(site) == ["docs/about.md:1:1 this text has 50 MB; it is left out. Split it: 10 MB are the most."]


@pytest.fixture
def docs(tmp_path):
    for path, text in {**BASE, "tags.yml": TAGS, "authors.yml": AUTHORS}.items():
        write(tmp_path / "docs" / path, text)
    return tmp_path / "docs"


def told(docs, patterns=""):
    return {problem.path: problem.sentence for problem in read_sources(docs, "docs", exclusion(patterns)).problems}


@pytest.mark.posix
def test_links_out_of_docs_circles_pipes_sockets_and_devices_are_named_and_left_out(docs, tmp_path):
    write(tmp_path / "outside" / "secret.md", page())
    write(docs / "assets/x.mp3", "x")
    write(docs / ".hidden/secret.md", page())
    links = {
        "out.md": tmp_path / "outside/secret.md",
        "folder": tmp_path / "outside",
        "device.txt": "/dev/zero",
        "broken.md": "nowhere.md",
        "self": "self",
        "assets/up": "..",
        "hidden.md": ".hidden/secret.md",
        "right.mp3": "assets/x.mp3",
        "a/across": "../b",
        "b/across": "../a",
    }
    for folder in "ab":
        (docs / folder).mkdir()
    for path, target in links.items():
        (docs / path).symlink_to(target)
    os.mkfifo(docs / "pipe.mp3")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(docs / "s.txt"))
    (docs / "x.md").mkdir()

    out = "this link leads out of docs/; it is left out. Put a copy of the file here instead."
    circle = "this link leads round in a circle; it is left out. Delete it."
    nested = "this link stands in a folder that is a link itself; it is left out. Put a copy of the folder here."
    special = "this is no file, but a pipe, socket or device; it is left out. Take it out of docs/."
    assert told(docs) == {
        "docs/out.md": out,
        "docs/folder": out,
        "docs/device.txt": out,
        "docs/broken.md": "this link leads to a file that is not there; it is left out. "
        "Delete it, or put the file there.",
        "docs/self": circle,
        "docs/assets/up": circle,
        "docs/hidden.md": "this link leads to a file that is never published; it is left out. Delete the link.",
        "docs/a/across/across": nested,
        "docs/b/across/across": nested,
        "docs/pipe.mp3": special,
        "docs/s.txt": special,
        "docs/x.md": 'this is a folder, not a text. Take the ".md" out of its name.',
    }
    assert set(read_sources(docs).others) == {"assets/x.mp3", "right.mp3"}


def test_what_cannot_be_read_is_named(docs, monkeypatch):
    write(docs / "locked.md", page())
    write(docs / "locked.mp3", "")
    write(docs / "closed/x.md", page())
    access, scan = os.access, os.scandir
    monkeypatch.setattr("os.access", lambda path, mode: "locked" not in str(path) and access(path, mode))

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)

    message = "this cannot be read; it is left out. Change its permissions, so that you may read it."
    assert told(docs) == dict.fromkeys(("docs/closed", "docs/locked.md", "docs/locked.mp3"), message)


@pytest.mark.posix
@pytest.mark.parametrize("name", [b"latin\xe9.md", b"new\nline.md", "zero\u200bwidth.md".encode()])
def test_a_name_that_cannot_be_shown_is_named_on_one_line(docs, name):
    (docs / os.fsdecode(name)).write_text(page())

    (problem,) = read_sources(docs).problems
    assert str(problem).encode().count(b"\n") == 0
    assert "Rename it: letters, digits and hyphens are safe." in problem.hint


def test_a_site_without_a_home_page_is_told(docs):
    (docs / "index.md").unlink()

    assert told(docs) == {
        "docs/index.md": "there is no home page. Make this file, with title and description in its front matter."
    }


def test_files_that_mkdocs_yml_leaves_out_are_neither_read_nor_accused(docs):
    for path in ("drafts/five.md", "wrong.markdown", "assets/x.mp3", ".shown/x.mp3", "notes.md"):
        write(docs / path, "x")
    found = read_sources(docs, "docs", exclusion("drafts/\n*.markdown\n/assets\nnotes.md\n!.shown"))

    assert (found.problems, set(found.others)) == ((), {".shown/x.mp3"})
    assert {source.path for source in found.texts} == BASE.keys()


def test_drafts_of_mkdocs_yml_are_shown_in_the_preview_only():
    settings = type(SETTINGS)(exclude_docs="a.md", draft_docs="b.md")

    assert [settings.excluded()(path) for path in ("a.md", "b.md", "c.md")] == [True, True, None]
    assert [settings.excluded(preview=True)(path) for path in ("a.md", "b.md", "c.md")] == [True, None, None]


def test_an_article_in_the_place_of_a_page_is_told_once():
    site = site_of({"about.md": article(draft="true")})

    assert messages(site) == [
        "docs/about.md:4:1 this has the keys of an article, and is a page here: no list or feed shows it. "
        "Move it to docs/articles/2026/, or delete date and tags."
    ]


def test_settings_of_mkdocs_that_change_nothing_are_named():
    text = "site_name: x\nnav:\n  - index.md\nnot_in_nav: |\n  /x\n"

    assert [str(problem) for problem in read_settings(text)[1]] == [
        "mkdocs.yml:2:1 nav changes nothing on this site. The site's menu is the list menu under extra: coach:.",
        "mkdocs.yml:4:1 not_in_nav changes nothing on this site. Delete it.",
    ]
