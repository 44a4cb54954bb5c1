"""A bare Git repository on disk, read and written by Git's own plumbing, without a work tree."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_COMMIT = "%x01%H%x1f%an%x1f%ae%x1f%cI%x1f%B%x1f"


@dataclass(frozen=True)
class Commit:
    """One commit; `date` is the committer's, in UTC and ISO 8601."""

    oid: str
    name: str
    email: str
    date: str
    message: str


@dataclass(frozen=True)
class Change:
    """One file that differs; `status` is Git's letter: A, M, D or R (then `previous` is the former path)."""

    status: str
    path: str
    previous: str = ""


class BareRepository:
    """Commits, branches and merges; `main` has one commit with the given files at first."""

    def __init__(self, folder: Path, files: Mapping[str, bytes], author: str):
        self.folder = folder
        name, email = author.removesuffix(">").split(" <")
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self._environment = own | {
            "TZ": "UTC",
            "GIT_DIR": str(folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": email,
            "GIT_COMMITTER_NAME": "GitHub",
            "GIT_COMMITTER_EMAIL": "noreply@github.com",
        }
        self._author = author
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(folder))
        self.commit("main", files, (), "First files")

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Return what Git writes; what it refuses is an error with its own words."""
        done = self._run(*arguments, stdin=stdin)
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        return done.stdout

    def _run(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = ["git", *arguments]
        return subprocess.run(command, input=stdin, capture_output=True, check=False, env=self._environment)

    def oid(self, name: str) -> str:
        """Return the object id of a branch, commit or `branch:path`; "" if there is none."""
        named = name if ":" in name else f"{name}^{{object}}"  # which refuses an id that is not there
        return self._run("rev-parse", "--verify", "--quiet", named).stdout.decode().strip()

    def head(self, branch: str) -> str:
        return self.oid(f"refs/heads/{branch}")

    def branches(self) -> dict[str, str]:
        listed = self.git("for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads").decode()
        return dict(line.rsplit(" ", 1) for line in listed.splitlines())

    def point(self, branch: str, oid: str) -> None:
        """Make the branch, or move it, whatever it pointed to."""
        self.git("update-ref", f"refs/heads/{branch}", oid)

    def delete(self, branch: str) -> None:
        self.git("update-ref", "-d", f"refs/heads/{branch}")

    def is_ancestor(self, older: str, newer: str) -> bool:
        return self._run("merge-base", "--is-ancestor", older, newer).returncode == 0

    def tree(self, name: str) -> list[tuple[str, str, str, int | None, str]]:
        """Return mode, kind, id, size in bytes (None for folders) and path of all that is in a commit."""
        listed = self.git("ls-tree", "-r", "-t", "-l", "-z", name).decode().rstrip("\0")
        rows = (row.split("\t", 1) for row in listed.split("\0") if row)
        facts = ((*about.split(), path) for about, path in rows)
        return [(mode, kind, oid, None if size == "-" else int(size), path) for mode, kind, oid, size, path in facts]

    def objects(self, names: Iterable[str]) -> list[tuple[str, str, bytes] | None]:
        """Return id, kind and content of each name; None where there is no such object."""
        names = list(names)
        out = self.git("cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
        found: list[tuple[str, str, bytes] | None] = []
        for _ in names:
            head, _, out = out.partition(b"\n")
            if head.endswith((b" missing", b" ambiguous")):
                found.append(None)
                continue
            oid, kind, size = head.decode().split()
            found.append((oid, kind, out[: int(size)]))
            out = out[int(size) + 1 :]
        return found

    def commit(self, branch: str, additions: Mapping[str, bytes], deletions: Iterable[str], message: str) -> str:
        """Commit onto the branch, and return the new commit; additions win over deletions of the same path."""
        parent = self.head(branch)
        lines = [f"commit refs/heads/{branch}\nauthor {self._author} now\n".encode()]
        lines += [b"committer GitHub <noreply@github.com> now\n", _data(message.encode())]
        lines += [f"from {parent}\n".encode()] if parent else []
        lines += [f"D {path}\n".encode() for path in deletions]
        for path, content in additions.items():
            lines += [f"M 100644 inline {path}\n".encode(), _data(content)]
        self.git("fast-import", "--quiet", "--date-format=now", stdin=b"".join(lines))
        return self.head(branch)

    def merge(self, base: str, head: str, message: str, *, squash: bool = False) -> str:
        """Merge one branch into another with a commit of its own; "" where Git finds a conflict."""
        parents = [self.head(base), self.head(head)]
        merged = self._run("merge-tree", "--write-tree", *parents)
        if merged.returncode:
            return ""
        of = [word for parent in parents[: 1 if squash else 2] for word in ("-p", parent)]
        tree = merged.stdout.decode().split()[0]
        oid = self.git("commit-tree", tree, *of, stdin=message.encode()).decode().strip()
        self.point(base, oid)
        return oid

    def changes(self, base: str, head: str) -> list[Change]:
        """Return what the head has changed since it left the base."""
        words = self.git("diff", "--name-status", "-z", "-M", f"{base}...{head}").decode().split("\0")
        changes = []
        while words and words[0]:
            letter, path = words[0][0], words[1]
            if letter == "R":
                changes.append(Change("R", words[2], path))
            else:
                changes.append(Change(letter, path))
            words = words[3 if letter == "R" else 2 :]
        return changes

    def history(self, name: str, path: str = "", count: int = 100) -> list[Commit]:
        """Return the newest commits, of all files or of one."""
        out = self.git("log", f"--format={_COMMIT}", f"-{count}", name, "--", *([path] if path else []))
        return [_commit(part)[0] for part in out.decode().split("\x01")[1:]]

    def newest(self, name: str) -> dict[str, Commit]:
        """Return the newest commit of each path in one pass."""
        out = self.git("log", f"--format={_COMMIT}", "--name-only", "-z", name).decode()
        found: dict[str, Commit] = {}
        for commit, rest in map(_commit, out.split("\x01")[1:]):
            for path in filter(None, map(str.strip, rest.split("\0"))):
                found.setdefault(path, commit)
        return found


def _commit(part: str) -> tuple[Commit, str]:
    *facts, rest = part.split("\x1f", 5)
    date = facts[3].replace("+00:00", "Z")  # newer releases of Git write Z themselves
    return Commit(*facts[:3], date, facts[4].strip("\n")), rest


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)
