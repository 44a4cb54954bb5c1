"""The time from saving an article to the page that shows it, under `mkdocs serve`, in a browser."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from candidate import write_corpus
from corpus import Corpus, name_of
from measure import environment
from reader import ARGUMENTS, find
from table import markdown
from with_coach import coach, quiz_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

_SAVES = 7
_BOUND = 2.0
_LONGEST = 120


def saving_table(count: int = 1000) -> str:
    """Return the seconds from saving one of `count` articles to its page as the browser shows it, reloaded by itself."""
    head = ("from saving to the reloaded page, of", "saves", "median s", "slowest s", "at most", "kept")
    program = find()
    if not program:
        return markdown(head, [(f"{count:,}", "0", "–", "–", f"{_BOUND:g}", "not measured")])
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        candidate = coach()
        write_corpus(Corpus(count, quiz_ids()), {Path(place): candidate})
        took = _save(Path(place), Path(place) / candidate.articles / f"{name_of(count // 2)}.md", program)
    median = statistics.median(took)
    kept = "yes" if median <= _BOUND else "NO"
    row = (f"{count:,}", str(len(took)), f"{median:.2f}", f"{max(took):.2f}", f"{_BOUND:g}", kept)
    return markdown(head, [row])


def _save(folder: Path, article: Path, program: str) -> list[float]:
    from playwright.sync_api import sync_playwright

    with _serving(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page()
        _open(page, f"{address}articles/{article.stem}/")
        took = []
        for number in range(_SAVES):
            page.wait_for_timeout(
                1500
            )  # an author who thinks: the last build has ended, and its page asks for the next
            words = f"Saved for the {number + 1}th time."
            with article.open("a", encoding="utf-8") as text:
                text.write(f"\n{words}\n")
            start = time.perf_counter()
            page.get_by_text(words).wait_for(timeout=_LONGEST * 1000)
            took.append(time.perf_counter() - start)
        browser.close()
    return took


def _open(page: Page, address: str) -> None:
    """Open the page as soon as there is one."""
    from playwright.sync_api import Error

    end = time.monotonic() + _LONGEST
    while True:
        try:
            page.goto(address)
        except Error:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """Yield the address at which `mkdocs serve` shows the project in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", host]
    known = {**environment(), "SITE_URL": ""}
    process = subprocess.Popen(
        command, cwd=folder, env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield f"http://{host}/"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
