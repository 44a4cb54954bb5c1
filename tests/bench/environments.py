"""Environments for the candidates that PyPI has: made once, from pinned versions, in .cache/bench/."""

from __future__ import annotations

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".cache" / "bench"


def environment(name: str) -> Path | None:
    """Return the folder with the programs of `<name>.txt`; None when they cannot be installed here."""
    wanted = HERE / f"requirements-{name}.txt"
    folder = CACHE / f"{name}-{sha256(wanted.read_bytes()).hexdigest()[:8]}"
    if not (folder / "ready").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"Installing {name} into {folder.relative_to(ROOT)}", file=sys.stderr)
        try:
            _install(folder, wanted)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{name} cannot be installed: {error}", file=sys.stderr)
            return None
        (folder / "ready").touch()
    return folder / "bin"


def _install(folder: Path, wanted: Path) -> None:
    """Install with uv, or with what comes with Python."""
    python = str(folder / "bin/python")
    if shutil.which("uv"):
        _run("uv", "venv", "--quiet", "--python", sys.executable, str(folder))
        _run("uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", python, "--requirement", str(wanted))
    else:
        _run(sys.executable, "-m", "venv", str(folder))
        _run(python, "-m", "pip", "install", "--quiet", "--requirement", str(wanted))


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


def said_by(*command: str) -> str:
    """Return the first line of a command's output; "" if it is missing or fails."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return (result.stdout.strip().splitlines() or [""])[0]


def version_in(programs: Path | None, package: str) -> str:
    """Return the version of a package in an environment; "" where there is none."""
    if programs is None:
        return ""
    return said_by(
        str(programs / "python"), "-c", f"from importlib.metadata import version; print(version('{package}'))"
    )
