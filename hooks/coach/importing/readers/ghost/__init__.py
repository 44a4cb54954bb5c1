"""The exports of Ghost."""

from coach.importing.readers.ghost.reader import read, recognises

__all__ = ["read", "recognises"]
