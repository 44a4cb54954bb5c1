"""MailerLite's /api/campaigns, from developers.mailerlite.com/docs/campaigns.html and mailerlite/mailerlite-python.

Without filter[status] the list has those that are ready only; `limit` and `page`; what a campaign answers with. An
update is a PUT (mailerlite/sdk/campaigns.py). That `content` wants a plan that allows it, and which answer a lack gets,
is not verified; nor that only a draft can be changed (422 here), nor Retry-After.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from newsletter.stand_ins.server import StandIn


class MailerLite(StandIn):
    """Campaigns of one account."""

    name = "mailerlite"
    variable = "MAILERLITE_TOKEN"
    settings = {"list": "42"}  # noqa: RUF012 - of a stand-in

    def allows(self, headers):
        return headers["Authorization"] == f"Bearer {self.token}"

    def refuses(self):
        return 401, {"message": "Unauthenticated."}

    def work(self, method, url, headers, fields):
        del headers
        path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        if path == "/api/campaigns" and method == "GET":
            status, limit = query.get("filter[status]", ["ready"])[0], int(query.get("limit", ["25"])[0])
            start = (int(query.get("page", ["1"])[0]) - 1) * limit
            found = [draft for draft in self.drafts if draft["status"] == status]
            return 200, {"data": found[start : start + limit]}
        if path == "/api/campaigns":
            return self.create(fields)
        found = [draft for draft in self.drafts if path == f"/api/campaigns/{draft['id']}"]
        return self.change(found[0], fields) if found and method == "PUT" else (404, {"message": "Not found"})

    def create(self, fields):
        email = fields["emails"][0]
        if fields.get("type") != "regular" or not all(email.get(key) for key in ("subject", "from", "from_name")):
            return 422, {"message": "The given data was invalid.", "errors": {}}
        self.drafts.append({"id": str(len(self.drafts) + 1), "status": "draft", **fields})
        return 201, {"data": self.drafts[-1]}

    def change(self, draft, fields):
        if draft["status"] != "draft":
            return 422, {"message": "Only draft campaigns can be updated."}
        draft.update(fields)
        return 200, {"data": draft}

    def of(self, edition):
        """Return what it has of an edition, as the facts every provider has."""
        ours = [draft for draft in self.drafts if draft["name"].split(" ")[0].endswith(f"-{edition}")]
        return [
            {
                "id": d["id"],
                "draft": d["status"] == "draft",
                "subject": d["emails"][0]["subject"],
                "html": d["emails"][0]["content"],
            }
            for d in ours
        ]

    def close(self):
        """Send everything."""
        for draft in self.drafts:
            draft["status"] = "sent"
