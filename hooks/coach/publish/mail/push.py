"""An edition becomes a draft at a mail provider: once, whatever breaks on the way, and never more than a draft."""

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
    """What a provider has of an edition: its own id, and the hash we gave it, where it still knows that."""

    remote: str
    hash: str | None


class Provider(Protocol):
    """A mail provider. Both questions raise ProviderError when there is no clear answer."""

    @property
    def name(self) -> str:
        """The word for it in commands and in the ledger."""

    def find(self, edition: str) -> Draft | None:
        """Return what it has of the edition, drafted or sent."""

    def create(self, parcel: Parcel) -> Draft:
        """Make a draft of the parcel, send nothing; return the draft, or the one that was there before."""


@dataclass(frozen=True)
class Outcome:
    """`done`: the provider has the edition as it is now. The message says what happened, or why nothing did."""

    done: bool
    message: str


def push(parcel: Parcel, ledger: Ledger, provider: Provider, save: Callable[[Ledger], None]) -> Outcome:
    """Bring the parcel to the provider as a draft, unless it is there; each step is saved before the next.

    May be interrupted anywhere and run again. The provider is asked first in any case: a ledger can be lost,
    as when a CI job ends before it commits.
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
    """Write down what the provider has, which after a crash may be an older text than the parcel."""
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
