"""A stand-in of GitHub's API, as far as the web editor asks it, over a real bare Git repository.

REST is in github_rest.py, GraphQL in github_graphql.py. Forms follow GitHub's documentation (docs.github.com), whose
page each route names. What no route knows is answered as GitHub answers unknown addresses and kept in `unknown`, so
that a test can assert that the editor asked for nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from browser import github_graphql, github_rest
from browser.bare_repository import BareRepository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from browser.github_pulls import Pull

API = "https://api.github.com"
_CORS = {  # /en/rest/using-the-rest-api/using-cors-and-jsonp-to-make-cross-origin-requests
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept, If-Match, If-None-Match, X-Requested-With",
    "Access-Control-Allow-Methods": "GET, POST, PATCH, PUT, DELETE",
    "Access-Control-Expose-Headers": "ETag, Link, X-RateLimit-Remaining, X-OAuth-Scopes",
}


@dataclass(frozen=True)
class Request:
    """What is asked: the path without the host, its query, and the JSON that was sent."""

    method: str
    path: str
    query: Mapping[str, str]
    accept: str
    sent: Any


class GitHub:
    """One repository of one owner, who is also the one who is signed in with `token`."""

    def __init__(
        self, folder: Path, owner: str = "coach", repo: str = "blog", files: Mapping[str, bytes] | None = None
    ):
        self.owner, self.repo, self.token = owner, repo, "github_pat_of_the_stand_in"
        self.user = {"login": owner, "id": 1, "name": "The Coach", "email": f"{owner}@example.com"}
        author = f"{self.user['name']} <{self.user['email']}>"
        self.git = BareRepository(folder, files or {"README.md": b"# Blog\n"}, author)
        self.pulls: list[Pull] = []
        self.previews: dict[str, str] = {}  # the address of a built preview, by commit
        self.asked: list[str] = []
        self.unknown: list[str] = []
        self.dispatched: list[str] = []

    def read(self, path: str, ref: str = "main") -> bytes:
        """Return a file's bytes; a path that is not there is an error."""
        found = self.git.objects([f"{ref}:{path}"])[0]
        if found is None:
            raise FileNotFoundError(f"{ref}:{path}")
        return found[2]

    def paths(self, ref: str = "main") -> list[str]:
        return [path for _, kind, _, _, path in self.git.tree(ref) if kind == "blob"]

    def branches(self) -> list[str]:
        return list(self.git.branches())

    def log(self, ref: str = "main") -> list[str]:
        """Return the messages of the newest commits, the newest first."""
        return [commit.message for commit in self.git.history(ref)]

    def write(self, path: str, content: bytes, branch: str = "main") -> None:
        """Commit a file as somebody else would, past the editor."""
        self.git.commit(branch, {path: content}, (), f"Write {path}")

    def page_of(self, pull: Pull) -> str:
        return f"https://github.com/{self.owner}/{self.repo}/pull/{pull.number}"

    def pull(self, number: str | int) -> Pull | None:
        return next((pull for pull in self.pulls if str(pull.number) == str(number)), None)

    def close_pulls_of(self, branch: str) -> None:
        """Close what is open on a branch that goes away, as GitHub does."""
        for pull in self.pulls:
            if pull.head == branch and pull.state == "open":
                pull.state = "closed"
                pull.touch()

    def head_of(self, pull: Pull) -> str:
        """Return the newest commit of an open pull request's branch, and the last one that a closed one had."""
        if pull.state == "open":
            pull.head_oid = self.git.head(pull.head) or pull.head_oid
        return pull.head_oid

    def answer(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of GitHub's answer to one request."""
        if method == "OPTIONS":
            return 204, _CORS, b""
        parts = urlsplit(url)
        words = {name.lower(): value for name, value in headers.items()}
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        sent = json.loads(body) if body else None
        request = Request(method, unquote(parts.path), query, words.get("accept", ""), sent)
        self.asked.append(f"{method} {request.path}")
        status, payload = self._answer(request, words.get("authorization", ""))
        if isinstance(payload, bytes):
            kind = "text/plain; charset=utf-8" if _is_text(payload) else "application/octet-stream"
            return status, _CORS | {"Content-Type": kind}, payload
        content = b"" if payload is None else json.dumps(payload).encode()
        return status, _CORS | {"Content-Type": "application/json; charset=utf-8"}, content

    def _answer(self, request: Request, authorization: str) -> tuple[int, Any]:
        scheme, _, token = authorization.partition(" ")
        if not authorization:  # /en/rest/authentication/authenticating-to-the-rest-api
            return 401, {"message": "Requires authentication", "status": "401"}
        if scheme.lower() not in {"token", "bearer"} or token != self.token:
            return 401, {"message": "Bad credentials", "status": "401"}
        if (request.method, request.path) == ("POST", "/graphql"):
            payload = github_graphql.answer(self, request.sent["query"], request.sent.get("variables") or {})
            if payload is None:
                self.unknown.append(f"POST /graphql {' '.join(request.sent['query'].split())}")
                payload = {"data": None, "errors": [{"message": "The stand-in does not know this query."}]}
            return 200, payload
        found = github_rest.answer(self, request)
        if found is None:
            self.unknown.append(f"{request.method} {request.path}")
            return 404, {"message": "Not Found", "status": "404"}
        return found

    def install(self, page: Any) -> None:
        """Answer what a page, or all pages of a context, of Playwright asks GitHub's API."""

        def fulfil(route: Any) -> None:
            asked = route.request
            status, headers, body = self.answer(asked.method, asked.url, asked.headers, asked.post_data_buffer or b"")
            route.fulfill(status=status, headers=headers, body=body)

        page.route(f"{API}/**", fulfil)


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
