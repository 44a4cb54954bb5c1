"""The links of header and footer, as the settings name them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.content.settings import read_settings
from coach.publish.check import check_all
from coach.site.linking.menu import MenuLink, menu_advice, menu_links, notice_link, offer_link, team_link
from helpers import NOW, SETTINGS, article, page, site_of, sources

FILES = {
    "index.md": page("Home"),
    "about.md": page(body="## Team\n\nText."),
    "assets/guide.pdf": b"x",
    "articles/2026/one.md": article("One", aliases="[/old/]"),
    "articles/2026/draft.md": article("Draft", draft="true"),
}


def settings_of(to, key="menu"):
    text = f'extra:\n  coach:\n    {key}:\n      - {{title: Without a target}}\n      - {{title: A, to: "{to}"}}\n'
    read, _ = read_settings(text)
    return replace(SETTINGS, coach=read.coach, document=read.document)


def told(to, key="menu"):
    found = check_all(sources(FILES), settings_of(to, key), NOW)
    return [str(problem).removeprefix("mkdocs.yml:") for problem in found if problem.path == "mkdocs.yml"]


@pytest.mark.parametrize(
    ("to", "link"),
    [
        ("/archive/", MenuLink("A", "archive/", "archive/")),
        ("/archive", MenuLink("A", "archive/", "archive/")),
        ("/", MenuLink("A", "", "")),
        ("/old/", MenuLink("A", "articles/one/", "articles/one/")),
        ("/about/#team", MenuLink("A", "about/#team")),
        ("/archive/?x=1", MenuLink("A", "archive/?x=1")),
        ("about.md", MenuLink("A", "about/", "about/")),
        ("/assets/guide.pdf", MenuLink("A", "assets/guide.pdf", "assets/guide.pdf")),
        ("http://127.0.0.1:8000/archive/", MenuLink("A", "archive/", "archive/")),
        ("https://example.org/second-sale/about/", MenuLink("A", "about/", "about/")),
        ("https://example.com", MenuLink("A", "https://example.com", is_full=True, leaves=True)),
        ("//example.com", MenuLink("A", "//example.com", is_full=True, leaves=True)),
        ("mailto:desk@example.org", MenuLink("A", "mailto:desk@example.org", is_full=True)),
        ("tel:+441632960123", MenuLink("A", "tel:+441632960123", is_full=True)),
    ],
)
@pytest.mark.parametrize("key", ["menu", "footer"])
def test_a_menu_may_lead_wherever_a_text_may(to, link, key):
    settings = settings_of(to, key)

    assert told(to, key) == []
    assert menu_links(getattr(settings.coach, key), site_of(FILES).targets) == (link,)


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("/abuot/", '5:24 no page has the address "/abuot/". Did you mean "/about/"?'),
        ("about/", '5:24 there is no file "about/". Did you mean "about.md"?'),
        ("archive/", '5:24 there is no file "archive/". Did you mean "/archive/"?'),
        ("docs/about.md", '5:24 there is no file "docs/about.md". Did you mean "about.md"?'),
        ("/about/#taem", '5:24 /about/ has no heading or anchor "taem". Did you mean "team"?'),
        (
            "/articles/draft/",
            '5:24 this links to "/articles/draft/", which is a draft. Take the link out until readers can follow it.',
        ),
        ("www.example.com", '5:24 there is no file "www.example.com". Write "https://www.example.com".'),
        ("https:/x.org", '5:24 "https:/x.org" is no full web address. Write "https://x.org".'),
        ("mailto:", '5:24 "mailto:" has no mail address. Write it as in mailto:desk@example.org.'),
        ("javascript:alert(1)", "5:24 an address that runs a script is left out. Link to a page."),
    ],
)
def test_a_menu_that_leads_nowhere_is_told_with_its_line_and_such_a_link_is_not_shown(to, message):
    assert told(to) == [message]
    if "#" not in to:
        assert menu_links(settings_of(to).coach.menu, site_of(FILES).targets) == ()


@pytest.mark.parametrize("key", ["offer", "team", "notice"])
@pytest.mark.parametrize(
    ("to", "message", "link"),
    [
        ("/about/#team", "", MenuLink("Go", "about/#team")),
        ("https://example.com/x", "", MenuLink("Go", "https://example.com/x", is_full=True, leaves=True)),
        ("/abuot/", 'no page has the address "/abuot/". Did you mean "/about/"?', None),
        ("javascript:alert(1)", "an address that runs a script is left out. Link to a page.", None),
        ("/coaching/", "", None),
    ],
)
def test_the_links_of_boxes_lead_where_a_menu_may(key, to, message, link):
    more = "until: 2099-01-01" if key == "notice" else "title: A"
    text = f'extra:\n  coach:\n    {key}: {{{more}, words: B, button: Go, to: "{to}"}}\n'
    read, _ = read_settings(text)
    settings = replace(SETTINGS, coach=read.coach, offer=read.offer, document=read.document)
    targets = site_of(FILES).targets

    found = [one for one in check_all(sources(FILES), settings, NOW) if one.path == "mkdocs.yml"]
    assert [one.sentence for one in found] == ([message] if message else [])
    assert [one.line for one in found] == [3] * len(found)
    assert {"offer": offer_link, "team": team_link, "notice": notice_link}[key](settings, targets) == link
    advised = [str(one) for one in menu_advice(settings, targets)]
    assert bool(advised) == (to == "/coaching/")


@pytest.mark.parametrize("to", ["/coaching/", "/subscribe", "/start-here/", "/quizzes/", "/paths/", "/newsletter/#x"])
def test_a_page_that_a_site_may_be_without_is_left_out_and_only_advice_says_so(to):
    settings, targets = settings_of(to), site_of(FILES).targets

    assert told(to) == []
    assert menu_links(settings.coach.menu, targets) == ()
    assert [str(one) for one in menu_advice(settings, targets)] == [
        f"mkdocs.yml:5:24 there is no page {to} (yet), so this link is left out."
    ]
