"""A real Chromium, and the built site behind a path, as GitHub Pages serves it."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import sync_playwright

from browser.chromium import ARGUMENTS, find
from browser.editor import build_sites

PREFIX = "/second-sale/"


class UnderPrefix(SimpleHTTPRequestHandler):
    """Serves the site below /second-sale/ and nothing else; a missing page is 404.html with its status."""

    def send_head(self):
        if self.path.split("#")[0].split("?")[0] == "/favicon.ico":
            return super().send_error(404)
        return super().send_head()

    def translate_path(self, path):
        if not path.startswith(PREFIX):
            return "/nowhere"
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def send_error(self, code, message=None, explain=None):
        if code != 404:
            return super().send_error(code, message, explain)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":
            with open(f"{self.directory}/404.html", "rb") as page:
                self.wfile.write(page.read())
        return None

    def log_message(self, *_):
        pass


class Quiet(ThreadingHTTPServer):
    """Says nothing of connections that a closing page breaks off."""

    def handle_error(self, *_):
        pass


@contextmanager
def served(site, handler=UnderPrefix):
    """Serve a built site, and give its address."""
    server = Quiet(("127.0.0.1", 0), partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_url(built_site):
    with served(built_site) as url:
        yield url


@pytest.fixture(scope="session")
def sites(tmp_path_factory):
    """Two sites with an editor: /review, and /simple, where each save is a commit."""
    if not shutil.which("npm"):
        assert os.environ.get("NODE") != "required", "The editor needs Node.js."
        pytest.skip("Node.js is not here.")
    base = tmp_path_factory.getbasetemp()
    return build_sites((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "editor-sites")


@pytest.fixture(scope="session")
def review_url(sites):
    with served(sites / "review") as url:
        yield url


@pytest.fixture(scope="session")
def simple_url(sites):
    with served(sites / "simple") as url:
        yield url


@pytest.fixture(scope="session")
def chromium_path():
    path = find()
    assert path, "The browser tests need Chromium: make browser, or set CHROMIUM to its path."
    return path


@pytest.fixture(scope="session")
def chromium(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


def wait_until(page, expression):
    """Wait until the expression is true; Playwright's own way needs eval, which the site's policy forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1366, "height": 800}


@pytest.fixture
def open_page(chromium, site_url):
    """Open an address of the site; fail the test at its end if a page logged an error or asked elsewhere."""
    contexts, faults = [], []

    def open_(address="", *, size=PHONE, scheme="light", scripts=True, context=None, **options):
        if context is None:
            context = chromium.new_context(
                viewport=size, color_scheme=scheme, java_script_enabled=scripts, reduced_motion="reduce", **options
            )
            contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if not _ours(request.url, site_url) else None)
        page.goto(site_url + address)
        return page

    yield open_
    for context in contexts:
        context.close()
    unexpected = [fault for fault in faults if "404 (Not Found)" not in fault]
    assert unexpected == []


def _ours(url, site_url):
    return url.startswith((site_url, "data:", "blob:"))
