"""Uploads an edition to a mail provider as a draft: once, whatever fails on the way, and never sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from coach.publish.mail.ledger import mark_drafted, mark_intended

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.publish.mail.ledger import Ledger, Record
    from coach.publish.mail.parcel import Parcel


class ProviderError(Exception):
    """The provider did not do what it was asked; the message is a sentence for people, without secrets."""


@dataclass(frozen=True)
class Draft:
    """A provider's email of an edition: its id there, and our hash of its content, if the provider still has it."""

    remote: str
    hash: str | None


class Provider(Protocol):
    """A mail provider. Both methods raise ProviderError when there is no clear answer."""

    @property
    def name(self) -> str:
        """Its name in commands and in the ledger."""

    def find(self, edition: str) -> Draft | None:
        """Return its email of the edition, drafted or sent; None if it has none."""

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel and return it, or the one that existed before; nothing is sent."""


@dataclass(frozen=True)
class Outcome:
    """Whether the provider has the edition as it is now, and what happened, or why nothing did."""

    done: bool
    message: str


def push(parcel: Parcel, ledger: Ledger, provider: Provider, save: Callable[[Ledger], None]) -> Outcome:
    """Upload the parcel as a draft, unless the provider has one; each step is saved before the next.

    It may be interrupted anywhere and run again. The provider is always asked first: a ledger can be lost, as when a CI
    job ends before it commits.
    """
    record = ledger.of(parcel.edition)
    if record is not None and (record.state == "draft" or record.provider != provider.name):
        return _judge(parcel, record, provider.name)
    if record is None:
        ledger = _intend(parcel, ledger, provider, save)
    found = provider.find(parcel.edition)
    if found is None and record is not None and record.hash != parcel.hash:
        ledger = _intend(parcel, ledger, provider, save)
    draft = found or provider.create(parcel)
    drafted = _settle(parcel, ledger, draft, save)
    if found is not None or drafted.hash != parcel.hash:
        return _judge(parcel, drafted, provider.name)
    message = f"{parcel.edition} is now a draft at {provider.name}: {draft.remote}. Look at it and send it there."
    return Outcome(done=True, message=message)


def _intend(parcel: Parcel, ledger: Ledger, provider: Provider, save: Callable[[Ledger], None]) -> Ledger:
    intended = mark_intended(ledger, parcel.edition, provider.name, parcel.hash)
    save(intended)
    return intended


def _settle(parcel: Parcel, ledger: Ledger, draft: Draft, save: Callable[[Ledger], None]) -> Record:
    """Record the provider's draft in the ledger; after a crash its text may be older than the parcel's."""
    intended = ledger.of(parcel.edition)
    assert intended is not None
    drafted = mark_drafted(ledger, parcel.edition, draft.remote, draft.hash or intended.hash)
    save(drafted)
    record = drafted.of(parcel.edition)
    assert record is not None
    return record


def _judge(parcel: Parcel, record: Record, provider: str) -> Outcome:
    edition, there = parcel.edition, f"{record.provider} ({record.remote})"
    if record.provider != provider:
        why = f"{edition} went to {record.provider}, or was about to; it does not go to {provider} as well."
        return Outcome(done=False, message=f"{why} If that is wrong, take {edition} out of the ledger.")
    if record.hash != parcel.hash:
        why = f"{edition} is at {there} with another text than it has here, so nothing was done."
        how = f"Change the draft there, or delete it there, take {edition} out of the ledger and push again."
        return Outcome(done=False, message=f"{why} {how}")
    return Outcome(done=True, message=f"{edition} is at {there} already; no second draft was made.")
