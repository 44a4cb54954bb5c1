"""The exports of Medium."""

from coach.importing.readers.medium.reader import read, recognises

__all__ = ["read", "recognises"]
