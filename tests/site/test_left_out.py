"""What is left out of the site for a mistake is checked like all else, and no mistake counts twice."""

from __future__ import annotations

import pytest

from coach.content.article import Status
from coach.publish.check import check_all
from helpers import BASE, NOW, SETTINGS, article, page, site_of, sources

FIVE = "articles/2026/five.md"
BODY = """![](../../assets/x.jpg)

[words](nowhere.md), [a draft](draft.md) and [words](#nothing)

```chat
Nobody says this.
```

!!! homwork
    Text.
"""
DRAFT = {"articles/2026/draft.md": article("A draft", draft="true"), "assets/x.jpg": b"x"}
WHOLE = article("Five", body=BODY)


def told(docs, part):
    found = check_all(sources({**BASE, **DRAFT, **docs}), SETTINGS, NOW)
    return [str(one).partition(" ")[2] for one in found if part in one.path]


IN_TEXT = [
    'the picture "../../assets/x.jpg" has no description. Say what it shows: ![what it shows](file).',
    'there is no file "nowhere.md". Links name a file, relative to this one.',
    '/articles/2026/five.md has no heading or anchor "nothing".',
    "nobody says this line. Write a speaker, a colon and the words: Buyer: What does it cost?",
    'unknown box "homwork". Did you mean "homework"?',
]


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("date: 2026-04-14", "date: 2026-02-30"),
        WHOLE.replace("date: 2026-04-14\n", ""),
        WHOLE.replace("title: Five", "title: Five: minutes"),
        WHOLE.replace("tags: [time]\n---\n", "tags: [time]\n\n"),
        WHOLE.replace("---\n", "----\n", 1),
    ],
    ids=["no such day", "no date", "a colon", "no end", "four hyphens"],
)
def test_the_text_of_an_article_that_is_left_out_is_checked(text):
    first, *others = told({FIVE: text}, "five")

    assert "Until it is mended, this article is left out of the site." in first
    assert others == IN_TEXT


def test_an_article_without_an_address_is_checked_too():
    docs = {
        FIVE: article("Five"),
        "articles/2025/five.md": article("Other", date="2026-05-01", tags="[tiem]", body="[a](b.md)"),
    }
    found = told(docs, "2025/five")

    assert [line.partition(".")[0] for line in found] == [
        'the id "five" already belongs to docs/articles/2026/five',
        'unknown tag "tiem"',
        'there is no file "b',
    ]


def test_an_edition_that_is_left_out_is_checked():
    letter = "---\ntitle: A letter\ndescription: A description that is long enough.\ndate: soon\n---\n[a](b.md)\n"

    assert len(told({"newsletter/2026-12.md": letter}, "2026-12")) == 2


@pytest.mark.parametrize(
    "lines", ["draft: maybe", "draft:", "Draft: true", "drafts: yes", "unlisted: soon", "published: false"]
)
def test_what_was_perhaps_meant_to_be_hidden_is_a_draft(lines):
    key, _, value = lines.partition(":")
    docs = {FIVE: article("Five", **{key: value.strip()})}

    assert not site_of(docs).library.articles
    assert [one.status for one in site_of(docs, preview=True).library.articles] == [Status.DRAFT]
    (line,) = told(docs, "five")
    assert "Until it is mended, this article is a draft." in line


def test_a_page_that_was_perhaps_meant_to_be_hidden_is_in_no_list():
    (found,) = site_of({"about.md": page(draft="true")}).pages
    assert not found.listed
