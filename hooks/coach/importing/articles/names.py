"""Titles, names of files and descriptions of posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coach.content.article_fields import LONGEST_DESCRIPTION, SHORTEST_DESCRIPTION
from coach.importing.blog import Form
from coach.markdown.plain_text import first_sentences, plain, prose
from coach.source.urls import slugify

if TYPE_CHECKING:
    from coach.importing.blog import Post

_LONGEST_NAME = 80
_EMPHASIS = re.compile(r"(?<![\w\\])(`+|\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)|\\(?=[*_`])()")


def title_of(post: Post, untitled: str) -> str:
    """Return the title of a post; one without has `untitled` and its day."""
    written = _EMPHASIS.sub(r"\2", post.title) if post.form is Form.MARKDOWN else post.title
    title = "".join(letter for letter in plain(written) if letter.isprintable())
    if title:
        return title
    day = f" ({post.date.date().isoformat()})" if post.date else ""
    return f"{untitled}{day}"


def name_of(post: Post, title: str, locale: str) -> str:
    """Return the name of a post's file: its old one, else its title, in letters a-z, digits and hyphens."""
    for words in (unquote(post.slug), title, post.origin):
        if slug := slugify(words, locale):
            return (
                slug if len(slug) <= _LONGEST_NAME else slug[:_LONGEST_NAME].rpartition("-")[0] or slug[:_LONGEST_NAME]
            )
    return "post"


def description_of(post: Post, markdown: str) -> tuple[str, bool]:
    """Return a description of 50 to 200 characters, cut behind a sentence, and whether it is the old one.

    Without an old one that is long enough it is the beginning of the text; "" if that is too short too.
    """
    old = prose(post.description) if post.form is Form.MARKDOWN else plain(post.description)
    if found := first_sentences(old, SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION):
        return found, True
    return first_sentences(prose(markdown), SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION), False
