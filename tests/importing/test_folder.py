"""Folders of Markdown: the cases in cases/folders.yml, and made-up blogs of every tool, hostile ones too."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.importing.blog import ExportError
from coach.importing.readers import folder
from coach.importing.readers.folder.dates import read_moment
from coach.importing.readers.folder.front_matter import decode, read_header

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "folders.yml").read_text(encoding="utf-8"))


class Files:
    """An export in memory."""

    site = ""

    def __init__(self, files):
        self.files = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}

    @property
    def sizes(self):
        return {path: len(data) for path, data in sorted(self.files.items())}

    def read(self, path):
        return self.files[path]


def shown(value):
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_is_read(case):
    export = Files(case["files"])
    blog = folder.read(export)
    posts = {post.origin: post for post in blog.posts}

    assert folder.recognises(export)
    assert set(posts) == set(case["expect"])
    for path, expected in case["expect"].items():
        assert {name: shown(getattr(posts[path], name)) for name in expected} == expected
    assert blog.tool == case.get("tool", blog.tool)
    assert blog.url == case.get("url", blog.url)
    assert set(case.get("notes", [])) <= set(blog.notes)
    assert [list(one) for one in blog.authors] == case.get("authors", [])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2019-04-14", "2019-04-14T00:00:00+00:00"),
        ("2013-01-02 20:10:00 +0100", "2013-01-02T20:10:00+01:00"),
        ("2013-01-02 20:10:00 -4", "2013-01-02T20:10:00-04:00"),
        ("2019-04-14T08:00:00.123Z", "2019-04-14T08:00:00+00:00"),
        ("2019-04-14 8:05 PM", "2019-04-14T20:05:00+00:00"),
        ("2019/4/1", "2019-04-01T00:00:00+00:00"),
        ("14.4.2019", "2019-04-14T00:00:00+00:00"),
        ("April 14th, 2019", "2019-04-14T00:00:00+00:00"),
        ("Sun, 14 Apr 2019 08:00:00 EST", "2019-04-14T08:00:00-05:00"),
        ("Fri Sep 3 11:21:31 CEST 2021", "2021-09-03T11:21:31+02:00"),
        ("20190414", "2019-04-14T00:00:00+00:00"),
        ("2099-12-31", "2099-12-31T00:00:00+00:00"),
        ("2019-02-30", None),
        ("04/05/2019", None),
        ("0001-01-01", None),
        ("today", None),
        ("", None),
    ],
)
def test_how_dates_are_written(written, expected):
    found = read_moment(written, UTC)
    assert (found.time.isoformat() if found else None) == expected


@given(st.text(max_size=60))
def test_any_text_may_stand_where_a_date_is(text):
    read_moment(text, UTC)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_file_is_read(data):
    text, _ = decode(data)
    for lines in (True, False):
        read_header(text, lines=lines)


SOUP = st.lists(
    st.sampled_from(["---\n", "+++\n", "{", "}", "title: x\n", "title = 'x'\n", "\n", ": ", "- a\n", "&a ", "*a\n", "[", "]", "'", '"', "!!python/object:os.system x\n", "Title: y\n", "date: 2019-02-30\n", "\t", "é", "tags: [a, b]\n"]),
    max_size=30,
).map("".join)  # fmt: skip


@given(SOUP)
def test_front_matter_of_any_kind_is_taken(text):
    export = Files({"_config.yml": "", "_posts/2019-04-14-a.md": text})
    assert [post.origin for post in folder.read(export).posts] == ["_posts/2019-04-14-a.md"]


@given(SOUP, st.text("abc de\n", min_size=1))
def test_the_text_below_front_matter_is_kept(above, body):
    body = f"Word {body}"
    text = f"---\n{above.replace('---', '')}\n---\n{body}"
    assert folder.read(Files({"_config.yml": "", "_posts/2019-04-14-a.md": text})).posts[0].text.endswith(body)


@given(
    SOUP,
    st.sampled_from(
        [
            "_config.yml",
            "hugo.toml",
            "config.toml",
            "mkdocs.yml",
            "pelicanconf.py",
            "eleventy.config.js",
            "astro.config.mjs",
            "package.json",
        ]
    ),
)
def test_settings_of_any_kind_are_taken(text, name):
    export = Files(
        {
            name: text,
            "content/posts/a.md": "---\ntitle: A\n---\nText",
            "docs/blog/posts/a.md": "# A",
            "src/content/blog/b.md": "# B",
        }
    )
    assert folder.recognises(export)
    assert folder.read(export).posts


def test_a_folder_without_markdown_is_none():
    export = Files({"index.html": "x", "README.md": "x"})
    assert not folder.recognises(export)
    with pytest.raises(ExportError):
        folder.read(export)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "front",
    [
        BOMB + "tags: *i\n",
        "tags: " + "[" * 20_000 + "\n",
        "tags: " + "[" * 20_000 + "]" * 20_000 + "\n",
        "x: " + "y" * 2_000_000 + "\n",
        "key: [\n" * 20_000,
        "".join(f"key{number}: value\n" for number in range(20_000)),
        "? " * 10_000 + "\n",
        "tags: &a [*a]\n",
    ],
    ids=["bomb", "deep", "deep and closed", "long", "open lists", "many keys", "questions", "itself"],
)
def test_hostile_front_matter_takes_no_longer(front):
    begun = time.process_time()
    post = folder.read(Files({"_config.yml": "", "_posts/2019-04-14-a.md": f"---\ntitle: A\n{front}---\nText"})).posts[
        0
    ]
    assert post.text == "Text"
    assert len(post.tags) <= 200
    assert time.process_time() - begun < 5


SETTINGS = {
    "Jekyll": {"_config.yml": "title: Made up\nurl: https://example.org\n"},
    "Hugo": {"hugo.toml": "baseURL = 'https://example.org/'\n"},
    "Eleventy": {"eleventy.config.js": "", "_data/site.json": '{"url": "https://example.org"}'},
    "Astro": {"astro.config.mjs": "site: 'https://example.org'"},
    "Pelican": {"pelicanconf.py": "SITEURL = 'https://example.org'\n"},
    "Material for MkDocs": {"mkdocs.yml": "site_url: https://example.org\nplugins: [blog]\n"},
}
PLACES = {
    "Jekyll": "_posts/{date}-{name}.md",
    "Hugo": "content/posts/{name}.md",
    "Eleventy": "posts/{date}-{name}.md",
    "Astro": "src/content/blog/{name}.md",
    "Pelican": "content/{date}-{name}.md",
    "Material for MkDocs": "docs/blog/posts/{date}-{name}.md",
}


def front_matter(draw, number):
    """Return one of many forms of front matter, from none at all to broken ones."""
    title = draw.choice(
        [f"Post {number}", "Fish &amp; chips &#8211; now", "Größe <b>zählt</b>", "“Quoted”: yes", "&#0;&lt;script&gt;"]
    )
    date = draw.choice(
        ["2019-04-14", "2019-04-14 10:20", "2019-04-14T10:20:30-05:00", "2031-01-01T00:00:00Z", "30.2.2019", ""]
    )
    return draw.choice(
        [
            "",
            f"---\ntitle: '{title}'\ndate: {date}\ntags: [a, 'b c', {number}]\ndraft: {draw.choice(['true', 'false', 'no'])}\n---\n",
            f"---\ntitle: {title}\ncategories: a b\ndate: {date}\n---\n",
            f'---\r\ntitle: "{number}"\r\nslug: caf%C3%A9-{number}\r\n---\r\n',
            f"+++\ntitle = '''{title}'''\ndate = 2019-04-14T10:20:30Z\ntags = ['a']\n[extra]\nx = 1\n+++\n",
            "+++\ntitle = broken\n+++\n",
            f'{{"title": "Post {number}", "date": "{date}"}}\n',
            f"Title: Post {number}\nDate: {date or '2019-01-01'}\nTags: a, b\n\n",
            f"---\ntitle: [open\ndate: {date}\n---\n",
            "---\n" + "".join(f"key{one}: {'v' * 200}\n" for one in range(500)) + "---\n",
            "---\nauthor: {name: Ann}\nauthors: [{name: Ann}, Bob]\nimage: {url: https://example.org/a.jpg}\n---\n",
        ]
    )


def encoded(draw, text):
    """Return the text as bytes, as some editor wrote them."""
    kind = draw.randrange(6)
    if kind == 0:
        return b"\xef\xbb\xbf" + text.encode()
    if kind == 1:
        return text.encode("latin-1", "ignore")
    if kind == 2:
        return text.replace("\n", "\r\n").encode()
    return text.replace("word", "w\x08ord\x00").encode() if kind == 3 else text.encode()


@pytest.mark.parametrize("tool", SETTINGS)
def test_two_hundred_made_up_posts_of_each_tool(tool):
    draw = random.Random(f"folders of {tool}")
    files = dict(SETTINGS[tool])
    for number in range(200):
        path = PLACES[tool].format(
            date=f"20{draw.randrange(10, 30)}-0{draw.randrange(1, 10)}-{draw.randrange(10, 28)}", name=f"post-{number}"
        )
        files[path] = encoded(draw, f"{front_matter(draw, number)}Body {number} word &amp; more. {{% tag %}}\n")
    blog = folder.read(Files(files))

    assert blog.tool == tool
    assert {post.origin for post in blog.posts} == files.keys() - SETTINGS[tool].keys()
    for post in blog.posts:
        number = post.origin.rpartition("-")[2].removesuffix(".md")
        assert f"Body {number} word &amp; more. {{% tag %}}" in post.text
        assert post.title
        assert post.addresses
        assert all(address.startswith("/") for address in post.addresses)
        assert post.slug
        assert post.date is None or post.date.tzinfo
        assert not post.page or tool in {"Hugo", "Astro"}


def test_a_thousand_posts_take_seconds():
    files = {f"_posts/2019-04-14-{number}.md": "---\ntitle: A\n---\n" + "Text. " * 800 for number in range(1000)}
    begun = time.process_time()
    folder.read(Files({"_config.yml": "", **files}))
    assert time.process_time() - begun < 10
