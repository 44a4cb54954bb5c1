"""Packages of the npm registry, as a lock file names them; nothing else is fetched, and none of their scripts run."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MODULES = "node_modules"
_BEGUN = "begun-"
_PATIENCE = 600  # seconds


class NotInstalled(Exception):  # noqa: N818 - it says what happened
    """The packages are not here; the message says why, as the second half of a sentence."""


def install_packages(folder: Path, files: Mapping[str, str]) -> Path:
    """Return a folder node_modules below `folder`, with exactly what these files name; NotInstalled if that fails.

    `files` are package.json and package-lock.json. What was installed for the same files is taken as it is; what was
    installed for others goes. Two processes may do it at once: a folder gets its name when it is whole.
    """
    text = "\0".join(f"{name}\0{text}" for name, text in sorted(files.items()))
    home = folder / sha256(text.encode()).hexdigest()[:16]
    if (home / _MODULES).is_dir():
        return home / _MODULES
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        raise NotInstalled("Node.js is not here")
    folder.mkdir(parents=True, exist_ok=True)
    others = [one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(_BEGUN)]
    with TemporaryDirectory(prefix=_BEGUN, dir=folder, ignore_cleanup_errors=True) as begun:
        for name, content in files.items():
            (Path(begun) / name).write_text(content, encoding="utf-8")
        _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], Path(begun))
        home.mkdir(exist_ok=True)
        with suppress(OSError):  # another process was quicker
            (Path(begun) / _MODULES).rename(home / _MODULES)
    for other in others:
        if other != home:
            shutil.rmtree(other, ignore_errors=True)
    return home / _MODULES


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
