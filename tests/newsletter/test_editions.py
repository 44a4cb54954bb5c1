"""Editions: what authors are told, which articles they take, and the mail that is made of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.config.newsletter import NewsletterFields
from coach.content.settings import CoachFields
from coach.publish.mail.plain_text import COLUMNS, Writer
from coach.site.newsletter.editions import Edition
from coach.site.site import read_site
from helpers import NOW, SETTINGS, article, messages, site_of, sources
from newsletter.published import SMALL, edition, published
from newsletter.stand_ins.listmonk import LIST
from quizzes.shared import files

PATH = "newsletter/2026-05.md"
SITE = "https://example.org/second-sale/"


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (
            "newsletter/may.md",
            edition(),
            '1:1 the file name "may.md" names no month. An edition is named by its month, as in 2026-03.md.',
        ),
        (PATH, edition(tilte="x"), '5:1 unknown key "tilte". Did you mean "title"?'),
        (PATH, edition(title=""), "2:7 title is empty. Write title: and the subject line."),
        (PATH, edition(title="x" * 79), "2:8 title has 79 characters. It may have 78 at most."),
        (
            PATH,
            edition(date="2026-02-30"),
            "4:7 date 2026-02-30 does not exist. Until it is mended, this edition is left out of the site. February",
        ),
        (PATH, edition(articles="[five-minuts]"), '5:11 unknown article "five-minuts". Did you mean "five-minutes"?'),
        (PATH, edition(articles="[later]"), '5:11 "later" is not out before 2027-01-05. Take it out.'),
        (PATH, edition(quiz="{id: tee, item: noon}"), '5:7 unknown quiz "tee". Did you mean "tea"?'),
        (PATH, edition(quiz="{id: tea, item: non}"), '5:7 the quiz "tea" has no item "non". Did you mean "noon"?'),
        (
            PATH,
            edition(quiz="{id: tea}"),
            "5:7 quiz.item is missing. Write quiz: {id: pusher-or-builder, item: order-date}.",
        ),
        (PATH, edition(body="[x](nowhere.md)"), '6:5 there is no file "nowhere.md".'),
    ],
)
def test_a_mistake_is_named_with_place_and_hint(path, text, told):
    from coach.publish.check import check_all
    from helpers import NOW, SETTINGS, sources

    docs = {**files(), "articles/2026/later.md": article("Later", date="2027-01-05"), path: text}
    found = [str(problem).removeprefix(f"docs/{path}:") for problem in check_all(sources(docs), SETTINGS, NOW)]

    assert any(one.startswith(told) for one in found), found


def test_an_edition_takes_the_articles_since_the_one_before():
    docs = {
        "articles/2026/a.md": article("A", date="2026-03-01"),
        "articles/2026/b.md": article("B", date="2026-04-01"),
        "articles/2026/c.md": article("C", date="2026-05-28"),
        "articles/2026/d.md": article("D", date="2026-05-29"),
        "articles/2026/e.md": article("E", date="2026-05-01", unlisted="true"),
        "newsletter/2026-03.md": edition("March", date="2026-03-31", body="Hello."),
        PATH: edition("May", body="Hello."),
    }
    site = site_of(docs)

    assert messages(site) == []
    assert [(one.id, one.articles) for one in site.editions] == [("2026-03", ("a",)), ("2026-05", ("c", "b"))]


def test_hand_picked_articles_are_taken_as_they_are():
    docs = {**files(), PATH: edition(articles="[five-minutes]")}

    assert site_of(docs).editions[0].articles == ("five-minutes",)


def test_a_site_without_letters_shows_none_and_its_author_is_told():
    coach = CoachFields(newsletter=NewsletterFields(key="x", letters=False))
    docs = sources({**files(), "newsletter/2026-05.md": edition(body="Hello."), "newsletter/x.md": "no letter"})
    site = read_site(docs, replace(SETTINGS, coach=coach), NOW)

    hint = "this site has no letters. Remove the file, or take letters: false out of mkdocs.yml."
    assert messages(site) == [f"docs/newsletter/{name}.md:1:1 {hint}" for name in ("2026-05", "x")]
    assert (site.editions, [page.address for page in site.generated if "newsletter" in page.address]) == ((), [])


def test_drafts_and_future_editions_are_seen_in_the_preview_only():
    docs = {**files(), PATH: edition(draft="true"), "newsletter/2027-01.md": edition(date="2027-01-31")}

    assert site_of(docs).editions == ()
    assert len(site_of(docs, preview=True).editions) == 2


def sent(**keys):
    return site_of({**SMALL, PATH: edition(sent="2026-05-28", **keys)})


def test_a_sent_edition_is_frozen_by_its_hash():
    (message,) = messages(sent())
    hash_ = re.search(r"sent_hash: (\w+)", message)[1]
    assert message.startswith(
        f"docs/{PATH}:5:7 a sent edition is frozen by its hash, and this one has none. Write below it: "
    )

    assert messages(sent(sent_hash=hash_)) == []
    changed = site_of({**SMALL, PATH: edition(sent="2026-05-28", sent_hash=hash_, body="Hello, changed.")})
    assert messages(changed) == [
        f"docs/{PATH}:5:7 this edition was sent on 2026-05-28 and has changed since. "
        "Bring it back as it was: what was sent cannot be changed."
    ]


# Mail

TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "div",
    "table",
    "tbody",
    "tr",
    "td",
    "h1",
    "h2",
    "p",
    "a",
    "b",
    "br",
    "blockquote",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "img",
}
PROPERTIES = {
    "background-color",
    "color",
    "font-family",
    "font-size",
    "font-weight",
    "line-height",
    "margin",
    "padding",
    "padding-top",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "border-top",
    "border-left",
    "border-collapse",
    "border-top-color",
    "vertical-align",
    "display",
    "width",
    "max-width",
    "word-break",
    "overflow-wrap",
    "border",
    "border-radius",  # corners are square in Outlook on Windows
}
HOSTILE = {
    **files(),
    PATH: edition(
        '"{{ subject }} & <b> *|X|*"',
        body="{{ run }} {% if %} {$x} \\*|MERGE|\\* & <b>bold</b>\n\n- [One](../articles/2026/five-minutes.md)\n- Two\n\n> Quoted.\n\n<script>x</script><form><input></form>",
        quiz="{id: tea, item: noon}",
        homework='"Ring {{ one }} & <two>."',
    ),
}


@pytest.mark.parametrize(
    "provider", ["none", "buttondown", "kit", "mailchimp", "mailerlite", "listmonk", "ghost", "generic"]
)
def test_the_mail_uses_only_what_mail_programs_show(provider):
    """Allowed is what caniemail.com lists as supported in Gmail, Outlook and Apple Mail alike."""
    html = published(HOSTILE, provider=provider, account="desk")[f"{PATH[:-3]}/mail.html"]
    tree = lxml.html.fromstring(html)

    assert len(html.encode()) < 80_000
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= TAGS
    assert {table.get("role") for table in tree.iter("table")} == {"presentation"}
    for element in tree.iter():
        for declaration in filter(None, (part.strip() for part in element.get("style", "").split(";"))):
            name, _, value = declaration.partition(":")
            assert name.strip() in PROPERTIES, declaration
            assert "var(" not in value
            assert name.strip() != "display" or value.strip() == "none"
    assert "prefers-color-scheme" in html
    placeholders = {
        "buttondown": "{{ unsubscribe_url }}",
        "mailchimp": "*|UNSUB|*",
        "mailerlite": "{$unsubscribe}",
        "listmonk": "{{ UnsubscribeURL }}",
    }
    assert placeholders.get(provider, "") in html


def test_a_provider_finds_no_code_of_ours_to_run_and_readers_see_the_words():
    made = published(HOSTILE, provider="none")
    html, text = made[f"{PATH[:-3]}/mail.html"], made[f"{PATH[:-3]}/mail.txt"]

    body = html.partition("</style>")[2]
    for code in ("{{", "{%", "{$", "*|"):
        assert code not in body
        assert code not in text
    seen = lxml.html.fromstring(html).text_content()
    assert "{{ run }} {% if %} {$x} *|MERGE|* & " in seen
    assert "alert" not in seen


def test_the_text_has_every_link_of_the_html_and_keeps_to_its_columns():
    made = published(HOSTILE)
    html, text = made[f"{PATH[:-3]}/mail.html"], made[f"{PATH[:-3]}/mail.txt"]
    links = {link for element, _, link, _ in lxml.html.fromstring(html).iterlinks() if element.tag == "a"}

    assert len(links) == 8
    assert [link for link in links if link not in text] == []
    assert [line for line in text.split("\n") if len(line) > COLUMNS and "://" not in line] == []
    assert "\n\n\n\n" not in text


def test_each_answer_is_a_link_that_chooses_and_does_not_submit():
    html = published(HOSTILE)[f"{PATH[:-3]}/mail.html"]

    links = re.findall(r'href="([^"]*\?a=[^"]*)"', html)
    assert links == [f"{SITE}quizzes/tea/?a=noon.{choice}" for choice in range(1, 6)]


def test_what_an_edition_holds_is_written_down():
    made = published(HOSTILE)
    data = json.loads(made[f"{PATH[:-3]}/edition.json"])

    from hashlib import sha256

    assert data["items"] == ["five-minutes"]
    assert data["sha256"]["mail.html"] == sha256(made[f"{PATH[:-3]}/mail.html"].encode()).hexdigest()
    assert re.fullmatch(r"[0-9a-f]{12}", data["hash"])


@given(st.text(alphabet="<>/abpuliolqh1 \n&;", max_size=120))
def test_no_html_is_too_strange_for_plain_text(html):
    text = Writer().text(html)

    assert all(
        len(line) <= COLUMNS or " " not in line.strip() for line in text.split("\n") if not line.startswith("    ")
    )


def test_nine_editions_are_out_and_their_mails_are_small(built_site):
    mails = sorted(built_site.glob("newsletter/*/mail.html"))

    assert [mail.parent.name for mail in mails] == [f"2026-{month:02}" for month in range(3, 12)]
    for mail in mails:
        assert mail.stat().st_size < 80_000
        letter = (mail.parent / "mail.txt").read_text()
        assert letter.count("https://") >= 7


def test_every_edition_of_this_site_is_whole(own_site):
    for one in own_site.editions:
        assert isinstance(one, Edition)
        assert 120 <= len(re.findall(r"[\w’'-]+", re.sub(r"\]\([^)]*\)", "", one.file.body))) <= 200, one.id
        assert one.articles
        assert one.quiz
        assert one.homework
    covered = [id_ for one in own_site.editions for id_ in one.articles]
    last = max(one.date for one in own_site.editions)
    assert sorted(covered) == sorted(one.id for one in own_site.library.listed if one.date <= last)


# Subscribing


@pytest.mark.build
def test_a_form_to_a_provider_is_plain_and_the_policy_names_its_host(tmp_path):
    from building import build, copy_project

    folder = copy_project(tmp_path / "x")
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text().replace(
            "provider: none", f"provider: listmonk\n      account: https://lists.example.org/a\n      list: {LIST}"
        )
    )
    assert build(folder, "--strict").returncode == 0
    for address in ("subscribe", "articles/fit-before-quota"):
        (form,) = lxml.html.parse(str(folder / f"site/{address}/index.html")).xpath("//form[@class='subscribe__form']")
    tree = lxml.html.parse(str(folder / "site/newsletter/2026-03/index.html"))

    (form,) = tree.xpath("//form[@class='subscribe__form']")
    assert (form.get("method"), form.get("action")) == ("post", "https://lists.example.org/a/subscription/form")
    assert form.xpath(".//input[@name='nonce' and @tabindex='-1']")
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "form-action 'self' https://lists.example.org;" in policy
    assert form.xpath(".//input[@name='l' and @type='hidden']/@value") == [LIST]
    privacy = (folder / "site/privacy/index.html").read_text()
    assert "sends your mail address to lists.example.org (listmonk), our mail provider" in privacy
