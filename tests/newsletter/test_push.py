"""An edition becomes one draft at the provider, whatever breaks on the way."""

from __future__ import annotations

import email
import json
import os
from dataclasses import replace
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.cli.newsletter import push as command
from coach.cli.newsletter.push import push_edition, transport
from coach.io import network
from coach.publish.mail.ledger import (
    Ledger,
    LedgerError,
    Record,
    mark_drafted,
    mark_intended,
    read_ledger,
    write_ledger,
)
from coach.publish.mail.parcel import Parcel, eml
from coach.publish.mail.provider_api import Buttondown
from coach.publish.mail.push import ProviderError

TOKEN = "b7e1-secret-token"
NOVEMBER = Parcel("2026-11", "Price — what is left? 🍂", "Before", "<p>Grüße &amp; more</p>", "Grüße & more\n", "aa11")
DECEMBER = replace(NOVEMBER, edition="2026-12", hash="bb22")
CHANGED = replace(NOVEMBER, html="<p>New</p>", hash="cc33")


class Standin(ThreadingHTTPServer):
    """Buttondown's /v1/emails as docs.buttondown.com describes it; `faults` break one answer by its method."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.emails, self.asked, self.faults, self.unique, self.next_host = [], [], {}, True, None
        self.status = None
        self.over = Event()
        self.base = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """A client that went away is what these tests are about."""

    def work(self, method, url, headers, body):
        self.asked.append((method, url))
        if headers["Authorization"] != f"Token {TOKEN}":
            return 401, {"code": "unauthorized", "detail": f"Bad: {headers['Authorization']}"}
        if headers["X-API-Version"] != "2026-04-01" or urlsplit(url).path != "/v1/emails":
            return 400, {"code": "version_or_path_invalid", "detail": ""}
        return self.create(json.loads(body)) if method == "POST" else self.page(url)

    def page(self, url):
        number = int(parse_qs(urlsplit(url).query).get("page", ["1"])[0])
        more = len(self.emails) > number * 2
        following = f"{self.next_host or self.base}/v1/emails?page={number + 1}" if more else None
        results = self.emails[number * 2 - 2 : number * 2]
        return 200, {"count": len(self.emails), "next": following, "previous": None, "results": results}

    def create(self, fields):
        if self.unique and fields["slug"] in {known["slug"] for known in self.emails}:
            return 400, {"code": "slug_invalid", "detail": "The slug provided is invalid or already in use."}
        self.emails.append({"id": f"em_{len(self.emails)}", **fields, "status": self.status or fields["status"]})
        return 201, self.emails[-1]

    def of(self, edition):
        return [known for known in self.emails if known["slug"] == f"second-sale-{edition}"]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        fault = self.server.faults.pop(self.command, "")
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        status, answer = self.server.work(self.command, self.path, self.headers, body)
        data = b"<p>Sorry" if fault == "garbage" else json.dumps(answer).encode()
        status, data = (500, TOKEN.encode()) if fault == "500" else (status, data)
        if fault == "meanwhile":
            made = {"subject": "", "status": "draft", "slug": "second-sale-2026-11", "metadata": {"hash": "aa11"}}
            self.server.create(made)
        if fault == "hang":
            self.server.over.wait(20)
        if fault in {"drop", "hang"}:
            return
        self.send_response(302 if fault == "redirect" else status)
        self.send_header("Location", "http://localhost:9/elsewhere")
        self.send_header("Content-Length", str(len(data) + (9 if fault == "half" else 0)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_GET  # noqa: N815 - http.server's name

    def log_message(self, *_):
        """Not to stderr, which is what a user sees."""


class Crash(BaseException):
    """The process dies."""


@pytest.fixture
def standin():
    with Standin() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.over.set()
        server.shutdown()


class Desk:
    """A stand-in provider and a ledger."""

    def __init__(self, standin, ledger, monkeypatch):
        self.standin, self.ledger, self.monkeypatch = standin, ledger, monkeypatch

    def push(self, parcel=NOVEMBER, crash=None, token=TOKEN, provider="buttondown"):
        """Push a parcel; with `crash`, the process dies at that moment: before or after a request or a save."""
        moments = iter(range(1, 100))

        def pass_moment():
            if next(moments) == crash:
                raise Crash

        def crashing(function):
            def wrapped(*arguments):
                pass_moment()
                result = function(*arguments)
                pass_moment()
                return result

            return wrapped

        with self.monkeypatch.context() as patched:
            patched.setattr(command, "transport", crashing(transport))
            patched.setattr(os, "replace", crashing(os.replace))
            return push_edition(parcel, self.ledger, provider, self.standin.base, {"BUTTONDOWN_TOKEN": token})

    def record(self, edition="2026-11"):
        return read_ledger(self.ledger.read_text()).of(edition)

    def has_one_draft(self, parcel=NOVEMBER):
        (known,) = self.standin.of(parcel.edition)
        drafted = Record(parcel.edition, "buttondown", "draft", parcel.hash, known["id"])
        assert (known["status"], known["metadata"]["hash"]) == ("draft", parcel.hash)
        assert self.record(parcel.edition) == drafted
        return True


@pytest.fixture
def desk(standin, tmp_path, monkeypatch):
    return Desk(standin, tmp_path / "newsletter/ledger.yml", monkeypatch)


def test_an_edition_becomes_a_draft_with_all_that_mail_needs(desk, capsys):
    assert desk.push() == 0
    assert desk.has_one_draft()
    assert desk.standin.emails[0] == {
        "id": "em_0",
        "subject": NOVEMBER.subject,
        "body": f"<!-- buttondown-editor-mode: fancy -->{NOVEMBER.html}",
        "description": "Before",
        "status": "draft",
        "slug": "second-sale-2026-11",
        "metadata": {"edition": "2026-11", "hash": "aa11"},
    }
    out = "2026-11 is now a draft at buttondown: em_0. Look at it and send it there.\n"
    assert capsys.readouterr() == (out, "")


def test_a_second_push_asks_nobody(desk, capsys):
    assert desk.push() == 0
    asked, text = len(desk.standin.asked), desk.ledger.read_text()

    assert desk.push() == 0
    assert (len(desk.standin.asked), desk.ledger.read_text()) == (asked, text)
    assert capsys.readouterr().out.endswith("2026-11 is at buttondown (em_0) already; no second draft was made.\n")


def test_a_changed_edition_is_refused(desk, capsys):
    assert desk.push() == 0
    assert desk.push(CHANGED) == 1
    assert desk.has_one_draft()
    assert "2026-11 is at buttondown (em_0) with another text than it has here" in capsys.readouterr().err


def test_two_editions_are_two(desk):
    assert (desk.push(), desk.push(DECEMBER)) == (0, 0)
    assert desk.has_one_draft()
    assert desk.has_one_draft(DECEMBER)


def test_an_edition_that_began_elsewhere_stays_there(desk, capsys):
    desk.ledger.parent.mkdir()
    desk.ledger.write_text(write_ledger(mark_intended(Ledger(), "2026-11", "kit", "aa11")))

    assert desk.push() == 1
    assert desk.standin.asked == []
    assert "2026-11 went to kit, or was about to; it does not go to buttondown as well." in capsys.readouterr().err


@pytest.mark.parametrize("unique", [True, False], ids=["slugs are unique", "slugs are not"])
@pytest.mark.parametrize("crash", range(1, 9))
def test_a_crash_at_any_moment_and_a_second_at_any_other_leave_one_draft(desk, crash, unique):
    desk.standin.unique = unique
    for second in range(1, 9):
        desk.standin.emails.clear()
        desk.ledger.unlink(missing_ok=True)
        with pytest.raises(Crash):
            desk.push(crash=crash)
        try:
            desk.push(crash=second)
        except Crash:
            assert len(desk.standin.emails) <= 1
        assert desk.push() == 0
        assert desk.has_one_draft()


def test_there_are_eight_moments(desk):
    assert desk.push(crash=9) == 0
    assert [method for method, _ in desk.standin.asked] == ["GET", "POST"]


@pytest.mark.parametrize("crash", range(1, 9))
def test_a_ledger_that_is_lost_with_the_machine_changes_nothing(desk, crash):
    desk.standin.unique = False
    with pytest.raises(Crash):
        desk.push(crash=crash)
    desk.ledger.unlink(missing_ok=True)

    assert desk.push() == 0
    assert desk.has_one_draft()


@pytest.mark.parametrize("crash", range(1, 9))
def test_an_edition_changed_after_a_crash_is_new_or_refused_but_never_two(desk, crash):
    with pytest.raises(Crash):
        desk.push(crash=crash)
    made = bool(desk.standin.emails)

    assert desk.push(CHANGED) == (1 if made else 0)
    assert desk.has_one_draft(NOVEMBER if made else CHANGED)


def test_a_draft_whose_hash_was_lost_counts_as_what_was_intended_last(desk, capsys):
    with pytest.raises(Crash):
        desk.push(crash=6)
    desk.standin.emails[0]["metadata"] = {}

    assert desk.push(CHANGED) == 1
    assert desk.record().hash == "aa11"
    assert desk.push() == 0


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("fault", ["drop", "half", "500", "garbage", "redirect", "hang"])
def test_an_answer_that_is_lost_is_one_sentence_and_then_one_draft(desk, monkeypatch, capsys, method, fault):
    monkeypatch.setattr(network, "TALK_TIMEOUT", 0.2)
    desk.standin.faults = {method: fault}
    start = monotonic()

    assert desk.push() == 1
    assert monotonic() - start < 5
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("coach: Buttondown ")
    assert err.count("\n") == 1
    assert TOKEN not in err
    assert desk.record().state == "intended"
    assert desk.push() == 0
    assert desk.has_one_draft()


def test_a_draft_made_between_question_and_creation_is_adopted(desk):
    desk.standin.faults = {"GET": "meanwhile"}

    assert desk.push() == 0
    assert [method for method, _ in desk.standin.asked] == ["GET", "POST", "GET"]
    assert desk.has_one_draft()


def test_another_text_made_between_question_and_creation_is_refused(desk, capsys):
    desk.standin.faults = {"GET": "meanwhile"}

    assert desk.push(CHANGED) == 1
    assert "2026-11 is at buttondown (em_0) with another text" in capsys.readouterr().err
    assert desk.has_one_draft()


def test_an_adopted_draft_is_not_called_new(desk, capsys):
    with pytest.raises(Crash):
        desk.push(crash=6)

    assert desk.push() == 0
    assert capsys.readouterr().out == "2026-11 is at buttondown (em_0) already; no second draft was made.\n"


def test_an_email_that_is_not_a_draft_is_said_at_once(desk, capsys):
    desk.standin.status = "about_to_send"

    assert desk.push() == 1
    assert capsys.readouterr().err.endswith("but not as a draft. Look at it there at once.\n")
    assert len(desk.standin.emails) == 1


def test_a_taken_name_that_is_nowhere_to_be_found_is_refused(desk, capsys):
    desk.standin.emails.append({"id": "em_9", "slug": "second-sale-2026-11", "status": "deleted", "metadata": {}})

    assert desk.push() == 1
    assert 'or at "second-sale-2026-11", but lists none.' in capsys.readouterr().err


def test_a_ledger_that_cannot_be_written_is_one_sentence(desk, capsys):
    desk.ledger.parent.write_text("a file where the folder should be")

    assert desk.push() == 1
    assert capsys.readouterr().err.startswith("coach: the ledger ")
    assert desk.standin.asked == []


def test_a_wrong_token_is_one_sentence_without_it(desk, capsys):
    assert desk.push(token="wrong-secret") == 1
    assert capsys.readouterr() == ("", "coach: Buttondown does not accept the token (401).\n")
    assert "secret" not in desk.ledger.read_text()


@pytest.mark.parametrize(
    ("token", "provider", "said"),
    [
        ("", "buttondown", "no token"),
        ("b7e1 secret", "buttondown", "no token: it has"),
        ("b7e1-sécret", "buttondown", "no token: it has"),
        (TOKEN, "buttondwon", 'Did you mean "buttondown"?'),
    ],
)
def test_what_cannot_work_is_two(desk, capsys, token, provider, said):
    assert desk.push(token=token, provider=provider) == 2
    out, err = capsys.readouterr()
    assert (out, said in err, "b7e1" in err, "cret" in err) == ("", True, False, False)
    assert (desk.standin.asked, desk.ledger.exists()) == ([], False)


@pytest.mark.parametrize(
    "base", ["http://example.org", "http://127.0.0.1@example.org", "file:///etc", "ftp://localhost"]
)
def test_the_token_goes_nowhere_unencrypted(tmp_path, capsys, base):
    assert push_edition(NOVEMBER, tmp_path / "ledger.yml", "buttondown", base, {"BUTTONDOWN_TOKEN": TOKEN}) == 2
    assert capsys.readouterr().err == "coach: the provider's address must begin with https://.\n"


def test_pages_are_read_to_the_last_and_never_at_another_host(desk):
    for edition in ("2026-11", "2026-03", "2026-04", "2026-05", "2026-06"):
        assert desk.push(replace(NOVEMBER, edition=edition)) == 0
    desk.ledger.unlink()
    desk.standin.emails.reverse()
    desk.standin.next_host, desk.standin.asked = "http://localhost:9", []

    assert desk.push() == 0
    assert desk.standin.asked == [("GET", f"/v1/emails?page={page}") for page in (1, 2, 3)]


def test_the_token_is_in_no_repr_and_in_no_message_even_if_the_answer_repeats_it():
    provider = Buttondown("sesame", lambda *_: (400, b'{"code": "no_sesame", "detail": "sesame"}'))

    assert "sesame" not in repr(provider)
    with pytest.raises(ProviderError, match=r"^Buttondown did not do it \(400\)\.$"):
        provider.find("2026-11")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "must be a list of editions"),
        ("2026-11: sent\n", "2026-11 needs provider, state and hash"),
        ("2026-11: {provider: x, state: sent, hash: a}\n", "a state that is neither"),
        ("2026-11: {provider: x, state: draft, hash: a}\n", '"remote" does not say which'),
        ("2026-11: {provider: x, state: intended, hash: a, remote: b}\n", "only intended, and yet"),
        ("2026-11: {provider: x, state: draft, remote: b}\n", "2026-11 has no hash"),
        ("2026-11: {provider: x, state: intended, hash: a, sent: 1}\n", 'the unknown key "sent"'),
        ("a: {provider: x, state: intended, hash: a}\n" * 2, "stands here a second time"),
        ("<<<<<<< ours\n2026-11: {\n", "line "),
        ("\udcff", "not text in UTF-8"),
    ],
)
def test_an_odd_ledger_stops_everything(desk, capsys, text, said):
    desk.ledger.parent.mkdir()
    desk.ledger.write_text(text, errors="surrogateescape")

    assert desk.push() == 1
    out, err = capsys.readouterr()
    assert (out, said in err, err.count("\n"), desk.standin.asked) == ("", True, 1, []), err


WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=200)


@given(st.dictionaries(WORDS, st.tuples(WORDS, WORDS, st.none() | WORDS)))
def test_a_ledger_written_and_read_is_the_same(editions):
    ledger = Ledger()
    for edition, (provider, digest, remote) in editions.items():
        ledger = mark_intended(ledger, edition, provider, digest)
        ledger = mark_drafted(ledger, edition, remote, digest) if remote else ledger

    assert read_ledger(write_ledger(ledger)) == ledger


def test_a_ledger_cannot_hold_what_it_could_not_read():
    with pytest.raises(LedgerError, match="2026-11 has no hash"):
        mark_intended(Ledger(), "2026-11", "buttondown", "a b")


def test_an_eml_opens_as_mail_with_both_parts_and_is_always_the_same():
    folded = replace(NOVEMBER, subject="Price —\n what is left? 🍂")
    data = eml(folded, "The Second Sale <letters@example.org>")
    message = email.message_from_bytes(data, policy=default)

    assert message["Subject"] == NOVEMBER.subject
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().strip() for part in message.iter_parts()] == ["Grüße & more", NOVEMBER.html]
    assert (message["Message-ID"], message["Date"]) == ("<2026-11.aa11@second-sale.invalid>", None)
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    assert all(len(line) <= 998 for line in data.splitlines())
    assert data == eml(replace(folded), "The Second Sale <letters@example.org>")
    assert message.defects == []
