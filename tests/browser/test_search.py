"""Readers who search: by mouse, by keyboard, with a phone, with nothing to be found."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import yaml

from adapter.test_serve import serving, wait_for
from browser.axe import violations_each_way
from browser.conftest import DESKTOP, served, wait_until
from building import build, copy_project, files_of
from helpers import BASE, MENU, article, page

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"))
LINK = "[data-search]"
RESULTS = "[data-search-dialog] li a"
STATUS = "[data-search-dialog] [role=status]"
IS_OPEN = "document.querySelector('[data-search-dialog]').open"
FOCUSED = "document.activeElement.matches"


def search(page_, query, *, kind=None, topic=None):
    """Open the dialog, ask, and return the results' links as they are shown."""
    if not page_.evaluate(IS_OPEN):
        page_.locator(LINK).click()
    if kind is not None:
        page_.locator("[data-search-dialog] select").nth(0).select_option(kind)
    if topic:
        page_.locator("[data-search-dialog] select").nth(1).select_option(topic)
    page_.evaluate(f"document.querySelector('{STATUS}').textContent = ''")
    page_.locator("[data-search-dialog] input").fill(query)
    wait_until(page_, f"document.querySelector('{STATUS}').textContent !== ''")
    return [link.get_attribute("href") for link in page_.locator(RESULTS).all()]


def asked_of(page_):
    """Return the addresses of all that the page asks for from now on."""
    asked = []
    page_.on("response", lambda one: asked.append(one))  # noqa: PLW0108 - Playwright marks its handlers
    return asked


def test_nothing_of_the_index_is_loaded_before_the_first_use(open_page):
    page_ = open_page("articles/fit-before-quota/")
    asked = asked_of(page_)
    page_.reload()
    page_.wait_for_timeout(300)
    assert asked
    assert [one.url for one in asked if "pagefind" in one.url or "results.mjs" in one.url] == []
    assert search(page_, "discount")
    assert any("pagefind" in one.url for one in asked)


@pytest.mark.parametrize("way", ["click", "/", "Control+k", "Meta+k"])
def test_the_dialog_opens_and_escape_gives_the_focus_back(open_page, way):
    page_ = open_page("about/", size=DESKTOP)
    page_.locator(LINK).focus()
    page_.locator(LINK).click() if way == "click" else page_.keyboard.press(way)
    assert page_.evaluate(IS_OPEN)
    assert page_.evaluate(f"{FOCUSED}('#search-words')")
    search(page_, "discount")
    page_.keyboard.press("Escape")
    assert not page_.evaluate(IS_OPEN)
    assert page_.evaluate(f"{FOCUSED}('{LINK}')")


def test_a_slash_in_a_field_stays_a_slash(open_page):
    page_ = open_page("about/")
    page_.locator(LINK).click()
    page_.keyboard.type("and/or")
    assert page_.locator("[data-search-dialog] input").input_value() == "and/or"
    page_.get_by_role("button", name="Close").click()
    assert not page_.evaluate(IS_OPEN)


def test_results_say_what_they_are_and_lead_there_under_the_prefix(open_page, site_url):
    page_ = open_page("articles/fit-before-quota/")
    links = search(page_, "discount")
    assert 1 < len(links) <= 10
    assert all(page_.request.get(link).status == 200 for link in links), links
    count = page_.locator(STATUS).inner_text()
    assert count in {f"{len(links)} results.", f"{count.split()[0]} results. The first {len(links)} are here."}
    first = page_.locator("[data-search-dialog] li").first
    assert "2026" in first.locator("small").inner_text()
    assert first.locator("small").inner_text().startswith(("Article", "Letter"))
    assert "discount" in first.locator("mark").first.inner_text().lower()
    page_.locator(RESULTS).first.click()
    page_.wait_for_url(f"{site_url}*/*/")
    assert page_.locator("h1").count() == 1


@pytest.mark.parametrize(
    ("kind", "folder"),
    [("article", "articles/"), ("quiz", "quizzes/"), ("path", "paths/"), ("edition", "newsletter/")],
)
def test_one_kind_can_be_asked_for(open_page, site_url, kind, folder):
    links = search(open_page(), "customer", kind=kind)

    assert links
    assert [link for link in links if not link.startswith(site_url + folder)] == []


def test_one_topic_can_be_asked_for_with_a_kind_and_without(open_page):
    page_ = open_page()
    everything = search(page_, "customer")
    links = search(page_, "customer", topic="pricing")
    shown = [entry.inner_text() for entry in page_.locator("[data-search-dialog] li small").all()]

    assert links
    assert links != everything
    assert all("Pricing" in one for one in shown), shown
    assert page_.locator(STATUS).inner_text().endswith(" Only Pricing.")
    assert search(page_, "customer", kind="article") == links
    assert page_.locator(STATUS).inner_text().endswith(" Only articles, Pricing.")
    assert search(page_, "customer", kind="quiz") == []


def every_result(page_, query, **only):
    """Return the names of all articles that are found, also of those that are shown on demand."""
    search(page_, query, **only)
    more = page_.get_by_role("button", name="Show more")
    while more.is_visible():
        shown = page_.locator(RESULTS).count()
        more.click()
        wait_until(page_, f"document.querySelectorAll('[data-search-dialog] li a').length > {shown}")
    links = page_.locator(RESULTS).evaluate_all("all => all.map(one => one.href)")
    return {link.rpartition("/articles/")[2].strip("/") for link in links if "/articles/" in link}


def test_every_topic_of_the_choice_finds_what_its_tag_has(open_page, own_site):
    page_ = open_page()
    everything = every_result(page_, "customer")
    select = page_.locator("[data-search-dialog] select").nth(1)
    offered = select.locator("option").evaluate_all("all => all.map(one => one.value)")[1:]
    tagged = {tag: {article.slug for article in own_site.library.by_tag[tag]} for tag in offered}

    assert len(offered) > 10
    assert {tag: every_result(page_, "customer", topic=tag) for tag in offered} == {
        tag: names & everything for tag, names in tagged.items()
    }


def test_more_results_are_shown_on_demand_and_take_the_focus(open_page):
    page_ = open_page()
    assert len(search(page_, "customer")) == 10
    more = page_.get_by_role("button", name="Show more")
    assert page_.locator(STATUS).inner_text().endswith("The first 10 are here.")
    more.click()
    wait_until(page_, "document.querySelectorAll('[data-search-dialog] li').length > 10")
    tenth = page_.locator(RESULTS).nth(10)
    wait_until(page_, "document.activeElement.matches('[data-search-dialog] li a')")
    assert page_.evaluate("document.activeElement.href") == tenth.get_attribute("href")
    assert not page_.locator(STATUS).inner_text().endswith("The first 10 are here.")
    search(page_, "xylophonists")
    assert not more.is_visible()


def test_arrows_walk_through_the_results_and_enter_follows(open_page):
    page_ = open_page(size=DESKTOP)
    links = search(page_, "customer")
    page_.keyboard.press("Enter")
    assert page_.evaluate("document.activeElement.getAttribute('href')") == links[0]
    page_.keyboard.press("ArrowDown")
    page_.keyboard.press("ArrowDown")
    page_.keyboard.press("ArrowUp")
    assert page_.evaluate("document.activeElement.getAttribute('href')") == links[1]
    page_.keyboard.press("ArrowUp")
    page_.keyboard.press("ArrowUp")
    assert page_.evaluate(f"{FOCUSED}('#search-words')")
    page_.keyboard.press("ArrowDown")
    page_.keyboard.press("Enter")
    page_.wait_for_url(links[0])


def test_nothing_found_is_said_in_words_and_an_empty_field_says_nothing(open_page):
    page_ = open_page()
    assert search(page_, "xylophonists") == []
    assert "archive and the tags" in page_.locator(STATUS).inner_text()
    page_.locator("[data-search-dialog] input").fill("")
    wait_until(page_, f"document.querySelector('{STATUS}').textContent === ''")
    assert page_.locator(RESULTS).count() == 0


@pytest.mark.parametrize("query", ["<img src=x onerror=alert(1)>", '"', "\\", "</mark><script>alert(1)</script>"])
def test_a_hostile_query_is_only_words(open_page, query):
    page_ = open_page()
    page_.on("dialog", lambda _: pytest.fail("the query ran"))
    page_.locator(LINK).click()
    page_.locator("[data-search-dialog] input").fill(query)
    page_.wait_for_timeout(500)
    assert page_.locator("[data-search-dialog] :is(img, script)").count() == 0


def test_axe_finds_nothing_in_the_dialog_with_results(open_page):
    page_ = open_page()
    assert search(page_, "customer")
    assert violations_each_way(page_) == []


@pytest.mark.parametrize("width", [320, 360, 390, 768, 960, 1366])
def test_the_header_fits_and_its_targets_are_large_enough(open_page, width):
    page_ = open_page(size={"width": width, "height": 700})
    for target in (LINK, ".scheme-button", ".menu-button", ".site-name"):
        if box := page_.locator(target).bounding_box():
            assert min(box["height"], box["width"]) >= 44, target
            assert 0 <= box["x"] <= width - box["width"], target
    assert page_.locator(".site-header").bounding_box()["height"] <= 90
    search(page_, "customer")
    for target in page_.locator("[data-search-dialog] :is(input, select, button)").all():
        assert target.bounding_box()["height"] >= 44
    assert page_.evaluate("document.documentElement.scrollWidth") <= width
    assert page_.evaluate("(d => d.scrollWidth <= d.clientWidth)(document.querySelector('[data-search-dialog]'))")


def test_without_scripts_search_leads_to_the_archive(open_page, site_url):
    page_ = open_page("articles/fit-before-quota/", scripts=False)
    assert not page_.locator("[data-search-dialog]").is_visible()
    page_.locator(LINK).click()
    assert page_.url == f"{site_url}archive/"


def missed_by(page_, form="query"):
    """Return the queries that do not have their article among the first three, and what they have."""
    missed = {}
    for one in QUERIES:
        links = search(page_, one[form])
        if not any(link.endswith(f"/articles/{one['article']}/") for link in links[:3]):
            missed[one[form]] = links[:5]
    return missed


def test_the_right_article_is_among_the_first_three(open_page):
    missed = missed_by(open_page())
    assert len(QUERIES) == 30
    assert len(missed) <= 2, missed


def test_the_right_article_is_among_the_first_three_with_slips_of_typing_too(open_page):
    missed = missed_by(open_page(), "slips")
    assert len(missed) <= 1, missed


def test_an_index_in_parts_finds_as_well(chromium, tmp_path):
    folder = copy_project(tmp_path / "copy")
    code = folder / "hooks/coach/publish/search/job.py"
    code.write_text(code.read_text().replace("_PART = 600", "_PART = 15"))
    assert build(folder, "--strict").returncode == 0
    assert sorted(path.name for path in (folder / "site/pagefind").iterdir() if path.name.isdigit()) == ["1"]
    with served(folder / "site") as url:
        page_ = chromium.new_page()
        page_.goto(url)
        missed = missed_by(page_)
        assert len(missed) <= 2, missed
        assert search(page_, "custmer") == search(page_, "customer")
        assert all("/quizzes/" in link for link in search(page_, "customer", kind="quiz"))
        assert 0 < len(search(page_, "customer", kind="", topic="pricing")) < 10
        page_.close()


def test_a_first_search_is_light(open_page, built_site):
    page_ = open_page()
    asked = asked_of(page_)
    search(page_, "discount")
    loaded = sum(len(one.body()) for one in asked if "/pagefind/" in one.url)
    assert 0 < loaded <= 200 * 1024
    scripts = [(built_site / f"components/search/{name}.mjs").read_bytes() for name in ("search", "results")]
    assert len(gzip.compress(scripts[0], 9)) <= 0.7 * 1024
    assert len(gzip.compress(scripts[1], 9)) <= 4.2 * 1024


def test_only_what_readers_load_is_published(built_site):
    names = {path.name for path in (built_site / "pagefind").iterdir()}

    assert {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "fragment", "index"} <= names
    assert [name for name in names if "ui" in name or "worker" in name or "highlight" in name] == []


# A small site with something of every kind that must not be found

HIDDEN = {
    **BASE,
    **MENU,
    "quiet.md": page("Quiet page", body="Zebra.", unlisted="true"),
    "articles/2026/seen.md": article(
        'Seen & <b>"bold"</b>', body="Zebra &lt;img src=x onerror=alert(1)&gt; & more.", aliases="[/old-zebra/]"
    ),
    "articles/2026/other.md": article("Other", body="Giraffe."),
    "articles/2026/draft.md": article("Draft", draft="true", body="Zebra."),
    "articles/2026/unlisted.md": article("Unlisted", unlisted="true", body="Zebra."),
    "articles/2026/later.md": article("Later", date="2027-01-01", body="Zebra."),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("search") / "copy", HIDDEN)
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    with served(folder / "site") as url:
        yield folder, url


@pytest.fixture
def small_page(chromium, small):
    page_ = chromium.new_page()
    page_.goto(small[1])
    yield page_
    page_.close()


def test_what_readers_shall_not_see_is_not_found(small_page):
    (link,) = search(small_page, "zebra")
    assert link.endswith("/second-sale/articles/seen/")


def test_words_that_no_page_has_together_are_looked_for_one_by_one(small_page):
    links = search(small_page, "zebra giraffe")

    assert sorted(link.rpartition("/articles/")[2] for link in links) == ["other/", "seen/"]
    assert small_page.locator(STATUS).inner_text().startswith("Few pages have all of these words.")


def test_hostile_titles_and_texts_are_only_words(small_page):
    small_page.on("dialog", lambda _: pytest.fail("the text ran"))
    search(small_page, "zebra")

    assert small_page.locator(RESULTS).inner_text() == "Seen & <b>”bold”</b>"
    assert "<img src=x onerror=alert(1)> & more" in small_page.locator("[data-search-dialog] li p").inner_text()
    assert small_page.locator("[data-search-dialog] :is(li img, li b)").count() == 0


def test_without_an_index_the_dialog_says_so(small_page):
    small_page.route("**/pagefind/**", lambda route: route.abort())
    search(small_page, "zebra")
    assert "no search index here yet" in small_page.locator(STATUS).inner_text()


def test_a_kept_index_is_used_again(small):
    folder, _ = small
    fresh = files_of(folder / "site" / "pagefind")

    assert build(folder, "--strict").returncode == 0
    assert files_of(folder / "site" / "pagefind") == fresh


def test_under_serve_there_is_no_index_and_the_dialog_says_so(chromium, tmp_path):
    folder = copy_project(tmp_path / "copy", HIDDEN)
    with serving(folder) as url:
        wait_for(url, "Home")
        page_ = chromium.new_page()
        said = []
        page_.on("console", lambda message: said.append(message.text))
        page_.goto(url)
        search(page_, "zebra")
        assert "no search index here yet" in page_.locator(STATUS).inner_text()
        assert "Enabled live reload" in said
        assert not [words for words in said if "Content Security Policy" in words]
        page_.close()
    assert not (folder / "site/pagefind").exists()


def test_a_build_without_pagefind_says_so_once_and_goes_on(tmp_path):
    folder = copy_project(tmp_path / "copy", HIDDEN)
    result = build(folder, "--strict", PAGEFIND_BINARY_PATH="/nowhere/pagefind")

    assert result.returncode == 0, result.stderr
    assert result.stderr.count("search is left out: Pagefind is not installed") == 1
    assert not (folder / "site/pagefind").exists()
