"""What a reader's browser loads of a built site: for one article, and for a first search from there.

The bytes are counted where they leave the server, since Chromium's own count leaves out what workers load, and
Material's and Pagefind's searches run in workers.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from serving import serving

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from browser.chromium import ARGUMENTS, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from serving import Traffic

_QUIET = 1.5  # seconds without a byte, after which nothing more is coming
_LONGEST = 90


@dataclass(frozen=True)
class Loaded:
    """Bytes over the network, headers included: of the article, and what its first search loads on top."""

    article: int
    search: int
    found: int


def load(site: Path, article: str, search: str, word: str) -> Loaded | None:
    """Open the article in a new profile and search for the word; None where that cannot be done."""
    program = find()
    if not program:
        return None
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright, serving(site) as (address, traffic):
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            page = browser.new_context(viewport={"width": 1366, "height": 800}).new_page()
            return _read(page, address + article, search, word, traffic)
        except (Error, TimeoutError) as error:
            print(f"a reader of {address + article} fails: {error}", file=sys.stderr)
            return None
        finally:
            browser.close()


def _read(page: Page, address: str, search: str, word: str, traffic: Traffic) -> Loaded:
    elsewhere: list[str] = []
    page.context.on("request", lambda request: None if _is_local(request.url) else elsewhere.append(request.url))
    page.goto(address, wait_until="load")
    article = _settle(page, traffic)
    found = _SEARCHES[search](page, word)
    loaded = Loaded(article, _settle(page, traffic) - article, found)
    if elsewhere:
        raise RuntimeError(f"the page loads from elsewhere, which is not counted: {elsewhere}")
    return loaded


def _is_local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def _settle(page: Page, traffic: Traffic) -> int:
    """Wait until no more bytes come, and return the bytes up to now."""
    start = time.monotonic()
    while time.monotonic() - max(start, traffic.last) < _QUIET:
        page.wait_for_timeout(100)
    return traffic.bytes


def _own(page: Page, word: str) -> int:
    page.keyboard.press("/")
    page.keyboard.type(word)
    return _shown(page, "[data-search-dialog] li a")


def _material(page: Page, word: str) -> int:
    page.keyboard.press("/")
    page.wait_for_timeout(500)  # it takes no letters while the field opens
    page.keyboard.type(word)
    return _shown(page, ".md-search-result__item")


def _pagefind(page: Page, word: str) -> int:
    """Ask as a page of one's own would: the program brings no page that searches."""
    script = """async (word) => {
      const pagefind = await import(new URL("/pagefind/pagefind.js", location.href).href);
      const { results } = await pagefind.search(word);
      return (await Promise.all(results.slice(0, 10).map((result) => result.data()))).length;
    }"""
    return int(page.evaluate(script, word))


def _shown(page: Page, selector: str) -> int:
    """Wait for results and return how many are shown."""
    for _ in _ticks(page):
        if count := page.locator(selector).count():
            return count
    raise TimeoutError(f"no results within {_LONGEST} s: {selector}")


def _ticks(page: Page) -> Iterator[None]:
    until = time.monotonic() + _LONGEST
    while time.monotonic() < until:
        page.wait_for_timeout(100)
        yield


_SEARCHES = {"own": _own, "material": _material, "pagefind": _pagefind}
