"""Packages of the npm registry, as a lock file names them; nothing else is fetched, and none of their scripts run."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_STAMP = "ready"
_PATIENCE = 600  # seconds


class NotInstalled(Exception):  # noqa: N818 - it says what happened
    """The packages are not here; the message says why, as the second half of a sentence."""


def install_packages(folder: Path, files: Mapping[str, str]) -> Path:
    """Return the folder node_modules below `folder`, with exactly what these files name; NotInstalled if that fails.

    `files` are package.json and package-lock.json. What is there already, for the same files, is taken as it is.
    """
    state = sha256("\0".join(f"{name}\0{text}" for name, text in sorted(files.items())).encode()).hexdigest()
    modules, stamp = folder / "node_modules", folder / _STAMP
    with suppress(OSError):
        if stamp.read_text(encoding="utf-8") == state and modules.is_dir():
            return modules
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        raise NotInstalled("Node.js is not here")
    stamp.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)
    stamp.write_text(state, encoding="utf-8")
    return modules


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - npm, with our own arguments
            command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(f"npm could not be run ({type(error).__name__})") from None
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise NotInstalled(f"npm ended with {done.returncode}{f' ({said[0]})' if said else ''}")
