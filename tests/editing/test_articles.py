"""Renaming an article: the file, its id and old address, and every link to it."""

from __future__ import annotations

import pytest

from coach.editing.articles import rename_article
from coach.editing.edits import EditError
from coach.source.sources import Source
from helpers import article, site_of, sources

PATH = "articles/2026/one.md"
FILES = {"tags.yml": "time: {label: Time}\n", PATH: article("One")}


def renamed(files, new="two", *, public=True, old="one"):
    files = {**FILES, **files}
    found = site_of(files, preview=True).library.by_id[old]
    return rename_article(sources(files), None, found, new, public=public)


def front(text, end="\n"):
    return f"---{end}{end.join(text)}{end}---{end}Body.{end}"


LINES = [
    "title: One",
    "description: A description that is long enough to stand alone in a list.",
    "date: 2026-04-14",
    "tags: [time]",
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_article_keeps_its_id_and_leads_on_from_its_old_address(end):
    move = renamed({PATH: front(LINES, end)})

    assert (move.old, move.new, move.files) == (PATH, "articles/2026/two.md", {})
    assert move.data.decode() == front([LINES[0], 'aliases: ["/articles/one/"]', "id: one", *LINES[1:]], end)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("aliases: [/old/]", 'aliases: [/old/, "/articles/one/"]'),
        ("aliases:\n- /old/", 'aliases:\n- /old/\n- "/articles/one/"'),
        ("aliases: [/articles/two/]  # was", 'aliases: ["/articles/one/"]  # was'),
        ("aliases: ['/articles/two/', /x/]", "aliases: ['/articles/one/', /x/]"),
    ],
)
def test_aliases_are_kept_and_an_address_that_is_the_new_one_goes(line, after):
    found = renamed({PATH: front([*LINES, "id: one", line])}).data

    assert found.decode() == front([*LINES, "id: one", after])


def test_a_draft_that_nobody_knows_gets_no_alias():
    found = renamed({PATH: front([*LINES, "draft: true"])}, public=False).data

    assert b"aliases" not in found
    assert b"id: one\n" in found


def test_an_article_with_a_slug_of_its_own_gets_the_new_one():
    move = renamed({PATH: front([*LINES, "slug: 'uno'"])}, "two")
    found = move.data

    assert b"slug: 'two'\n" in found
    assert b'aliases: ["/articles/uno/"]' in found


@pytest.mark.parametrize(
    ("path", "text", "after"),
    [
        ("articles/2026/b.md", "[a](one.md#x) `one.md` [b](../2026/one.md)", "[a](two.md#x) `one.md` [b](../2026/two.md)"),
        ("articles/2025/b.md", "[a](../2026/one.md) [b](one.md)", "[a](../2026/two.md) [b](one.md)"),
        ("about.md", '[a][1] <a href="articles/2026/one.md">x</a>\n\n[1]: articles/2026/one.md', '[a][1] <a href="articles/2026/two.md">x</a>\n\n[1]: articles/2026/two.md'),
        ("about.md", "[a](<articles/2026/one.md>)\n\n[b]: <articles/2026/one.md#x> 't'\n[^1]: [c](articles/2026/one.md)", "[a](<articles/2026/two.md>)\n\n[b]: <articles/2026/two.md#x> 't'\n[^1]: [c](articles/2026/two.md)"),
        ("about.md", '!!! homework "Ask"\n\n    [a](articles/2026/one.md)\n\n!!! story\n    - [b](articles/2026/one.md)\n\n/// caption\n[c](articles/2026/one.md)\n///', '!!! homework "Ask"\n\n    [a](articles/2026/two.md)\n\n!!! story\n    - [b](articles/2026/two.md)\n\n/// caption\n[c](articles/2026/two.md)\n///'),
        ("about.md", "```chat\nRep: [a](articles/2026/one.md)\n```\n\n```video\ntranscript: articles/2026/one.md\n```", None),
        ("about.md", "[a](</articles/one/>) [b](/articles/one/)", None),
        ("about.md", "```\n[a](articles/2026/one.md)\n```", None),
        ("about.md", '\r\n[a](articles/2026/one.md "t")\r\n', '\r\n[a](articles/2026/two.md "t")\r\n'),
        ("index.md", "[a](./articles/2026/one.md)", "[a](./articles/2026/two.md)"),
        ("about.md", "<A HREF=articles/2026/one.md>x</A> <!-- [a](articles/2026/one.md) -->", "<A HREF=articles/2026/two.md>x</A> <!-- [a](articles/2026/one.md) -->"),
        ("about.md", "[b](articles/2026/%6Fne.md)", "[b](articles/2026/two.md)"),
        ("about.md", "`a\r\n\r\n[a](articles/2026/one.md) b`", "`a\r\n\r\n[a](articles/2026/two.md) b`"),
        ("comments/two.yml", "comments:\n- {name: A, text: see articles/2026/one.md}\n", None),
    ],
)  # fmt: skip
def test_links_to_its_file_lead_to_the_new_one(path, text, after):
    move = renamed({path: text})

    assert move.files.get(path) == (after.encode() if after else None)


@pytest.mark.parametrize(
    ("files", "new", "told"),
    [
        ({}, "Two Words", '"Two Words" is no name of an article'),
        ({}, "one", None),
        ({"articles/2026/two.md": article("Two")}, "two", "docs/articles/2026/two.md is there already."),
    ],
)
def test_what_cannot_be_renamed_is_told(files, new, told):
    with pytest.raises(EditError, match=told or "is called"):
        renamed(files, new)


def test_keys_without_a_value_get_one():
    found = renamed({PATH: front([*LINES, "id:", "aliases:", "slug:"])}).data

    assert found.decode() == front([*LINES, "id: one", 'aliases: ["/articles/one/"]', "slug:"])


def test_the_menu_leads_to_the_new_file():
    files = sources({**FILES})
    settings = Source("mkdocs.yml", b"extra:\n  coach:\n    menu: [{title: One, to: articles/2026/one.md}]\n", "")
    move = rename_article(files, settings, site_of(FILES).library.by_id["one"], "two", public=True)

    assert move.files == {"mkdocs.yml": settings.data.replace(b"one.md", b"two.md")}


@pytest.mark.parametrize("name", ["readme", "index", "con", "com1"])
def test_names_that_no_file_may_have_are_refused(name):
    with pytest.raises(EditError, match="is no name of an article"):
        renamed({}, name)


def test_an_article_with_anchors_is_not_renamed():
    with pytest.raises(EditError, match=r"docs/articles/2026/one\.md has anchors \(& and \*\)\. Write them out"):
        renamed({PATH: front([*LINES[:3], "tags: &a [time]"])})
