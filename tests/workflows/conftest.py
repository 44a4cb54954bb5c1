"""A clone from which a rehearsed repository is begun and pushed to, and the internet around it."""

from __future__ import annotations

import subprocess

import pytest

from building import ROOT, write
from workflows.actions import git
from workflows.pages import internet
from workflows.runner import GitHub


class Desk:
    """Somebody's clone, from which things are pushed."""

    def __init__(self, folder, github, docs):
        self.folder, self.github = folder, github
        for name in tracked():
            write(folder / name, (ROOT / name).read_bytes())
        git("init", "--quiet", "--bare", "--initial-branch=main", str(github.origin), at=folder.parent)
        git("init", "--quiet", "--initial-branch=main", at=folder)
        git("remote", "add", "origin", str(github.origin), at=folder)
        self.push({f"docs/{path}": text for path, text in docs.items()})

    def push(self, files, to="main"):
        """Write files, remove those that are None, and push one commit; return what was the newest before."""
        for path, text in files.items():
            (self.folder / path).unlink() if text is None else write(self.folder / path, text)
        before = git("rev-parse", "--verify", "--quiet", "HEAD", at=self.folder).strip() if self.has_commits() else ""
        git("add", ".", at=self.folder)
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        git(*who, "commit", "--quiet", "--allow-empty", "--message", "Change", at=self.folder)
        git("push", "--quiet", "origin", f"HEAD:refs/{'heads/main' if to == 'main' else to}", at=self.folder)
        return before

    def has_commits(self):
        return (self.folder / ".git/refs/heads/main").exists()


def tracked():
    """Return what a clone has, but articles and tests."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name for name in listed.stdout.splitlines() if not name.startswith(("docs/", "tests/"))]
    return [name for name in names if (ROOT / name).is_file()]


@pytest.fixture
def begin(tmp_path):
    """Return a function that begins a repository with these docs/, whose site has the given address."""
    with internet() as proxy:

        def make(docs, site_url="http://desk.github.io/blog/"):
            github = proxy.pages = GitHub(tmp_path / "github", site_url, proxy.address)
            github.called = proxy.called
            (tmp_path / "desk").mkdir()
            return github, Desk(tmp_path / "desk", github, docs)

        yield make
