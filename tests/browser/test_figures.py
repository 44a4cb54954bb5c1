"""Figures in Chromium: the same drawing as on the cards, in every scheme, and small enough for a phone's first screen."""

from __future__ import annotations

from io import BytesIO

import pytest
from jinja2 import FileSystemLoader
from PIL import Image, ImageChops, ImageStat

from building import ROOT
from coach.content.figures.fields import samples
from coach.io.templates import Pieces
from coach.pictures.marks.figure import covers

pytestmark = pytest.mark.browser

STYLES = """<!doctype html><style>body { margin: 0; background: #000 } .figure { display: block; color: #f00 }
.figure__first { stroke: #0f0 } .figure__second { fill: #00f; stroke: none }</style>"""
SCALE = 2


@pytest.fixture(scope="module")
def drawings():
    pieces = Pieces(FileSystemLoader(ROOT / "overrides"))
    return {figure.kind: pieces.render("components/figure/alone.html", drawn=figure) for figure, _ in samples()}


def test_chromium_and_the_cards_draw_the_same(chromium, drawings):
    page = chromium.new_page(viewport={"width": 160, "height": 120}, device_scale_factor=SCALE)
    for kind, svg in drawings.items():
        page.set_content(STYLES + svg)
        seen = Image.open(BytesIO(page.screenshot())).convert("RGB")
        ours = Image.merge("RGB", covers(svg, 160 * SCALE))
        assert seen.size == ours.size
        assert max(ImageStat.Stat(ImageChops.difference(seen, ours)).mean) < 0.6, kind
        for ends in zip(extent(seen), extent(ours), strict=True):
            assert abs(ends[0] - ends[1]) <= 1, kind
    page.close()


def extent(picture):
    return picture.convert("L").point(lambda level: 255 * (level > 9)).getbbox()


@pytest.mark.parametrize("place", ["articles/respected-or-liked/", "articles/every-bad-fit-is-paid-for/"])
def test_a_phone_shows_title_standfirst_and_the_first_lines_below_the_figure(chromium, site_url, place):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(site_url + place)
    bottom = "selector => document.querySelector(selector).getBoundingClientRect().bottom"

    assert page.evaluate("document.querySelector('.page-head .figure').getBoundingClientRect().height") > 60
    assert page.evaluate(bottom, ".page-head .standfirst") < 550
    assert page.evaluate("document.querySelector('.prose p').getBoundingClientRect().top") < 844 - 150
    page.close()


def test_in_forced_colours_the_strokes_have_the_colour_of_text(chromium, site_url):
    page = chromium.new_page(forced_colors="active", color_scheme="dark")
    page.goto(site_url + "style/")
    colours = """() => [...document.querySelectorAll('.figures .figure')].map(drawing => {
      const style = name => getComputedStyle(drawing.querySelector(name));
      return [getComputedStyle(drawing).color, style('.figure__first').stroke, style('.figure__second').fill];
    })"""

    found = page.evaluate(colours)
    assert len(found) == 31
    assert {colour for colours in found for colour in colours} == {
        page.evaluate("getComputedStyle(document.body).color")
    }
    page.close()
