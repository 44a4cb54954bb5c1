"""`coach links` asks every address on other sites once, and says which are gone, moved or unsure."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from building import copy_project
from coach.cli.main import main
from helpers import BASE, MENU, article

PATH = "docs/articles/2026/five-minutes.md"


class Elsewhere(BaseHTTPRequestHandler):
    """Another site; it notes what it was asked."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.server.asked.append((self.command, self.path, time.monotonic()))
        path = self.path.partition("?")[0]
        status = {"/gone": 404, "/forbidden": 403, "/busy": 429, "/down": 503, "/moved": 301, "/for-now": 302}.get(
            path, 200
        )
        if path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", "/there")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys, elsewhere):
    base = f"http://127.0.0.1:{elsewhere.server_port}"

    def ask_(body, *options, delay="0"):
        files = {**BASE, **MENU, "articles/2026/five-minutes.md": article(body=body.replace("BASE", base))}
        monkeypatch.chdir(copy_project(tmp_path / f"{len(list(tmp_path.iterdir()))}", files))
        code = main(["links", "--delay", delay, "--timeout", "5", *options])
        return code, capsys.readouterr().out.replace(base, "BASE")

    return ask_


BODY = """\
[a](BASE/there) [b](BASE/gone#part) [c](BASE/forbidden) [d](BASE/busy) [e](BASE/down) [f](BASE/moved)
[g](BASE/for-now) [h](BASE/no-head) and [i](other.md) and `BASE/code` and [j](mailto:a@example.org).

[Again](BASE/gone#other) and [there](BASE/there), and [nowhere](http://nobody.invalid/).
"""


def test_each_address_gets_its_verdict_and_its_places(ask, elsewhere):
    code, said = ask(BODY)

    assert code == 1
    assert [line.partition(" (")[0] for line in said.splitlines() if "nobody" not in line] == [
        f"{PATH}:7 unsure: BASE/busy",
        f"{PATH}:7 unsure: BASE/down",
        f"{PATH}:7 unsure: BASE/forbidden",
        f"{PATH}:7 gone: BASE/gone",
        f"{PATH}:10 gone: BASE/gone",
        f"{PATH}:7 moved: BASE/moved",
    ]
    assert "(now BASE/there)" in said
    counts = Counter((command, path) for command, path, _ in elsewhere.asked)
    assert counts["HEAD", "/gone"] == counts["GET", "/gone"] == counts["HEAD", "/busy"] == 1
    assert ("GET", "/there") not in counts
    assert ("GET", "/busy") not in counts
    assert not any(path == "/code" for _, path in counts)


def test_what_is_only_unsure_or_moved_is_no_failure(ask):
    code, said = ask("[a](BASE/moved) and [b](BASE/forbidden)", "--format", "json")

    assert code == 0
    assert [(one["address"], one["verdict"]) for one in json.loads(said)] == [
        ("BASE/forbidden", "unsure"),
        ("BASE/moved", "moved"),
    ]


def test_the_issue_has_a_list_for_each_verdict(ask):
    _, said = ask("[a](BASE/gone) and [b](BASE/moved)", "--format", "markdown")

    assert said == (
        f"## Gone\n\n- `BASE/gone` (the server answers 404)\n  - {PATH}, line 7\n\n"
        f"## Moved for good\n\n- `BASE/moved` (now BASE/there)\n  - {PATH}, line 7\n"
    )
    assert ask("Nothing.", "--format", "markdown") == (0, "Every address on another site is still there.\n")


def test_between_two_requests_to_one_host_time_passes(ask, elsewhere):
    ask("[a](BASE/one) and [b](BASE/two) and [c](BASE/gone)", delay="0.2")

    times = [moment for _, _, moment in elsewhere.asked]
    assert len(times) == 4  # the last one with HEAD and GET
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))
