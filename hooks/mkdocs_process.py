"""Rights of the files that a build writes, and how its process ends."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

_READABLE = 0o022  # files 644, folders 755


def prepare_process() -> None:
    """Let every file written from now on be readable by a web server, and end tidily when told to."""
    os.umask(_READABLE)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _end)


def _end(number: int, _: object) -> NoReturn:
    """Leave by an exception, so that temporary folders are removed."""
    sys.exit(128 + number)
