"""The exports of Substack."""

from coach.importing.readers.substack.reader import read, recognises

__all__ = ["read", "recognises"]
