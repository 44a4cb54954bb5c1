"""Requests to a provider's API, and what each failure means, said to people without secrets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from coach.publish.mail.drafts.push import Draft, ProviderError, Request

LAST_PAGE = 1000  # a limit, in case every page names a next one
_WORD = re.compile(r"[!-~]{1,200}")
_CODE = re.compile(r"[A-Za-z_]{1,60}")
_HASH = re.compile(r"[0-9a-f]{12}")
_SECONDS = re.compile(r"\d{1,5}")
_AGAIN = "push again: what it has is looked for first"


class Answer(NamedTuple):
    """The response to one request; `retry_after` is the header, or ""."""

    status: int
    body: bytes
    retry_after: str = ""


Transport = Callable[[str, str, dict[str, str], bytes | None], Answer]
"""Takes method, URL, headers and body of a request; returns its response. OSError for none."""


@dataclass(frozen=True)
class Account:
    """What the settings and the environment say: `base` is the API's address, `key` begins the names of drafts.

    `now` returns the seconds since 1970, for providers that want requests signed with the time.
    """

    token: str = field(repr=False)
    key: str
    base: str
    sender: str = ""
    sender_name: str = ""
    account: str = ""
    list: str = ""
    now: Callable[[], int] = int


@dataclass(frozen=True)
class Client:
    """Asks one provider. `title` is its name for people, `variable` where its token comes from."""

    title: str
    variable: str
    base: str
    headers: Mapping[str, str] = field(repr=False)
    transport: Transport = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def get(self, path: str) -> Any:
        """Return the data at the path."""
        return self.expect(*self.ask("GET", path))

    def send(self, request: Request, headers: Mapping[str, str] | None = None) -> Any:
        """Return the data in the response to a request."""
        return self.expect(*self.ask(request.method, request.path, request.fields, headers))

    def ask(
        self,
        method: str,
        path: str,
        fields: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[Answer, Any]:
        """Return the response and the data in it, whatever the status; ProviderError if there is none."""
        body = None if fields is None else json.dumps(fields).encode()
        kind = {} if fields is None else {"Content-Type": "application/json"}
        sent = {"Accept": "application/json", **kind, **self.headers, **(headers or {})}
        try:
            answer = self.transport(method, f"{self.base}{path}", sent, body)
        except OSError:
            raise ProviderError(f"{self.title} did not answer. {_AGAIN.capitalize()}.") from None
        return answer, _read(answer.body)

    def expect(self, answer: Answer, data: Any) -> Any:
        """Return the data of a good response; ProviderError, with what to do, for any other."""
        if not 200 <= answer.status < 300:
            raise ProviderError(f"{self.title} {self._failure(answer, data)}")
        if not isinstance(data, dict):
            raise self.unreadable()
        return data

    def part(self, answer: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """Return the object that the answer has at the key; ProviderError if it has none."""
        data = answer.get(key)
        if not isinstance(data, dict):
            raise self.unreadable()
        return data

    def id_of(self, row: Mapping[str, Any]) -> str:
        """Return the id of what the provider has; ProviderError if it names none."""
        if not (found := word(row, "id")):
            raise self.unreadable()
        return found

    def fresh(self, draft: Draft) -> Draft:
        """Return the draft that was made or changed just now; ProviderError if it is none."""
        if not draft.open:
            raise ProviderError(f"{self.title} took the edition, but not as a draft. Look at it there at once.")
        return draft

    def unreadable(self) -> ProviderError:
        """Return the error for an answer without what was asked for."""
        return ProviderError(f"{self.title} gave an answer that cannot be read. {_AGAIN.capitalize()}.")

    def _failure(self, answer: Answer, data: Any) -> str:
        status, code = answer.status, self._code(data)
        if status in {401, 403}:
            why = f"does not accept the token ({status}), or does not let it make drafts."
            return f"{why} Make a new one in its settings, put it into {self.variable} and push again."
        if status == 404:
            return "finds nothing at this address (404). Check account and list under newsletter: in mkdocs.yml."
        if status == 429:
            wait = f"{answer.retry_after} seconds" if _SECONDS.fullmatch(answer.retry_after) else "a few minutes"
            return f"was asked too often (429). Wait {wait} and {_AGAIN}."
        if 300 <= status < 400:
            return f"sends us on to another address ({status}), where the token does not go. Check its address."
        if status >= 500 or status == 409:
            return f"could not do it now ({status}{code}). Wait a little and {_AGAIN}."
        return f"did not do it ({status}{code}). See with --dry-run what it was asked, mend that and {_AGAIN}."

    def _code(self, data: Any) -> str:
        # Only an error code of the response is shown: the rest may repeat the token.
        listed = data.get("errors") if isinstance(data, dict) else None
        first = listed[0] if isinstance(listed, list) and listed else data
        code = word(first, "code") or word(first, "type")
        hidden = any(secret in code for secret in self.secrets)
        return f" {code}" if _CODE.fullmatch(code) and not hidden else ""


def word(data: Any, *keys: str) -> str:
    """Return the word or number found by following the keys, as text; "" for anything else."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    text = str(data) if isinstance(data, (str, int)) and not isinstance(data, bool) else ""
    return text if _WORD.fullmatch(text) else ""


def rows(client: Client, data: Any) -> list[Mapping[str, Any]]:
    """Return a list of objects as it is; ProviderError if it is none."""
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise client.unreadable()
    return data


def mark(key: str, edition: str) -> str:
    """Return the name that an edition has at every provider."""
    return f"{key}-{edition}"


def marked_hash(name: Any, key: str, edition: str) -> str | None:
    """Return the hash in a name "<mark> <hash>", "" if it has none; None if the name is of something else.

    What a person has written behind the mark changes nothing: the email is the edition's.
    """
    words = name.split() if isinstance(name, str) else []
    if not words or words[0] != mark(key, edition):
        return None
    return words[1] if len(words) > 1 and _HASH.fullmatch(words[1]) else ""


def _read(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
