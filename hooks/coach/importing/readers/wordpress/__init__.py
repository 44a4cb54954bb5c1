"""The exports of WordPress."""

from coach.importing.readers.wordpress.reader import read, recognises

__all__ = ["read", "recognises"]
