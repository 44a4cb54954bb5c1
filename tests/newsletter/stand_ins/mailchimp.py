"""Mailchimp's /3.0/campaigns, from mailchimp/mailchimp-marketing-* and hexdocs.pm/mailchimp (Mailchimp.Campaign).

Statuses ("save" is a draft), settings.title, subject_line, preview_text, from_name, reply_to; content by a PUT of its
own with html and plain_text; the key as password of Basic. That a campaign on its way refuses a change with 400, and
Retry-After with 429, is not verified from those.
"""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import parse_qs, urlsplit

from newsletter.stand_ins.server import StandIn


class Mailchimp(StandIn):
    """Campaigns of one account."""

    name = "mailchimp"
    variable = "MAILCHIMP_TOKEN"
    token = "b7e1secret-us6"
    settings = {"list": "a1b2c3"}  # noqa: RUF012 - of a stand-in

    def allows(self, headers):
        return headers["Authorization"] == f"Basic {b64encode(f'coach:{self.token}'.encode()).decode()}"

    def refuses(self):
        return 401, {"title": "API Key Invalid", "status": 401}

    def work(self, method, url, headers, fields):
        del headers
        path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        if path == "/3.0/campaigns" and method == "GET":
            start, count = int(query["offset"][0]), int(query["count"][0])
            shown = [{**draft, "content": None} for draft in self.drafts[::-1]]
            return 200, {"campaigns": shown[start : start + count], "total_items": len(shown)}
        if path == "/3.0/campaigns":
            return self.create(fields)
        for draft in self.drafts:
            if path == f"/3.0/campaigns/{draft['id']}/content" and method == "PUT":
                return self.change(draft, {"content": fields}, fields)
            if path == f"/3.0/campaigns/{draft['id']}" and method == "PATCH":
                return self.change(draft, fields, draft)
        return 404, {"title": "Resource Not Found", "status": 404}

    def create(self, fields):
        if fields.get("type") != "regular" or not fields["recipients"]["list_id"]:
            return 400, {"title": "Invalid Resource", "status": 400}
        self.drafts.append({"id": f"c{len(self.drafts)}", "status": "save", "content": {"html": ""}, **fields})
        return 200, self.drafts[-1]

    def change(self, draft, fields, answer):
        if draft["status"] not in {"save", "paused"}:
            return 400, {"title": "Bad Request", "status": 400}
        draft.update(fields)
        return 200, answer

    def of(self, edition):
        """Return what it has of an edition, as the facts every provider has."""
        ours = [draft for draft in self.drafts if draft["settings"]["title"].split(" ")[0].endswith(f"-{edition}")]
        return [
            {
                "id": d["id"],
                "draft": d["status"] == "save",
                "subject": d["settings"]["subject_line"],
                "html": d["content"]["html"],
            }
            for d in ours
        ]

    def close(self):
        """Send everything."""
        for draft in self.drafts:
            draft["status"] = "sent"
