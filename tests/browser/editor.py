"""The web editor in Chromium: its site, built once, its pages, and what an author does in its forms."""

from __future__ import annotations

import json
import re
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from browser.github import API, GitHub
from building import ROOT, build, copy_project
from pictures.corpus import saved, scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

ADDRESS = "https://example.github.io/second-sale/"
TALL = {"width": 1366, "height": 2600}  # fields below the window are not there before somebody scrolls to them
SETTINGS = "  coach:\n    repository: https://github.com/coach/blog\n    editor: {review: %s}\n"
AVATAR = saved(scene(40, 40), "PNG")
_REFUSED = re.compile(r"Connecting to '([^']+)' violates")
# What Sveltia's own pages say.
_KNOWN = (
    "An iframe which has both allow-scripts and allow-same-origin",
    "https://svelte.dev/e/derived_inert",
    "www.githubstatus.com",
    "404 (Not Found)",  # a picture of a draft, which is not on the main branch yet
)


def copy_with_editor(folder: Path) -> Path:
    """Copy the project, with the editor on and the guide, whose words are the help in its forms."""
    copy_project(folder)
    shutil.copy(ROOT / "WRITING.md", folder)
    set_review(folder, review=True)
    return folder


def set_review(folder: Path, *, review: bool) -> None:
    """Let what is saved wait for somebody who publishes it, or not."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    text = settings.replace("  coach:\n", SETTINGS % str(review).lower())
    assert text != settings
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def build_sites(folder: Path) -> Path:
    """Build the site twice, and return the folder with `review` and `simple`; the first of several workers does it."""
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(600):
            if done.exists():
                return folder
            time.sleep(0.1)
        raise
    project = copy_with_editor(folder / "project")
    for name in ("review", "simple"):
        set_review(project, review=name == "review")
        result = build(project, "--strict", SITE_URL=ADDRESS)
        assert result.returncode == 0, result.stderr
        (project / "site").rename(folder / name)
    done.touch()
    return folder


class Editor:
    """One author's browser at /admin/, and the repository behind it."""

    def __init__(self, context: BrowserContext, url: str, hub: GitHub) -> None:
        self.context, self.url, self.hub = context, f"{url}admin/", hub
        self.asked: set[str] = set()  # what was asked of others than this site and GitHub, and stopped
        self.refused: set[str] = set()  # the addresses that the page's policy stopped
        self.faults: list[str] = []
        hub.install(context)
        context.route("https://avatars.githubusercontent.com/**", lambda route: route.fulfill(body=AVATAR))
        context.route(lambda address: not _expected(address, url), self._stop)
        context.set_default_timeout(8000)
        self.page = self._new_page()

    def _stop(self, route: Route) -> None:
        self.asked.add(route.request.url)
        route.abort()

    def _new_page(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self._hear(message.type, message.text))
        return page

    def _hear(self, kind: str, text: str) -> None:
        if found := _REFUSED.search(text):
            self.refused.add(urlsplit(found[1]).netloc)
        elif kind in {"error", "warning"} and not any(known in text for known in _KNOWN):
            self.faults.append(text)

    def enter(self) -> Editor:
        """Open the editor as somebody whom the browser knows already."""
        user = {**self.hub.user, "backendName": "github", "token": self.hub.token}
        stored = json.dumps(json.dumps(user))
        self.context.add_init_script(
            f"location.protocol === 'about:' || localStorage.setItem('sveltia-cms.user', {stored})"
        )
        self.page.goto(self.url)
        self.page.get_by_role("grid", name="Entries").wait_for()
        return self

    def open(self, address: str) -> None:
        """Open the form of an entry (`article/entries/2026/five-minutes`) or of a file (`_singletons/entries/tags`)."""
        self.page.goto("about:blank")  # from form to form, Sveltia CMS 0.221.1 shows an empty one now and then
        self.page.goto(f"{self.url}#/collections/{address}")
        self.page.locator("[data-key-path]").first.wait_for()
        if address.startswith("_singletons"):
            for button in self.page.get_by_role("button", name="Expand All", disabled=False).all():
                button.click()
        self._settle()

    def new(self, collection: str) -> None:
        self.page.goto(f"{self.url}#/collections/{collection}")
        self.page.get_by_role("button", name="Create New Entry").click()
        self.page.locator("[data-key-path]").first.wait_for()
        self._settle()

    def _settle(self) -> None:
        self.page.wait_for_timeout(600)  # what is filled in earlier is lost while the form settles

    def field(self, path: str) -> Locator:
        """Return the field at a key path, as in `image.alt` or `tags.0.label`."""
        return self.page.locator(f'[data-key-path="{path}"]')

    def fill(self, path: str, text: str) -> None:
        self.field(path).locator("input, textarea").first.fill(text)

    def choose(self, path: str, *labels: str) -> None:
        for label in labels:
            self.field(path).get_by_role("combobox").click()
            self.page.get_by_role("option", name=label, exact=True).click()

    def write(self, text: str) -> None:
        """Type a paragraph at the end of the text."""
        self.to_end()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def to_end(self) -> None:
        """Put the cursor into the last paragraph of the text, which is empty."""
        last = self._text.locator("> p").last
        last.click()
        self.page.keyboard.press("End")

    @property
    def _text(self) -> Locator:
        return self.field("body").get_by_role("textbox", name="Text").first

    def insert(self, block: str, fields: Mapping[str, str]) -> None:
        """Put a block at the end of the text, by the menu Insert, and fill in its fields."""
        self.to_end()
        self.field("body").get_by_role("button", name="Insert").click()
        self.page.get_by_role("menuitem", name=block).click()
        group = self.field("body").get_by_role("group", name=block, exact=True).last
        for name, words in fields.items():
            group.get_by_role("textbox", name=name).fill(words)

    def insert_picture(self, name: str, content: bytes, alt: str) -> None:
        """Upload a picture at the end of the text."""
        self.to_end()
        self.field("body").get_by_role("button", name="Image").first.click()
        group = self.field("body").get_by_role("group", name="Image", exact=True).last
        group.get_by_role("button", name="Browse").click()
        dialog = self.page.get_by_role("dialog", name="Select Image")
        with self.page.expect_file_chooser() as chooser:
            dialog.get_by_role("button", name="Upload").click()
        chooser.value.set_files([{"name": name, "mimeType": "image/png", "buffer": content}])
        dialog.get_by_role("button", name="Insert").click()
        group.get_by_role("button", name="Replace").wait_for()  # words before that would take its place
        group.get_by_role("textbox", name="Alt Text").fill(alt)

    def press_save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()

    def save(self) -> None:
        """Save with `review: false`, and wait for the commit."""
        commits = len(self.hub.log())
        self.press_save()
        self._until(lambda: len(self.hub.log()) > commits)
        self.page.get_by_role("button", name="Save", exact=True).wait_for(state="detached")

    def save_draft(self) -> None:
        """Save with `review: true`; what it asks then is answered with Later."""
        self.press_save()
        asked = self.page.get_by_role("alertdialog", name="Send for Review")
        asked.get_by_role("button", name="Later").click()
        self.page.get_by_role("grid", name="Entries").wait_for()

    def set_status(self, status: str) -> None:
        self.page.get_by_role("button", name="Status:").click()
        self.page.wait_for_timeout(500)  # the menu opens slowly, and a click before is lost
        self.page.get_by_role("menuitemradio", name=status).click()

    def publish(self) -> None:
        self.page.get_by_role("button", name="Publish Entry").click()
        self.page.get_by_role("alertdialog").get_by_role("button", name="Publish").click()
        self._until(lambda: self.hub.branches() == ["main"])

    def complaints(self) -> dict[str, Any]:
        """Return what should not have been: others that were asked, faults of the page, questions nobody knows."""
        found = {
            "asked": self.asked,
            "refused": self.refused - {"www.githubstatus.com"},
            "faults": self.faults,
            "unknown": self.hub.unknown,
        }
        return {kind: what for kind, what in found.items() if what}

    def refusal(self, path: str) -> str:
        """Return what stands beside a field that was refused."""
        return self.field(path).get_by_role("alert").last.inner_text().removeprefix("error").strip()

    def tab_to(self, role: str, name: str) -> None:
        """Press Tab until this has the focus."""
        wanted = self.page.get_by_role(role, name=name, exact=True)
        for _ in range(60):
            if self._has_focus(wanted):
                self.page.wait_for_timeout(150)  # a dialog that opens takes the focus once more
                if self._has_focus(wanted):
                    return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {name}.")

    @staticmethod
    def _has_focus(wanted: Locator) -> bool:
        return wanted.count() > 0 and wanted.first.evaluate("element => element === document.activeElement")

    def _until(self, is_true: Any) -> None:
        for _ in range(160):
            if is_true():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("It did not come about within eight seconds.")


def _expected(address: str, url: str) -> bool:
    here = urlsplit(url)
    ours = (
        f"{here.scheme}://{here.netloc}/",
        f"{API}/",
        "https://avatars.githubusercontent.com/",
        "data:",
        "blob:",
        "about:",
    )
    return address.startswith(ours)


@contextmanager
def opened(chromium: Browser, url: str, hub: GitHub, **options: Any) -> Iterator[Editor]:
    """Give an editor in a browser of its own."""
    settings = {"viewport": TALL, "locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}
    context = chromium.new_context(**{**settings, **options})
    yield Editor(context, url, hub)
    context.close()
