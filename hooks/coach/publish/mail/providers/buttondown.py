"""Drafts at Buttondown (docs.buttondown.com: api-emails-create, -update, -list; naked-mode; api-idempotency-keys)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from coach.publish.mail.drafts.push import Draft, ProviderError, Request
from coach.publish.mail.providers.client import LAST_PAGE, Client, mark, rows, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.publish.mail.parcel import Parcel
    from coach.publish.mail.providers.client import Account, Transport

_TAKEN = frozenset({"email_duplicate", "slug_invalid"})


@dataclass(frozen=True)
class Buttondown:
    """Emails with the template "naked", which takes a whole HTML document as it is."""

    account: Account
    transport: Transport = field(repr=False)

    name: ClassVar[str] = "buttondown"
    variable: ClassVar[str] = "BUTTONDOWN_TOKEN"
    base: ClassVar[str] = "https://api.buttondown.com"

    @property
    def client(self) -> Client:
        """The client for the account."""
        token = self.account.token
        headers = {"Authorization": f"Token {token}", "X-API-Version": "2026-04-01"}
        return Client("Buttondown", self.variable, self.account.base, headers, self.transport, (token,))

    def find(self, edition: str) -> Draft | None:
        """Return the edition's email, drafted or sent; None if there is none, or it was deleted."""
        ours = (email for email in self._emails() if self._is_of(email, edition) and email.get("status") != "deleted")
        found = next(ours, None)
        return None if found is None else self._draft(found)

    def plan(self, parcel: Parcel) -> tuple[Request, ...]:
        """Return the one request that creates the draft. Without `status` Buttondown would send at once."""
        slug = mark(self.account.key, parcel.edition)
        return (Request("POST", "/v1/emails", {**_content(parcel), "status": "draft", "slug": slug}),)

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel; if Buttondown has the edition already, return what it has."""
        (request,) = self.plan(parcel)
        once = {"X-Idempotency-Key": f"{mark(self.account.key, parcel.edition)}-{parcel.hash}"}
        made = self._post(request, parcel.edition, once)
        if self._is_there(made):
            return made
        # The key brought back the answer of an earlier push, whose draft somebody has deleted.
        return self.find(parcel.edition) or self._post(request, parcel.edition, {})

    def update(self, draft: Draft, parcel: Parcel) -> Draft:
        """Give the draft the parcel's content."""
        changed = self.client.send(Request("PATCH", f"/v1/emails/{draft.remote}", _content(parcel)))
        return self.client.fresh(self._draft(changed))

    def _post(self, request: Request, edition: str, headers: Mapping[str, str]) -> Draft:
        answer, data = self.client.ask(request.method, request.path, request.fields, headers)
        if answer.status == 400 and word(data, "code") in _TAKEN:
            return self._find_taken(edition)
        return self.client.fresh(self._draft(self.client.expect(answer, data)))

    def _is_there(self, draft: Draft) -> bool:
        answer, data = self.client.ask("GET", f"/v1/emails/{draft.remote}")
        return answer.status != 404 and self.client.expect(answer, data).get("status") != "deleted"

    def _find_taken(self, edition: str) -> Draft:
        found = self.find(edition)
        if found is None:
            slug = mark(self.account.key, edition)
            why = f'Buttondown says it has an email like this one or at "{slug}", but lists none.'
            raise ProviderError(f"{why} Look for it there, among the deleted ones too.")
        return found

    def _emails(self) -> Iterator[Mapping[str, Any]]:
        # Pages are requested by number: a URL in "next" could send the token to another host.
        for page in range(1, LAST_PAGE + 1):
            answer = self.client.get(f"/v1/emails?page={page}")
            yield from rows(self.client, answer.get("results"))
            if not answer.get("next"):
                return
        raise ProviderError("Buttondown's list of emails does not end. Ask its support.")

    def _draft(self, email: Mapping[str, Any]) -> Draft:
        # Plans without metadata give none back: then the ledger knows the hash.
        digest = word(email, "metadata", "hash")
        return Draft(self.client.id_of(email), digest or None, open=email.get("status") == "draft")

    def _is_of(self, email: Mapping[str, Any], edition: str) -> bool:
        return email.get("slug") == mark(self.account.key, edition)


def _content(parcel: Parcel) -> dict[str, object]:
    return {
        "subject": parcel.subject,
        "body": parcel.html,
        "description": parcel.preheader,
        "template": "naked",
        "metadata": {"edition": parcel.edition, "hash": parcel.hash},
    }
