"""Every provider: one draft, whatever fails; replaced while it is a draft; never sent."""

from __future__ import annotations

import json
from time import monotonic

import pytest

from coach.cli.newsletter.account import account_of
from coach.content.config.newsletter import NewsletterFields
from coach.io import network
from coach.publish.mail.drafts.ledger import Ledger, mark_intended, write_ledger
from coach.publish.mail.drafts.push import ProviderError
from coach.publish.mail.providers.client import Account, Answer
from coach.publish.mail.providers.known import PROVIDERS
from newsletter.desk import CHANGED, DECEMBER, NOVEMBER, Crash, Desk
from newsletter.stand_ins.buttondown import Buttondown
from newsletter.stand_ins.ghost import Ghost
from newsletter.stand_ins.kit import Kit
from newsletter.stand_ins.listmonk import Listmonk
from newsletter.stand_ins.mailchimp import Mailchimp
from newsletter.stand_ins.mailerlite import MailerLite
from newsletter.stand_ins.server import AFTER, BEFORE
from sampling import samples

STAND_INS = (Buttondown, Ghost, Kit, Listmonk, MailerLite, Mailchimp)


@pytest.fixture(params=STAND_INS, ids=[one.name for one in STAND_INS])
def desk(request, tmp_path, monkeypatch):
    with request.param() as standin:
        yield Desk(standin, tmp_path / "newsletter/ledger.yml", monkeypatch)


def requests_of(desk, parcel=NOVEMBER, **wish):
    """Return how many requests a push makes."""
    before = len(desk.standin.asked)
    assert desk.push(parcel, **wish) == 0
    return len(desk.standin.asked) - before


def test_every_provider_has_a_stand_in():
    assert {one.name for one in STAND_INS} == PROVIDERS.keys()


def test_a_second_push_asks_nobody(desk, capsys):
    assert desk.push() == 0
    assert desk.has_one_draft()
    asked, text = len(desk.standin.asked), desk.ledger.read_text()

    assert desk.push() == 0
    assert (len(desk.standin.asked), desk.ledger.read_text()) == (asked, text)
    assert capsys.readouterr().out.endswith(") already; no second draft was made.\n")


def test_two_editions_are_two(desk):
    assert (desk.push(), desk.push(DECEMBER)) == (0, 0)
    assert desk.has_one_draft()
    assert desk.has_one_draft(DECEMBER)


def test_a_changed_edition_is_refused_and_update_replaces_the_draft_once(desk, capsys):
    assert desk.push() == 0
    assert desk.push(CHANGED) == 1
    assert "with another text than it has here, so nothing was done. To put this text" in capsys.readouterr().err
    assert desk.has_one_draft()

    assert desk.push(CHANGED, update=True) == 0
    assert desk.has_one_draft(CHANGED)
    asked = len(desk.standin.asked)
    assert desk.push(CHANGED, update=True) == 0
    assert len(desk.standin.asked) == asked
    assert desk.has_one_draft(CHANGED)


def test_update_of_an_edition_that_was_never_pushed_makes_its_draft(desk):
    assert desk.push(update=True) == 0
    assert desk.has_one_draft()


@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_what_was_sent_is_never_changed_nor_made_again(desk, capsys, ledger):
    assert desk.push() == 0
    desk.standin.close()
    if ledger == "lost":
        desk.ledger.unlink()

    assert desk.push(CHANGED, update=True) == 1
    (known,) = desk.standin.of("2026-11")
    assert (known["html"], known["draft"]) == (NOVEMBER.html, False)
    assert "is no draft any more" in capsys.readouterr().err


def test_a_draft_that_was_deleted_there_is_told_and_not_made_again_unasked(desk, capsys):
    assert desk.push() == 0
    desk.standin.drafts.clear()

    assert desk.push(CHANGED, update=True) == 1
    assert "no longer has the draft of 2026-11" in capsys.readouterr().err
    assert desk.standin.drafts == []


def test_a_dry_run_shows_the_whole_draft_and_asks_nobody(desk, capsys):
    assert desk.push(dry_run=True, token="") == 0
    shown = capsys.readouterr().out
    assert desk.standin.shown(NOVEMBER.html) in shown
    assert json.dumps(NOVEMBER.subject, ensure_ascii=False) in shown
    assert desk.standin.asked == []
    assert not desk.ledger.exists()


@pytest.mark.parametrize("fault", sorted(BEFORE | AFTER))
def test_a_failure_of_any_request_is_one_sentence_and_then_there_is_one_draft(desk, monkeypatch, capsys, fault):
    wait_less(monkeypatch, fault)
    number = 1
    while True:
        desk.standin.drafts.clear()
        getattr(desk.standin, "keys", {}).clear()
        desk.ledger.unlink(missing_ok=True)
        desk.standin.break_next(fault, number)
        start = monotonic()
        code = desk.push()
        if desk.standin.faults:
            break
        if code == 0 and (fault, desk.standin.name) == ("404", "buttondown"):
            capsys.readouterr()  # "not there" is an answer too: the draft was looked for in the list
        else:
            says_one_sentence(desk, capsys, code, start, fault)
        assert desk.push() == 0
        capsys.readouterr()
        assert desk.has_one_draft()
        number += 1
    assert number > 2


@pytest.mark.parametrize("fault", sorted(BEFORE | AFTER))
def test_a_failure_of_any_request_of_an_update_loses_nothing(desk, monkeypatch, capsys, fault):
    wait_less(monkeypatch, fault)
    assert desk.push() == 0
    number, parcels = 1, [CHANGED, NOVEMBER]
    while True:
        parcels.reverse()
        desk.standin.break_next(fault, number)
        capsys.readouterr()
        start = monotonic()
        code = desk.push(parcels[1], update=True)
        if desk.standin.faults:
            break
        says_one_sentence(desk, capsys, code, start, fault)
        assert desk.push(parcels[1], update=True) == 0
        assert desk.has_one_draft(parcels[1])
        number += 1
    assert number > 2


def wait_less(monkeypatch, fault):
    """Wait for an answer that will not come for a moment only; for others a busy machine may take its time."""
    monkeypatch.setattr(network, "TALK_TIMEOUT", 0.5 if "hang" in fault else 4.0)


def says_one_sentence(desk, capsys, code, start, fault):
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (1, "", 1), err
    assert monotonic() - start < 5
    assert not any(part in err for part in desk.standin.token.split(":") if len(part) > 4)
    wait = {"429": "Wait 45 seconds", "401": "Make a new one", "403": "Make a new one", "404": "Check account"}
    assert wait.get(fault, "again" if fault != "redirect" else "Check its address") in err


EVERY = samples(5, 1)


def test_a_crash_at_any_moment_and_a_second_at_any_other_leave_one_draft(desk):
    moments = 2 * requests_of(desk) + 5
    for first in range(1, moments):
        for second in range(1 + first % EVERY, moments, EVERY):  # each second moment behind some first one
            desk.standin.drafts.clear()
            getattr(desk.standin, "keys", {}).clear()
            desk.ledger.unlink(missing_ok=True)
            with pytest.raises(Crash):
                desk.push(crash=first)
            if second % 2:
                desk.ledger.unlink(missing_ok=True)  # lost with the machine
            try:
                desk.push(crash=second)
            except Crash:
                assert len(desk.standin.drafts) <= 1
            assert desk.push() == 0
            assert desk.has_one_draft()


def test_an_edition_changed_after_a_crash_is_new_or_refused_but_never_two(desk):
    moments = 2 * requests_of(desk) + 5
    for crash in range(1, moments):
        desk.standin.drafts.clear()
        getattr(desk.standin, "keys", {}).clear()
        desk.ledger.unlink(missing_ok=True)
        with pytest.raises(Crash):
            desk.push(crash=crash)

        code = desk.push(CHANGED)
        assert len(desk.standin.drafts) == 1
        assert desk.has_one_draft(NOVEMBER if code else CHANGED)


def test_what_a_person_has_added_to_its_name_there_does_not_make_it_another(desk):
    assert desk.push() == 0
    desk.ledger.unlink()
    (draft,) = desk.standin.drafts
    for part in (draft, draft.get("settings", {})):
        for key in ("name", "description", "title"):
            if "second-sale" in str(part.get(key)):
                part[key] += " (Ann read it)"

    assert desk.push() == 0
    assert desk.has_one_draft()


def test_an_edition_is_found_behind_many_others(desk):
    for month in range(1, 8):
        assert desk.push(NOVEMBER.__class__(f"2025-0{month}", "S", "P", NOVEMBER.html, "")) == 0
    assert desk.push() == 0
    desk.ledger.unlink()
    desk.standin.drafts.reverse()

    assert desk.push() == 0
    assert len(desk.standin.drafts) == 8


def test_an_edition_that_began_elsewhere_stays_there(desk, capsys):
    desk.ledger.parent.mkdir()
    desk.ledger.write_text(write_ledger(mark_intended(Ledger(), "2026-11", "other", NOVEMBER.hash)))

    assert desk.push() == 1
    assert desk.standin.asked == []
    assert "2026-11 went to other, or was about to; it does not go to" in capsys.readouterr().err


def test_a_wrong_token_is_one_sentence_without_it(desk, capsys):
    wrong = desk.standin.wrong
    secret = wrong.partition(":")[2]
    assert desk.push(token=wrong) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), secret in err) == ("", 1, False)
    assert f"put it into {desk.standin.variable} and push again." in err
    assert secret not in desk.ledger.read_text()


@pytest.mark.parametrize(
    ("token", "provider", "said"),
    [
        ("", None, "no token"),
        ("b7e1 secret", None, "no token: it has"),
        ("b7e1-sécret", None, "no token: it has"),
        ("b7e1:secret-us6", "buttondwon", 'Did you mean "buttondown"?'),
        ("b7e1:secret-us6", "generic", "generic is form only"),
    ],
)
def test_what_cannot_work_is_two(desk, capsys, token, provider, said):
    assert desk.push(token=token, provider=provider) == 2
    out, err = capsys.readouterr()
    assert (out, said in err, "b7e1" in err, "cret" in err) == ("", True, False, False), err
    assert (desk.standin.asked, desk.ledger.exists()) == ([], False)


@pytest.mark.parametrize(
    "base", ["http://example.org", "http://127.0.0.1@example.org", "file:///etc", "ftp://localhost"]
)
def test_the_token_goes_nowhere_unencrypted(desk, capsys, base):
    desk.standin.base = base
    assert desk.push() == 2
    assert capsys.readouterr().err == "coach: the provider's address must begin with https://.\n"
    assert desk.standin.asked == []


@pytest.mark.parametrize("name", PROVIDERS)
def test_the_token_is_in_no_repr_and_in_no_message_even_if_the_answer_repeats_it(name):
    account = Account("sesame", "second-sale", "https://example.org", list="1")
    provider = PROVIDERS[name](account, lambda *_: Answer(400, b'{"code": "no_sesame", "detail": "sesame"}'))

    assert "sesame" not in repr(provider)
    with pytest.raises(ProviderError, match=r"did not do it \(400\)\. See with --dry-run"):
        provider.find("2026-11")


@pytest.mark.parametrize("name", ["mailchimp", "mailerlite"])
def test_a_provider_that_must_know_the_sender_is_not_given_the_example(name):
    newsletter = NewsletterFields(provider=name, account="https://x.us6.list-manage.com/subscribe/post?u=a&id=b")
    with pytest.raises(ValueError, match=f"{name} needs a sender that it knows. Write sender: under newsletter:"):
        account_of(name, newsletter, {}, None, dry_run=True)
