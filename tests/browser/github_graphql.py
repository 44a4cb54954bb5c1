"""The queries and mutations of GitHub's GraphQL API that the web editor sends.

This is no interpreter of the language: each query is known by the fields it asks for, and the answer holds at least
what the editor reads of them. Forms: /en/graphql/reference/queries, /mutations and /objects of docs.github.com.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from browser.bare_repository import Commit
    from browser.github import GitHub
    from browser.github_pulls import Pull

TRUNCATED_AFTER = 512_000  # letters of a text; GitHub's documentation names no bound
_TEXT = r'"(?:[^"\\]|\\.)*"'
_CHANGES = {"A": "ADDED", "M": "MODIFIED", "D": "DELETED", "R": "RENAMED"}
_IMAGE = "https://avatars.githubusercontent.com/u/1?v=4"
Variables = Mapping[str, Any]


class RefusedError(Exception):
    """What GitHub answers with an error of this type."""

    def __init__(self, kind: str, message: str):
        super().__init__(message)
        self.kind = kind


def answer(hub: GitHub, query: str, variables: Variables) -> dict[str, Any] | None:
    """Return what GitHub answers; None for a query that the editor is not known to send."""
    query = " ".join(query.split())
    for pattern, reply in _KNOWN:
        if not re.search(pattern, query):
            continue
        name = re.findall(r"\w+", pattern)[0]
        try:
            data = reply(hub, query, variables)
        except RefusedError as error:
            told = {"type": error.kind, "path": [name], "message": str(error)}
            return {"data": {name: None}, "errors": [told]}
        return None if data is None else {"data": data}
    return None


def _check_repository(hub: GitHub, name: str) -> None:
    if name != f"{hub.owner}/{hub.repo}":
        raise RefusedError("NOT_FOUND", f"Could not resolve to a Repository with the name '{name}'.")


def _commit_on_branch(hub: GitHub, query: str, variables: Variables) -> dict[str, Any]:
    """Follow /en/graphql/reference/mutations#createcommitonbranch."""
    sent = variables["input"]
    _check_repository(hub, sent["branch"]["repositoryNameWithOwner"])
    branch = sent["branch"]["branchName"].removeprefix("refs/heads/")
    head = hub.git.head(branch)
    if not head:
        raise RefusedError("NOT_FOUND", f'No such branch: "{branch}"')
    if sent["expectedHeadOid"] != head:
        told = f'Expected branch to point to "{sent["expectedHeadOid"]}" but it did not.  Pull and try again.'
        raise RefusedError("STALE_DATA", told)
    changed = sent["fileChanges"]
    deletions = [one["path"] for one in changed.get("deletions", ())]
    if any(hub.git.oid(f"{head}:{path}") == "" for path in deletions):
        told = f"A path was requested for deletion which does not exist as of commit oid `{head}`"
        raise RefusedError("UNPROCESSABLE", told)
    additions = {one["path"]: base64.b64decode(one["contents"], validate=True) for one in changed.get("additions", ())}
    message = "\n\n".join(part for part in (sent["message"]["headline"], sent["message"].get("body")) if part)
    oid = hub.git.commit(branch, additions, deletions, message)
    for pull in hub.pulls:
        if pull.head == branch and pull.state == "open":
            pull.touch()
    commit: dict[str, Any] = {"oid": oid, "committedDate": hub.git.history(oid, count=1)[0].date}
    for alias, path in re.findall(rf"(\w+): file\(path: ({_TEXT})\)", query):
        commit[alias] = {"oid": hub.git.oid(f"{oid}:{json.loads(path)}")}
    return {"createCommitOnBranch": {"commit": commit}}


def _create_ref(hub: GitHub, _query: str, variables: Variables) -> dict[str, Any]:
    """Follow /en/graphql/reference/mutations#createref."""
    name, oid = variables["input"]["name"], variables["input"]["oid"]
    branch = name.removeprefix("refs/heads/")
    if hub.git.head(branch):
        raise RefusedError("UNPROCESSABLE", f'A ref named "{name}" already exists in the repository.')
    if not hub.git.oid(oid):
        raise RefusedError("UNPROCESSABLE", f"Could not find object {oid}")
    hub.git.point(branch, oid)
    return {"createRef": {"ref": {"name": branch}}}


def _draft(hub: GitHub, query: str, variables: Variables) -> dict[str, Any]:
    """Follow /en/graphql/reference/mutations#convertpullrequesttodraft and #markpullrequestreadyforreview."""
    pull = _by_id(hub, variables["input"]["pullRequestId"])
    if pull.state != "open":
        raise RefusedError("UNPROCESSABLE", "Pull request is closed")
    pull.draft = "convertPullRequestToDraft" in query
    pull.touch()
    name = "convertPullRequestToDraft" if pull.draft else "markPullRequestReadyForReview"
    return {name: {"pullRequest": {"isDraft": pull.draft}}}


def _by_id(hub: GitHub, node: str) -> Pull:
    found = next((pull for pull in hub.pulls if pull.node_id == node), None)
    if found is None:
        raise RefusedError("NOT_FOUND", f"Could not resolve to a node with the global id of '{node}'")
    return found


def _branch_base(hub: GitHub, _query: str, variables: Variables) -> dict[str, Any]:
    """Follow /en/graphql/reference/queries#repository, asked for two at once."""
    _check_repository(hub, f"{variables['forkOwner']}/{variables['forkRepo']}")
    head = hub.git.head(variables["branch"])
    return {"fork": {"id": "R_1"}, "base": {"ref": {"target": {"oid": head}} if head else None}}


def _repository(hub: GitHub, query: str, variables: Variables) -> dict[str, Any] | None:
    """Follow /en/graphql/reference/objects#repository."""
    _check_repository(hub, f"{variables['owner']}/{variables['repo']}")
    found: dict[str, Any] = {}
    for field in (_default_branch, _refs, _objects, _pull_requests):
        found |= dict(field(hub, query, variables))
    return {"repository": found} if found else None


def _default_branch(_hub: GitHub, query: str, _variables: Variables) -> Iterator[tuple[str, Any]]:
    if "defaultBranchRef {" in query:
        yield "defaultBranchRef", {"name": "main"}


def _refs(hub: GitHub, query: str, variables: Variables) -> Iterator[tuple[str, Any]]:
    """Answer the newest commits of a branch, of all files or of single ones; see objects#ref and objects#commit."""
    found = re.findall(
        r"(?:(\w+): )?ref\(qualifiedName: \$branch\) \{ target \{ (?:\.\.\. on Commit \{ )?"
        rf"(?:oid|history\(first: (\d+)(?:, path: ({_TEXT}))?\))",
        query,
    )
    head = hub.git.head(variables["branch"]) if found else ""
    newest = hub.git.newest(head) if head and any(path for _, _, path in found) else {}
    for alias, count, quoted in found:
        path = json.loads(quoted) if quoted else ""
        if not head:
            yield alias or "ref", None
            continue
        commits = [newest[path]] if path in newest else []
        if not path or count != "1":
            commits = hub.git.history(head, path, int(count or 1))
        nodes = [_commit_json(hub, commit) for commit in commits]
        yield alias or "ref", {"target": {"oid": head, "history": {"nodes": nodes}}}


def _commit_json(hub: GitHub, commit: Commit) -> dict[str, Any]:
    user = {"id": hub.user["id"], "login": hub.owner} if commit.email == hub.user["email"] else None
    author = {"name": commit.name, "email": commit.email, "avatarUrl": _IMAGE, "user": user}
    return {"oid": commit.oid, "message": commit.message, "committedDate": commit.date, "author": author}


def _objects(hub: GitHub, query: str, _variables: Variables) -> Iterator[tuple[str, Any]]:
    """Answer contents and commits by id or by `branch:path`; see objects#blob and objects#commit."""
    found = re.findall(rf"(\w+): object\((?:oid|expression): ({_TEXT})\)", query)
    contents = hub.git.objects([json.loads(name) for _, name in found]) if found else []
    for (alias, _), content in zip(found, contents, strict=True):
        if content is None:
            yield alias, None
        elif content[1] == "commit":
            yield alias, _builds_of(hub, content[0])
        else:
            yield alias, _blob_json(content[0], content[2])


def _blob_json(oid: str, content: bytes) -> dict[str, Any]:
    try:
        is_binary, text = b"\0" in content, content.decode()[:TRUNCATED_AFTER]
    except UnicodeDecodeError:
        is_binary, text = True, ""
    size = len(content)
    about = {"oid": oid, "byteSize": size, "isBinary": is_binary, "isTruncated": len(text) == TRUNCATED_AFTER}
    return about | {"text": None if is_binary else text}


def _builds_of(hub: GitHub, oid: str) -> dict[str, Any]:
    """Answer what was built of a commit: one status with the preview's address, where there is one."""
    address = hub.previews.get(oid)
    status = {"context": "preview", "state": "SUCCESS", "targetUrl": address, "description": None}
    return {
        "status": {"contexts": [status]} if address else None,
        "deployments": {"nodes": []},
        "checkSuites": {"nodes": []},
    }


def _pull_requests(hub: GitHub, query: str, variables: Variables) -> Iterator[tuple[str, Any]]:
    """Answer open pull requests by label or branch, the one changed last first; see objects#pullrequest."""
    found = re.search(r"pullRequests\( ?(.*?) ?\) \{ (?:nodes|totalCount)", query)
    if found is None:
        return
    pulls = [pull for pull in hub.pulls if pull.state == "open"]
    if labels := re.search(r"labels: (\[.*?\])", found[1]):
        pulls = [pull for pull in pulls if set(pull.labels) & set(json.loads(labels[1]))]
    if "headRefName: $branch" in found[1]:
        pulls = [pull for pull in pulls if pull.head == variables["branch"]]
    pulls.sort(key=lambda pull: pull.updated, reverse=True)
    yield "pullRequests", {"totalCount": len(pulls), "nodes": [_pull_json(hub, pull) for pull in pulls]}


def _pull_json(hub: GitHub, pull: Pull) -> dict[str, Any]:
    created, updated = pull.dates()
    head, user = hub.head_of(pull), hub.user
    author = {"login": hub.owner, "avatarUrl": _IMAGE, "databaseId": user["id"]}
    changes = hub.git.changes("main", head)
    return {
        "id": pull.node_id,
        "number": pull.number,
        "title": pull.title,
        "url": hub.page_of(pull),
        "isDraft": pull.draft,
        "isCrossRepository": False,
        "createdAt": created,
        "updatedAt": updated,
        "headRefName": pull.head,
        "headRefOid": head,
        "author": author | {"name": user["name"], "email": user["email"]},
        "labels": {"nodes": [{"name": label} for label in pull.labels]},
        "files": {"nodes": [{"path": one.path, "changeType": _CHANGES[one.status]} for one in changes]},
    }


_KNOWN: tuple[tuple[str, Callable[[GitHub, str, Variables], dict[str, Any] | None]], ...] = (
    (r"createCommitOnBranch\(input: \$input\)", _commit_on_branch),
    (r"createRef\(input: \$input\)", _create_ref),
    (r"convertPullRequestToDraft\(input: \$input\)", _draft),
    (r"markPullRequestReadyForReview\(input: \$input\)", _draft),
    (r"fork: repository\(owner: \$forkOwner, name: \$forkRepo\)", _branch_base),
    (r"repository\(owner: \$owner, name: \$repo\)", _repository),
)
