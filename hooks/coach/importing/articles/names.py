"""Titles, names of files and descriptions of posts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coach.importing.blog import Form
from coach.source.urls import slugify

if TYPE_CHECKING:
    from coach.importing.blog import Post

SHORTEST, LONGEST = 50, 200  # characters of a description
_LONGEST_NAME = 80
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ASIDE = 0xF000  # where signs behind a backslash are put while marks are taken out: a place for private use
_EMPHASIS = re.compile(r"(?<![\w\\])(`+|\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)|\\(?=[*_`])()")
_TAG = re.compile(r"<[A-Za-z/!][^>]*>")
_SENTENCE = re.compile(r".+?[.!?…](?=[\"”’)»]*(?:\s|$))[\"”’)»]*|.+$", re.DOTALL)
_MARKS = re.compile(
    r"""^\s*(?:\#{1,6}\s|>\s?|[-+]\s+|\d+[.)]\s+|\|)   # at the beginning of a line
      | (?<!\\)[*`] | (?<![\w\\])_ | (?<!\\)_(?!\w)
      | (?<!\\)!?\[ | \]\([^)]*\) | \] | \{[:\#.][^}]*\}
    """,
    re.MULTILINE | re.VERBOSE,
)
_LEFT_OUT = re.compile(
    r"""```[\s\S]*?```|<!--[\s\S]*?-->|^///[\s\S]*?^///                  # blocks
      | !\[[^\]]*\]\([^)]*\)|^\[[^\]\n]+\]:.*$|\[\^[^\]\n]+\]   # pictures, definitions, footnotes
      | \{[%{][^}\n]*[%}]\}|^(?:!!!|\?\?\?\+?|===)\ .*$          # tags and heads of boxes
      | ^\#{1,6}\ .*$|^\|.*$|^(?:\ {4}|\t).*$|^:::.*$|^-{3,}$|^\*\ \*\ \*$      # headings, tables, code, rules
      | (?<=\])\[[^\]\n]*\]                              # what a link refers to
    """,
    re.MULTILINE | re.VERBOSE,
)


def plain(text: str) -> str:
    """Return text in one line, without HTML and entities: "Fit &amp; <b>quota</b>" is "Fit & quota"."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


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


def prose(markdown: str) -> str:
    """Return the words of a text in one line, without code, pictures, notes and marks."""
    put_aside = _ESCAPE.sub(lambda found: chr(_ASIDE + ord(found[1])), markdown)
    bare = _MARKS.sub("", _LEFT_OUT.sub(" ", put_aside))
    return plain("".join(chr(ord(sign) - _ASIDE) if _ASIDE <= ord(sign) < _ASIDE + 128 else sign for sign in bare))


def description_of(post: Post, markdown: str) -> tuple[str, bool]:
    """Return a description of 50 to 200 characters, cut behind a sentence, and whether it is the old one.

    Without an old one that is long enough it is the beginning of the text; "" if that is too short too.
    """
    old = prose(post.description) if post.form is Form.MARKDOWN else plain(post.description)
    if len(found := _cut(old)) >= SHORTEST:
        return found, True
    new = _cut(prose(markdown))
    return (new, False) if len(new) >= SHORTEST else ("", False)


def _cut(text: str) -> str:
    """Return the first sentences that fit, else the first words and an ellipsis."""
    found = ""
    for sentence in _SENTENCE.findall(text[: 4 * LONGEST]):
        longer = f"{found} {sentence.strip()}".strip()
        if len(longer) > LONGEST:
            break
        found = longer
        if len(found) > LONGEST * 0.7:
            break
    if len(found) >= SHORTEST or len(text) <= LONGEST:
        return found
    return f"{text[: LONGEST - 1].rpartition(' ')[0].rstrip(' ,;:–-')}…"
