"""Fingerprints of installed packages and code, as parts of cache keys."""

from __future__ import annotations

import platform
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CORE = Path(__file__).parent.parent


def fingerprint(packages: Iterable[str], files: Iterable[Path]) -> str:
    """Return a hash of Python's version, the packages' versions and the files' names and contents, 32 hex digits.

    Raises importlib.metadata.PackageNotFoundError for a package that is not installed.
    """
    digest = blake2b(platform.python_version().encode(), digest_size=16)
    for name in packages:
        digest.update(f"\0{name} {version(name)}".encode())
    for file in files:
        data = file.read_bytes()
        digest.update(f"\0{file.name} {len(data)}\0".encode() + data)
    return digest.hexdigest()


def code_of(*places: str) -> list[Path]:
    """Return the core's code files in these places, each a package ("markdown") or a file ("pictures/cards.py")."""
    found: list[Path] = []
    for place in places:
        path = _CORE / place
        found += [path] if path.suffix else sorted(file for file in path.rglob("*") if file.suffix in {".py", ".yml"})
    return found
