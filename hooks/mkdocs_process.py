"""Rights of the files that a build writes, letters that its log may have, and how its process ends."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

from coach.io.processes import prepare_console

_READABLE = 0o022  # files 644, folders 755


def prepare_process() -> None:
    """Let every file written from now on be readable by a web server, print any letter, and end tidily when told to."""
    prepare_console()
    os.umask(_READABLE)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _end)


def _end(number: int, _: object) -> NoReturn:
    """Leave by an exception, so that temporary folders are removed."""
    sys.exit(128 + number)
