"""A fork server for builds: each line on stdin names a project, each answer is a process.

Run by its path. A build is a process in its own process group that runs the command `mkdocs build`.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

import css_inline  # noqa: F401 - these are what a build imports
import mkdocs.__main__
import mkdocs.commands.build
import pymdownx.superfences  # noqa: F401

import coach.publish.build
import coach.publish.files  # noqa: F401


def build(folder: str) -> None:
    """Turn this process into a build of the project in this folder."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(quiet, stream)
    os.chdir(folder)
    mkdocs.__main__.cli(["build"])


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the builds are not waited for: the system reaps them
    for line in sys.stdin:
        if not (child := os.fork()):
            os.setpgid(0, 0)
            build(line.removesuffix("\n"))
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(child, child)  # whichever of both comes first: the group is there when the answer is read
        print(child, flush=True)
