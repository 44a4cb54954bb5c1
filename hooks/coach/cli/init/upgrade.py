"""`coach upgrade`: bring a later version of the generator into a blog, and touch nothing that its owner wrote."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterable

    from coach.cli.common import Commands

OWNERS = ("docs", "mkdocs.yml")  # never touched
_ONCE_CHANGED = ("README.md", "LICENSE")  # the owner's as soon as they differ from the version that was copied
_REMOTE = "upstream"
_MERGE = ("merge", "--quiet", "--strategy=ours", "--no-commit", "--no-ff", "--allow-unrelated-histories", "FETCH_HEAD")


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("upgrade", help="bring a later version of the generator into your blog, with git")
    parser.add_argument("address", nargs="?", help="the repository that your blog was made from; needed once")
    parser.add_argument("--from", dest="base", metavar="COMMIT", help="the version that you have, if git cannot tell")
    parser.set_defaults(run=_upgrade)


def _upgrade(options: argparse.Namespace) -> int:
    _require_a_clean_clone()
    _fetch(options.address)
    if _succeeds("merge-base", "--is-ancestor", "FETCH_HEAD", "HEAD"):
        print("You have the newest version.")
        return CLEAN
    base = options.base or _base()
    ours, theirs = _changed(base, "HEAD"), _changed(base, "FETCH_HEAD")
    theirs -= {name for name in _ONCE_CHANGED if name in ours}
    replaced = theirs & ours & _changed("HEAD", "FETCH_HEAD")
    _git(*_MERGE)
    try:
        _take(theirs)
        _git("commit", "--quiet", "--message", "A later version of the generator")
    except UsageError:
        _git("reset", "--merge", "HEAD")
        raise
    _tell(len(theirs), sorted(replaced))
    return CLEAN


def _require_a_clean_clone() -> None:
    if not shutil.which("git"):
        raise UsageError("git is not installed; this command works with it.")
    if not _succeeds("rev-parse", "--verify", "--quiet", "HEAD"):
        raise UsageError("this folder is no clone of a git repository.")
    if _git("status", "--porcelain"):
        raise UsageError("some files are not committed yet (git status names them). Commit them, and try again.")


def _fetch(address: str | None) -> None:
    """Fetch the newest version, as FETCH_HEAD, and remember where it came from."""
    known = _REMOTE in _git("remote").split()
    if not address and not known:
        raise UsageError("name the address of the repository that your blog was made from: coach upgrade https://…")
    _git("fetch", "--quiet", "--no-tags", "--", address or _REMOTE, "HEAD")
    if address and not known:
        _git("remote", "add", "--", _REMOTE, address)


def _base() -> str:
    """Return the version that this blog has: where histories part, or the version with the files it began with.

    A repository made from a template has a history of its own; its first commit has the files of the template.
    """
    if _succeeds("merge-base", "HEAD", "FETCH_HEAD"):
        return _git("merge-base", "HEAD", "FETCH_HEAD").strip()
    first = set(_git("log", "--max-parents=0", "--format=%T", "HEAD").split())
    for line in _git("log", "--format=%H %T", "FETCH_HEAD").splitlines():
        commit, tree = line.split()
        if tree in first:
            return commit
    raise UsageError(
        "git cannot tell which version this blog began with. Name its commit in that repository: coach upgrade --from …"
    )


def _changed(old: str, new: str) -> set[str]:
    """Return the generator's files in which two versions differ."""
    kept = [f":(exclude,top){name}" for name in OWNERS]
    return _names(_git("diff", "--no-renames", "--name-only", "-z", old, new, "--", ":(top)", *kept))


def _take(names: Collection[str]) -> None:
    """Make these files what they are in the newest version; what it has no more is removed."""
    here = _names(_git("ls-files", "-z")) | _names(_git("ls-tree", "-r", "-z", "--name-only", "FETCH_HEAD"))
    if wanted := sorted(here.intersection(names)):
        where = ("--source=FETCH_HEAD", "--staged", "--worktree", "--pathspec-from-file=-", "--pathspec-file-nul")
        _git("restore", *where, given="\0".join(wanted))


def _tell(count: int, replaced: Iterable[str]) -> None:
    print(f"A later version of the generator: {'1 file differs' if count == 1 else f'{count} files differ'}.")
    print("docs/ and mkdocs.yml are as they were.")
    for name in replaced:
        print(f"{name}: you had changed it, and it is replaced. Yours: git show HEAD^:{name}")
    print("Now: python run.py check, and python run.py site. To take it back: git reset --hard HEAD^")


def _names(text: str) -> set[str]:
    return set(filter(None, text.split("\0")))


def _succeeds(*arguments: str) -> bool:
    return _call(arguments, "").returncode == 0


def _git(*arguments: str, given: str = "") -> str:
    """Run git and return what it prints; UsageError, in git's own words, if it fails."""
    done = _call(arguments, given)
    if done.returncode:
        raise UsageError(f"git could not do it: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode(errors="surrogateescape")


def _call(arguments: Iterable[str], given: str) -> subprocess.CompletedProcess[bytes]:
    """Run git, which never asks for a password, and takes names of files as they are where it reads them."""
    environ = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    if given:
        environ["GIT_LITERAL_PATHSPECS"] = "1"
    sys.stdout.flush()
    command = ("git", "-c", "log.showSignature=false", *arguments)
    return subprocess.run(  # noqa: S603 - git, with arguments that cannot be taken for options
        command, input=given.encode(errors="surrogateescape"), env=environ, capture_output=True, check=False
    )
