"""Sign-up, feed readers and whom to write to: where the settings bring them, and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import unquote

import lxml.html
import pytest

import quick_builds
from building import ROOT, build, copy_project
from helpers import BASE, MENU, article

pytestmark = pytest.mark.build

QUIZ = "would-they-hire-you"
DOCS = {
    **BASE,
    **MENU,
    "articles/2026/five.md": article("Five minutes"),
    f"quizzes/{QUIZ}.yml": (ROOT / f"docs/quizzes/{QUIZ}.yml").read_text(encoding="utf-8"),
}
FORM = "//form[contains(@class, 'subscribe__form')]"


def built(tmp_path, monkeypatch, *, contact="", provider="none", menu=""):
    """Build a small site with these settings, and return its pages by address."""
    quick_builds.prepare(monkeypatch)
    monkeypatch.setenv("SITE_URL", "https://example.github.io/second-sale/")
    folder = copy_project(tmp_path / "x", DOCS)
    text = (folder / "mkdocs.yml").read_text()
    text = re.sub("provider: none .*", provider, text.replace("provider: none", "provider: none ", 1))
    text = text.replace("    newsletter:\n", f"{contact}    cards: false\n    search: false\n    newsletter:\n")
    text = text.replace("    menu:\n", f"    menu:\n{menu}")
    (folder / "mkdocs.yml").write_text(text)
    files = quick_builds.build_here(folder).files
    return {
        path.removesuffix("index.html"): lxml.html.fromstring(data)
        for path, data in files.items()
        if path.endswith(".html")
    }


BUTTONDOWN = "provider: buttondown\n      account: second-sale"
NONE = "provider: none"


def header_letters(tree):
    return tree.xpath("//header//a[normalize-space()='Get the letter']/@href")


def test_with_a_provider_the_header_and_results_offer_the_letter(tmp_path, monkeypatch):
    pages = built(tmp_path, monkeypatch, provider=BUTTONDOWN)

    assert header_letters(pages["articles/five/"]) == ["../../subscribe/"]
    assert header_letters(pages[""]) in (["subscribe/"], ["./subscribe/"])
    quiz = pages[f"quizzes/{QUIZ}/"]
    (form,) = quiz.xpath(FORM)
    (policy,) = quiz.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert form.xpath("ancestor::template/@data-quiz-template") == ["result"]
    assert "form-action 'self' https://buttondown.com" in policy


def test_a_menu_that_leads_to_the_form_gets_no_second_link(tmp_path, monkeypatch):
    pages = built(tmp_path, monkeypatch, provider=BUTTONDOWN, menu="      - {title: Join, to: /subscribe/}\n")

    assert header_letters(pages["articles/five/"]) == []


def test_without_a_provider_nothing_offers_one(tmp_path, monkeypatch):
    pages = built(tmp_path, monkeypatch, provider=NONE)

    assert header_letters(pages["articles/five/"]) == []
    assert pages[f"quizzes/{QUIZ}/"].xpath(FORM) == []
    assert not any(tree.xpath("//section[contains(@class, 'door')]") for tree in pages.values())


def test_with_an_address_three_pages_have_a_door(tmp_path, monkeypatch):
    pages = built(tmp_path, monkeypatch, provider=NONE, contact="    contact: the.desk@example.org\n")
    doors = {address: tree.xpath("//section[contains(@class, 'door')]/h2") for address, tree in pages.items()}

    assert {address for address, found in doors.items() if found} == {"", "about/", "subscribe/"}
    assert doors["about/"][0].text_content() == "Write to The desk"
    assert pages["about/"].xpath("//section[contains(@class, 'door')]//*[@data-reply]")


def test_a_preview_has_no_manifest_and_a_worker_that_removes_itself(tmp_path):
    folder = copy_project(tmp_path / "x", {**BASE, **MENU})
    assert build(folder, PREVIEW="yes").returncode == 0
    script = (folder / "site/sw.js").read_text()

    assert "unregister" in script
    assert '"fetch"' not in script
    assert "webmanifest" not in (folder / "site/index.html").read_text()
    assert not (folder / "site/site.webmanifest").exists()


def test_feed_readers_get_the_whole_address_of_the_feed(tmp_path, monkeypatch):
    pages = built(tmp_path, monkeypatch, provider=NONE)
    links = pages["subscribe/"].xpath("//dl[contains(@class, 'follow')]//a")

    assert [re.sub(r"\W.*", "", link.text_content()) for link in links] == [
        "Feedly",
        "Inoreader",
        "NewsBlur",
        "Feedbin",
    ]
    for link in links:
        assert link.get("rel").split()[0] == "external"
        assert unquote(link.get("href")).endswith("https://example.github.io/second-sale/feed.xml")
        assert link.get("href").count("//") == 1
