"""Placeholders that still wait for their author's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.markdown.lines import Slip
from coach.source.schema import PLACEHOLDER, WRITE_OVER

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACEHOLDER = re.compile(rf"^[ \t]*{re.escape(PLACEHOLDER)}", re.MULTILINE)


def placeholder_slips(prose: str) -> Iterator[Slip]:
    """Yield the lines of a text without code that begin with a placeholder."""
    for found in _PLACEHOLDER.finditer(prose) if PLACEHOLDER in prose else ():
        at = found.end() - len(PLACEHOLDER)
        yield Slip(at, "this line still waits for your words.", WRITE_OVER)
