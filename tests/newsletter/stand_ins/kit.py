"""Kit's /v4/broadcasts, from developers.kit.com: api-reference/broadcasts (create, get, list) and /pagination.

`send_at: null` saves a draft; what a broadcast answers with; a page of 500 by default, the next by `after` and
`end_cursor`. That an update is a PUT with the same fields, and that a broadcast under way refuses it with 422, is not
verified from those pages; nor is Retry-After with 429.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from newsletter.stand_ins.server import StandIn


class Kit(StandIn):
    """Pages of two broadcasts, the newest first."""

    name = "kit"
    variable = "KIT_TOKEN"

    def allows(self, headers):
        return headers["X-Kit-Api-Key"] == self.token

    def refuses(self):
        return 401, {"errors": ["The API key is invalid"]}

    def work(self, method, url, headers, fields):
        del headers
        path = urlsplit(url).path
        if path == "/v4/broadcasts":
            return self.create(fields) if method == "POST" else self.page(url)
        found = [draft for draft in self.drafts if path == f"/v4/broadcasts/{draft['id']}"]
        return self.change(found[0], fields) if found and method == "PUT" else (404, {"errors": ["Not Found"]})

    def page(self, url):
        start = int(parse_qs(urlsplit(url).query).get("after", ["0"])[0].rstrip("="))
        newest = self.drafts[::-1]
        more = len(newest) > start + 2
        pagination = {"has_next_page": more, "end_cursor": f"{start + 2}=" if more else None}
        return 200, {"broadcasts": newest[start : start + 2], "pagination": pagination}

    def create(self, fields):
        self.drafts.append({"id": len(self.drafts) + 1, "send_at": None, **fields})
        return 201, {"broadcast": self.drafts[-1]}

    def change(self, draft, fields):
        if draft["send_at"] is not None:
            return 422, {"errors": ["This broadcast has been sent"]}
        draft.update(fields)
        return 200, {"broadcast": draft}

    def of(self, edition):
        """Return what it has of an edition, as the facts every provider has."""
        ours = [draft for draft in self.drafts if draft["description"].split(" ")[0].endswith(f"-{edition}")]
        return [
            {"id": str(d["id"]), "draft": d["send_at"] is None, "subject": d["subject"], "html": d["content"]}
            for d in ours
        ]

    def close(self):
        """Send everything."""
        for draft in self.drafts:
            draft["send_at"] = "2026-11-28T08:00:00Z"
