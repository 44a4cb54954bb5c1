"""Where Chromium is, and how it comes onto a machine that has none.

python tests/browser/chromium.py            prints the path, or fails
python tests/browser/chromium.py --install  installs it first where there is none
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=slight",  # letters of the shell as those of the whole browser
]
_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")  # the same engine without windows: a third less work
_NAMES = (*_SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str:
    """Return the path of a Chromium: $CHROMIUM, one of the system's, Playwright's own; "" when there is none."""
    named = os.environ.get("CHROMIUM", "")
    system = (shutil.which(name) for name in _NAMES)
    found = next((path for path in (shutil.which(named) if named else None, *system) if path), "")
    return found or _of_playwright()


def _of_playwright() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else ""


def install() -> None:
    """Install Chromium: as root on Debian from Debian, elsewhere the build that Playwright brings."""
    if not _is_debian():
        subprocess.run([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], check=True)
        return
    subprocess.run(["apt-get", "update", "-qq"], check=True, stdout=subprocess.DEVNULL)
    for name in (_SHELLS[0], "chromium"):  # older releases have no shell
        if not find() or name == _SHELLS[0]:
            command = ["apt-get", "install", "-y", "-qq", name]
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _is_debian() -> bool:
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    is_slow = _is_debian() and not any(map(shutil.which, _SHELLS)) and not os.environ.get("CHROMIUM")
    if "--install" in sys.argv and (is_slow or not find()):
        print("Installing Chromium for the browser tests.")
        install()
    found = find()
    print(f"Chromium: {found}" if found else "There is no Chromium here; set CHROMIUM to its path.")
    sys.exit(not found)
