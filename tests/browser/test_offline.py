"""Reading without a network: what was read, the shelf and all quizzes; nothing stale; a worker that goes when it should."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from browser.axe import violations_each_way
from browser.conftest import PREFIX, served, wait_until
from browser.test_quiz import answer, hand_in, sheet
from building import ROOT, build, copy_project, write
from helpers import BASE, MENU, article
from quizzes.test_scoring import ALL

LONG = "Words of a paragraph that goes on for a while, as they do in the middle of an article. " * 60
QUIZ = "would-they-hire-you"
FIVE, HERE = "articles/2026/five.md", "articles/five/"
# The quiz names articles that are not here: these builds are not strict.
DOCS = {
    **BASE,
    **MENU,
    FIVE: article("Five minutes", body=f'{LONG}\n\n!!! homework "Ring one customer"\n\n    Ask one question.\n'),
    "articles/2026/other.md": article("Another", "2026-04-15", LONG),
    "articles/2026/short.md": article("A short one", "2026-04-16", LONG[:2000]),
    f"quizzes/{QUIZ}.yml": (ROOT / f"docs/quizzes/{QUIZ}.yml").read_text(encoding="utf-8"),
}
URL = "https://example.github.io/second-sale/"
ACTIVE = "navigator.serviceWorker.controller?.state === 'activated'"
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
CACHES = "caches.keys().then((all) => all.filter((name) => name.startsWith('second-sale.offline.')))"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("offline") / "x", DOCS)
    settings = (folder / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(
        settings.replace("  coach:\n", "  coach:\n    cards: false\n    search: false\n")
    )
    result = build(folder, SITE_URL=URL)
    assert result.returncode == 0, result.stderr
    shutil.copytree(folder / "site", folder / "first")
    return folder


@pytest.fixture
def deployed(project, tmp_path):
    """A copy of the site that a test may change, at an address of its own."""
    site = shutil.copytree(project / "first", tmp_path / "site")
    with served(site) as url:
        yield site, url


@pytest.fixture
def reader(chromium):
    """A reader's browser; what it logs and asks elsewhere is noted."""
    contexts = []

    def reader_(**options):
        context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        context.on("request", lambda request: page.asked.append(request.url))
        return page

    yield reader_
    for context in contexts:
        context.close()


def read(page):
    """Read the article to its end, and wait until the worker has what it needs."""
    page.evaluate("document.querySelector('.after').scrollIntoView({ block: 'end' })")
    wait_until(page, ACTIVE)
    wait_until(page, f"caches.match('{page.url}').then(Boolean)")


def deploy(project, site, files):
    """Build the project with these files instead, and put the result into the place of the site."""
    before = {path: (project / "docs" / path).read_text() for path in files}
    for path, text in files.items():
        write(project / "docs" / path, text)
    result = build(project, SITE_URL=URL)
    shutil.rmtree(site)
    shutil.copytree(project / "site", site)
    for path, text in before.items():
        write(project / "docs" / path, text)
    assert result.returncode == 0, result.stderr


def test_what_was_read_the_shelf_and_every_quiz_work_without_a_network(reader, built_site, site_url):
    page = reader()
    page.goto(f"{site_url}articles/two-ways-to-make-the-number/")
    read(page)
    page.context.set_offline(True)

    page.goto(f"{site_url}articles/two-ways-to-make-the-number/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Two ways to make the number")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--accent')") != ""
    page.goto(f"{site_url}shelf/")
    page.get_by_role("heading", name="Read", exact=True).wait_for()
    assert page.locator("[data-part=read] li").all_inner_texts() == ["Two ways to make the number"]
    page.goto(f"{site_url}quizzes/")
    assert {path.name for path in (built_site / "quizzes").iterdir()} > ALL.keys()
    for quiz, scale in ALL.items():
        page.goto(f"{site_url}quizzes/{quiz}/")
        answer(page, sheet(scale, 0))
        hand_in(page)
        expect(page.locator(".result > h2")).to_be_visible()
        page.get_by_role("button", name="Keep it in this browser").click()
        expect(page.locator('[data-slot="entries"] li')).to_have_count(1)
    assert page.said == []
    assert {urlsplit(url).netloc for url in page.asked} == {urlsplit(site_url).netloc}


def test_a_page_that_was_never_opened_says_so_and_shows_the_ways(reader, deployed):
    _, url = deployed
    page = reader()
    page.goto(f"{url}{HERE}")
    read(page)
    page.context.set_offline(True)
    page.goto(f"{url}articles/other/")

    expect(page.get_by_role("heading", level=1)).to_have_text("No network")
    assert page.locator("[data-part=read] a").get_attribute("href") == f"../{HERE}"
    page.get_by_role("link", name="all quizzes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quizzes")
    page.go_back()
    again = page.get_by_role("link", name="Try again")
    again.wait_for()
    assert violations_each_way(page) == []
    page.context.set_offline(False)
    again.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Another")


def test_whoever_only_looks_in_gets_no_worker_and_stores_nothing(reader, deployed):
    _, url = deployed
    page = reader()
    for address in ("", HERE, "articles/other/", "quizzes/", f"quizzes/{QUIZ}/", "shelf/"):
        page.goto(url + address)
        page.wait_for_timeout(100)

    assert page.evaluate(WORKERS) == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert not any("sw.js" in asked for asked in page.asked)


def test_a_short_article_is_noted_only_when_it_was_read(reader, deployed):
    _, url = deployed
    page = reader()
    page.goto(f"{url}articles/short/")
    page.evaluate("scrollTo(0, 120)")
    page.wait_for_timeout(150)
    assert page.evaluate("localStorage.getItem('second-sale.shelf')") is None
    page.evaluate("document.querySelector('.after').scrollIntoView({ block: 'end' })")
    wait_until(page, "JSON.parse(localStorage.getItem('second-sale.shelf'))?.[0].done")


def test_after_a_new_deployment_the_next_visit_shows_it(reader, deployed, project):
    site, url = deployed
    page = reader()
    page.goto(f"{url}{HERE}")
    read(page)
    (old,) = page.evaluate(CACHES)
    deploy(project, site, {
        FIVE: DOCS[FIVE].replace("Words of a paragraph", "Newer words of a paragraph"),
        f"quizzes/{QUIZ}.yml": re.sub("(?m)^title: .*$", 'title: "Newer quiz?"', DOCS[f"quizzes/{QUIZ}.yml"], count=1),
    })  # fmt: skip

    page.goto(f"{url}{HERE}")
    expect(page.locator("[data-text]")).to_contain_text("Newer words")
    wait_until(page, f"{CACHES}.then((all) => all.length === 1 && all[0] !== '{old}')")
    page.context.set_offline(True)
    page.goto(f"{url}{HERE}")
    expect(page.locator("[data-text]")).to_contain_text("Newer words")
    page.goto(f"{url}quizzes/{QUIZ}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Newer quiz?")


def test_a_deployment_that_changes_another_page_leaves_the_worker_as_it_is(deployed, project):
    site, _ = deployed
    before = (site / "sw.js").read_bytes()
    deploy(project, site, {"about.md": DOCS["about.md"].replace("Text.", "Other text.")})

    assert (site / "sw.js").read_bytes() == before


def test_where_the_setting_goes_off_worker_and_copies_go(reader, deployed, project):
    site, url = deployed
    page = reader()
    page.goto(f"{url}{HERE}")
    read(page)
    settings = (project / "mkdocs.yml").read_text()
    (project / "mkdocs.yml").write_text(settings.replace("  coach:\n", "  coach:\n    offline: false\n", 1))
    deploy(project, site, {})
    (project / "mkdocs.yml").write_text(settings)

    page.goto(f"{url}{HERE}")
    wait_until(page, f"{WORKERS}.then((count) => count === 0)")
    assert page.evaluate(CACHES) == []
    page.goto(f"{url}articles/other/")
    page.evaluate("document.querySelector('.after').scrollIntoView({ block: 'end' })")
    page.wait_for_timeout(200)
    assert page.evaluate(WORKERS) == 0
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert there.isdisjoint({"site.webmanifest", "assets/icon-192.png", "offline/index.html"})
    html = (site / HERE / "index.html").read_text()
    assert "webmanifest" not in html
    assert "worker-src" not in html
    assert "second-sale.offline" not in (site / "privacy/index.html").read_text()


def test_a_worker_whose_script_is_gone_goes_too(reader, deployed):
    site, url = deployed
    page = reader()
    page.goto(f"{url}{HERE}")
    read(page)
    (site / "sw.js").unlink()

    page.goto(f"{url}articles/other/")
    wait_until(page, f"{WORKERS}.then((count) => count === 0)")
    assert page.evaluate(CACHES) == []


def test_a_broken_script_never_takes_the_place_of_a_worker(reader, deployed):
    site, url = deployed
    page = reader()
    page.goto(f"{url}{HERE}")
    read(page)
    (site / "sw.js").write_text("this is no script (")
    page.goto(f"{url}articles/other/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Another")
    page.context.set_offline(True)
    page.goto(f"{url}{HERE}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Five minutes")


def test_a_worker_that_fails_at_its_work_lets_the_network_answer_and_goes(reader, deployed):
    site, url = deployed
    script = (site / "sw.js").read_text()
    broken = script.replace("if(response.status===200&&", "nowhere();if(response.status===200&&")
    assert broken != script
    (site / "sw.js").write_text(broken)
    page = reader()
    page.goto(f"{url}{HERE}")
    page.evaluate("document.querySelector('.after').scrollIntoView({ block: 'end' })")
    wait_until(page, ACTIVE)
    page.goto(f"{url}articles/other/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Another")
    wait_until(page, f"{WORKERS}.then((count) => count === 0)")
    assert page.evaluate(CACHES) == []


REFUSING = {
    "no caches": "CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'));",
    "no workers": "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'));",
    "no storage": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
}


@pytest.mark.parametrize("refusing", REFUSING.values(), ids=REFUSING.keys())
def test_a_browser_that_refuses_is_not_spoken_of(reader, deployed, refusing):
    _, url = deployed
    page = reader()
    page.add_init_script(refusing)
    for address in ("", HERE, f"quizzes/{QUIZ}/", "shelf/"):
        page.goto(url + address)
        page.mouse.wheel(0, 20000)
        page.wait_for_timeout(150)

    assert page.said == []


def test_answers_in_an_address_are_not_kept(reader, deployed):
    _, url = deployed
    page = reader()
    page.goto(f"{url}{HERE}")
    read(page)
    page.goto(f"{url}quizzes/{QUIZ}/?a=secret.1")
    page.goto(f"{url}articles/other/?giscus=secret")
    wait_until(page, f"caches.match('{url}articles/other/').then(Boolean)")
    kept = page.evaluate(
        f"{CACHES}.then((all) => caches.open(all[0])).then((one) => one.keys()).then((all) => all.map(({{ url }}) => url))"
    )

    assert [one for one in kept if "secret" in one] == []


def test_the_worker_is_small_and_the_same_for_the_same_site(built_site, project):
    assert len(gzip.compress((built_site / "sw.js").read_bytes(), 9)) <= 2 * 1024
    assert b"/work" not in (built_site / "sw.js").read_bytes()
    first = (project / "first/sw.js").read_bytes()
    shutil.rmtree(project / ".cache")
    assert build(project, SITE_URL=URL).returncode == 0
    assert (project / "site/sw.js").read_bytes() == first


def test_the_manifest_names_the_site_and_works_under_its_path(reader, built_site, site_url):
    manifest = json.loads((built_site / "site.webmanifest").read_text())
    page = reader()
    page.goto(site_url)
    session = page.context.new_cdp_session(page)
    told = session.send("Page.getAppManifest")

    assert told["errors"] == []
    assert told["url"] == f"{site_url}site.webmanifest"
    assert (manifest["name"], manifest["short_name"]) == ("The Second Sale", "Second Sale")
    assert (manifest["start_url"], manifest["scope"]) == ("./", "./")
    assert urlsplit(told["url"]).path.startswith(PREFIX)
    for icon in manifest["icons"]:
        size = page.evaluate(
            "(src) => { const one = new Image(); one.src = src; return one.decode().then(() => `${one.naturalWidth}x${one.naturalHeight}`); }",
            icon["src"],
        )
        assert size == icon["sizes"]
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
