"""What the guide's pictures show is what an author sees. With LOOK=renew in the environment they are taken anew."""

from __future__ import annotations

import io
import os

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import expect

from adapter.test_serve import serving
from browser.conftest import PHONE
from browser.editor import opened
from browser.github import GitHub
from browser.test_editor import DOCS
from browser.test_live_check import BAR, open_at
from building import ROOT, copy_project, write
from coach.io.disk.files import read_font
from pictures.corpus import saved

pytestmark = [pytest.mark.browser, pytest.mark.build]

FIRST = (ROOT / "tests/guide/ask-what-changed.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "WRITING.md").read_text(encoding="utf-8")
ADDRESS = "articles/ask-what-changed/"
DESK = {"width": 1100, "height": 760}


def notepad():
    """Draw what the article's picture shows: a notepad on a desk, with one question written on it."""
    picture = Image.new("RGB", (1200, 560), "#8a6f55")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((250, 50, 950, 600), 12, fill="#fdfaf2")
    for line in range(150, 560, 70):
        draw.line((300, line, 900, line), fill="#c9d3dc", width=2)
    draw.text((310, 158), "What has changed?", font=ImageFont.truetype(io.BytesIO(read_font()), 54), fill="#23405f")
    return picture


def keep(name, page, **options):
    """Write a picture into the guide's folder, in few colours, if it is to be renewed."""
    taken = Image.open(io.BytesIO(page.screenshot(**options)))
    if os.environ.get("LOOK") == "renew":
        folder = ROOT / ".github" / "guide"
        folder.mkdir(exist_ok=True)
        taken.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)


@pytest.fixture
def served(tmp_path, chromium):
    """Return a page on which a browser shows the guide's article under serve, and what writes it."""
    project = copy_project(tmp_path / "x")
    path = project / "docs/articles/2026/ask-what-changed.md"
    write(project / "docs/assets/one-question.jpg", saved(notepad()))
    write(path, FIRST.replace("[listening, discovery]", "[lisening, discovery]"))
    context = chromium.new_context(viewport=DESK, reduced_motion="reduce")
    page = context.new_page()
    with serving(project) as url:
        open_at(page, f"{url}{ADDRESS}")
        yield page, lambda: write(path, FIRST)
        context.close()


def test_the_bar_says_what_the_guide_says_and_the_article_is_the_guides(served):
    page, mend = served
    bar = page.locator(BAR)
    expect(bar.locator("[data-page] li")).to_have_count(1)
    said = bar.locator("[data-page] li").inner_text()
    assert " ".join(said.split()) in GUIDE
    keep("serve", page)

    mend()
    expect(bar).to_have_count(0)
    page.set_viewport_size(PHONE)
    page.locator(".prose img").evaluate("(picture) => picture.scrollIntoView()")
    keep("article", page)


@pytest.fixture
def form(chromium, review_url, tmp_path):
    """Return a page with the editor's form, in which the guide's article is open."""
    files = {
        **DOCS,
        "docs/articles/2026/ask-what-changed.md": FIRST.encode(),
        "docs/assets/one-question.jpg": saved(notepad()),
    }
    hub = GitHub(tmp_path / "blog.git", files=files)
    with opened(chromium, review_url, hub, viewport={"width": 1366, "height": 820}) as editor:
        editor.enter().open("article/entries/2026/ask-what-changed")
        yield editor.page


def test_the_form_has_the_fields_and_the_preview_that_the_guide_shows(form):
    for name in ("Title", "Description"):
        expect(form.get_by_role("textbox", name=name, exact=True).first).to_be_visible()
    expect(form.get_by_role("region", name="Preview").or_(form.locator("iframe")).first).to_be_visible()
    keep("editor", form)
