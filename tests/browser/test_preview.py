"""What a pull request brings, opened from its folder: drafts and all, without a server."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from browser.conftest import PHONE
from building import ROOT, copy_project, environment, write
from helpers import article

pytestmark = [pytest.mark.browser, pytest.mark.build]

DRAFT = article("A draft", draft="true", tags="[nothing]", body="See [another](five-minutes-means-five-minutes.md).")
LATER = article("Later", date="2030-01-01")


def test_a_preview_is_read_without_a_server_drafts_and_mistakes_or_not(tmp_path, chromium):
    project = copy_project(tmp_path / "x")
    shutil.copy(ROOT / "run.py", project)
    write(project / "docs/articles/2026/a-draft.md", DRAFT)
    write(project / "docs/articles/2030/later.md", LATER)
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", "preview"]
    done = subprocess.run(command, cwd=project, env=environment(PREVIEW="yes"), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr

    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto((project / "preview/index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 243)"
    page.get_by_role("link", name="Later", exact=True).click()
    expect(page.get_by_text("It is not on the published site.")).to_be_visible()

    page.goto((project / "preview/articles/a-draft/index.html").as_uri())
    expect(page.get_by_text("It is not on the published site.")).to_be_visible()
    page.get_by_role("link", name="another").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Five minutes means five minutes")
    context.close()
