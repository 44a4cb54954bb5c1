"""An export in memory, what a blog is compared by, and the words of HTML as another parser reads them."""

from __future__ import annotations

import dataclasses
import random
from datetime import datetime
from enum import Enum
from html.parser import HTMLParser

from hypothesis import strategies as st

from coach.importing.blog import Blog, ExportError

HOSTILE_HTML = (
    "<p>Unclosed <b>bold <i>both</p> and on",
    "<p>one &amp; two &lt;three&gt; &#8217; &#146; &nbsp; &unknown; &#0; &#x1F600; &#xD800;</p>",
    "<script>alert(1)</script><p onclick=x>clicked</p><iframe src=javascript:void(0)></iframe>",
    "<table><tr><td>cell<td>cell</table></table></div></body></html>behind the end",
    "</p></div>too many ends<ul><li>one<li>two</ul>",
    "<!-- a comment --> <![CDATA[ a section ]]> <?php echo 1 ?> words",
    "<div>" * 300 + "deep" + "</div>" * 300,
    "<a href='http://[bad'>bad address</a><img src='//\x00'>",
    "\x00\x08control\ufffe characters\x0b here",
    "emoji 👍🏽 and عربى and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
)
TITLES = (
    "A plain title",
    "",
    "<b>Bold</b> & <script>alert(1)</script>",
    "Two\nlines\tand  spaces",
    "🙂 emoji",
    "../../etc/passwd",
    "&amp;lt; entities &#39;here&#39;",
    "x" * 500,
    "\x00\x1fcontrol",
)
SLUGS = ("a-slug", "", "../../x", "a/b", "a b", "%F0%9F%99%82", "..", "C:\\x", "a-slug")
DATES = (
    "2019-04-05T06:07:08.000Z",
    "",
    "yesterday",
    "2019-02-30T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2030-01-01T00:00:00+14:00",
)


class Files(dict[str, bytes]):
    """An export of files by path; one whose content is None is damaged."""

    def __init__(self, files):
        super().__init__({path: text.encode() if isinstance(text, str) else text for path, text in files.items()})

    @property
    def sizes(self):
        return {path: len(self[path] or b"") for path in sorted(self)}

    def read(self, path):
        if self[path] is None:
            raise ExportError(f"{path} is damaged.")
        return self[path]


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self.hidden = False

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - HTMLParser calls it so
        self.hidden = tag in {"script", "style"}

    def handle_endtag(self, tag):  # noqa: ARG002 - HTMLParser calls it so
        self.hidden = False

    def handle_data(self, data):
        if not self.hidden:
            self.found += data.split()


def words(html):
    parser = _Words()
    parser.feed(html)
    parser.close()
    return parser.found


def lost(before, *after):
    """The words of one HTML that are in none of the others."""
    kept = "".join("".join(words(part)) for part in after)
    return [word for word in words(before) if word not in kept]


def plain(value):
    """A value as YAML has it: dates as text, names for states, lists for tuples."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return [plain(one) for one in value] if isinstance(value, tuple | list) else value


def differences(found, expected):
    """What is not as it should be, by key; keys that are not expected may be anything."""
    found = plain(found)
    return {key: (found[key], value) for key, value in expected.items() if found[key] != value}


def check_case(reader, case):
    """A case has files, and what the blog and each of its posts must be."""
    export = Files(case["files"])
    assert reader.recognises(export)
    blog = reader.read(export)
    assert not differences(blog, case.get("blog", {}))
    assert [post.title for post in blog.posts] == [post["title"] for post in case["posts"]]
    for post, expected in zip(blog.posts, case["posts"], strict=True):
        assert not differences(post, expected)


def sound(blog):
    """Assert what holds of every blog: text that can be written as a file, slugs that lead nowhere, one id a post."""
    assert isinstance(blog, Blog)
    for post in blog.posts:
        repr(plain(post)).encode()
        for text in (post.title, post.text, post.slug, post.description, post.guid, *post.tags, *post.notes):
            assert text.encode().find(b"\x00") < 0
        assert "/" not in post.slug
        assert "\\" not in post.slug
        assert post.slug not in {".", ".."}
        assert post.date is None or post.date.tzinfo
        assert all(address.startswith(("/", "http://", "https://")) for address in post.addresses)
    guids = [post.guid for post in blog.posts if post.guid]
    assert len(guids) == len(set(guids))


def attempt(reader, files):
    """Read what may be anything: a sound blog, or an ExportError with one sentence."""
    export = Files(files)
    assert reader.recognises(export) in {True, False}
    try:
        found = reader.read(export)
    except ExportError as error:
        found = str(error)
    if isinstance(found, str):
        assert found.endswith(".")
        assert "\n" not in found
    else:
        sound(found)


def choices(seed):
    """A source of hostile values that gives the same ones for a seed."""
    chance = random.Random(seed)
    return chance, lambda *sources: chance.choice([value for source in sources for value in source])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=12,
)
