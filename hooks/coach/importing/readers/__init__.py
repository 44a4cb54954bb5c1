"""One reader for each tool; all of them return the same `Blog` of `Post` values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.importing.readers import blogger, folder, ghost, medium, substack, wordpress

if TYPE_CHECKING:
    from coach.importing.blog import Reader

READERS: tuple[Reader, ...] = (wordpress, ghost, substack, medium, blogger, folder)
