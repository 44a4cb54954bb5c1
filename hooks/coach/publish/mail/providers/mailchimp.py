"""Drafts at Mailchimp (its Marketing API: /campaigns and /campaigns/{id}/content)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from coach.publish.mail.drafts.push import Draft, ProviderError, Request
from coach.publish.mail.providers.client import LAST_PAGE, Client, mark, marked_hash, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.publish.mail.parcel import Parcel
    from coach.publish.mail.providers.client import Account, Transport

_COUNT = 100


@dataclass(frozen=True)
class Mailchimp:
    """Campaigns of Mailchimp. Name and content are two requests; the hash in the name says that both were done."""

    account: Account
    transport: Transport = field(repr=False)

    name: ClassVar[str] = "mailchimp"
    variable: ClassVar[str] = "MAILCHIMP_TOKEN"
    base: ClassVar[str] = ""

    @property
    def client(self) -> Client:
        """The client for the account."""
        token = self.account.token
        headers = {"Authorization": f"Basic {b64encode(f'coach:{token}'.encode()).decode()}"}
        return Client("Mailchimp", self.variable, self.account.base, headers, self.transport, (token,))

    def find(self, edition: str) -> Draft | None:
        """Return the edition's campaign, whatever its status; it is not whole before it has its content."""
        for campaign in self._campaigns():
            settings = campaign.get("settings")
            title = settings.get("title") if isinstance(settings, dict) else None
            if marked_hash(title, self.account.key, edition) is not None:
                return self._draft(campaign, edition)
        return None

    def plan(self, parcel: Parcel) -> tuple[Request, ...]:
        """Return the requests that create the draft, give it its content, and note that it has it."""
        unfinished = {"type": "regular", **self._settings(parcel, mark(self.account.key, parcel.edition))}
        return (Request("POST", "/3.0/campaigns", unfinished), *self._filling("{id}", parcel))

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel."""
        made = self.client.send(self.plan(parcel)[0])
        return self.update(self.client.fresh(self._draft(made, parcel.edition)), parcel)

    def update(self, draft: Draft, parcel: Parcel) -> Draft:
        """Give the draft the parcel's content; until that is done, its name has no hash."""
        unfinished = self._settings(parcel, mark(self.account.key, parcel.edition))
        if draft.hash:
            self.client.send(Request("PATCH", f"/3.0/campaigns/{draft.remote}", unfinished))
        content, finished = self._filling(draft.remote, parcel)
        self.client.send(content)
        return self.client.fresh(self._draft(self.client.send(finished), parcel.edition))

    def _filling(self, remote: str, parcel: Parcel) -> tuple[Request, Request]:
        content: dict[str, object] = {"html": parcel.html, "plain_text": parcel.text}
        title = f"{mark(self.account.key, parcel.edition)} {parcel.hash}"
        return (
            Request("PUT", f"/3.0/campaigns/{remote}/content", content),
            Request("PATCH", f"/3.0/campaigns/{remote}", self._settings(parcel, title)),
        )

    def _settings(self, parcel: Parcel, title: str) -> dict[str, object]:
        settings = {
            "title": title,
            "subject_line": parcel.subject,
            "preview_text": parcel.preheader,
            "from_name": self.account.sender_name,
            "reply_to": self.account.sender,
        }
        return {"recipients": {"list_id": self.account.list}, "settings": settings}

    def _campaigns(self) -> Iterator[Mapping[str, Any]]:
        for page in range(LAST_PAGE):
            path = f"/3.0/campaigns?count={_COUNT}&offset={page * _COUNT}&sort_field=create_time&sort_dir=DESC"
            found = rows(self.client, self.client.get(path).get("campaigns"))
            yield from found
            if not found:
                return
        raise ProviderError("Mailchimp's list of campaigns does not end. Ask its support.")

    def _draft(self, campaign: Mapping[str, Any], edition: str) -> Draft:
        title = self.client.part(campaign, "settings").get("title")
        digest = marked_hash(title, self.account.key, edition)
        is_open = campaign.get("status") == "save"
        return Draft(self.client.id_of(campaign), digest or None, open=is_open, whole=bool(digest))
