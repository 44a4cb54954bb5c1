"""SOURCE_DATE_EPOCH, which MkDocs reads too: it stops with a traceback at an empty one, or one that is no number."""

from __future__ import annotations

import os

from mkdocs.exceptions import Abort

from coach.io.clock import EPOCH, ClockError, read_clock


def check_clock() -> None:
    """Take an empty SOURCE_DATE_EPOCH for none; end the build with one line if it is no time."""
    if not os.environ.get(EPOCH, "0").strip():
        del os.environ[EPOCH]
    try:
        read_clock(os.environ)
    except ClockError as error:
        raise Abort(str(error)) from None
