"""The routes of GitHub's REST API that the web editor asks, each with its page of docs.github.com."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from browser.github_pulls import Pull

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.bare_repository import Change
    from browser.github import GitHub, Request

Answer = tuple[int, Any]
_STATUS = {"A": "added", "M": "modified", "D": "removed", "R": "renamed"}
_NOT_FOUND = 404, {"message": "Not Found", "status": "404"}


def answer(hub: GitHub, request: Request) -> Answer | None:
    """Return status and payload (JSON, bytes or nothing); None for a route that the editor is not known to ask."""
    for method, pattern, reply in _ROUTES:
        path = pattern.replace("REPO", f"/repos/{hub.owner}/{hub.repo}")
        if method == request.method and (match := re.fullmatch(path, request.path)):
            return reply(hub, request, *match.groups())
    return None


def _invalid(message: str, /, **error: str) -> Answer:
    """Follow /en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed."""
    return 422, {"message": message, "errors": [error] if error else [], "status": "422"}


def _user(hub: GitHub, _request: Request) -> Answer:
    """Follow /en/rest/users/users#get-the-authenticated-user."""
    page, picture = f"https://github.com/{hub.owner}", "https://avatars.githubusercontent.com/u/1?v=4"
    return 200, hub.user | {"type": "User", "html_url": page, "avatar_url": picture}


def _collaborator(hub: GitHub, _request: Request, name: str) -> Answer:
    """Follow /en/rest/collaborators/collaborators#check-if-a-user-is-a-repository-collaborator."""
    return (204, None) if name == hub.owner else _NOT_FOUND


def _tree(hub: GitHub, request: Request, name: str) -> Answer:
    """Follow /en/rest/git/trees#get-a-tree, which takes a branch or an id."""
    oid = hub.git.head(name) or hub.git.oid(name)
    if not oid:
        return _NOT_FOUND
    listed = [
        {"path": path, "mode": mode, "type": kind, "sha": sha} | ({} if size is None else {"size": size})
        for mode, kind, sha, size, path in hub.git.tree(oid)
        if request.query.get("recursive") or "/" not in path
    ]
    return 200, {"sha": oid, "tree": listed, "truncated": False}


def _blob(hub: GitHub, request: Request, oid: str) -> Answer | None:
    """Follow /en/rest/git/blobs#get-a-blob with the raw media type."""
    if "raw" not in request.accept:
        return None
    found = hub.git.objects([oid])[0]
    return (200, found[2]) if found and found[1] == "blob" else _NOT_FOUND


def _pull_json(hub: GitHub, pull: Pull) -> dict[str, Any]:
    created, updated = pull.dates()
    return {
        "number": pull.number,
        "node_id": pull.node_id,
        "title": pull.title,
        "body": pull.body,
        "state": pull.state,
        "draft": pull.draft,
        "merged": pull.merged,
        "html_url": hub.page_of(pull),
        "created_at": created,
        "updated_at": updated,
        "head": {"ref": pull.head, "sha": hub.head_of(pull)},
        "base": {"ref": "main", "sha": hub.git.head("main")},
        "labels": [{"name": label} for label in pull.labels],
    }


def _create_pull(hub: GitHub, request: Request) -> Answer:
    """Follow /en/rest/pulls/pulls#create-a-pull-request."""
    sent = request.sent
    head, base = sent["head"].removeprefix(f"{hub.owner}:"), sent["base"]
    for name, value in (("head", head), ("base", base)):
        if not hub.git.head(value):
            return _invalid("Validation Failed", resource="PullRequest", field=name, code="invalid")
    if any(pull.head == head and pull.state == "open" for pull in hub.pulls):
        told = f"A pull request already exists for {hub.owner}:{head}."
        return _invalid("Validation Failed", resource="PullRequest", code="custom", message=told)
    if hub.git.is_ancestor(hub.git.head(head), hub.git.head(base)):
        told = f"No commits between {base} and {head}"
        return _invalid("Validation Failed", resource="PullRequest", code="custom", message=told)
    pull = Pull(len(hub.pulls) + 1, sent["title"], head, sent.get("body") or "", bool(sent.get("draft")))
    hub.pulls.append(pull)
    return 201, _pull_json(hub, pull)


def _update_pull(hub: GitHub, request: Request, number: str) -> Answer:
    """Follow /en/rest/pulls/pulls#update-a-pull-request."""
    pull = hub.pull(number)
    if pull is None:
        return _NOT_FOUND
    hub.head_of(pull)
    wanted = request.sent.get("state", pull.state)
    if wanted == "open" != pull.state and (pull.merged or not hub.git.head(pull.head)):
        return _invalid("Validation Failed", resource="PullRequest", field="state", code="invalid")
    pull.state = wanted
    pull.title = request.sent.get("title", pull.title)
    pull.body = request.sent.get("body", pull.body)
    pull.touch()
    return 200, _pull_json(hub, pull)


def _merge(hub: GitHub, request: Request, number: str) -> Answer:
    """Follow /en/rest/pulls/pulls#merge-a-pull-request."""
    pull, sent = hub.pull(number), request.sent or {}
    if pull is None:
        return _NOT_FOUND
    if sent.get("sha", hub.head_of(pull)) != pull.head_oid:
        return 409, {"message": "Head branch was modified. Review and try the merge again.", "status": "409"}
    if pull.draft or pull.state != "open":
        told = (
            "Pull Request is still a draft" if pull.draft and pull.state == "open" else "Pull Request is not mergeable"
        )
        return 405, {"message": told, "status": "405"}
    title = sent.get("commit_title") or f"Merge pull request #{number} from {hub.owner}/{pull.head}"
    message = "\n\n".join(part for part in (title, sent.get("commit_message")) if part)
    oid = hub.git.merge("main", pull.head, message, squash=sent.get("merge_method") == "squash")
    if not oid:
        return 405, {"message": "Pull Request is not mergeable", "status": "405"}
    pull.state, pull.merged = "closed", True
    pull.touch()
    return 200, {"sha": oid, "merged": True, "message": "Pull Request successfully merged"}


def _files_json(changes: list[Change]) -> list[dict[str, str]]:
    return [
        {"filename": change.path, "status": _STATUS[change.status]}
        | ({"previous_filename": change.previous} if change.previous else {})
        for change in changes
    ]


def _pull_files(hub: GitHub, _request: Request, number: str) -> Answer:
    """Follow /en/rest/pulls/pulls#list-pull-requests-files."""
    pull = hub.pull(number)
    return (200, _files_json(hub.git.changes("main", hub.head_of(pull)))) if pull else _NOT_FOUND


def _compare(hub: GitHub, _request: Request, base: str, head: str) -> Answer:
    """Follow /en/rest/commits/commits#compare-two-commits; a head may have its owner before it."""
    names = [name.removeprefix(f"{hub.owner}:") for name in (base, head)]
    if not all(map(hub.git.head, names)):
        return _NOT_FOUND
    return 200, {"files": _files_json(hub.git.changes(*names))}


def _labels_json(pull: Pull) -> list[dict[str, str]]:
    return [{"name": label} for label in pull.labels]


def _issue(hub: GitHub, request: Request, number: str) -> Answer:
    """Follow /en/rest/issues/issues#get-an-issue and #update-an-issue; a pull request is an issue too."""
    pull = hub.pull(number)
    if pull is None:
        return _NOT_FOUND
    if request.method == "PATCH":
        pull.labels = list(dict.fromkeys(request.sent["labels"]))
        pull.touch()
    return 200, {"number": pull.number, "title": pull.title, "state": pull.state, "labels": _labels_json(pull)}


def _add_labels(hub: GitHub, request: Request, number: str) -> Answer:
    """Follow /en/rest/issues/labels#add-labels-to-an-issue."""
    pull = hub.pull(number)
    if pull is None:
        return _NOT_FOUND
    pull.labels = list(dict.fromkeys([*pull.labels, *request.sent["labels"]]))
    pull.touch()
    return 200, _labels_json(pull)


def _delete_branch(hub: GitHub, _request: Request, name: str) -> Answer:
    """Follow /en/rest/git/refs#delete-a-reference."""
    if not hub.git.head(name):
        return _invalid("Reference does not exist")
    for pull in hub.pulls:
        hub.head_of(pull)
    hub.git.delete(name)
    hub.close_pulls_of(name)
    return 204, None


def _move_branch(hub: GitHub, request: Request, name: str) -> Answer:
    """Follow /en/rest/git/refs#update-a-reference."""
    oid = request.sent["sha"]
    if not hub.git.head(name):
        return _invalid("Reference does not exist")
    if not hub.git.oid(oid):
        return _invalid("Object does not exist")
    if not request.sent.get("force") and not hub.git.is_ancestor(hub.git.head(name), oid):
        return _invalid("Update is not a fast forward")
    hub.git.point(name, oid)
    return 200, {"ref": f"refs/heads/{name}", "object": {"type": "commit", "sha": oid}}


def _dispatch(hub: GitHub, request: Request) -> Answer:
    """Follow /en/rest/repos/repos#create-a-repository-dispatch-event."""
    hub.dispatched.append(request.sent["event_type"])
    return 204, None


_ROUTES: tuple[tuple[str, str, Callable[..., Answer | None]], ...] = (
    ("GET", "/user", _user),
    ("GET", "REPO/collaborators/([^/]+)", _collaborator),
    ("GET", "REPO/git/trees/(.+)", _tree),
    ("GET", "REPO/git/blobs/([0-9a-f]{40})", _blob),
    ("POST", "REPO/pulls", _create_pull),
    ("PATCH", r"REPO/pulls/(\d+)", _update_pull),
    ("PUT", r"REPO/pulls/(\d+)/merge", _merge),
    ("GET", r"REPO/pulls/(\d+)/files", _pull_files),
    ("GET", r"REPO/compare/(.+?)\.\.\.(.+)", _compare),
    ("GET", r"REPO/issues/(\d+)", _issue),
    ("PATCH", r"REPO/issues/(\d+)", _issue),
    ("POST", r"REPO/issues/(\d+)/labels", _add_labels),
    ("DELETE", "REPO/git/refs/heads/(.+)", _delete_branch),
    ("PATCH", "REPO/git/refs/heads/(.+)", _move_branch),
    ("POST", "REPO/dispatches", _dispatch),
)
