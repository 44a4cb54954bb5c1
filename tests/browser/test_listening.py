"""The recording of an article in a browser: played by keys, asked for only then, and nowhere in the way."""

from __future__ import annotations

import lxml.html
import pytest

from browser.axe import violations_each_way
from browser.conftest import PHONE, served, wait_until
from building import build, copy_project
from helpers import BASE, MENU, article
from recordings.sounds import mp3

ARTICLE, SILENT = "articles/five-minutes/", "articles/silent/"
FILES = {
    **BASE,
    **MENU,
    "articles/2026/five-minutes.md": article(audio="../../assets/five minutes.mp3", body="A text. " * 300),
    "articles/2026/silent.md": article("Silent", date="2026-04-20"),
    "assets/five minutes.mp3": mp3(305),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("listen") / "copy", FILES)
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def url(site):
    with served(site) as url_:
        yield url_


@pytest.fixture
def visit(chromium, url):
    contexts, said = [], []

    def visit_(address, **options):
        context = chromium.new_context(reduced_motion="reduce", **{"viewport": PHONE, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda one: said.append(one.text) if one.type in {"error", "warning"} else None)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(url + address)
        return page

    yield visit_
    for context in contexts:
        context.close()
    assert said == []


def test_the_player_is_worked_by_keys_and_loads_nothing_before(visit, url):
    page = visit(ARTICLE)
    page.wait_for_timeout(300)
    assert not [one for one in page.asked if ".mp3" in one]

    page.evaluate("document.querySelector('audio').muted = true")
    page.locator("audio").focus()
    page.keyboard.press("Space")
    wait_until(page, "document.querySelector('audio').currentTime > 0")
    assert {one for one in page.asked if ".mp3" in one} == {f"{url}assets/five%20minutes.mp3"}
    assert abs(page.evaluate("document.querySelector('audio').duration") - 305) < 2


@pytest.mark.parametrize("scripts", [True, False])
def test_the_head_says_how_long_it_is_and_leads_to_the_file(visit, scripts):
    page = visit(ARTICLE, java_script_enabled=scripts)
    figure = page.locator("figure.listen")

    assert figure.locator("strong").text_content() == "Listen, 5 minutes"
    assert page.get_by_label("Listen, 5 minutes").count() == 1
    assert figure.get_by_role("link", name="Download").get_attribute("href") == "../../assets/five%20minutes.mp3"
    assert "(MP3, 5 MB)" in figure.text_content()
    assert figure.get_by_role("link", name="Podcast").get_attribute("href") == "../../subscribe/#page:podcast"


@pytest.mark.parametrize("address", [ARTICLE, "subscribe/", "privacy/"])
def test_nothing_about_it_breaks_a_rule_of_accessibility(visit, address):
    assert violations_each_way(visit(address)) == []


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 640}}, {"forced_colors": "active"}])
def test_it_fits_where_there_is_little_room_or_colour(visit, options):
    page = visit(ARTICLE, **options)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("audio").bounding_box()["height"] >= 40
    assert page.get_by_role("link", name="Download").is_visible()


def test_paper_has_no_player(visit):
    page = visit(ARTICLE)
    page.emulate_media(media="print")

    assert not page.locator("figure.listen").is_visible()


def test_pages_name_the_podcast_and_only_those_with_a_recording_have_its_style(site):
    def of(path):
        return lxml.html.parse(str(site / path / "index.html"))

    for path in ("", ARTICLE, SILENT):
        feeds = of(path).xpath("//link[@rel='alternate'][contains(@href, 'podcast.xml')]")
        assert [feed.get("title") for feed in feeds] == ["The Second Sale: Podcast"]
    styles = {path: of(path).xpath("//link[contains(@href, 'listen.css')]") for path in (ARTICLE, SILENT)}
    assert [bool(styles[path]) for path in (ARTICLE, SILENT)] == [True, False]
    assert "Recordings" in of("privacy").xpath("string(//main)") + of("privacy").xpath("string(//*[@id='content'])")


def test_where_nothing_is_recorded_nothing_is_said_of_it(built_site):
    for path in ("index.html", "subscribe/index.html", "privacy/index.html", "feeds.opml", "llms.txt"):
        assert "podcast" not in (built_site / path).read_text(encoding="utf-8").lower(), path
    assert not (built_site / "podcast.xml").exists()
    assert not (built_site / "assets/podcast.png").exists()
