"""Drafts at MailerLite (developers.mailerlite.com/docs/campaigns.html)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from coach.publish.mail.drafts.push import Draft, ProviderError, Request
from coach.publish.mail.providers.client import LAST_PAGE, Client, mark, marked_hash, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.publish.mail.parcel import Parcel
    from coach.publish.mail.providers.client import Account, Transport

_LIMIT = 100


@dataclass(frozen=True)
class MailerLite:
    """Campaigns of MailerLite, which are drafts until they are scheduled; our mark is in their name."""

    account: Account
    transport: Transport = field(repr=False)

    name: ClassVar[str] = "mailerlite"
    variable: ClassVar[str] = "MAILERLITE_TOKEN"
    base: ClassVar[str] = "https://connect.mailerlite.com"

    @property
    def client(self) -> Client:
        """The client for the account."""
        token = self.account.token
        headers = {"Authorization": f"Bearer {token}"}
        return Client("MailerLite", self.variable, self.account.base, headers, self.transport, (token,))

    def find(self, edition: str) -> Draft | None:
        """Return the edition's campaign, drafted, scheduled or sent. Each status is a list of its own."""
        for status in ("draft", "ready", "sent"):
            for campaign in self._campaigns(status):
                if marked_hash(campaign.get("name"), self.account.key, edition) is not None:
                    return self._draft(campaign, edition)
        return None

    def plan(self, parcel: Parcel) -> tuple[Request, ...]:
        """Return the one request that creates the draft."""
        return (Request("POST", "/api/campaigns", {"type": "regular", **self._content(parcel)}),)

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel."""
        return self._made(self.client.send(self.plan(parcel)[0]), parcel.edition)

    def update(self, draft: Draft, parcel: Parcel) -> Draft:
        """Give the draft the parcel's content."""
        request = Request("PUT", f"/api/campaigns/{draft.remote}", self._content(parcel))
        return self._made(self.client.send(request), parcel.edition)

    def _content(self, parcel: Parcel) -> dict[str, object]:
        email = {
            "subject": parcel.subject,
            "from_name": self.account.sender_name,
            "from": self.account.sender,
            "content": parcel.html,
        }
        groups = {"groups": [self.account.list]} if self.account.list else {}
        return {"name": f"{mark(self.account.key, parcel.edition)} {parcel.hash}", "emails": [email], **groups}

    def _campaigns(self, status: str) -> Iterator[Mapping[str, Any]]:
        for page in range(1, LAST_PAGE + 1):
            path = f"/api/campaigns?filter%5Bstatus%5D={status}&limit={_LIMIT}&page={page}"
            found = rows(self.client, self.client.get(path).get("data"))
            yield from found
            if not found:
                return
        raise ProviderError("MailerLite's list of campaigns does not end. Ask its support.")

    def _made(self, answer: Mapping[str, Any], edition: str) -> Draft:
        return self.client.fresh(self._draft(self.client.part(answer, "data"), edition))

    def _draft(self, campaign: Mapping[str, Any], edition: str) -> Draft:
        digest = marked_hash(campaign.get("name"), self.account.key, edition)
        return Draft(self.client.id_of(campaign), digest or None, open=campaign.get("status") == "draft")
