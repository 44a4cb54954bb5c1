"""The words of a Markdown text without its marks, and its first sentences."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ASIDE = 0xF000  # where signs behind a backslash are put while marks are taken out: a place for private use
_TAG = re.compile(r"<[A-Za-z/!][^>]*>")
_LEADS = re.compile(r"^\s*(?:\#{1,6}\s|>\s?|[-+]\s+|\d+[.)]\s+|\|)", re.MULTILINE)
_MARKS = re.compile(
    r"""(?<!\\)[*`] | (?<![\w\\])_ | (?<!\\)_(?!\w)
      | (?<!\\)!?\[ | \]\([^)]*\) | \] | \{[:\#.][^}]*\}
    """,
    re.VERBOSE,
)
_LEFT_OUT = re.compile(
    r"""(?:```|~~~)[\s\S]*?(?:```|~~~)|<!--[\s\S]*?-->|^///[\s\S]*?^///   # blocks
      | !\[[^\]]*\]\([^)]*\)|^\[[^\]\n]+\]:.*$|\[\^[^\]\n]+\]   # pictures, definitions, footnotes
      | \{[%{][^}\n]*[%}]\}|^(?:!!!|\?\?\?\+?|===)\ .*$          # tags and heads of boxes
      | ^\#{1,6}\ .*$|^\|.*$|^(?:\ {4}|\t).*$|^:::.*$|^-{3,}$|^\*\ \*\ \*$      # headings, tables, code, rules
      | ^[^\n]+\n(?:={2,}|-{2,})[ ]*$                    # headings with a line below them
      | (?<=\])\[[^\]\n]*\]                              # what a link refers to
    """,
    re.MULTILINE | re.VERBOSE,
)
_END = re.compile(r"[.!?…]+[\"”’)»]*(?:\[\^[^\]\s]+\])*(?=\s|\Z)")
_LONGEST_ABBREVIATION = 14
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|No|vs|etc|approx|z\. ?B|d\. ?h|bzw|usw|Nr|ca))\.$")
_ENOUGH = 0.7  # part of the longest description behind which no further sentence is added


def plain(text: str) -> str:
    """Return text in one line, without HTML and entities: "Fit &amp; <b>quota</b>" is "Fit & quota"."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def prose(markdown: str) -> str:
    """Return the words of a text in one line, without headings, code, pictures, notes and marks."""
    put_aside = _ESCAPE.sub(lambda found: chr(_ASIDE + ord(found[1])), markdown)
    return _without_marks(_LEADS.sub("", _LEFT_OUT.sub(" ", put_aside)))


def heading_words(words: str) -> str:
    """Return the words of a heading as they are read: "5. *Fit* & [quota](a.md) {#fit}" is "5. Fit & quota"."""
    return _without_marks(_ESCAPE.sub(lambda found: chr(_ASIDE + ord(found[1])), words))


def _without_marks(put_aside: str) -> str:
    bare = _MARKS.sub("", put_aside)
    return plain("".join(chr(ord(sign) - _ASIDE) if _ASIDE <= ord(sign) < _ASIDE + 128 else sign for sign in bare))


def sentence_ends(text: str) -> Iterator[int]:
    """Yield where each sentence of a text in one line ends, the last one at the end of the text."""
    at = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        last = text[max(at, end - _LONGEST_ABBREVIATION) : end].rstrip('"”’)» ')
        if end == len(text) or not _ABBREVIATION.search(last):
            yield end
            at = end


def first_sentences(text: str, shortest: int, longest: int) -> str:
    """Return the first sentences that fit into `longest` characters, else the first words and an ellipsis.

    "" if the text is shorter than `shortest`.
    """
    found = ""
    for end in sentence_ends(text[: 4 * longest]):
        if end > longest or len(found) > longest * _ENOUGH:
            break
        found = text[:end].strip()
    if len(found) >= shortest:
        return found
    if len(text) <= longest:
        return ""
    words = text[: longest - 1].rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{words if len(words) >= shortest else text[: longest - 1]}…"
