"""Clients for the APIs of mail providers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from coach.publish.mail.push import Draft, ProviderError

if TYPE_CHECKING:
    from coach.publish.mail.parcel import Parcel

Transport = Callable[[str, str, dict[str, str], bytes | None], tuple[int, bytes]]
"""Takes method, URL, headers and body of a request; returns status and body of the response. OSError for none."""

_WORD = re.compile(r"[!-~]{1,200}")
_CODE = re.compile(r"[a-z_]{1,60}")
_LAST_PAGE = 1000  # a limit, in case every page names a next one


@dataclass(frozen=True)
class Buttondown:
    """Drafts at Buttondown (docs.buttondown.com/api-emails-create, -pagination, -error-codes)."""

    token: str = field(repr=False)
    transport: Transport = field(repr=False)
    base: str = "https://api.buttondown.com"

    name: ClassVar[str] = "buttondown"
    version: ClassVar[str] = "2026-04-01"
    taken: ClassVar[frozenset[str]] = frozenset({"email_duplicate", "slug_invalid"})

    def find(self, edition: str) -> Draft | None:
        """Return the edition's email, drafted or sent; None if there is none, or it was deleted."""
        ours = (email for email in self._emails() if _is_of(email, edition) and email.get("status") != "deleted")
        found = next(ours, None)
        return None if found is None else self._draft(found)

    def create(self, parcel: Parcel) -> Draft:
        """Create a draft of the parcel; if Buttondown has the edition already, return what it has."""
        status, answer = self._ask("POST", "/v1/emails", _fields(parcel))
        if status >= 400 and _word(answer, "code") in self.taken:
            return self._find_taken(parcel.edition)
        made = self._expect(status, answer)
        if made.get("status") != "draft":
            raise ProviderError("Buttondown took the edition, but not as a draft. Look at it there at once.")
        return self._draft(made)

    def _find_taken(self, edition: str) -> Draft:
        found = self.find(edition)
        if found is None:
            why = f'Buttondown says it has an email like this one or at "{_slug(edition)}", but lists none.'
            raise ProviderError(f"{why} Look for it there, among the deleted ones too.")
        return found

    def _emails(self) -> Iterator[Mapping[str, Any]]:
        # Pages are requested by number: a URL in "next" could send the token to another host.
        for page in range(1, _LAST_PAGE + 1):
            answer = self._expect(*self._ask("GET", f"/v1/emails?page={page}"))
            results = answer.get("results")
            if not isinstance(results, list) or not all(isinstance(email, dict) for email in results):
                raise ProviderError("Buttondown answered with something that is no list of emails.")
            yield from results
            if not answer.get("next"):
                return
        raise ProviderError("Buttondown's list of emails does not end.")

    def _ask(self, method: str, path: str, fields: Mapping[str, Any] | None = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Token {self.token}", "X-API-Version": self.version, "Accept": "application/json"}
        if fields is not None:
            headers["Content-Type"] = "application/json"
        body = None if fields is None else json.dumps(fields).encode()
        try:
            status, data = self.transport(method, f"{self.base}{path}", headers, body)
        except OSError:
            raise ProviderError("Buttondown did not answer. Push again: what it has is looked for first.") from None
        return status, _read(data)

    def _expect(self, status: int, answer: Any) -> Mapping[str, Any]:
        if status in {401, 403}:
            raise ProviderError(f"Buttondown does not accept the token ({status}).")
        if not 200 <= status < 300:
            # Only the error code of the response is shown: the rest may repeat the token.
            code = _word(answer, "code")
            shown = f" {code}" if _CODE.fullmatch(code) and self.token not in code else ""
            raise ProviderError(f"Buttondown did not do it ({status}{shown}).")
        if not isinstance(answer, dict):
            raise ProviderError("Buttondown gave an answer that cannot be read. Push again: what it has is looked for.")
        return answer

    def _draft(self, email: Mapping[str, Any]) -> Draft:
        remote = _word(email, "id")
        if not remote:
            raise ProviderError("Buttondown did not say which id the draft has. Push again: it is looked for.")
        return Draft(remote, _word(email.get("metadata"), "hash") or None)


def _fields(parcel: Parcel) -> dict[str, Any]:
    return {
        "subject": parcel.subject,
        # Without this comment Buttondown guesses whether a body is HTML or Markdown.
        "body": f"<!-- buttondown-editor-mode: fancy -->{parcel.html}",
        "description": parcel.preheader,
        "status": "draft",
        "slug": _slug(parcel.edition),
        "metadata": {"edition": parcel.edition, "hash": parcel.hash},
    }


def _slug(edition: str) -> str:
    return f"second-sale-{edition}"


def _is_of(email: Mapping[str, Any], edition: str) -> bool:
    return _word(email.get("metadata"), "edition") == edition or email.get("slug") == _slug(edition)


def _word(data: Any, key: str) -> str:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def _read(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
