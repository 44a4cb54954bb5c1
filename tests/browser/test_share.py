"""Sharing an article: plain links, and a button that copies the link and says so."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from browser.conftest import DESKTOP, PHONE, wait_until

ARTICLE = "articles/a-report-card-filled-in-by-your-customers/"
URL = f"https://example.github.io/second-sale/{ARTICLE}"
TITLE = "A report card, filled in by your customers"


@pytest.mark.parametrize("scripts", [True, False])
def test_links_carry_title_and_address(open_page, scripts):
    page = open_page(ARTICLE, scripts=scripts)
    links = page.locator("[data-share] a").evaluate_all("links => links.map(link => [link.textContent, link.href])")
    mail, linkedin, whatsapp, bluesky, mastodon = (link for _, link in links)

    names = ["Mail", "LinkedIn", "WhatsApp", "Bluesky", "Mastodon"]
    assert [re.sub(r"\u2060 \(.*", "", name) for name, _ in links] == names
    words = parse_qs(urlsplit(mail).query, strict_parsing=True)
    assert words["subject"] == [TITLE]
    assert words["body"][0].endswith(f"{TITLE}\r\n\r\n{URL}")
    assert "+" not in mail  # a mail program shows it as it stands
    assert parse_qs(urlsplit(linkedin).query) == {"url": [URL]}
    assert parse_qs(urlsplit(whatsapp).query) == {"text": [f"{TITLE} {URL}"]}
    assert parse_qs(urlsplit(bluesky).query) == {"text": [f"{TITLE} {URL}"]}
    assert parse_qs(urlsplit(mastodon).fragment) == {"text": [f"{TITLE} {URL}"]}


def test_the_button_copies_the_link_and_says_so(open_page, chromium):
    context = chromium.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = open_page(ARTICLE, context=context)
    button = page.get_by_role("button", name="Copy link")
    button.focus()
    page.keyboard.press("Enter")
    status = page.locator("[data-share-said]")

    wait_until(page, "document.querySelector('[data-share-said]').textContent")
    assert status.get_attribute("role") == "status"
    assert status.text_content() == "The link is copied."
    assert page.evaluate("navigator.clipboard.readText()") == URL
    context.close()


def test_where_the_browser_refuses_the_page_says_so(open_page):
    page = open_page(ARTICLE)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Copy link").click()

    wait_until(page, "document.querySelector('[data-share-said]').textContent")
    assert "did not allow" in page.locator("[data-share-said]").text_content()


def test_without_scripts_there_is_no_button(open_page):
    page = open_page(ARTICLE, scripts=False)

    assert not page.get_by_text("Copy link").is_visible()
    expect(page.get_by_role("link", name="WhatsApp")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP, {"width": 320, "height": 700}])
def test_targets_are_large_and_nothing_is_wider_than_the_page(open_page, size):
    page = open_page("articles/respected-or-liked/", size=size)

    for target in page.locator("[data-share] a, [data-share] button").all():
        assert target.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
