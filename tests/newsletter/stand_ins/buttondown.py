"""Buttondown's /v1/emails, from github.com/buttondown/docs of August 2026.

Fields, statuses, error codes and "about_to_send" as the default: public/openapi.json (EmailInput, EmailUpdateInput,
EmailStatus, EmailCreationErrorCode, NewsletterEmailTemplate). Pages and `next`: content/pages/api-pagination.mdoc.
Idempotency keys: api-idempotency-keys.mdoc. Retry-After: api-rate-limits.mdoc. A naked email must have
{{ unsubscribe_url }}: naked-mode.mdoc; it says "must" but not which answer a lack gets, so 400 body_invalid here is a
guess. That slugs are unique is from research, not from these pages; `unique` switches it off.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from newsletter.stand_ins.server import StandIn

_CREATE = {"subject", "body", "description", "status", "slug", "metadata", "template"}
_UPDATE = _CREATE - {"status", "slug"}


class Buttondown(StandIn):
    """`metadata`: whether the plan has metadata. `next_host` is named in `next`."""

    name = "buttondown"
    variable = "BUTTONDOWN_TOKEN"

    def __init__(self):
        super().__init__()
        self.unique, self.metadata, self.next_host, self.keys = True, True, None, {}

    def allows(self, headers):
        return headers["Authorization"] == f"Token {self.token}"

    def refuses(self):
        return 401, {"code": "unauthorized", "detail": f"Bad: {self.token}"}

    def work(self, method, url, headers, fields):
        path = urlsplit(url).path
        if headers["X-API-Version"] != "2026-04-01":
            return 400, {"code": "version_invalid", "detail": ""}
        if path == "/v1/emails":
            return self.create(fields, headers["X-Idempotency-Key"]) if method == "POST" else self.page(url)
        found = [draft for draft in self.drafts if path == f"/v1/emails/{draft['id']}"]
        if found and method == "GET":
            return 200, found[0]
        return self.change(found[0], fields) if found and method == "PATCH" else (404, {"detail": "Not found"})

    def page(self, url):
        number = int(parse_qs(urlsplit(url).query).get("page", ["1"])[0])
        more = len(self.drafts) > number * 2
        following = f"{self.next_host or self.base}/v1/emails?page={number + 1}" if more else None
        results = self.drafts[number * 2 - 2 : number * 2]
        return 200, {"count": len(self.drafts), "next": following, "previous": None, "results": results}

    def create(self, fields, key):
        if extra := fields.keys() - _CREATE:
            return 422, {"detail": [{"type": "extra_forbidden", "loc": ["body", min(extra)]}]}
        if key in self.keys:
            return 201, self.keys[key]
        if self.unique and fields.get("slug") in {known["slug"] for known in self.drafts}:
            return 400, {"code": "slug_invalid", "detail": "The slug provided is invalid or already in use."}
        if "{{ unsubscribe_url }}" not in fields["body"]:
            return 400, {"code": "body_invalid", "detail": ""}
        draft = {"id": f"em_{len(self.drafts)}", "status": "about_to_send", **fields}
        self.drafts.append(draft if self.metadata else {**draft, "metadata": {}})
        if key:
            self.keys[key] = self.drafts[-1]
        return 201, self.drafts[-1]

    def change(self, draft, fields):
        if extra := fields.keys() - _UPDATE:
            return 422, {"detail": [{"type": "extra_forbidden", "loc": ["body", min(extra)]}]}
        if draft["status"] != "draft":
            return 400, {"code": "status_invalid", "detail": ""}
        draft.update(fields if self.metadata else {**fields, "metadata": {}})
        return 200, draft

    def of(self, edition):
        """Return what it has of an edition, as the facts every provider has."""
        ours = [draft for draft in self.drafts if draft["slug"].endswith(f"-{edition}")]
        return [
            {"id": d["id"], "draft": d["status"] == "draft", "subject": d["subject"], "html": d["body"]} for d in ours
        ]

    def close(self):
        """Send everything."""
        for draft in self.drafts:
            draft["status"] = "sent"
