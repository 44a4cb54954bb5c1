"""Exports in memory, made-up WordPress files, and what is the same for the tests of all readers."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from coach.importing.blog import ExportError, Form, Post
from coach.importing.markup.convert import convert
from coach.markdown.renderer import Renderer

if TYPE_CHECKING:
    from collections.abc import Mapping

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.blocks.caption",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tilde",
]
RENDERER = Renderer(EXTENSIONS, {}, ["audio", "chat", "video"])
SPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}


class Files:
    """An export that is not on any disk."""

    site = ""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        self.files = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}

    @property
    def sizes(self) -> dict[str, int]:
        return {path: len(data) for path, data in sorted(self.files.items())}

    def read(self, path: str) -> bytes:
        try:
            return self.files[path]
        except KeyError:
            raise ExportError(f"there is no {path} in the export.") from None


class Same:
    """Leaves every address as it is."""

    def link(self, address: str) -> str:
        return address

    def shows_more(self, address: str) -> bool:
        return bool(not address)

    def picture(self, address: str, alt: str, larger: str = "") -> tuple[str, str]:  # noqa: ARG002 - as Addresses has it
        return address, alt


def converted(html: str, form: Form = Form.HTML, choices: Mapping[str, str] | None = None):
    return convert(Post("x", "The title", html, form), choices or {}, Same())


def markdown_of(html: str, form: Form = Form.HTML, choices: Mapping[str, str] | None = None) -> str:
    return converted(html, form, choices).text


def words_shown(markdown: str) -> list[str]:
    """Return the words that readers see of a text."""
    from lxml import html

    marked = re.sub(r"[\x02\x03\ue000-\uf8ff]", " ", RENDERER.render(markdown).marked)
    tree = html.fragment_fromstring(marked or " ", create_parent="div")
    return re.findall(r"\w+", " ".join(tree.itertext()))


def item(number=12, body="<p>Text.</p>", *, kind="post", status="publish", inside="", **keys):
    """Return one item of a WordPress export; `keys` stand in place of the usual values."""
    facts = {
        "title": "Fit first",
        "link": f"https://old.example/2024/03/{keys.get('name', 'fit-first')}/",
        "guid": f"https://old.example/?p={number}",
        "local": "2024-03-04 10:00:00",
        "gmt": "2024-03-04 09:00:00",
        "name": "fit-first",
        "excerpt": "",
        "sticky": "0",
        "password": "",
        **keys,
    }
    return f"""<item><title><![CDATA[{facts["title"]}]]></title><link>{escape(facts["link"])}</link>
<dc:creator><![CDATA[anna]]></dc:creator><guid isPermaLink="false">{escape(facts["guid"])}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[{facts["excerpt"]}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date><![CDATA[{facts["local"]}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{facts["gmt"]}]]></wp:post_date_gmt><wp:post_name><![CDATA[{facts["name"]}]]></wp:post_name>
<wp:status><![CDATA[{status}]]></wp:status><wp:post_parent>0</wp:post_parent><wp:post_type>{kind}</wp:post_type>
<wp:post_password><![CDATA[{facts["password"]}]]></wp:post_password><wp:is_sticky>{facts["sticky"]}</wp:is_sticky>{inside}</item>"""


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def term(name, domain="category"):
    return f'<category domain="{domain}" nicename="x"><![CDATA[{name}]]></category>'


def wxr(*items, spaces=SPACES):
    """Return a WordPress export with these items."""
    named = " ".join(f'xmlns:{name}="{uri}"' for name, uri in spaces.items())
    author = "<wp:author><wp:author_login>anna</wp:author_login><wp:author_display_name>Anna B</wp:author_display_name></wp:author>"
    head = f"<title>Old blog</title><link>https://old.example</link><wp:base_blog_url>https://old.example</wp:base_blog_url>{author}"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {named}><channel>{head}{"".join(items)}</channel></rss>'
