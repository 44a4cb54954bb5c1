"""The Nu checker (vnu) over built pages, styles and drawings: python tests/markup/nu.py SITE.

It ends with 1 if there is an error or a warning, other than those in allowed.txt.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent
JAR = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
ALLOWED = HERE / "allowed.txt"
_OPTIONS = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", "--also-check-css")


def is_here() -> bool:
    """Return whether Java and the checker are there."""
    return shutil.which("java") is not None and JAR.is_file()


def complaints(*sites: Path, allowed: Path = ALLOWED) -> list[str]:
    """Return what the checker says of the files in these folders: path, line, message and the place in the text."""
    command = ["java", "-jar", str(JAR), *_OPTIONS, "--also-check-svg", "--filterfile", str(allowed)]
    said = subprocess.run([*command, *map(str, sites)], capture_output=True, text=True, encoding="utf-8", check=False)
    if said.returncode or not said.stdout:
        raise RuntimeError(said.stderr)
    return [_line(message, sites) for message in json.loads(said.stdout)["messages"]]


def _line(message: dict[str, Any], sites: tuple[Path, ...]) -> str:
    path = Path(unquote(urlsplit(message.get("url", "")).path))
    shown = next((path.relative_to(site) for site in sites if path.is_relative_to(site)), path)
    kind = "warning" if message["type"] == "info" else message["type"]
    place = " ".join(message.get("extract", "").split())
    return f"{shown.as_posix()}:{message.get('lastLine', 1)}: {kind}: {message['message']} In: {place}"


def main(folders: list[str]) -> int:
    """Check the folders, print what is wrong, and return the exit code."""
    sites = [Path(folder).resolve() for folder in folders or ["site"]]
    if gone := [site.name for site in sites if not site.is_dir()]:
        print(f"There is no folder {gone[0]}: build the site first.", file=sys.stderr)
        return 2
    found = complaints(*sites)
    print("\n".join(found) if found else "The Nu checker finds nothing wrong.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
