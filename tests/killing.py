"""Kills processes at work, and finds what lives on after them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NURSERY = Path(__file__).with_name("nursery.py")


def start_alone(command: Sequence[str], folder: Path, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process in its own process group; stdout and stderr come through one pipe."""
    return subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )


@contextmanager
def nursery(environ: dict[str, str]) -> Iterator[Callable[[Path], int]]:
    """Yield a function that starts the build of a project at once, without Python's startup, and returns its group."""
    command = [sys.executable, str(NURSERY)]
    process = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(folder: Path) -> int:
        process.stdin.write(f"{folder}\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    with process:
        yield start


def kill(group: int, *, only_the_head: bool = False) -> None:
    """Kill a process group, or only its leader, with SIGKILL."""
    with suppress(ProcessLookupError):  # it has ended already
        (os.kill if only_the_head else os.killpg)(group, signal.SIGKILL)


def left_alive(group: int, seconds: float = 10) -> list[str]:
    """Return which processes of the group are still alive after so many seconds, and end those."""
    deadline = time.monotonic() + seconds
    while (found := _living(group)) and time.monotonic() < deadline:
        time.sleep(0.03)
    if found:
        kill(group)
    return found


def _living(group: int) -> list[str]:
    """Return the processes of a group without zombies."""
    told = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 2) for line in told.splitlines())
    return [" ".join(rest) for pgid, stat, *rest in rows if int(pgid) == group and not stat.startswith("Z")]


# Drops the capability with which root ignores file modes (Linux: PR_CAPBSET_DROP of CAP_DAC_OVERRIDE).
_OBEY_MODES = """
import ctypes, os, sys
if os.geteuid() == 0:
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def obeying_modes(*arguments: str) -> list[str]:
    """Return a command that runs Python so that a read-only folder is read-only even for root."""
    return [sys.executable, "-c", _OBEY_MODES, *arguments]
