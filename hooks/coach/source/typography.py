"""Typographic quotation marks, dashes and ellipses in place of those of a keyboard."""

from __future__ import annotations

import re

_RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "\N{RIGHT SINGLE QUOTATION MARK}"),
    (re.compile(r'(^|[\s(\[\u2014-])"'), "\\1\N{LEFT DOUBLE QUOTATION MARK}"),
    (re.compile(r'"'), "\N{RIGHT DOUBLE QUOTATION MARK}"),
    (re.compile(r"(^|[\s(\[\u2014\u201c-])'"), "\\1\N{LEFT SINGLE QUOTATION MARK}"),
    (re.compile(r"'"), "\N{RIGHT SINGLE QUOTATION MARK}"),
    (re.compile(r" -- "), " \N{EN DASH} "),
    (re.compile(r"\.\.\."), "\N{HORIZONTAL ELLIPSIS}"),
)


_OPENS = " \t\n([\u2014\u201c\u2018-"


def typeset(text: str, before: str = "") -> str:
    """Return the text with curly quotation marks, dashes and an ellipsis.

    `before` is the text before it in the same paragraph: a quotation mark opens after a blank and closes after a word,
    even if the word is in another element.
    """
    if "'" not in text and '"' not in text and "..." not in text and " -- " not in text:
        return text
    context = "" if not before else " " if before[-1] in _OPENS else "x"
    whole = context + text
    for pattern, replacement in _RULES:
        whole = pattern.sub(replacement, whole)
    return whole[len(context) :]
