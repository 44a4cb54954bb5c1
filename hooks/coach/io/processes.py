"""Environment, console, and worker processes: bytes on stdin, bytes on stdout, ended when the build ends."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOOKS = Path(__file__).parents[2]
_LENGTH = 8  # bytes of the length before the input


def variable(name: str) -> str:
    """Return the environment variable; "" if it is not set."""
    return os.environ.get(name, "")


def prepare_console() -> None:
    """Let every letter be printed, whatever the console's encoding; one that it lacks becomes its number.

    Files and programs that read what is printed get UTF-8, unless PYTHONIOENCODING names something else: Windows would
    give them the encoding of its own language.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            plain = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=None if plain else "utf-8", errors="backslashreplace")


class WorkerProcess:
    """A module of the core that runs as a separate process on some input bytes."""

    def __init__(self, module: str, data: bytes) -> None:
        """Start the process. Its stdin stays open while the build runs: the process ends when it is closed."""
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        environ = {**os.environ, "PYTHONPATH": str(_HOOKS)}
        command = [sys.executable, "-m", module]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr, env=environ
        )
        self.pid = self._process.pid
        Thread(target=self._send_input, args=(data,), daemon=True).start()

    def result(self) -> bytes:
        """Wait for the process and return its output; ProcessFailed, with its last error line, if it failed."""
        assert self._process.stdout
        written = self._process.stdout.read()
        try:
            if self._process.wait():
                raise ProcessFailed(self._last_error())
        finally:
            self.stop()
        return written

    def stop(self) -> None:
        """End the process."""
        with suppress(OSError):  # the process has ended, and the pipe is broken
            self._process.communicate()  # closes stdin, at which the process ends
        self._stderr.close()

    def _send_input(self, data: bytes) -> None:
        assert self._process.stdin
        with suppress(OSError, ValueError):  # the process has ended, or was stopped
            self._process.stdin.write(len(data).to_bytes(_LENGTH, "big") + data)
            self._process.stdin.flush()

    def _last_error(self) -> str:
        self._stderr.seek(0)
        lines = self._stderr.read().decode("utf-8", "replace").splitlines()
        return lines[-1] if lines else "its process ended without a word"


class ProcessFailed(Exception):  # noqa: N818 - it says what happened
    """The process failed; the message is the last line that it printed on stderr."""


def read_input() -> bytes:
    """Return the input of this process. From now on it ends, with its services, when the build ends."""
    pipe = sys.stdin.buffer
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    data = pipe.read(length)
    if len(data) < length:
        os._exit(1)  # the build ended meanwhile
    Thread(target=_end_with_build, daemon=True).start()
    return data


def write_output(made: bytes) -> NoReturn:
    """Write the output of this process and exit at once, without any cleanup."""
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    os._exit(0)


def _end_with_build() -> None:
    os.read(sys.stdin.fileno(), 1)  # returns when the build closes the pipe, or is killed
    with _starting:
        for service in _services:
            service.kill()
        os._exit(1)


_services: list[subprocess.Popen[bytes]] = []
_starting = Lock()  # held from the start of a service until it is in the list, so that none is left running


class Service:
    """A program that answers each message on its standard input with one on its standard output."""

    def __init__(self, command: Sequence[str], without: str) -> None:
        """Start the program, without the environment variables whose names begin with `without`."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(without)}
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        with _starting:
            self._process = subprocess.Popen(command, env=clean, **pipes)  # noqa: S603 - the caller's own program
            _services.append(self._process)

    def ask(self, message: bytes, end: bytes) -> bytes:
        """Send a message and return the answer; both end with `end`. RuntimeError if the program ends first."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(message + end)
        self._process.stdin.flush()
        answer = bytearray()
        while not answer.endswith(end):
            heard = self._process.stdout.read1(1 << 16)  # type: ignore[attr-defined]
            if not heard:
                raise RuntimeError("its program ended early")
            answer += heard
        return bytes(answer[: -len(end)])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
