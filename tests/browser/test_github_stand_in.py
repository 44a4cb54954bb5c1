"""The stand-in of GitHub's API answers and refuses as GitHub does."""

from __future__ import annotations

import base64
import json

import pytest

from browser.github import GitHub

ARTICLE, PICTURE = "docs/articles/2026/süß name.md", "docs/assets/pic.png"
FILES = {ARTICLE: "---\ntitle: Süß\n---\n\nText\n".encode(), PICTURE: b"\x89PNG\r\n\x1a\n\0\xff", "README.md": b""}
ON_BRANCH = "query($owner: String!, $repo: String!, $branch: String!) { repository(owner: $owner, name: $repo) { %s } }"


@pytest.fixture
def hub(tmp_path):
    hub = GitHub(tmp_path / "blog.git", files=FILES)
    yield hub
    assert hub.unknown == []


def ask(hub, method, path, sent=None, **headers):
    headers = {"authorization": f"token {hub.token}", "accept": "application/json"} | headers
    body = json.dumps(sent).encode() if sent is not None else b""
    status, headers, body = hub.answer(method, f"https://api.github.com{path}", headers, body)
    assert headers["Access-Control-Allow-Origin"] == "*"
    return status, json.loads(body) if body and "json" in headers["Content-Type"] else body


def repo(hub, method, path, sent=None, **headers):
    return ask(hub, method, f"/repos/coach/blog/{path}", sent, **headers)


def graphql(hub, query, **variables):
    variables = {"owner": "coach", "repo": "blog", "branch": "main"} | variables
    status, payload = ask(hub, "POST", "/graphql", {"query": query, "variables": variables})
    assert status == 200
    return payload


def commit(hub, additions, deletions=(), branch="main", head=None):
    query = "mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid committedDate "
    query += (
        " ".join(f"file_{n}: file(path: {json.dumps(path)}) {{ oid }}" for n, path in enumerate(additions)) + " } } }"
    )
    sent = {
        "branch": {"repositoryNameWithOwner": "coach/blog", "branchName": branch},
        "expectedHeadOid": head or hub.git.head(branch),
        "fileChanges": {
            "additions": [
                {"path": path, "contents": base64.b64encode(content).decode()} for path, content in additions.items()
            ],
            "deletions": [{"path": path} for path in deletions],
        },
        "message": {"headline": "Change"},
    }
    return graphql(hub, query, input=sent)


def create_ref(hub, branch, oid=None):
    query = "mutation($input: CreateRefInput!) { createRef(input: $input) { ref { name } } }"
    oid = oid or hub.git.head("main")
    return graphql(hub, query, input={"repositoryId": "R_1", "name": f"refs/heads/{branch}", "oid": oid})


def draft_pull(hub, branch="cms/articles/new", files=None):
    """A branch with one commit, and a draft of a pull request with the editor's label."""
    create_ref(hub, branch)
    commit(hub, files or {"docs/new.md": b"new\n"}, branch=branch)
    _, pull = repo(hub, "POST", "pulls", {"title": "New", "head": branch, "base": "main", "draft": True})
    repo(hub, "POST", f"issues/{pull['number']}/labels", {"labels": ["sveltia-cms/draft"]})
    return pull


def mark_ready(hub, node, *, name="markPullRequestReadyForReview"):
    query = f"mutation($input: X!) {{ {name}(input: $input) {{ pullRequest {{ isDraft }} }} }}"
    return graphql(hub, query, input={"pullRequestId": node})


@pytest.mark.parametrize("authorization", ["token wrong", "Basic abc"])
def test_a_wrong_token_is_refused(hub, authorization):
    assert ask(hub, "GET", "/user", authorization=authorization)[0] == 401
    assert ask(hub, "POST", "/graphql", {"query": ""}, authorization=authorization)[0] == 401
    assert hub.answer("GET", "https://api.github.com/user", {}, b"")[0] == 401


def test_the_owner_may_write_and_others_may_not(hub):
    assert ask(hub, "GET", "/user")[1]["login"] == "coach"
    assert [repo(hub, "GET", f"collaborators/{name}")[0] for name in ("coach", "stranger")] == [204, 404]


def test_a_preflight_may_send_the_token(hub):
    status, headers, _ = hub.answer("OPTIONS", "https://api.github.com/user", {}, b"")
    assert status == 204
    assert "Authorization" in headers["Access-Control-Allow-Headers"]


def test_files_are_listed_and_read_byte_for_byte(hub):
    for name in ("main", hub.git.head("main")):
        tree = repo(hub, "GET", f"git/trees/{name}?recursive=1")[1]["tree"]
        found = {one["path"]: one for one in tree if one["type"] == "blob"}
        assert {path: one["size"] for path, one in found.items()} == {path: len(FILES[path]) for path in FILES}
        for path, one in found.items():
            assert repo(hub, "GET", f"git/blobs/{one['sha']}", accept="application/vnd.github.raw") == (
                200,
                FILES[path],
            )
    assert repo(hub, "GET", "git/trees/nowhere?recursive=1")[0] == 404
    assert repo(hub, "GET", f"git/blobs/{'0' * 40}", accept="application/vnd.github.raw")[0] == 404


def test_a_picture_is_told_from_a_text(hub):
    for path, kind in ((ARTICLE, "text/plain; charset=utf-8"), (PICTURE, "application/octet-stream")):
        address = f"https://api.github.com/repos/coach/blog/git/blobs/{hub.git.oid(f'main:{path}')}"
        headers = {"authorization": f"token {hub.token}", "accept": "application/vnd.github.raw"}
        assert hub.answer("GET", address, headers, b"")[1]["Content-Type"] == kind


def test_many_files_and_their_newest_commits_are_asked_at_once(tmp_path):
    hub = GitHub(tmp_path / "many.git", files={f"docs/{n}.md": b"%d" % n for n in range(250)})
    hub.write("docs/7.md", b"seven")
    ids = [hub.git.oid(f"main:docs/{n}.md") for n in range(250)]
    contents = " ".join(
        f'content_{n}: object(oid: "{oid}") {{ ... on Blob {{ text isTruncated }} }}' for n, oid in enumerate(ids)
    )
    found = graphql(hub, ON_BRANCH % contents)["data"]["repository"]
    assert [found[f"content_{n}"]["text"] for n in (7, 8)] == ["seven", "8"]
    inner = 'commit_%d: ref(qualifiedName: $branch) { target { ... on Commit { history(first: 1, path: "docs/%d.md") { nodes { author { name } } } } } }'
    found = graphql(hub, ON_BRANCH % " ".join(inner % (n, n) for n in range(250)))["data"]["repository"]
    messages = [found[f"commit_{n}"]["target"]["history"]["nodes"][0]["message"] for n in (7, 8)]
    assert messages == ["Write docs/7.md", "First files"]


def test_a_long_text_is_cut_and_said_to_be(hub):
    hub.write("docs/long.md", "ü".encode() * 600_000)
    blob = graphql(hub, ON_BRANCH % 'file_0: object(expression: "main:docs/long.md") { ... on Blob { text } }')
    blob = blob["data"]["repository"]["file_0"]
    assert (blob["isTruncated"], blob["isBinary"], blob["byteSize"]) == (True, False, 1_200_000)


def test_a_commit_adds_and_deletes_files_byte_for_byte(hub):
    content = "---\ntitle: 'Ünsäfe \"#1\"'\n---\r\n\n \0".encode()
    done = commit(hub, {"docs/a b.md": content}, [PICTURE])["data"]["createCommitOnBranch"]["commit"]
    assert hub.read("docs/a b.md") == content
    assert hub.paths() == ["README.md", "docs/a b.md", ARTICLE]
    assert (done["oid"], done["file_0"]["oid"]) == (hub.git.head("main"), hub.git.oid("main:docs/a b.md"))
    assert hub.log() == ["Change", "First files"]


def test_a_commit_is_refused_on_a_head_that_has_moved(hub):
    before = hub.git.head("main")
    hub.write("other.md", b"")
    refused = commit(hub, {"a.md": b"a"}, head=before)
    assert refused["data"] == {"createCommitOnBranch": None}
    assert refused["errors"][0]["type"] == "STALE_DATA"
    assert "a.md" not in hub.paths()


@pytest.mark.parametrize("case", [{"branch": "nowhere", "head": "0" * 40}, {"deletions": ["nowhere.md"]}])
def test_a_commit_to_what_is_not_there_is_refused(hub, case):
    assert commit(hub, {"a.md": b"a"}, **case)["errors"]
    assert hub.log() == ["First files"]


def test_a_branch_is_made_once(hub):
    assert create_ref(hub, "cms/articles/2026%2Fnew")["data"]["createRef"]["ref"]
    assert "already exists" in create_ref(hub, "cms/articles/2026%2Fnew")["errors"][0]["message"]
    assert create_ref(hub, "other", "0" * 40)["errors"]
    assert repo(hub, "DELETE", "git/refs/heads/cms/articles/2026%252Fnew")[0] == 204
    assert repo(hub, "DELETE", "git/refs/heads/cms/articles/2026%252Fnew")[0] == 422
    assert hub.branches() == ["main"]


def test_a_branch_moves_back_only_by_force(hub):
    create_ref(hub, "left")
    commit(hub, {"a.md": b"a"}, branch="left")
    main = hub.git.head("main")
    assert repo(hub, "PATCH", "git/refs/heads/left", {"sha": main})[0] == 422
    assert repo(hub, "PATCH", "git/refs/heads/left", {"sha": main, "force": True})[0] == 200
    assert hub.git.head("left") == main


def test_a_draft_goes_through_review_and_is_merged(hub):
    pull = draft_pull(hub)
    assert repo(hub, "PUT", "pulls/1/merge", {"merge_method": "merge"})[1]["message"] == "Pull Request is still a draft"
    query = ON_BRANCH % 'pullRequests( states: OPEN labels: ["sveltia-cms/draft","x"] first: 100 ) { nodes { id } }'
    node = graphql(hub, query)["data"]["repository"]["pullRequests"]["nodes"][0]
    assert (node["id"], node["isDraft"], node["headRefName"]) == (pull["node_id"], True, "cms/articles/new")
    assert node["files"] == {"nodes": [{"path": "docs/new.md", "changeType": "ADDED"}]}
    mark_ready(hub, pull["node_id"])
    repo(hub, "PATCH", "issues/1", {"labels": ["sveltia-cms/pending_publish"]})
    assert repo(hub, "GET", "issues/1")[1]["labels"] == [{"name": "sveltia-cms/pending_publish"}]
    assert graphql(hub, query)["data"]["repository"]["pullRequests"]["nodes"] == []
    hub.write("other.md", b"meanwhile\n")
    assert repo(hub, "PUT", "pulls/1/merge", {"merge_method": "merge", "commit_title": "New"})[0] == 200
    assert (hub.pulls[0].state, hub.pulls[0].merged, hub.pulls[0].draft) == ("closed", True, False)
    assert (hub.read("docs/new.md"), hub.read("other.md"), hub.log()[0]) == (b"new\n", b"meanwhile\n", "New")
    assert repo(hub, "PUT", "pulls/1/merge", {})[0] == 405


def test_a_squashed_pull_request_is_one_commit(hub):
    mark_ready(hub, draft_pull(hub)["node_id"])
    commit(hub, {"docs/new.md": b"newer\n"}, branch="cms/articles/new")
    repo(hub, "PUT", "pulls/1/merge", {"merge_method": "squash", "commit_title": "New"})
    assert (hub.read("docs/new.md"), hub.log()) == (b"newer\n", ["New", "First files"])


def test_what_cannot_be_merged_is_refused(hub):
    pull = draft_pull(hub, files={ARTICLE: b"mine\n"})
    mark_ready(hub, pull["node_id"])
    hub.write(ARTICLE, b"theirs\n")
    assert repo(hub, "PUT", "pulls/1/merge", {"sha": "0" * 40})[0] == 409
    assert repo(hub, "PUT", "pulls/1/merge", {})[0] == 405
    assert repo(hub, "PUT", "pulls/2/merge", {})[0] == 404
    assert hub.read(ARTICLE) == b"theirs\n"


def test_a_pull_request_needs_a_branch_with_commits_and_is_made_once(hub):
    def told(head):
        status, answer = repo(hub, "POST", "pulls", {"title": "x", "head": head, "base": "main"})
        assert status == 422
        return str(answer["errors"])

    create_ref(hub, "empty")
    draft_pull(hub)
    assert "head" in told("nowhere")
    assert "No commits between" in told("empty")
    assert "already exists" in told("cms/articles/new")


def test_a_discarded_draft_is_closed_and_not_opened_without_its_branch(hub):
    draft_pull(hub)
    assert repo(hub, "PATCH", "pulls/1", {"state": "closed"})[1]["state"] == "closed"
    assert repo(hub, "PATCH", "pulls/1", {"state": "open"})[1]["state"] == "open"
    repo(hub, "DELETE", "git/refs/heads/cms/articles/new")
    assert (hub.pulls[0].state, hub.pulls[0].merged) == ("closed", False)
    assert repo(hub, "PATCH", "pulls/1", {"state": "open"})[0] == 422


def test_a_moved_file_is_told_with_its_former_path(hub):
    create_ref(hub, "moved")
    commit(hub, {"docs/assets/new.png": FILES[PICTURE]}, [PICTURE], branch="moved")
    repo(hub, "POST", "pulls", {"title": "x", "head": "moved", "base": "main"})
    moved = [{"filename": "docs/assets/new.png", "status": "renamed", "previous_filename": PICTURE}]
    assert repo(hub, "GET", "pulls/1/files?per_page=100") == (200, moved)
    assert repo(hub, "GET", "compare/main...coach:moved")[1]["files"] == moved


def test_the_history_of_a_file_is_told(hub):
    hub.write(ARTICLE, b"changed\n")
    hub.write("other.md", b"")
    inner = f"history_0: ref(qualifiedName: $branch) {{ target {{ ... on Commit {{ history(first: 100, path: {json.dumps(ARTICLE)})"
    found = graphql(hub, ON_BRANCH % f"{inner} {{ nodes {{ oid }} }} }} }} }}")["data"]["repository"]["history_0"]
    nodes = found["target"]["history"]["nodes"]
    assert [node["message"] for node in nodes] == [f"Write {ARTICLE}", "First files"]
    assert nodes[0]["author"]["user"]["login"] == "coach"
    assert nodes[0]["committedDate"].endswith("Z")


def test_a_preview_is_told_of_its_commit(hub):
    oid = hub.git.head("main")
    hub.previews[oid] = "https://preview.example/"
    found = graphql(hub, ON_BRANCH % f'commit_0: object(oid: "{oid}") {{ ... on Commit {{ status {{ contexts }} }} }}')
    status = found["data"]["repository"]["commit_0"]["status"]
    assert [one["targetUrl"] for one in status["contexts"]] == ["https://preview.example/"]


def test_another_repository_is_not_there(hub):
    answer = graphql(hub, ON_BRANCH % "defaultBranchRef { name }", repo="other")
    assert answer["errors"][0]["type"] == "NOT_FOUND"
    assert graphql(hub, ON_BRANCH % "defaultBranchRef { name }")["data"]["repository"]["defaultBranchRef"] == {
        "name": "main"
    }


def test_what_is_not_known_is_refused_and_remembered(hub):
    assert repo(hub, "GET", "forks")[0] == 404
    assert graphql(hub, ON_BRANCH % "discussions(first: 1) { totalCount }")["errors"]
    assert hub.unknown[0] == "GET /repos/coach/blog/forks"
    assert "discussions" in hub.unknown[1]
    hub.unknown.clear()


def test_settings_of_ones_own_git_change_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    hub = GitHub(tmp_path / "blog.git", files=FILES)
    assert hub.git.history("main")[0].name == "The Coach"
