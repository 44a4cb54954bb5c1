"""What pages may load and run: every page of the site in a browser, and what the policy stops."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.conftest import wait_until

ARTICLE = "articles/five-minutes-means-five-minutes/"
DEPLOYED = "https://example.github.io/second-sale/"
IN_MAIL = (
    f"{DEPLOYED}assets/apple-touch-icon.png",
    f"{DEPLOYED}cards/figures/",
)  # mails are read elsewhere: named in full
REPORT = """
    window.stopped = [];
    addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
"""


def addresses(site):
    """Every page of the site, and the mails; redirects apart."""
    pages = {path.relative_to(site).as_posix(): path.read_text() for path in sorted(site.rglob("*.html"))}
    return [name.removesuffix("index.html") for name, text in pages.items() if 'http-equiv="refresh"' not in text]


def test_no_page_asks_elsewhere_or_says_a_word_to_the_console(chromium, built_site, site_url):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    asked, said = [], []
    for start in IN_MAIL:
        page.route(
            f"{start}**", lambda route: route.fulfill(path=built_site / route.request.url.removeprefix(DEPLOYED))
        )
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append((message.location["url"], message.text)))
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    every = addresses(built_site)
    for address in every:
        page.goto(site_url + address)
    page.close()

    assert len(every) > 70
    assert [url for url in asked if not url.startswith((site_url, *IN_MAIL))] == []
    # Mails name no icon, so the browser looks for one at the host's root, where this site does not live.
    assert [one for one in said if not one[0].endswith("/favicon.ico")] == []


def test_a_redirect_asks_for_nothing_but_the_page_it_leads_to(chromium, site_url):
    page = chromium.new_page()
    asked, said = [], []
    page.route(f"{DEPLOYED}**", lambda route: route.fulfill(status=204))
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    with page.expect_request(f"{DEPLOYED}**"):
        page.goto(f"{site_url}tags/credibility/")
    page.close()

    assert asked == [f"{site_url}tags/credibility/", f"{DEPLOYED}tags/trust/"]
    assert said == []


@pytest.fixture
def injected(chromium, site_url):
    """Open the article with something put in before its end."""
    contexts = []

    def open_(html):
        context = chromium.new_context()
        contexts.append(context)
        context.add_init_script(REPORT)
        page = context.new_page()

        def put_in(route):
            reply = route.fetch()
            route.fulfill(response=reply, body=reply.text().replace("</article>", f"{html}</article>", 1))

        page.route(site_url + ARTICLE, put_in)
        page.goto(site_url + ARTICLE)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("html", "directive"),
    [
        ("<script>window.ran = true</script>", "script-src-elem"),
        ('<script type="module">window.ran = true</script>', "script-src-elem"),
        ('<script src="https://example.com/ran.js"></script>', "script-src-elem"),
        ('<svg onload="window.ran = true"></svg>', "script-src-attr"),
        ('<details open ontoggle="window.ran = true">x</details>', "script-src-attr"),
        ('<p style="color: red" id="styled">x</p>', "style-src-attr"),
        ("<style>#content { display: none }</style>", "style-src-elem"),
        ('<img src="https://example.com/seen.png" alt="">', "img-src"),
        ('<iframe src="https://example.com/"></iframe>', "frame-src"),
        ('<base href="https://example.com/">', "base-uri"),
    ],
)
def test_what_somebody_slips_into_a_page_is_stopped(injected, html, directive):
    page = injected(html)

    wait_until(page, f"stopped.includes('{directive}')")
    assert page.evaluate("window.ran") is None
    expect(page.locator("#content")).to_be_visible()


def test_a_click_on_an_injected_handler_or_script_address_runs_nothing(injected):
    page = injected(
        '<a id="a" href="javascript:window.ran = true">a</a><button id="b" onclick="window.ran = true">b</button>'
    )
    page.locator("#a").click()
    page.locator("#b").click()

    wait_until(page, "stopped.length >= 2")
    assert page.evaluate("window.ran") is None


def test_a_form_to_elsewhere_sends_nothing(injected, site_url):
    page = injected('<form action="https://example.com/take"><button id="send">Send</button></form>')
    page.locator("#send").click(no_wait_after=True)

    wait_until(page, "stopped.includes('form-action')")
    assert page.url == site_url + ARTICLE


def test_a_script_that_turns_text_into_html_is_stopped(injected):
    page = injected("")
    page.evaluate("(() => { try { document.body.innerHTML = '<b>x</b>'; } catch { /* it is reported */ } })()")

    wait_until(page, "stopped.includes('require-trusted-types-for')")
    expect(page.locator("#content")).to_be_visible()
