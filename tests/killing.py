"""Processes killed in the middle of their work, and what lives on after them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def start_alone(command: Sequence[str], folder: Path, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process as the head of a group of its own; what it prints on either way comes through one pipe."""
    return subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )


def kill(process: subprocess.Popen[bytes], *, only_the_head: bool = False) -> None:
    """Kill the process, with its whole group unless told otherwise, as nothing can refuse."""
    if only_the_head:
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
    process.stdout.close()


def left_alive(process: subprocess.Popen[bytes], seconds: float = 10) -> list[str]:
    """Return which processes of the group still live after so many seconds, as soon as it is none; and end those."""
    deadline = time.monotonic() + seconds
    while (found := _living(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    if found:
        os.killpg(process.pid, signal.SIGKILL)
    return found


def _living(group: int) -> list[str]:
    """Return the processes of a group; those that are dead and only wait to be counted do not live."""
    told = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 2) for line in told.splitlines())
    return [" ".join(rest) for pgid, stat, *rest in rows if int(pgid) == group and not stat.startswith("Z")]
