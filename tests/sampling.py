"""The number of samples in random tests: few at each push, many in `make test-long`."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("LONG"))


def samples(few: int, many: int) -> int:
    """Return the number of samples in this run."""
    return many if LONG else few
