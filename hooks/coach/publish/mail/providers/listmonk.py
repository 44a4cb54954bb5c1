"""Drafts at a listmonk server (its source: cmd/campaigns.go, cmd/templates.go, cmd/lists.go, queries/campaigns.sql)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from coach.publish.mail.drafts.push import Draft, ProviderError, Request
from coach.publish.mail.providers.client import Client, mark, marked_hash, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.publish.mail.parcel import Parcel
    from coach.publish.mail.providers.client import Account, Transport

_BARE = '{{ template "content" . }}'


@dataclass(frozen=True)
class Listmonk:
    """Campaigns of listmonk. A new campaign is always a draft there; the token is written "user:token"."""

    account: Account
    transport: Transport = field(repr=False)

    name: ClassVar[str] = "listmonk"
    variable: ClassVar[str] = "LISTMONK_TOKEN"
    base: ClassVar[str] = ""

    @property
    def client(self) -> Client:
        """The client for the account."""
        token = self.account.token
        headers = {"Authorization": f"Basic {b64encode(token.encode()).decode()}"}
        return Client("listmonk", self.variable, self.account.base, headers, self.transport, (token,))

    def find(self, edition: str) -> Draft | None:
        """Return the edition's campaign, whatever its status."""
        tag = quote(mark(self.account.key, edition), safe="")
        data = self.client.get(f"/api/campaigns?tag={tag}&no_body=true&per_page=all")
        for campaign in rows(self.client, self.client.part(data, "data").get("results")):
            if marked_hash(campaign.get("name"), self.account.key, edition) is not None:
                return self._draft(campaign, edition)
        return None

    def plan(self, parcel: Parcel) -> tuple[Request, ...]:
        """Return the request that creates the draft; numbers of list and template are asked for when it is made."""
        fields = {**self._content(parcel), "type": "regular", "lists": [self.account.list], "template_id": _BARE}
        return (Request("POST", "/api/campaigns", fields),)

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel for the list, in a template that adds nothing."""
        (request,) = self.plan(parcel)
        places = {"lists": [self._list()], "template_id": self._template()}
        made = self.client.send(Request(request.method, request.path, {**request.fields, **places}))
        return self._made(made, parcel.edition)

    def update(self, draft: Draft, parcel: Parcel) -> Draft:
        """Give the draft the parcel's content. listmonk empties the lists of an update without them."""
        fields = {**self._content(parcel), "lists": [self._list()], "template_id": self._template()}
        made = self.client.send(Request("PUT", f"/api/campaigns/{draft.remote}", fields))
        return self._made(made, parcel.edition)

    def _content(self, parcel: Parcel) -> dict[str, object]:
        name = mark(self.account.key, parcel.edition)
        return {
            "name": f"{name} {parcel.hash}",
            "subject": parcel.subject,
            "content_type": "html",
            "body": parcel.html,
            "altbody": parcel.text,
            "tags": [name],
            "send_at": None,
        }

    def _list(self) -> int:
        found = self._rows("/api/lists?minimal=true&per_page=all")
        id_ = next((row.get("id") for row in found if row.get("uuid") == self.account.list), None)
        if not isinstance(id_, int):
            raise ProviderError(
                "listmonk has no list with the UUID in mkdocs.yml, or the token may not see it. "
                "Copy the UUID from the list's page there to list: under newsletter:."
            )
        return id_

    def _template(self) -> int:
        found = self._rows("/api/templates")
        bare = (row.get("id") for row in found if "".join(str(row.get("body", "")).split()) == _BARE.replace(" ", ""))
        id_ = next(bare, None)
        if not isinstance(id_, int):
            raise ProviderError(
                "listmonk would put the letter inside a template of its own. "
                f"Make a campaign template there that holds nothing but {_BARE} and push again."
            )
        return id_

    def _rows(self, path: str) -> list[Mapping[str, Any]]:
        data = self.client.get(path).get("data")
        return rows(self.client, data.get("results") if isinstance(data, dict) else data)

    def _made(self, answer: Mapping[str, Any], edition: str) -> Draft:
        return self.client.fresh(self._draft(self.client.part(answer, "data"), edition))

    def _draft(self, campaign: Mapping[str, Any], edition: str) -> Draft:
        digest = marked_hash(campaign.get("name"), self.account.key, edition)
        return Draft(self.client.id_of(campaign), digest or None, open=campaign.get("status") == "draft")
