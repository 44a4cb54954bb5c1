"""The clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = "SOURCE_DATE_EPOCH"
_LATEST = 4_102_444_799  # the end of 2099


class ClockError(ValueError):
    """SOURCE_DATE_EPOCH is no time; the message says so in one line."""


def seconds() -> int:
    """Return the seconds since 1970, whatever SOURCE_DATE_EPOCH says: for signatures, which others check."""
    return int(datetime.now(UTC).timestamp())


def read_clock(environ: Mapping[str, str]) -> datetime:
    """Return the current time, or that in SOURCE_DATE_EPOCH (seconds since 1970, see reproducible-builds.org).

    An empty value counts as none; ClockError for any other that is no time from 1970 to 2099.
    """
    epoch = environ.get(EPOCH, "").strip()
    if not epoch:
        return datetime.now(UTC)
    if not re.fullmatch("[0-9]{1,10}", epoch) or int(epoch) > _LATEST:
        shown = epoch if len(epoch) <= 40 else f"{epoch[:40]}…"
        raise ClockError(f'{EPOCH} is "{shown}". It must be a whole number of seconds since 1970, or not be set.')
    return datetime.fromtimestamp(int(epoch), UTC)
