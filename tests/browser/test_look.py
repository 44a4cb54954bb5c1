"""Pages look as they did when somebody last looked at them. `make look` takes the pictures anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from browser.conftest import DESKTOP, PHONE, PREFIX, served, wait_until
from browser.look import ALLOWED, STYLE, differing, docs, font, small
from building import build, copy_project

BASELINES = Path(__file__).parent / "baselines"
SEEN = Path(__file__).parent / "seen"
PAGES = {
    "style": "style/",
    "home": "",
    "article": "articles/five-minutes/",
    "archive": "archive/",
    "tag": "tags/trust/",
    "path": "paths/one/",
    "quiz": "quizzes/tea/",
    "edition": "newsletter/2026-05/",
    "privacy": "privacy/",
}
WAYS = {
    f"{size}-{scheme}": (pixels, scheme)
    for size, pixels in (("phone", PHONE), ("desktop", DESKTOP))
    for scheme in ("light", "dark")
}


@pytest.fixture(scope="module")
def look_url(tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("look") / "copy", docs())
    result = build(folder, "--strict", SITE_URL=f"https://example.org{PREFIX}")
    assert result.returncode == 0, result.stderr
    (folder / "site/look.ttf").write_bytes(font())
    with served(folder / "site") as url:
        yield url


def picture_of(chromium, url, address, way):
    pixels, scheme = WAYS[way]
    context = chromium.new_context(viewport=pixels, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(url + address)
    page.add_style_tag(content=STYLE.replace("look.ttf", f"{PREFIX}look.ttf"))
    page.evaluate("document.fonts.load('20px Look')")
    page.evaluate("document.fonts.ready.then(() => true)")
    wait_until(page, "document.fonts.check('20px Look')")
    picture = small(page.screenshot(full_page=True))
    context.close()
    return picture


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAGES)
def test_it_looks_as_it_did(chromium, look_url, name, way):
    picture = picture_of(chromium, look_url, PAGES[name], way)
    kept = BASELINES / f"{name}-{way}.png"
    if os.environ.get("LOOK") == "renew":
        picture.quantize(64).save(kept, optimize=True)
    share = differing(picture, Image.open(kept).convert("RGB"))
    if share > ALLOWED:
        SEEN.mkdir(exist_ok=True)
        picture.save(SEEN / kept.name)
    assert share <= ALLOWED, f"{kept.name} and tests/browser/seen/{kept.name} differ in {share:.1%} of their points"


def test_a_moved_part_and_another_colour_are_noticed(chromium, look_url):
    """The comparison itself: what it must see, and what it must not mind."""
    picture = picture_of(chromium, look_url, "archive/", "phone-light")
    moved = Image.new("RGB", picture.size, (251, 248, 243))
    moved.paste(picture, (0, 6))

    assert differing(picture, picture.quantize(64).convert("RGB")) <= ALLOWED
    assert differing(picture, moved) > ALLOWED
    assert differing(picture, picture_of(chromium, look_url, "archive/", "phone-dark")) > 0.5
