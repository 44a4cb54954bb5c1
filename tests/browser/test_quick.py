"""How quickly pages come, how little they weigh, and that nothing moves: on a phone, from a server like GitHub Pages."""

from __future__ import annotations

import re
import threading

import pytest

from browser.conftest import DESKTOP, PHONE
from browser.pages_server import PREFIX, start
from building import build, copy_project, write
from helpers import article
from pictures.corpus import SVG, moving, photo, saved, scene

ALL = "articles/everything/"
TEXT = "Words of a paragraph that goes on for a while, as they do in the middle of an article. " * 6
EVERYTHING = article(
    "Everything",
    date="2026-11-20",
    image="{src: ../../assets/desk.jpg, alt: A desk}",
    quiz="pusher-or-builder",
    tags="[trust, time, respect]",
    body=f"""{TEXT} See [a feed](/feed.xml) or [elsewhere](https://example.com/one/).

## A picture

![A tall one](../../assets/tall.jpg)

{TEXT * 4}

## A drawing

![Drawn](../../assets/drawn.svg) ![Small](../../assets/small.png) ![It moves](../../assets/moves.gif)

| One | Two |
|-----|-----|
| 1   | 2   |

{TEXT * 4}

## A conversation

```chat
title: Made up
Buyer: What does it cost?
Rep: That depends.
> A note.
```

```video
title: Two minutes on silence
length: "2:10"
link: https://www.youtube.com/watch?v=abcdefghijk
poster: ../../assets/poster.jpg
```

```quiz
pusher-or-builder
```

!!! homework "Ask one question"

    Ring one customer and ask one question.[^1]

[^1]: A note.
""",
)
DOCS = {
    "articles/2026/everything.md": EVERYTHING,
    "assets/desk.jpg": photo(2000, 1200),
    "assets/tall.jpg": photo(1500, 1000, orientation=6),
    "assets/poster.jpg": photo(640, 360),
    "assets/small.png": saved(scene(120, 90), "PNG"),
    "assets/moves.gif": moving(),
    "assets/drawn.svg": SVG,
}
KINDS = {
    "home": "",
    "article": "articles/two-ways-to-make-the-number/",
    "article from a path": "articles/two-ways-to-make-the-number/#path-from-pusher-to-builder",
    "conversation": "articles/anatomy-of-a-thread-that-went-nowhere/",
    "everything": ALL,
    "archive": "archive/",
    "author": "authors/desk/",
    "start here": "start-here/",
    "subscribe": "subscribe/",
    "coaching": "coaching/",
    "tags": "tags/",
    "tag": "tags/trust/",
    "quizzes": "quizzes/",
    "quiz": "quizzes/pusher-or-builder/",
    "paths": "paths/",
    "path": "paths/from-pusher-to-builder/",
    "newsletter": "newsletter/",
    "edition": "newsletter/2026-11/",
    "homework": "homework/",
    "shelf": "shelf/",
    "not found": "no/such/page/",
}
# Whoever was here before: what they read and did is shown, and must not push anything away either.
WATCH = """
localStorage.setItem("second-sale.read", JSON.stringify(["two-ways-to-make-the-number", "the-first-sale-is-the-cheap-one"]));
localStorage.setItem("second-sale.shelf", JSON.stringify([
  { kind: "article", id: "fit-before-quota", title: "Fit before quota", address: "articles/fit-before-quota/", far: 0.4, saved: true },
  { kind: "article", id: "everything", title: "Everything", address: "articles/everything/", far: 1, done: true, homework: [["homework", "Ask one question"]] },
  { kind: "path", title: "From pusher to builder", address: "paths/from-pusher-to-builder/", next: "fit-before-quota", name: "Fit before quota", to: "articles/fit-before-quota/" },
]));
localStorage.setItem("second-sale.homework", JSON.stringify(["two-ways-to-make-the-number#homework"]));
window.moved = [];
const SEEN = 0.0001; // a rounding of half a pixel somewhere has 0.000004; tools report three decimals
new PerformanceObserver((list) => {
  for (const shift of list.getEntries().filter(({value}) => value > SEEN)) {
    moved.push([shift.value, ...shift.sources.map((one) => one.node?.outerHTML?.slice(0, 100))]);
  }
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("quick") / "x")
    for path, data in DOCS.items():
        write(folder / "docs" / path, data)
    result = build(folder, "--strict", SITE_URL="https://example.github.io/second-sale/")
    assert result.returncode == 0, result.stderr
    server = start(folder / "site")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(chromium, server):
    """Open an address; every complaint of the console fails the test."""
    contexts, faults = [], []

    def visit_(address, *, size=PHONE, ratio=2, watch="", scheme="light"):
        context = chromium.new_context(viewport=size, device_scale_factor=ratio, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None
        )
        page.add_init_script(watch)
        page.sent = []
        page.on("response", lambda response: page.sent.append(response))  # noqa: PLW0108 - Playwright wants a function
        page.goto(f"http://127.0.0.1:{server.server_port}{PREFIX}{address}")
        return page

    yield visit_
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "404 (Not Found)" not in fault] == []


def scroll_through(page):
    page.evaluate(
        """async () => {
            for (let top = 0; top < document.body.scrollHeight; top += 400) {
                scrollTo(0, top);
                await new Promise((done) => setTimeout(done, 30));
            }
            await Promise.all([...document.images].map((image) => image.decode().catch(() => 0)));
        }"""
    )
    page.wait_for_timeout(100)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_while_a_page_loads(visit, kind):
    for size in (PHONE, DESKTOP):
        page = visit(KINDS[kind], size=size, watch=WATCH)
        scroll_through(page)
        assert page.evaluate("moved") == [], size


def weight(page):
    """Return the bytes of each response as they came over the wire, headers included."""
    return {
        response.url: sum(response.request.sizes()[key] for key in ("responseBodySize", "responseHeadersSize"))
        for response in page.sent
    }


def test_an_article_with_everything_weighs_at_most_80_kib(visit):
    """All that comes before a reader does anything but read to the end; fetched ahead is nothing before a hover."""
    page = visit(ALL)
    scroll_through(page)
    loaded = weight(page)

    assert sum(loaded.values()) <= 80 * 1024, sorted(loaded.items(), key=lambda one: one[1])
    assert {
        response.headers.get("content-encoding") for response in page.sent if "html" in response.headers["content-type"]
    } == {"gzip"}
    assert sum(size for url, size in loaded.items() if "/assets/" not in url or "/site.css" in url) <= 40 * 1024


@pytest.mark.parametrize("kind", ["home", "article", "quiz", "path", "edition"])
def test_a_page_loads_nothing_that_it_does_not_use(visit, kind):
    page = visit(KINDS[kind])
    scroll_through(page)
    names = {url.rpartition("/")[2] for url in weight(page)} - {""}

    assert (
        names
        <= {"site.css", "search.css", "scheme.js", "search.mjs", "keys.mjs", "mark.svg"}
        | {
            "article": {"chart.css", "path.mjs", "homework.mjs", "share.mjs", "reading.mjs"},
            "quiz": {
                "quiz.css",
                "quiz.mjs",
                "words.mjs",
                "score.mjs",
                "arrive.js",
                "path.mjs",
                "reading.mjs",
                "pusher-or-builder.json",
            },
            "home": {"path.mjs", "continue.js"},
            "path": {"path.mjs"},
            "edition": set(),
        }[kind]
    )


@pytest.mark.parametrize(
    ("size", "ratio", "desk", "tall"),
    [
        (PHONE, 1, 480, 480),
        (PHONE, 2, 800, 800),
        (PHONE, 3, 1320, 1000),
        (DESKTOP, 1, 800, 800),
        (DESKTOP, 2, 1320, 1000),
        ({"width": 320, "height": 640}, 1, 480, 480),
        ({"width": 800, "height": 1000}, 1, 800, 800),
    ],
)
def test_a_browser_takes_the_width_that_its_screen_needs(visit, size, ratio, desk, tall):
    page = visit(ALL, size=size, ratio=ratio)
    scroll_through(page)
    images = page.evaluate(
        """[...document.querySelectorAll(".lead img, .prose img")].map((image) => ({
            name: image.currentSrc.split("/").at(-1), shown: image.clientWidth * devicePixelRatio,
            ratio: image.clientWidth / image.clientHeight, own: image.naturalWidth / image.naturalHeight,
        }))"""
    )

    by_name = {image["name"].partition(".")[0]: image for image in images}
    for name, width in (("desk", desk), ("tall", tall)):
        assert by_name[name]["name"].endswith(f"-{width}.avif")
        assert width >= min(by_name[name]["shown"], 1320 if name == "desk" else 1000) - 1
    assert by_name["moves"]["name"] == "moves.gif"
    for image in images:
        assert image["ratio"] == pytest.approx(image["own"], rel=0.02), image


def test_pictures_below_come_when_a_reader_is_near(visit):
    page = visit(ALL)
    page.wait_for_timeout(200)
    asked = " ".join(weight(page))
    assert "desk." in asked
    assert "poster" not in asked

    scroll_through(page)
    assert "poster" in " ".join(weight(page))


def test_pictures_are_dimmed_a_little_in_the_dark_and_not_on_paper(visit):
    page = visit(ALL, scheme="dark")
    dimmed = "getComputedStyle(document.querySelector('.prose img')).filter"
    assert page.evaluate(dimmed) == "brightness(0.92)"

    page.emulate_media(media="print")
    assert page.evaluate(dimmed) == "none"
    assert visit(ALL).evaluate(dimmed) == "none"


def test_the_page_that_a_reader_is_about_to_open_is_there_before_the_click(visit, server):
    page = visit("articles/two-ways-to-make-the-number/", size=DESKTOP)
    link = page.locator(".neighbours a").first
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    before = len(page.sent)
    link.hover()
    page.wait_for_timeout(600)
    (ahead,) = page.sent[before:]
    assert ahead.request.headers["sec-purpose"] == "prefetch"
    assert ahead.url == page.evaluate("document.querySelector('.neighbours a').href")

    server.asked.clear()
    link.click()
    page.wait_for_load_state()
    assert page.url == ahead.url
    assert page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType") == "navigational-prefetch"
    assert server.asked == []  # styles and scripts are in the browser's cache as well


@pytest.mark.parametrize("words", ["a feed", "elsewhere", "1"], ids=["feed", "another site", "the same page"])
def test_nothing_is_fetched_for_reading_on_or_for_other_links(visit, words):
    page = visit(ALL, size=DESKTOP)
    scroll_through(page)
    link = page.locator(".prose").get_by_role("link", name=re.compile(rf"^{words}(\W|$)"))
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    assert [response.url for response in page.sent if "sec-purpose" in response.request.headers] == []

    before = len(page.sent)
    link.hover()
    page.wait_for_timeout(600)
    assert page.sent[before:] == []
