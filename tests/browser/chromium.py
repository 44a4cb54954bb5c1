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
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str:
    """Return the path of a Chromium: $CHROMIUM, one of the system's, Playwright's own; "" when there is none."""
    named = os.environ.get("CHROMIUM", "")
    system = (shutil.which(name) for name in _NAMES)
    return next((path for path in (shutil.which(named) if named else None, *system, _of_playwright()) if path), "")


def _of_playwright() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else ""


def install() -> None:
    """Install Chromium: as root on Debian from Debian, elsewhere the build that Playwright brings."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not find() and "--install" in sys.argv:
        print("Installing Chromium for the browser tests.")
        install()
    found = find()
    print(f"Chromium: {found}" if found else "There is no Chromium here; set CHROMIUM to its path.")
    sys.exit(not found)
