"""The clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_clock(environ: Mapping[str, str]) -> datetime:
    """Return the current time, or that in SOURCE_DATE_EPOCH (seconds since 1970, see reproducible-builds.org)."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.strip() else datetime.now(UTC)
