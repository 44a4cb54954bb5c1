"""The pictures of the README, taken from a build of this project: python tests/browser/pictures.py."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

import building
from browser.chromium import ARGUMENTS, find
from browser.conftest import served
from building import ROOT, build, copy_project, environment, write

FOLDER = ROOT / ".github" / "pictures"
PHONE, DESK = {"width": 390, "height": 780}, {"width": 1280, "height": 800}
RESULT = (0, 3, 2, 1, 3, 2)  # how far somebody lies towards the high end on each side, from 0 to 3
# A first article with what authors get wrong most.
WRONG = """---
titel: Two calls, one promise
description: Too short.
date: 2026-02-30
tags: [lisening]
---
Look at [the other one](five-minuts.md).
"""
TERMINAL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>coach check</title><style>
body { margin: 0; padding: 28px 32px; background: #171512; color: #efe9df; font: 17px/1.65 "DejaVu Sans Mono", monospace; }
pre { margin: 0; white-space: pre-wrap; } b { color: #86cfb0; font-weight: normal; }
</style><pre></pre></html>"""


def main() -> int:
    """Take all pictures; return 0."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    building.may_build = True
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = copy_project(Path(place) / "x")
        done = build(folder, "--strict")
        assert done.returncode == 0, done.stderr
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        with served(folder / "site") as url:
            take(browser, url)
        take_checker(browser, folder)
        browser.close()
    return 0


def take(browser: Browser, url: str) -> None:
    """Take the pictures of pages and of a result."""
    for name, address, size, scheme in (
        ("home-desk-light", "", DESK, "light"),
        ("article-desk-dark", "articles/respected-or-liked/", DESK, "dark"),
        ("article-phone-light", "articles/five-minutes-means-five-minutes/", PHONE, "light"),
        ("path-phone-dark", "paths/from-pusher-to-builder/", PHONE, "dark"),
    ):
        page = open_page(browser, url + address, size, scheme)
        page.screenshot(path=FOLDER / f"{name}.png")
        page.context.close()
    page = open_page(browser, f"{url}quizzes/pusher-or-builder/", PHONE, "light")
    for number, pair in enumerate(page.locator("[data-item]").all()):
        towards_high = RESULT[number % len(RESULT)] + number // len(RESULT) % 2  # the sides take turns
        place = 4 - towards_high if pair.get_attribute("data-left") == "high" else towards_high
        pair.locator("input").nth(place).dispatch_event("click")
    page.locator("[data-quiz-submit]").click()
    page.evaluate("document.querySelector('[data-quiz-result]').scrollIntoView()")
    page.screenshot(path=FOLDER / "result-phone-light.png")
    page.context.close()


def open_page(browser: Browser, url: str, size: dict[str, int], scheme: str) -> Page:
    """Open a page in a new context, at twice the pixels."""
    context = browser.new_context(
        viewport=size,
        color_scheme=scheme,
        reduced_motion="reduce",
        device_scale_factor=1.5,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(url)
    return page


def take_checker(browser: Browser, folder: Path) -> None:
    """Take the picture of what the checker says of a faulty article."""
    write(folder / "docs/articles/2026/two-calls.md", WRONG)
    command = [sys.executable, "-m", "coach.cli.main", "check"]
    said = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False).stdout
    page = browser.new_context(viewport={"width": 1000, "height": 100}, device_scale_factor=1.5).new_page()
    page.set_content(TERMINAL)
    page.evaluate("text => { document.querySelector('pre').textContent = text; }", f"$ coach check\n{said.strip()}")
    page.screenshot(path=FOLDER / "checker.png", full_page=True)
    page.context.close()


if __name__ == "__main__":
    sys.exit(main())
