"""Stand-ins for the actions that the workflows use: what each leaves behind, and which permissions it asks for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from building import ROOT

if TYPE_CHECKING:
    from pathlib import Path

RANK = ["none", "read", "write"]


def allow(job, wanted):
    """Fail unless the job has these permissions; GitHub gives a pull request from a fork none to write."""
    given = job.definition.get("permissions", {})
    for what, level in wanted.items():
        has = given.get(what, "none")
        has = "read" if has == "write" and job.event.from_fork else has
        assert RANK.index(has) >= RANK.index(level), f"{job.name} needs {what}: {level} and has {has}."


def git(*arguments, at):
    """Run git and return what it prints."""
    done = subprocess.run(["git", *arguments], cwd=at, check=False, capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def check_out(github, job, given):
    """Fetch the ref of the event as actions/checkout does: all branches with fetch-depth 0, else one commit."""
    allow(job, {"contents": "read"})
    ref, here = job.event.ref, job.workspace
    there = ref.replace("refs/heads/", "refs/remotes/origin/").replace("refs/pull/", "refs/remotes/pull/")
    git("init", "--quiet", "--initial-branch=main", at=here)
    git("remote", "add", "origin", f"file://{github.origin}", at=here)
    whole = given.get("fetch-depth") == "0"
    wanted = ["+refs/heads/*:refs/remotes/origin/*"] if whole else ["--depth=1"]
    git("fetch", "--quiet", *wanted[: 1 - whole], "origin", *wanted[1 - whole :], f"+{ref}:{there}", at=here)
    branch = ref.removeprefix("refs/heads/")
    git("checkout", "--quiet", *(["--detach"] if branch == ref else ["-B", branch]), there, at=here)
    # What `make setup` would make. A link is no folder, so .gitignore does not leave it out.
    (here / ".venv").symlink_to(ROOT / ".venv")
    (here / ".git/info/exclude").write_text(".venv\n", encoding="utf-8")


def set_up_python(github, job, given):
    """Put a `python` on the path: the one that runs the tests."""
    del github
    assert given["python-version"].startswith("3."), "A version in quotes: 3.10 would be 3.1."
    for name in ("python", "python3"):
        (job.folder / "bin" / name).symlink_to(os.path.realpath(sys.executable))


def set_up_java(github, job, given):
    """Name the Java that is asked for; the checker of markup runs in tests/markup."""
    del github, job
    assert given["java-version"].isdecimal()
    assert given["distribution"]


def restore(github, job, given):
    """Bring back the newest cache whose key begins with one of restore-keys; keep the folder when the job is done."""
    folder = job.workspace / given["path"]
    found = [kept for key, kept in github.caches.items() if key.startswith(given["restore-keys"])]
    if found:
        shutil.copytree(found[-1], folder)
    kept = github.folder / "caches" / given["key"]
    github.caches.pop(given["key"], None)

    def keep():
        shutil.copytree(folder, kept)
        github.caches[given["key"]] = kept

    job.at_the_end.append(keep)


def configure_pages(github, job, given):
    """Return the address of the site as Pages has it: without a slash at its end."""
    del given
    allow(job, {"pages": "read"})
    return {"base_url": github.site_url.rstrip("/")}


def upload(github, job, given, name=None):
    """Keep files as an artifact; hidden ones are left out."""
    path = job.workspace / given["path"]
    assert path.exists(), f"{given['path']} is not there to be kept."
    kept = github.folder / "artifacts" / str(github.runs) / (name or given["name"])
    shutil.copytree(path, kept, ignore=shutil.ignore_patterns(".*")) if path.is_dir() else _copy(path, kept / path.name)
    github.artifacts[name or given["name"]] = kept


def upload_pages(github, job, given):
    """Keep the site for the job that deploys."""
    upload(github, job, given, name="github-pages")


def deploy_pages(github, job, given):
    """Put the site of this run on Pages."""
    del given
    allow(job, {"pages": "write", "id-token": "write"})
    assert job.definition["environment"]["name"] == "github-pages"
    shutil.rmtree(github.live, ignore_errors=True)
    shutil.copytree(github.artifacts.pop("github-pages"), github.live)
    return {"page_url": f"{github.site_url.rstrip('/')}/"}


def _copy(path: Path, to: Path):
    to.parent.mkdir(parents=True)
    shutil.copy(path, to)


ACTIONS = {
    "actions/checkout": check_out,
    "actions/setup-python": set_up_python,
    "actions/setup-java": set_up_java,
    "actions/cache": restore,
    "actions/configure-pages": configure_pages,
    "actions/upload-artifact": upload,
    "actions/upload-pages-artifact": upload_pages,
    "actions/deploy-pages": deploy_pages,
}
