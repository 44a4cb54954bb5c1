"""What of docs/ stands in the built site: no leftovers, no download that nothing links to, nothing from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from building import build, copy_project, environment, files_of, write
from helpers import BASE, MENU, article, page
from quick_builds import warnings_of

pytestmark = pytest.mark.build

FIVE = "articles/2026/five-minutes.md"
SECRET = "do-not-publish-this"
LEFTOVERS = (
    *(f"{FIVE}~", "articles/2026/#five-minutes.md#", "about.md.bak", "about.md.orig", ".about.md.swp", "4913"),
    *("assets/~$plan.docx", "Thumbs.db", ".obsidian/app.json", ".env", "node_modules/x.js", "assets/plan.docx"),
    *("assets/notes.txt", "assets/all.zip", "assets/price.pdf", "config.yml", "drafts/plan.md", "wrong.html.old"),
)
NAMED = ("about.markdown", "robots.txt", "feed.xml", "assets/site.css", "paths/x.yaml", "assets/a:b.png")
ODD = {
    **BASE,
    **MENU,
    FIVE: article(body="[l](../../assets/linked.docx) [m](../../assets/ma\u0303o.pdf)"),
    "index.md": page("Home", body="[p](assets/a%20b.pdf)"),
    "assets/linked.docx": "x",
    "assets/m\u00e3o.pdf": "x",
    "assets/a b.pdf": "x",
    "assets/latin.css": "p::before{content:'é'}".encode("latin-1"),
    "assets/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>',
    "CNAME": "example.org",
    ".nojekyll": "",
    ".well-known/security.txt": "x",
    **dict.fromkeys((*LEFTOVERS, *NAMED), SECRET),
}


@pytest.mark.posix
def test_only_what_is_meant_to_be_published_is_and_the_checker_agrees(tmp_path):
    project = copy_project(tmp_path / "project", ODD)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text() + "\nexclude_docs: |\n  /drafts/\n")
    write(tmp_path / "outside/secret.md", page(body=SECRET))
    for path, target in {"out": "../../outside", "out.mp3": "/etc/passwd", "round": ".", "assets/round": ".."}.items():
        (project / "docs" / path).symlink_to(target)
    os.mkfifo(project / "docs/pipe.mp3")

    done = build(project)
    assert done.returncode == 0, done.stderr
    site = files_of(project / "site")
    checked = subprocess.run(
        [sys.executable, "-m", "coach.cli.main", "check"],
        cwd=project, env=environment(PYTHONPATH=str(project / "hooks")), capture_output=True, text=True, check=False,
    )  # fmt: skip

    published = {"assets/linked.docx", "assets/m\u00e3o.pdf", "assets/a b.pdf", "assets/latin.css", "CNAME"}
    assert {*published, ".nojekyll", ".well-known/security.txt", "assets/mark.svg"} <= site.keys()
    assert site.keys().isdisjoint((*LEFTOVERS, "out.mp3", "pipe.mp3", "drafts/plan/index.html"))
    assert [path for path, data in site.items() if SECRET.encode() in data or b"root:x:" in data] == []
    told = [line.removeprefix("coach: ") for line in warnings_of(done.stderr)]
    odd = {*NAMED, "out", "out.mp3", "round", "assets/round", "pipe.mp3"}
    assert {line.split(":1:1 ")[0] for line in told} == {f"docs/{path}" for path in odd}
    assert checked.stdout.splitlines() == told


@pytest.mark.posix
def test_pages_are_readable_whatever_the_umask_and_a_dirty_build_removes_nothing(tmp_path):
    project = copy_project(tmp_path / "project", {**BASE, **MENU, FIVE: article()})
    write(project / "site/tags/time/index.html", "old")
    (project / "site/tags/time").chmod(0o700)
    (project / "site/tags/time/index.html").chmod(0o600)
    before = os.umask(0o077)
    try:
        assert build(project, "--strict").returncode == 0
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (project / "site").rglob("*")}
    assert {path for path, mode in modes.items() if mode != (0o755 if path.is_dir() else 0o644)} == set()

    write(project / "site/old.html", "old")
    assert build(project, "--dirty").returncode == 0
    assert (project / "site/old.html").exists()
    assert (project / "site/about/index.html").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_stays_in_the_temporary_folder_when_the_server_is_stopped(tmp_path, number):
    project, temporary = copy_project(tmp_path / "project", BASE), tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-livereload", "-a", "127.0.0.1:0"]
    process = subprocess.Popen(
        command, cwd=project, env=environment(TMPDIR=str(temporary)), stderr=subprocess.PIPE, text=True
    )
    heard = ""
    while "Building documentation" not in heard:
        heard = process.stderr.readline()
    time.sleep(0.2)  # in the midst of the build
    process.send_signal(number)
    process.communicate(timeout=60)

    assert list(temporary.iterdir()) == []


STATES = {
    "no article yet": {},
    "all drafts": {FIVE: article(draft="true")},
    "no quiz, path or letter": {FIVE: article()},
}


@pytest.mark.parametrize("state", STATES)
def test_a_site_with_little_in_it_passes(tmp_path, state):
    project = copy_project(tmp_path / "project", {**BASE, **MENU, **STATES[state]})
    done = build(project, "--strict")

    assert done.returncode == 0, done.stderr
    site = files_of(project / "site")
    assert {"archive/index.html", "feed.xml", "404.html"} <= site.keys()
    assert ("articles/five-minutes/index.html" in site) == (state == "no quiz, path or letter")
