"""Drafts at Ghost (docs.ghost.org/admin-api: token authentication, posts; its source: core/server/models/post.js)."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from coach.publish.mail.drafts.push import Draft, ProviderError, Request
from coach.publish.mail.providers.client import Client, mark, marked_hash, rows, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.publish.mail.parcel import Parcel
    from coach.publish.mail.providers.client import Account, Transport

_POSTS = "/ghost/api/admin/posts/"
_FIELDS = "id,slug,status,updated_at,codeinjection_foot"
_LIFETIME = 300  # seconds, the longest that Ghost takes
_BEGIN, _END = "<!-- ", " -->"


@dataclass(frozen=True)
class Ghost:
    """Posts of Ghost. No two have the same slug, so it is our mark; a comment in the post's footer code has the hash.

    Who gets the mail is chosen when a person publishes the post.
    """

    account: Account
    transport: Transport = field(repr=False)

    name: ClassVar[str] = "ghost"
    variable: ClassVar[str] = "GHOST_TOKEN"
    base: ClassVar[str] = ""

    @property
    def client(self) -> Client:
        """The client for the account, with a signature of now."""
        token = self.account.token
        headers = {"Authorization": f"Ghost {_signed(token, self.account.now())}", "Accept-Version": "v5.0"}
        secrets = tuple(filter(None, token.split(":")))
        return Client("Ghost", self.variable, self.account.base, headers, self.transport, secrets)

    def find(self, edition: str) -> Draft | None:
        """Return the edition's post, drafted, scheduled, published or sent."""
        post = self._post(edition)
        return None if post is None else self._draft(post, edition)

    def plan(self, parcel: Parcel) -> tuple[Request, ...]:
        """Return the one request that creates the draft."""
        post = {"slug": mark(self.account.key, parcel.edition), "status": "draft", **self._content(parcel)}
        return (Request("POST", _POSTS, {"posts": [post]}),)

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel; if Ghost has the edition already, return what it has."""
        made = self._only(self.client.send(self.plan(parcel)[0]))
        slug = mark(self.account.key, parcel.edition)
        if made.get("slug") == slug:
            return self.client.fresh(self._draft(made, parcel.edition))
        # The slug was taken meanwhile, or a page has it: Ghost puts a number behind ours, and nobody would find it.
        self._delete(made)
        found = self.find(parcel.edition)
        if found is None:
            why = f'Ghost has a page with the address "{slug}", which this letter needs.'
            raise ProviderError(f"{why} Give that page another one there and push again.")
        return found

    def update(self, draft: Draft, parcel: Parcel) -> Draft:
        """Give the draft the parcel's content. Ghost refuses it if anything changes between our two requests."""
        post = self._post(parcel.edition)
        if post is None or not self._draft(post, parcel.edition).open:
            raise ProviderError("Ghost had the draft a moment ago and has none now. Look at it there and push again.")
        changed = {**self._content(parcel), "updated_at": post.get("updated_at")}
        request = Request("PUT", f"{_POSTS}{draft.remote}/", {"posts": [changed]})
        return self.client.fresh(self._draft(self._only(self.client.send(request)), parcel.edition))

    def _content(self, parcel: Parcel) -> dict[str, object]:
        # As `html` it would be read as HTML and written anew, and our references would come out as braces.
        card = {"type": "html", "version": 1, "html": parcel.html}
        root = {"type": "root", "version": 1, "children": [card], "direction": None, "format": "", "indent": 0}
        name = mark(self.account.key, parcel.edition)
        return {
            "title": parcel.subject,
            "custom_excerpt": parcel.preheader,
            "lexical": json.dumps({"root": root}, ensure_ascii=False),
            "canonical_url": parcel.url or None,
            "codeinjection_foot": f"{_BEGIN}{name} {parcel.hash}{_END}",
        }

    def _post(self, edition: str) -> Mapping[str, Any] | None:
        wanted = f"slug:'{mark(self.account.key, edition)}'"
        query = urlencode({"filter": wanted, "fields": _FIELDS, "include": "email"})
        found = rows(self.client, self.client.get(f"{_POSTS}?{query}").get("posts"))
        return found[0] if found else None

    def _only(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        posts = rows(self.client, answer.get("posts"))
        if len(posts) != 1:
            raise self.client.unreadable()
        return posts[0]

    def _delete(self, post: Mapping[str, Any]) -> None:
        answer, data = self.client.ask("DELETE", f"{_POSTS}{word(post, 'id')}/")
        if answer.status != 204:
            self.client.expect(answer, data)

    def _draft(self, post: Mapping[str, Any], edition: str) -> Draft:
        noted = str(post.get("codeinjection_foot"))
        digest = marked_hash(noted.removeprefix(_BEGIN).removesuffix(_END), self.account.key, edition)
        # A post that was mailed and then taken back to a draft was mailed all the same.
        is_open = post.get("status") == "draft" and not post.get("email")
        return Draft(self.client.id_of(post), digest or None, open=is_open)


def _signed(token: str, now: int) -> str:
    """Return a JSON Web Token (RFC 7519, HS256) for the Admin API key, "id:secret"; it is good for five minutes."""
    id_, _, secret = token.partition(":")
    head = {"alg": "HS256", "kid": id_, "typ": "JWT"}
    claims = {"iat": now, "exp": now + _LIFETIME, "aud": "/admin/"}
    body = b".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
    return b".".join((body, _base64(hmac.digest(bytes.fromhex(secret), body, "sha256")))).decode()


def _base64(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")
