"""An edition becomes one draft at the provider, whatever breaks on the way."""

from __future__ import annotations

import email
from dataclasses import replace
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.publish.mail.drafts.ledger import (
    Ledger,
    LedgerError,
    mark_drafted,
    mark_intended,
    read_ledger,
    write_ledger,
)
from coach.publish.mail.parcel import eml
from newsletter.desk import CHANGED, HTML, NOVEMBER, Crash, Desk
from newsletter.stand_ins.buttondown import Buttondown

TOKEN = Buttondown.token


@pytest.fixture
def standin():
    with Buttondown() as server:
        yield server


@pytest.fixture
def desk(standin, tmp_path, monkeypatch):
    return Desk(standin, tmp_path / "newsletter/ledger.yml", monkeypatch)


def test_an_edition_becomes_a_draft_with_all_that_mail_needs(desk, capsys):
    assert desk.push() == 0
    assert desk.has_one_draft()
    assert desk.standin.drafts[0] == {
        "id": "em_0",
        "subject": NOVEMBER.subject,
        "body": HTML,
        "template": "naked",
        "description": "Before",
        "status": "draft",
        "slug": "second-sale-2026-11",
        "metadata": {"edition": "2026-11", "hash": NOVEMBER.hash},
    }
    out = "2026-11 is now a draft at buttondown: em_0. Look at it and send it there.\n"
    assert capsys.readouterr() == (out, "")


def test_a_taken_name_that_is_nowhere_to_be_found_is_refused(desk, capsys):
    desk.standin.drafts.append({"id": "em_9", "slug": "second-sale-2026-11", "status": "deleted", "metadata": {}})

    assert desk.push() == 1
    assert 'or at "second-sale-2026-11", but lists none.' in capsys.readouterr().err


def test_a_ledger_that_cannot_be_written_is_one_sentence(desk, capsys):
    desk.ledger.parent.write_text("a file where the folder should be")

    assert desk.push() == 1
    assert capsys.readouterr().err.startswith("coach: the ledger ")
    assert desk.standin.asked == []


def test_pages_are_read_to_the_last_and_never_at_another_host(desk):
    for edition in ("2026-11", "2026-03", "2026-04", "2026-05", "2026-06"):
        assert desk.push(replace(NOVEMBER, edition=edition)) == 0
    desk.ledger.unlink()
    desk.standin.drafts.reverse()
    desk.standin.next_host, desk.standin.asked = "http://localhost:9", []

    assert desk.push() == 0
    assert desk.standin.asked == [("GET", f"/v1/emails?page={page}") for page in (1, 2, 3)]


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


def test_a_draft_made_between_question_and_creation_is_adopted(desk, monkeypatch):
    page = desk.standin.page
    rival = {"id": "em_9", "subject": NOVEMBER.subject, "body": HTML, "status": "draft", "slug": "second-sale-2026-11"}

    def meanwhile(url):
        answer = page(url)
        if not desk.standin.drafts:
            desk.standin.drafts.append({**rival, "metadata": {"hash": NOVEMBER.hash}})
        return answer

    monkeypatch.setattr(desk.standin, "page", meanwhile)
    assert desk.push() == 0
    assert desk.has_one_draft()


def test_an_email_that_is_not_a_draft_is_said_at_once(desk, capsys, monkeypatch):
    create = desk.standin.create
    monkeypatch.setattr(desk.standin, "create", lambda fields, key: create({**fields, "status": "about_to_send"}, key))

    assert desk.push() == 1
    assert capsys.readouterr().err.endswith("but not as a draft. Look at it there at once.\n")
    assert len(desk.standin.drafts) == 1


@pytest.mark.parametrize("unique", [True, False], ids=["slugs are unique", "slugs are not"])
@pytest.mark.parametrize("metadata", [True, False], ids=["metadata", "a plan without"])
@pytest.mark.parametrize("crash", range(1, 9))
def test_every_plan_of_buttondown_has_one_draft_after_a_crash(desk, crash, unique, metadata):
    desk.standin.unique, desk.standin.metadata = unique, metadata
    with pytest.raises(Crash):
        desk.push(crash=crash)

    assert desk.push() == 0
    assert desk.has_one_draft()


def test_a_plan_without_metadata_never_takes_a_half_replaced_draft_for_whole(desk):
    desk.standin.metadata = False
    assert desk.push() == 0
    desk.standin.break_next("drop", 2)
    assert desk.push(CHANGED, update=True) == 1

    assert desk.push() == 1
    assert desk.push(update=True) == 0
    assert desk.has_one_draft()


def test_a_deleted_draft_can_be_made_again_though_its_key_is_remembered(desk):
    assert desk.push() == 0
    desk.standin.drafts.clear()
    desk.ledger.unlink()

    assert desk.push() == 0
    desk.standin.unknown.clear()
    assert desk.has_one_draft()


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
    data = eml(folded, "The Second Sale <letters@example.org>", "second-sale")
    message = email.message_from_bytes(data, policy=default)

    assert message["Subject"] == NOVEMBER.subject
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().strip() for part in message.iter_parts()] == ["Grüße & more", NOVEMBER.html]
    assert (message["Message-ID"], message["Date"]) == (f"<2026-11.{folded.hash}@second-sale.invalid>", None)
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    assert all(len(line) <= 998 for line in data.splitlines())
    assert data == eml(replace(folded), "The Second Sale <letters@example.org>", "second-sale")
    assert message.defects == []
