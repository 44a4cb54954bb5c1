"""What every command of `coach` says when it cannot do anything."""

from __future__ import annotations


class UsageError(Exception):
    """The command cannot do anything as it was called; the message says why, in words for authors."""
