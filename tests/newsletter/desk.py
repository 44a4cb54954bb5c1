"""A desk from which editions are pushed: a stand-in provider, a ledger, and crashes at every moment."""

from __future__ import annotations

import os
from dataclasses import replace

from coach.cli.newsletter import push as command
from coach.cli.newsletter.push import Wish, push_edition, transport
from coach.content.config.newsletter import NewsletterFields
from coach.publish.mail.drafts.ledger import Record, read_ledger
from coach.publish.mail.parcel import Parcel

HTML = "<p>Grüße &amp; more <a href='{{ unsubscribe_url }}'>leave</a></p>"
NOVEMBER = Parcel("2026-11", "Price — what is left? 🍂", "Before", HTML, "Grüße & more\n")
DECEMBER = replace(NOVEMBER, edition="2026-12", subject="December")
CHANGED = replace(NOVEMBER, html=f"{HTML}<p>New</p>")


class Crash(BaseException):
    """The process dies."""


class Desk:
    """A stand-in provider and a ledger."""

    def __init__(self, standin, ledger, monkeypatch):
        self.standin, self.ledger, self.monkeypatch = standin, ledger, monkeypatch

    def push(self, parcel=NOVEMBER, crash=None, token=None, provider=None, **wish):
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

        standin = self.standin
        newsletter = NewsletterFields(key="second-sale", sender="Desk <desk@example.org>", **standin.settings)
        with self.monkeypatch.context() as patched:
            patched.setattr(command, "transport", crashing(transport))
            patched.setattr(os, "replace", crashing(os.replace))
            environ = {standin.variable: standin.token if token is None else token}
            asked = Wish(provider or standin.name, standin.base, **wish)
            return push_edition(parcel, self.ledger, asked, newsletter, environ)

    def record(self, edition="2026-11"):
        return read_ledger(self.ledger.read_text()).of(edition)

    def has_one_draft(self, parcel=NOVEMBER):
        (known,) = self.standin.of(parcel.edition)
        assert known == {"id": known["id"], "draft": True, "subject": parcel.subject, "html": parcel.html}
        drafted = Record(parcel.edition, self.standin.name, "draft", parcel.hash, known["id"])
        assert self.record(parcel.edition) == drafted
        assert self.standin.unknown == []
        return True
