"""Names of files that no site, browser or other computer can use."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 220  # bytes: the names of renditions are longer than their picture's, and disks take 255
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)", re.IGNORECASE)
_JOINERS = "\u200c\u200d"  # of letters in Persian and Hindi, and of parts of emoji
_HOW = "Rename it: letters, digits and hyphens are safe."


def name_mistake(path: str) -> tuple[str, str]:
    """Return what is wrong with the name of a file or of a folder around it, and a hint; two "" for nothing."""
    for part in path.split("/"):
        if message := _fault(part):
            return message, _HOW
    return "", ""


def _fault(name: str) -> str:
    shown = f'the name "{printable(name)}"'
    if len(name.encode("utf-8", "replace")) > _LONGEST:
        return f'the name "{printable(name)[:40]}…" is too long.'
    if name != name.strip(" .") and not name.startswith("."):
        return f"{shown} begins or ends with a blank or a dot, which is lost on other computers."
    if _RESERVED.match(name):
        return f"{shown} is one that Windows keeps for itself."
    return next((f"{shown} {fault}" for letter in name if (fault := _letter_fault(letter))), "")


def _letter_fault(letter: str) -> str:
    if letter in "\\:":
        return f"has a {'colon' if letter == ':' else 'backslash'}, which links and other computers misread."
    if letter.isprintable() or letter in _JOINERS or unicodedata.category(letter) == "Zs":
        return ""
    if unicodedata.category(letter) == "Cs":
        return "is not written in UTF-8, as names are today."
    return f"has a character that nobody can see (U+{ord(letter):04X})."


def printable(path: str) -> str:
    """Return the path on one line: characters that cannot be shown as a question mark in a box."""
    if path.isprintable():
        return path
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
