"""The exports of Blogger."""

from coach.importing.readers.blogger.reader import read, recognises

__all__ = ["read", "recognises"]
