"""An author at work: `mkdocs serve`, a change, a look; a mistake, and its mending."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from building import copy_project, environment, write
from helpers import BASE, TAGS, article

pytestmark = pytest.mark.build

FIVE = "articles/2026/five-minutes.md"
FILES = {
    **BASE,
    FIVE: article(body="First words."),
    "articles/2026/draft.md": article("A draft", draft="true", date="2027-01-01"),
}


@contextmanager
def serving(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    log = (folder / "log.txt").open("w")
    process = subprocess.Popen(command, cwd=folder, env=environment(SITE_URL=""), stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def wait_for(url, words, *, absent=False):
    deadline = time.monotonic() + 30
    text = ""
    while time.monotonic() < deadline:
        try:
            text = urlopen(url, timeout=5).read().decode()
        except (URLError, ConnectionError, TimeoutError):
            text = ""
        if text and (words in text) != absent:
            return text
        time.sleep(0.1)
    pytest.fail(f"{url} never {'lost' if absent else 'showed'} “{words}”; it shows {text[:2000]}")


def test_what_an_author_changes_shows_up_also_after_a_mistake(tmp_path):
    folder = copy_project(tmp_path / "x", FILES)
    docs = folder / "docs"
    with serving(folder) as url:
        here = f"{url}articles/five-minutes/"
        text = wait_for(here, "First words.")
        assert "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline';" in text  # the script that reloads the page
        assert "livereload(" in text
        assert "It is not on the published site." in wait_for(f"{url}articles/draft/", "A draft")

        write(docs / FIVE, article(body="Second words."))
        wait_for(here, "Second words.")

        write(docs / "tags.yml", TAGS.replace("label: Time", "label: The clock"))
        wait_for(here, "The clock")

        template = folder / "overrides/components/footer/footer.html"
        write(template, template.read_text().replace("</footer>", "<p>A new line</p></footer>"))
        wait_for(here, "A new line")

        messages = folder / "overrides/messages/en.yml"
        write(messages, messages.read_text().replace("No tracking", "Not any tracking"))
        wait_for(here, "Not any tracking")

        write(docs / FIVE, article(date="2026-02-30", body="Third words."))
        wait_for(f"{url}archive/", "Five minutes", absent=True)
        write(docs / FIVE, article(body="Fourth words."))
        wait_for(here, "Fourth words.")
        wait_for(f"{url}archive/", "Five minutes")

        write(docs / "tags.yml", "time: {label: [}")
        wait_for(here, "The clock", absent=True)
        write(docs / "tags.yml", TAGS)
        wait_for(here, "Time")
    log = (folder / "log.txt").read_text()
    left_out = "Until it is mended, this article is left out of the site."
    assert f"docs/{FIVE}:4:7 date 2026-02-30 does not exist. {left_out} February 2026 has 28 days." in log
    assert "Traceback" not in log
