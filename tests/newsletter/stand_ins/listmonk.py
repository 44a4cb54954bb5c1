"""listmonk's API, from its source (github.com/knadh/listmonk, July 2026).

Every new campaign is a draft: cmd/campaigns.go CreateCampaign, queries/campaigns.sql create-campaign. What a campaign
must have, a list among it: validateCampaignFields. Only a draft, paused or scheduled one can be changed: UpdateCampaign
and canEditCampaign; fields that an update lacks stay, but lists are set anew. Search by tag: GetCampaigns and
query-campaigns ("$3 <@ tags"). The default template where none is named: create-campaign. Lists: cmd/lists.go GetLists
("minimal"). Token as Basic: internal/auth/auth.go parseAuthHeader. `per_page=all`: cmd/main.go's pagination, read from
its name only. It is not run here, since it wants PostgreSQL.
"""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import parse_qs, urlsplit

from newsletter.stand_ins.server import StandIn

LIST = "eb420c55-4cfb-4972-92ba-c93c34ba475d"


class Listmonk(StandIn):
    """`lists` and `templates` are what the server has."""

    name = "listmonk"
    variable = "LISTMONK_TOKEN"
    token = "desk:b7e1-secret-token"
    settings = {"list": LIST}  # noqa: RUF012 - of a stand-in

    def __init__(self):
        super().__init__()
        self.lists = [{"id": 3, "uuid": "other"}, {"id": 7, "uuid": LIST}]
        self.templates = [{"id": 1, "body": "<html>{{ template `content` . }}</html>"}]
        self.templates += [{"id": 2, "body": '{{ template "content" . }}\n'}]

    def allows(self, headers):
        return headers["Authorization"] == f"Basic {b64encode(self.token.encode()).decode()}"

    def refuses(self):
        return 403, {"message": "invalid session"}

    def work(self, method, url, headers, fields):
        del headers
        path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        if (method, path) == ("GET", "/api/campaigns"):
            found = [draft for draft in self.drafts if query["tag"][0] in draft["tags"]]
            return 200, {"data": {"results": found}}
        if (method, path) == ("GET", "/api/lists"):
            return 200, {"data": {"results": self.lists}}
        if (method, path) == ("GET", "/api/templates"):
            return 200, {"data": self.templates}
        if (method, path) == ("POST", "/api/campaigns"):
            return self.create(fields)
        found = [draft for draft in self.drafts if path == f"/api/campaigns/{draft['id']}"]
        return self.change(found[0], fields) if found and method == "PUT" else (404, {"message": "Not found"})

    def create(self, fields):
        if problem := self.problem(fields):
            return 400, {"message": problem}
        self.drafts.append({"template_id": 1, **fields, "id": len(self.drafts) + 1, "status": "draft"})
        return 200, {"data": self.drafts[-1]}

    def change(self, draft, fields):
        if draft["status"] not in {"draft", "paused", "scheduled"}:
            return 400, {"message": "Cannot update a running or a finished campaign."}
        if problem := self.problem({**draft, "lists": [], **fields}):
            return 400, {"message": problem}
        draft.update(fields)
        return 200, {"data": draft}

    def problem(self, fields):
        if not fields.get("name") or not fields.get("subject"):
            return "Invalid length for name or subject."
        known = [one for one in fields["lists"] if one in {row["id"] for row in self.lists}]
        return "" if known else "No lists."

    def of(self, edition):
        """Return what it has of an edition, as the facts every provider has."""
        ours = [draft for draft in self.drafts if any(tag.endswith(f"-{edition}") for tag in draft["tags"])]
        bare = [draft for draft in ours if draft["template_id"] == 2]
        return [
            {"id": str(d["id"]), "draft": d["status"] == "draft", "subject": d["subject"], "html": d["body"]}
            for d in bare
        ]

    def close(self):
        """Send everything."""
        for draft in self.drafts:
            draft["status"] = "finished"
