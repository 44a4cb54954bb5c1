"""Drafts at Kit (developers.kit.com: api-reference/broadcasts, api-reference/pagination)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from coach.publish.mail.drafts.push import Draft, ProviderError, Request
from coach.publish.mail.providers.client import LAST_PAGE, Client, mark, marked_hash, rows, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.publish.mail.parcel import Parcel
    from coach.publish.mail.providers.client import Account, Transport


@dataclass(frozen=True)
class Kit:
    """Broadcasts with no time to be sent, which are drafts; our mark is in their description, which no reader sees."""

    account: Account
    transport: Transport = field(repr=False)

    name: ClassVar[str] = "kit"
    variable: ClassVar[str] = "KIT_TOKEN"
    base: ClassVar[str] = "https://api.kit.com"

    @property
    def client(self) -> Client:
        """The client for the account."""
        token = self.account.token
        return Client("Kit", self.variable, self.account.base, {"X-Kit-Api-Key": token}, self.transport, (token,))

    def find(self, edition: str) -> Draft | None:
        """Return the edition's broadcast, drafted, scheduled or sent."""
        for broadcast in self._broadcasts():
            if marked_hash(broadcast.get("description"), self.account.key, edition) is not None:
                return self._draft(broadcast, edition)
        return None

    def plan(self, parcel: Parcel) -> tuple[Request, ...]:
        """Return the one request that creates the draft."""
        return (Request("POST", "/v4/broadcasts", self._content(parcel)),)

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel."""
        return self._made(self.client.send(self.plan(parcel)[0]), parcel.edition)

    def update(self, draft: Draft, parcel: Parcel) -> Draft:
        """Give the draft the parcel's content."""
        request = Request("PUT", f"/v4/broadcasts/{draft.remote}", self._content(parcel))
        return self._made(self.client.send(request), parcel.edition)

    def _content(self, parcel: Parcel) -> dict[str, object]:
        return {
            "subject": parcel.subject,
            "preview_text": parcel.preheader,
            "description": f"{mark(self.account.key, parcel.edition)} {parcel.hash}",
            "content": parcel.html,
            "public": False,
            "published_at": None,
            "send_at": None,
        }

    def _broadcasts(self) -> Iterator[Mapping[str, Any]]:
        after = ""
        for _ in range(LAST_PAGE):
            answer = self.client.get(f"/v4/broadcasts{after}")
            yield from rows(self.client, answer.get("broadcasts"))
            pages = answer.get("pagination")
            if not isinstance(pages, dict) or not pages.get("has_next_page"):
                return
            after = f"?after={quote(word(pages, 'end_cursor'), safe='')}"
        raise ProviderError("Kit's list of broadcasts does not end. Ask its support.")

    def _made(self, answer: Mapping[str, Any], edition: str) -> Draft:
        return self.client.fresh(self._draft(self.client.part(answer, "broadcast"), edition))

    def _draft(self, broadcast: Mapping[str, Any], edition: str) -> Draft:
        digest = marked_hash(broadcast.get("description"), self.account.key, edition)
        return Draft(self.client.id_of(broadcast), digest or None, open=broadcast.get("send_at") is None)
