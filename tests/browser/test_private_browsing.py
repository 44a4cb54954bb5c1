"""What stays in a reader's browser, mail to the desk, comments: nothing more than the site says."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from playwright.sync_api import expect

from browser.axe import violations_each_way
from browser.conftest import served, wait_until
from browser.test_mirror import ask, take_quiz
from browser.test_quiz import answer, hand_in, sheet
from building import build, copy_project
from coach.io.disk.files import read_data
from coach.publish.browser_storage import choose_stored
from helpers import BASE, MENU, article
from quizzes.test_scoring import ALL

EVERY = frozenset({"quizzes", "customers_view", "paths", "offline"})
LISTED = choose_stored(read_data("publish/browser_storage.yml"), EVERY, "second-sale")
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
HELD = "caches.keys().then((copies) => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...copies])"


def listed_key(key):
    return next(
        (one.key for one in LISTED if key == one.key or (one.key.endswith("*") and key.startswith(one.key[:-1]))), None
    )


@pytest.fixture
def used(open_page, site_url):
    """The privacy page, after a reader has used everything that the site offers."""
    page = open_page("")
    page.get_by_role("button", name="Switch to dark").click()
    article_ = open_page("articles/fit-before-quota/#path-from-pusher-to-builder", context=page.context)
    article_.locator(".homework").get_by_role("checkbox").check()
    article_.locator("[data-stops]").scroll_into_view_if_needed()
    wait_until(article_, "localStorage.getItem('second-sale.read') !== null")
    article_.get_by_role("link", name="Search").click()
    article_.locator("#search-words").fill("trust")
    article_.wait_for_selector(".search__results a")
    article_.keyboard.press("Escape")
    article_.get_by_role("button", name="Keys").click()
    article_.locator("[data-keys-on]").uncheck()
    article_.keyboard.press("Escape")
    chat = open_page("articles/anatomy-of-a-thread-that-went-nowhere/", context=page.context)
    chat.get_by_role("button", name="Practise").click()
    quiz = open_page("quizzes/would-they-hire-you/", context=page.context)
    answer(quiz, sheet(ALL["would-they-hire-you"], 0))
    hand_in(quiz)
    quiz.get_by_role("button", name="Keep it in this browser").click()
    wait_until(quiz, "Object.keys(localStorage).some((key) => key.startsWith('second-sale.history.'))")
    take_quiz(quiz, site_url, "would-they-hire-you", sheet(ALL["would-they-hire-you"], 0))
    customer = open_page(ask(quiz, "Boatyard").removeprefix(site_url), context=page.context)
    answer(customer, sheet(ALL["would-they-hire-you"], 0, leave=3))
    wait_until(customer, "sessionStorage.length > 0")
    wait_until(customer, "navigator.serviceWorker.controller?.state === 'activated'")
    customer.goto(f"{site_url}privacy/")  # in the same tab, which alone keeps what a customer has begun
    return customer


def test_a_browser_holds_what_the_page_lists_and_nothing_else(used):
    held = used.evaluate(HELD)

    assert [key for key in held if listed_key(key) is None] == []
    assert {listed_key(key) for key in held} == {one.key for one in LISTED}
    assert used.context.cookies() == []
    assert used.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_the_page_shows_what_is_here_and_deletes_it_and_leaves_others_alone(used):
    used.evaluate("localStorage.setItem('other', 'x'); localStorage.setItem('second-sale.scheme.other', 'x')")
    assert used.locator("[data-here]:visible").count() == len(LISTED)
    assert used.evaluate(WORKERS) == 1

    used.get_by_role("button", name="Delete everything this site keeps").click()
    count = len(LISTED)
    told = f"Deleted: {count} entries. This site keeps nothing in this browser now."
    expect(used.get_by_role("status").last).to_have_text(told)
    assert used.evaluate(WORKERS) == 0
    used.evaluate(
        "(() => { const one = new Image(); one.src = '../assets/apple-touch-icon.png'; return one.decode(); })()"
    )
    assert used.evaluate("caches.keys()") == []
    assert sorted(used.evaluate(HELD)) == ["other", "second-sale.scheme.other"]
    assert used.locator("[data-here]:visible").count() == 0
    assert used.evaluate("document.documentElement.dataset.scheme") is None

    used.get_by_role("button", name="Delete everything this site keeps").click()
    expect(used.get_by_role("status").last).to_have_text("There was nothing to delete.")


def test_without_scripts_the_page_says_how_and_offers_no_button(open_page):
    page = open_page("privacy/", scripts=False)

    assert page.locator("[data-stored] > li").count() == len(LISTED)
    assert page.get_by_role("button", name="Delete everything").count() == 0
    expect(page.get_by_text("Your browser can do the same, also without scripts")).to_be_visible()


def test_the_privacy_page_is_accessible(open_page):
    page = open_page("privacy/")
    page.evaluate("localStorage.setItem('second-sale.read', '[]')")
    page.reload()
    assert violations_each_way(page) == []
    assert (
        open_page("privacy/", size={"width": 320, "height": 640}).evaluate("document.documentElement.scrollWidth")
        <= 320
    )


# A site with a mail address, comments and a form

SETTINGS = """    contact: the.desk@example.org
    comments: {provider: giscus, repo: second-sale/talk, repo_id: R_1, category: Articles, category_id: DIC_2}
"""
VIDEO = """Text.

```video
title: Two minutes on silence
length: "2:10"
link: https://www.youtube.com/watch?v=abcdefghijk
```
"""


@pytest.fixture(scope="module")
def talking(tmp_path_factory):
    """The folder of a built site that has a contact, comments and a newsletter form."""
    docs = {
        **BASE,
        **MENU,
        "articles/2026/five-minutes.md": article(
            '"Five minutes, & no more?"', body="[Elsewhere](https://example.com/)"
        ),
        "articles/2026/video.md": article("A video", body=VIDEO),
    }
    folder = copy_project(tmp_path_factory.mktemp("talking") / "copy", docs)
    config = folder / "mkdocs.yml"
    text = config.read_text().replace("    newsletter:\n", f"{SETTINGS}    newsletter:\n")
    config.write_text(re.sub("provider: none .*", "provider: buttondown\n      account: second-sale", text))
    result = build(folder, "--strict", SITE_URL="https://example.github.io/second-sale/")
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def talking_url(talking):
    with served(talking) as url:
        yield url


@pytest.fixture
def visit(chromium, talking_url):
    """Open a page of that site; requests to other hosts are answered here and noted in `asked`."""
    contexts = []

    def visit_(address, answer="", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        elsewhere = re.compile(r"^https:")
        page.route(elsewhere, lambda route: route.fulfill(body=answer, content_type="text/html"))
        page.on("request", lambda request: page.asked.append(request.url) if elsewhere.match(request.url) else None)
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(talking_url + address, wait_until="networkidle")
        return page

    yield visit_
    for context in contexts:
        context.close()


def policy_of(site, address):
    (policy,) = lxml.html.parse(str(site / address / "index.html")).xpath(
        "//meta[@http-equiv='Content-Security-Policy']/@content"
    )
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_the_policy_allows_frames_and_forms_only_where_they_stand(talking):
    players = "https://www.youtube-nocookie.com https://player.vimeo.com"

    assert policy_of(talking, "articles/five-minutes")["frame-src"] == "https://giscus.app"
    assert policy_of(talking, "articles/video")["frame-src"] == f"{players} https://giscus.app"
    for path in sorted(talking.rglob("index.html")):
        address = path.parent.relative_to(talking).as_posix()
        tree, policy = lxml.html.parse(str(path)), policy_of(talking, address)
        forms = [urlsplit(action) for action in tree.xpath("//form/@action")]
        allowed = " ".join(["'self'", *{f"{form.scheme}://{form.netloc}" for form in forms}]) if forms else "'none'"
        assert policy["form-action"] == allowed, address
        assert ("frame-src" in policy) == address.startswith("articles/"), address
        if tree.xpath("//meta[@http-equiv='refresh']"):
            assert policy == {
                "default-src": "'none'",
                "img-src": "'self'",
                "form-action": "'none'",
                "base-uri": "'none'",
            }
            continue
        # The hash is that of the rules for what to fetch ahead, which run nothing.
        assert re.fullmatch(r"'self' 'wasm-unsafe-eval' 'sha256-[\w+/=]+'", policy["script-src"]), address


def test_no_page_holds_the_mail_address_as_robots_look_for_it(talking):
    for path in sorted(talking.rglob("*")):
        if path.is_file():
            assert b"the.desk@" not in path.read_bytes(), path
            assert path.suffix != ".html" or not re.search(rb"mailto:[^?]", path.read_bytes()), path


def test_a_reply_by_mail_names_the_article(visit):
    page = visit("articles/five-minutes/")
    link = page.get_by_role("link", name="Reply by mail")
    assert link.get_attribute("href") == "mailto:"
    assert not page.get_by_text("the dot desk at example dot org").first.is_visible()

    link.focus()
    mail = urlsplit(link.get_attribute("href"))
    assert (mail.scheme, mail.path) == ("mailto", "the.desk@example.org")
    assert parse_qs(mail.query) == {"subject": ["Re: Five minutes, & no more?"]}
    assert link.bounding_box()["height"] >= 44


def test_a_mouse_finds_the_address_too(visit):
    page = visit("articles/five-minutes/")
    link = page.get_by_role("link", name="Reply by mail")
    link.hover()

    assert link.get_attribute("href").startswith("mailto:the.desk@example.org?")


def test_without_scripts_the_address_is_written_out_for_people(visit):
    page = visit("articles/five-minutes/", java_script_enabled=False)

    expect(page.get_by_text("Reply by mail: the dot desk at example dot org")).to_be_visible()
    assert page.get_by_role("link", name="Reply by mail").count() == 0
    expect(page.get_by_role("link", name="Read them at GitHub")).to_be_visible()
    assert page.get_by_role("button", name="Show the comments").count() == 0


def test_a_site_without_contact_and_comments_shows_neither(built_site):
    for path in built_site.rglob("*.html"):
        text = path.read_text()
        assert 'class="reply"' not in text, path
        assert "giscus" not in text, path
        assert "reply.mjs" not in text, path


def test_comments_load_on_a_click_from_their_host_and_run_no_script_here(visit, talking_url):
    page = visit("articles/five-minutes/", "<p>comments</p>")
    assert page.asked == []
    page.get_by_role("button", name="Show the comments").click()
    page.wait_for_selector("iframe")
    wait_until(page, "frames.length === 1")

    (asked,) = page.asked
    url = urlsplit(asked)
    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://giscus.app/en/widget"
    told = {key: value for key, (value,) in parse_qs(url.query).items()}
    assert {key: told[key] for key in ("repo", "repoId", "category", "categoryId", "term", "theme")} == {
        "repo": "second-sale/talk",
        "repoId": "R_1",
        "category": "Articles",
        "categoryId": "DIC_2",
        "term": "five-minutes",
        "theme": "preferred_color_scheme",
    }
    assert told["origin"] == f"{talking_url}articles/five-minutes/#comments"
    assert page.locator("iframe").get_attribute("title") == "Comments"
    assert page.get_by_role("button", name="Show the comments").count() == 0
    assert page.said == []


def test_a_sign_in_is_kept_out_of_the_address_and_loads_nothing_by_itself(visit):
    page = visit("articles/five-minutes/?giscus=secret")
    assert page.evaluate("location.search") == ""
    assert page.asked == []
    assert page.evaluate("localStorage.getItem('second-sale.comments')") == "secret"

    page.get_by_role("button", name="Show the comments").click()
    page.wait_for_selector("iframe")
    assert parse_qs(urlsplit(page.asked[0]).query)["session"] == ["secret"]


FRAME = """<script>
    parent.postMessage({ giscus: { resizeHeight: 734.5 } }, "*");
    if (location.search.includes("session=secret")) parent.postMessage({ giscus: { signOut: true } }, "*");
</script>"""


def test_the_frame_gets_its_height_and_signs_a_reader_out(visit):
    page = visit("articles/five-minutes/?giscus=secret", FRAME)
    page.evaluate("postMessage({ giscus: { signOut: true } }, '*')")
    assert page.evaluate("localStorage.getItem('second-sale.comments')") == "secret"

    page.get_by_role("button", name="Show the comments").click()
    wait_until(page, "localStorage.getItem('second-sale.comments') === null")
    wait_until(page, "document.querySelector('iframe').height === '735'")
    wait_until(page, "!document.querySelector('iframe').src.includes('secret')")


def test_pages_with_a_reply_and_comments_are_accessible(visit):
    assert violations_each_way(visit("articles/five-minutes/")) == []
    assert violations_each_way(visit("privacy/")) == []


def test_the_privacy_page_names_what_the_settings_bring(talking):
    words = lxml.html.parse(str(talking / "privacy/index.html")).getroot().text_content()

    for told in ("second-sale.comments", "giscus.app", "buttondown.com", "the dot desk at example dot org"):
        assert told in words
