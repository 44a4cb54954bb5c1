"""Uploads an edition to a mail provider as a draft: once, whatever fails on the way, and never sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from coach.publish.mail.drafts.ledger import mark_drafted, mark_intended

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.publish.mail.drafts.ledger import Ledger, Record
    from coach.publish.mail.parcel import Parcel

_UNSURE = "unsure"  # in the ledger instead of a hash while a draft is being replaced


class ProviderError(Exception):
    """The provider did not do what it was asked; the message is a sentence for people, without secrets."""


@dataclass(frozen=True)
class Draft:
    """A provider's email of an edition.

    `remote` is its id there, `hash` our hash of its content, if the provider keeps it. `open`: it is still a draft, not
    scheduled, sent or being sent. `whole`: it has its content, not only a name.
    """

    remote: str
    hash: str | None
    open: bool = True
    whole: bool = True


@dataclass(frozen=True)
class Request:
    """One request to a provider: method, path below its address, and what is sent as JSON."""

    method: str
    path: str
    fields: dict[str, object]


class Provider(Protocol):
    """A mail provider. All methods but `plan` raise ProviderError when there is no clear answer; none sends mail."""

    @property
    def name(self) -> str:
        """Its name in commands and in the ledger."""

    def find(self, edition: str) -> Draft | None:
        """Return its email of the edition, drafted or sent; None if it has none."""

    def plan(self, parcel: Parcel) -> tuple[Request, ...]:
        """Return the requests that make the draft, as far as they can be known before the first answer."""

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel and return it, or the one that existed before."""

    def update(self, draft: Draft, parcel: Parcel) -> Draft:
        """Give the draft the parcel's content and return it."""


@dataclass(frozen=True)
class Outcome:
    """Whether the provider has the edition as it is now, and what happened, or why nothing did."""

    done: bool
    message: str


def push(
    parcel: Parcel, ledger: Ledger, provider: Provider, save: Callable[[Ledger], None], *, update: bool = False
) -> Outcome:
    """Upload the parcel as a draft, unless the provider has one; each step is saved before the next.

    With `update`, a draft with another content gets the parcel's, if it is still a draft. It may be interrupted
    anywhere and run again. The provider is always asked first: a ledger can be lost, as when a CI job ends before it
    commits.
    """
    return _Push(parcel, ledger, provider, save).run(update=update)


@dataclass
class _Push:
    """One push; `ledger` is what was saved last."""

    parcel: Parcel
    ledger: Ledger
    provider: Provider
    save: Callable[[Ledger], None]

    def run(self, *, update: bool) -> Outcome:
        parcel, provider = self.parcel, self.provider
        record = self.ledger.of(parcel.edition)
        drafted = record is not None and record.state == "draft"
        if record is not None and record.provider != provider.name:
            return _judge(parcel, record, provider.name)
        if record is not None and drafted and (record.hash == parcel.hash or not (update or record.hash == _UNSURE)):
            return _judge(parcel, record, provider.name)
        if record is None:
            self.intend()
        found = provider.find(parcel.edition)
        if found is not None:
            return self.adopt(found, update=update)
        if record is not None and drafted:
            return _gone(record)
        return self.create()

    def create(self) -> Outcome:
        """Have a new draft made."""
        parcel, name = self.parcel, self.provider.name
        self.intend()
        record = self.settle(self.provider.create(parcel))
        if record.hash != parcel.hash:
            return _judge(parcel, record, name)
        message = f"{parcel.edition} is now a draft at {name}: {record.remote}. Look at it and send it there."
        return Outcome(done=True, message=message)

    def adopt(self, found: Draft, *, update: bool) -> Outcome:
        """Record the email that the provider has; give it its content where that is missing or to be replaced."""
        parcel, name = self.parcel, self.provider.name
        known = self.ledger.of(parcel.edition)
        assert known is not None
        if not found.open:
            return _judge_closed(parcel, self.settle(found))
        if found.whole and (not update or (found.hash or known.hash) == parcel.hash):
            return _judge(parcel, self.settle(found), name)
        # Not every provider keeps a hash: if this breaks off, no later push may take the draft for what it was.
        self.keep(mark_drafted(self.ledger, parcel.edition, found.remote, _UNSURE))
        replaced = self.provider.update(found, parcel)
        record = self.settle(replace(replaced, hash=replaced.hash or parcel.hash))
        done = "has this text now" if found.whole else "was half made and is whole now"
        message = f"The draft of {parcel.edition} at {name} ({record.remote}) {done}. Look at it and send it there."
        return Outcome(done=True, message=message)

    def intend(self) -> None:
        """Note the intention to make a draft of this content, unless it is noted already."""
        intended = mark_intended(self.ledger, self.parcel.edition, self.provider.name, self.parcel.hash)
        self.keep(intended)

    def settle(self, draft: Draft) -> Record:
        """Record the provider's draft; after a crash its text may be older than the parcel's."""
        known = self.ledger.of(self.parcel.edition)
        assert known is not None
        self.keep(mark_drafted(self.ledger, self.parcel.edition, draft.remote, draft.hash or known.hash))
        record = self.ledger.of(self.parcel.edition)
        assert record is not None
        return record

    def keep(self, ledger: Ledger) -> None:
        """Save the ledger if it is another."""
        if ledger != self.ledger:
            self.save(ledger)
            self.ledger = ledger


def _judge(parcel: Parcel, record: Record, provider: str) -> Outcome:
    edition, there = parcel.edition, f"{record.provider} ({record.remote})"
    if record.provider != provider:
        why = f"{edition} went to {record.provider}, or was about to; it does not go to {provider} as well."
        return Outcome(done=False, message=f"{why} If that is wrong, take {edition} out of the ledger.")
    if record.hash != parcel.hash:
        why = f"{edition} is at {there} with another text than it has here, so nothing was done."
        return Outcome(done=False, message=f"{why} To put this text into the draft, push with --update.")
    return Outcome(done=True, message=f"{edition} is at {there} already; no second draft was made.")


def _judge_closed(parcel: Parcel, record: Record) -> Outcome:
    there = f"{parcel.edition} is at {record.provider} ({record.remote}) and is no draft any more"
    if record.hash == parcel.hash:
        return Outcome(done=True, message=f"{there}: it was sent or is about to be. No second draft was made.")
    why = f"{there}, and it has another text than here. Nothing was done: what is sent cannot be changed."
    return Outcome(done=False, message=f"{why} If it only waits for its time, take it back to a draft there first.")


def _gone(record: Record) -> Outcome:
    why = f"{record.provider} no longer has the draft of {record.edition} ({record.remote}), so nothing was done."
    how = f"If you deleted it there, take {record.edition} out of the ledger and push again: that makes a new one."
    return Outcome(done=False, message=f"{why} {how}")
