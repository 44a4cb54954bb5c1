"""A language that is written from right to left: pages begin at the right, and none scrolls sideways."""

from __future__ import annotations

import pytest

from browser.conftest import served
from building import build
from languages import add_mirrored_language, german_site


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Serve the site, and give the URL of each page."""
    import building

    folder = german_site(tmp_path_factory.mktemp("mirrored") / "x", "he_IL")
    add_mirrored_language(folder)
    building.may_build = True
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    with served(folder / "site") as base:
        yield [
            base + path.parent.relative_to(folder / "site").as_posix() for path in (folder / "site").rglob("index.html")
        ]


@pytest.mark.parametrize("width", [320, 1366])
def test_no_page_scrolls_sideways_and_all_begin_at_the_right(pages, chromium, width):
    assert len(pages) > 20
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide, wrong = [], []
    for url in pages:
        page.goto(url)
        wide += [url] * (page.evaluate("document.documentElement.scrollWidth") > width)
        wrong += [url] * (
            page.evaluate("getComputedStyle(document.querySelector('h1') ?? document.body).direction") != "rtl"
        )
    context.close()
    assert (wide, wrong) == ([], [])


def test_name_and_menu_change_sides(pages, chromium):
    context = chromium.new_context(viewport={"width": 1366, "height": 800})
    page = context.new_page()
    page.goto(next(url for url in pages if url.endswith("/archive")))
    name, search = (page.locator(part).bounding_box() for part in (".site-name", ".search-link"))
    context.close()
    assert name["x"] > search["x"]
