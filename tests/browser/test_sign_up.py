"""A reader signs up at each provider and sees that it worked."""

from __future__ import annotations

import ssl
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from subprocess import run
from threading import Thread
from urllib.parse import parse_qs

import pytest
from jinja2 import FileSystemLoader
from playwright.sync_api import expect

from browser.chromium import ARGUMENTS
from browser.conftest import Quiet
from building import ROOT
from coach.content.config.newsletter import NewsletterFields
from coach.io.disk.files import read_data
from coach.io.templates import Pieces
from coach.publish.mail.placeholders import choose_provider
from newsletter.forms import FORMS

SITE = "https://second-sale.example.org/"
PAGE = """<!doctype html><title>Sign up</title>{% include "components/head/policy.html" %}
{% from "components/subscribe/subscribe.html" import subscribe %}{{ subscribe("/") }}"""


def page_with(provider, **settings):
    """Return a page with the form and the policy of pages with it."""
    env = Pieces(FileSystemLoader(ROOT / "overrides")).html.overlay()
    env.filters["script_hash"] = lambda _: "sha256-none"
    fields = NewsletterFields(provider=provider, **settings)
    made = choose_provider(read_data("publish/mail/providers.yml"), fields)
    env.globals.update(
        provider=made,
        coach={"newsletter": fields, "search": True, "offline": True},
        has_page=lambda _: True,
        preview=False,
    )
    return env.from_string(PAGE).render(form=True, frames=(), root="/")


class Everywhere(BaseHTTPRequestHandler):
    """Every host of the world: the blog's page with the form, and the provider that leads a reader on."""

    def do_GET(self):
        url = f"https://{self.headers['Host']}{self.path}"
        steps = self.server.steps
        sent = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        if self.command == "POST" and url == steps[0]:
            self.server.posted.append(sent)
        if url in steps[:-1]:
            self.send_response(303)
            self.send_header("Location", steps[steps.index(url) + 1])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        text = self.server.page if url == SITE else "Thank you, it worked" if url == steps[-1] else ""
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_POST = do_GET  # noqa: N815 - http.server's name

    def log_message(self, *_):
        """Not to stderr."""


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
    made = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=everywhere"]
    run(["openssl", "req", *made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with Quiet(("127.0.0.1", 0), Everywhere) as server:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def page(chromium, chromium_path, everywhere):
    """A page of a browser for which every name is that server."""
    rules = f"--host-resolver-rules=MAP * 127.0.0.1:{everywhere.server_port}"
    browser = chromium.browser_type.launch(executable_path=chromium_path, args=[*ARGUMENTS, rules])
    page = browser.new_page(ignore_https_errors=True)
    yield page
    browser.close()


@pytest.fixture
def sign_up(page, everywhere):
    """Sign up at a provider that leads a reader through some addresses; return what was posted and what is seen."""

    def sign_up_(name, leads):
        form = FORMS[name]
        everywhere.posted, everywhere.steps = [], [form.action, *leads]
        everywhere.page = page_with(name, **form.settings)
        page.goto(SITE)
        page.get_by_label("Your mail address").fill("ann@example.org")
        page.get_by_role("button", name="Send me the letter").click()
        with suppress(AssertionError):
            expect(page.locator("body")).to_have_text("Thank you, it worked", timeout=1000)
        return everywhere.posted, page.inner_text("body")

    return sign_up_


@pytest.mark.parametrize("name", FORMS)
def test_a_reader_sees_that_it_worked(sign_up, name):
    form = FORMS[name]
    (posted,), seen = sign_up(name, form.leads)

    empty = {form.honeypot: [""]} if form.honeypot else {}
    expected = {form.email: ["ann@example.org"], **{key: [value] for key, value in form.hidden.items()}, **empty}
    assert parse_qs(posted, keep_blank_values=True) == expected
    assert seen == "Thank you, it worked"


def test_nothing_is_followed_to_a_host_that_the_settings_do_not_name(sign_up):
    _, seen = sign_up("generic", ("https://elsewhere.example.org/",))
    assert seen != "Thank you, it worked"
