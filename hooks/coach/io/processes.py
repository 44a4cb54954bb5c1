"""The environment, and processes beside the build: each is given bytes, returns bytes, and ends with the build."""

from __future__ import annotations

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
_LENGTH = 8  # bytes in which the length of what is given is written


def variable(name: str) -> str:
    """Return what the environment has under this name; "" for nothing."""
    return os.environ.get(name, "")


class Beside:
    """A module of the core, run as a process that was given some bytes."""

    def __init__(self, module: str, given: bytes) -> None:
        """Start it. The pipe to it stays open: where it closes too early, the build is gone, and so is the process."""
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as the process
        environ = {**os.environ, "PYTHONPATH": str(_HOOKS)}
        command = [sys.executable, "-m", module]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, env=environ
        )
        self.pid = self._process.pid
        Thread(target=self._give, args=(given,), daemon=True).start()

    def result(self) -> bytes:
        """Wait for it, and return what it wrote; ProcessFailed with its last words where it did not end well."""
        assert self._process.stdout
        written = self._process.stdout.read()
        try:
            if self._process.wait():
                raise ProcessFailed(self._last_words())
        finally:
            self.stop()
        return written

    def stop(self) -> None:
        """End it, whatever it does."""
        with suppress(OSError):  # it has ended, and the pipe is broken
            self._process.communicate()  # closes the pipe
        self._said.close()

    def _give(self, given: bytes) -> None:
        assert self._process.stdin
        with suppress(OSError, ValueError):  # it has ended, or was told to
            self._process.stdin.write(len(given).to_bytes(_LENGTH, "big") + given)
            self._process.stdin.flush()

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").splitlines()
        return lines[-1] if lines else "its process ended without a word"


class ProcessFailed(Exception):  # noqa: N818 - it says what happened
    """The process did not end well; the message is the last line that it printed."""


def take_given() -> bytes:
    """Return what this process was given; from now on it ends with the build, and its services with it."""
    pipe = sys.stdin.buffer
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    given = pipe.read(length)
    if len(given) < length:
        os._exit(1)  # the build ended meanwhile
    Thread(target=_end_with_build, daemon=True).start()
    return given


def give_back(made: bytes) -> NoReturn:
    """Hand over what this process made, and end it: nothing is taken down that ends with the process anyway."""
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    os._exit(0)


def _end_with_build() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing more comes: this returns when the other end is closed
    with _starting:
        for service in _services:
            service.kill()
        os._exit(1)


_services: list[subprocess.Popen[bytes]] = []
_starting = Lock()  # this process does not end between the start of a service and the note of it


class Service:
    """A program that answers each message on its standard input with one on its standard output."""

    def __init__(self, command: Sequence[str], without: str) -> None:
        """Start it, without the environment's variables whose names begin with `without`."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(without)}
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        with _starting:
            self._process = subprocess.Popen(command, env=clean, **pipes)  # noqa: S603 - the caller's own program
            _services.append(self._process)

    def ask(self, message: bytes, end: bytes) -> bytes:
        """Return the answer, which ends with `end`, without it; RuntimeError where none comes."""
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
