"""Ghost's /ghost/api/admin/posts/, from its source (5.130.6 and 6.65.0) and docs.ghost.org/admin-api.

Tokens and their error codes: core/server/services/auth/api-key/admin.js. Filter, fields, statuses that a list has:
core/server/api/endpoints/posts.js, utils/serializers/input/posts.js. Lengths: core/server/data/schema/schema.js and
@tryghost/admin-api-schema (posts-add, posts-edit: `updated_at` is needed). A number behind a slug that a post or page
has: core/server/models/base/plugins/generate-slug.js. Collisions: the plugin of @tryghost/bookshelf-collision.
`email` of a post that was mailed: core/server/models/post.js. All of this but `email` was compared with a running Ghost
5.130.6; where 429 comes from, and its Retry-After, is not verified, since Ghost limits no request with a token itself.
"""

from __future__ import annotations

import hmac
import json
import re
from base64 import urlsafe_b64decode
from time import time
from urllib.parse import parse_qs, urlsplit

from newsletter.stand_ins.server import StandIn

POSTS = "/ghost/api/admin/posts/"
_WRITTEN = {"title", "slug", "status", "custom_excerpt", "lexical", "canonical_url", "codeinjection_foot", "updated_at"}
_LONGEST = {"title": 255, "custom_excerpt": 300}


def part(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def failure(status, kind, code=None):
    return status, {"errors": [{"message": "no", "type": kind, "code": code, "context": "no"}]}


class Ghost(StandIn):
    """Posts of one site. `pages` are slugs of its pages; `tick` makes each change one second later than the last."""

    name = "ghost"
    variable = "GHOST_TOKEN"
    token = "6748592f4b9b7700010f6564:b1b5b9c1d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f0a1"
    wrong = "6748592f4b9b7700010f6564:c1c5b9c1d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f0a1"

    def __init__(self):
        super().__init__()
        self.pages, self.tick, self.made = set(), 0, 0

    def allows(self, headers):
        scheme, _, token = headers["Authorization"].partition(" ")
        body, _, signature = token.rpartition(".")
        head, claims = (json.loads(part(text)) for text in body.split("."))
        id_, secret = self.token.split(":")
        right = hmac.digest(bytes.fromhex(secret), body.encode(), "sha256")
        in_time = claims["iat"] > time() - 300 and claims["iat"] < claims["exp"] > time()
        known = (scheme, head["kid"], head["alg"], claims["aud"]) == ("Ghost", id_, "HS256", "/admin/")
        return known and in_time and hmac.compare_digest(part(signature), right)

    def refuses(self):
        return failure(401, "UnauthorizedError", "INVALID_JWT")

    def work(self, method, url, headers, fields):
        path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        if not path.startswith(POSTS) or not headers["Accept-Version"]:
            return failure(404, "NotFoundError")
        if path == POSTS and method == "GET":
            return self.page(query)
        if path == POSTS:
            return self.create(fields["posts"][0])
        found = [draft for draft in self.drafts if path == f"{POSTS}{draft['id']}/"]
        if found and method == "DELETE":
            self.drafts.remove(found[0])
            return 204, None
        return self.change(found[0], fields["posts"][0]) if found else failure(404, "NotFoundError")

    def page(self, query):
        wanted = re.fullmatch(r"slug:'([\w-]+)'", query["filter"][0])[1]
        shown = [*query["fields"][0].split(","), *query["include"][0].split(",")]
        found = [{key: draft.get(key) for key in shown} for draft in self.drafts if draft["slug"] == wanted]
        return 200, {"posts": found, "meta": {"pagination": {"page": 1, "pages": 1, "total": len(found)}}}

    def create(self, fields):
        if not fields.get("title") or not self.fits(fields):
            return failure(422, "ValidationError")
        self.made += 1
        id_, slug = f"{self.made:024x}", self.free(fields["slug"])
        self.drafts.append({"status": "draft", **fields, "id": id_, "slug": slug, "email": None})
        return 201, {"posts": [self.touched(self.drafts[-1])]}

    def change(self, draft, fields):
        if not fields.get("updated_at") or not self.fits(fields):
            return failure(422, "ValidationError")
        if fields["updated_at"] != draft["updated_at"] and any(draft[key] != fields[key] for key in fields):
            return failure(409, "UpdateCollisionError", "UPDATE_COLLISION")
        draft.update(fields)
        return 200, {"posts": [self.touched(draft)]}

    def fits(self, fields):
        long = any(len(fields.get(key) or "") > most for key, most in _LONGEST.items())
        return fields.keys() <= _WRITTEN and not long and json.loads(fields["lexical"])["root"]["type"] == "root"

    def free(self, slug):
        taken, number, free = self.pages | {draft["slug"] for draft in self.drafts}, 1, slug
        while free in taken:
            number += 1
            free = f"{slug}-{number}"
        return free

    def touched(self, draft):
        self.tick += 1
        draft["updated_at"] = f"2026-11-28T10:{self.tick // 60:02}:{self.tick % 60:02}.000Z"
        return draft

    def of(self, edition):
        """Return what it has of an edition, as the facts every provider has."""
        ours = [draft for draft in self.drafts if re.search(rf"-{edition}(-\d)?$", draft["slug"])]
        return [
            {
                "id": d["id"],
                "draft": d["status"] == "draft" and not d["email"],
                "subject": d["title"],
                "html": "".join(card["html"] for card in json.loads(d["lexical"])["root"]["children"]),
            }
            for d in ours
        ]

    def shown(self, html):
        """Return the HTML as it stands in what is sent: in JSON, which is text in JSON."""
        return json.dumps(super().shown(html), ensure_ascii=False)[1:-1]

    def close(self):
        """Send everything."""
        for draft in self.drafts:
            draft.update(self.touched(draft), status="sent", email={"status": "submitted"})
