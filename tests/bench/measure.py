"""The time that a command takes, and the peak memory of it and all its child processes."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EPOCH = "1795348800"  # 2026-11-22 12:00 UTC: after the last article of any corpus
_PAUSE = 0.05
_SHARE = 50  # sampling takes at most one part in so many of the time
_SESSION = 3  # where /proc/<pid>/stat has the session, counted from after the name


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock, and the peak of memory in bytes."""

    seconds: float
    peak: int

    def __add__(self, other: Run) -> Run:
        """Return both runs, one after the other, as one."""
        return Run(self.seconds + other.seconds, max(self.peak, other.peak))


class FailedError(Exception):
    """A measured command failed; the text is its output."""


def measure(command: Sequence[str], folder: Path) -> Run:
    """Run the command in the folder; FailedError if it fails."""
    os.sync()  # flush earlier writes, so that they are not part of the measurement
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        seconds, peak = _watch(process, start)
        if process.returncode:
            said.seek(0)
            raise FailedError(f"{' '.join(command)}\n{said.read().decode(errors='replace')[-4000:]}")
    return Run(seconds, peak)


def environment() -> dict[str, str]:
    """Return the environment of a build: a fixed clock, and nothing that keeps Python from caching bytecode."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PAGEFIND_", "HUGO_"))}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": EPOCH}


def _watch(process: subprocess.Popen[bytes], start: float) -> tuple[float, int]:
    """Return seconds and peak: the largest sampled sum over all processes, at least that of the largest one."""
    ended, peaks = threading.Event(), [0]
    watcher = threading.Thread(target=_look, args=(process.pid, ended, peaks))
    watcher.start()
    try:
        _, status, used = os.wait4(process.pid, 0)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        seconds = time.perf_counter() - start
        ended.set()
        watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    return seconds, max(*peaks, used.ru_maxrss * 1024)


def _look(session: int, ended: threading.Event, peaks: list[int]) -> None:
    """Sample the memory of all processes of the session until it has ended."""
    pause = _PAUSE
    while not ended.wait(pause):
        start = time.perf_counter()
        peaks.append(sum(_held(pid) for pid in _processes(session)))
        pause = max(_PAUSE, _SHARE * (time.perf_counter() - start))


def _processes(session: int) -> Iterator[int]:
    """Yield the processes of a session; none where there is no /proc."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[_SESSION]) == session:
            yield int(entry.name)


def _held(pid: int) -> int:
    """Return the memory of a process in bytes; pages that several share are divided among them (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
