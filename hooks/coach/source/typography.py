"""Typographic quotation marks, dashes and ellipses in place of those of a keyboard."""

from __future__ import annotations

import re
from functools import cache

Quotes = tuple[str, str, str, str]  # double marks that open and close, then single ones
ENGLISH: Quotes = ("\u201c", "\u201d", "\u2018", "\u2019")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_OPENS = " \t\n([\u2014-"


@cache
def _rules(quotes: Quotes) -> tuple[tuple[re.Pattern[str], str], ...]:
    opening, closing, single_opening, single_closing = quotes
    return (
        (re.compile(r"(?<=\w)'(?=\w)"), _APOSTROPHE),
        (re.compile(r'(^|[\s(\[\u2014-])"'), rf"\1{opening}"),
        (re.compile(r'"'), closing),
        (re.compile(rf"(^|[\s(\[\u2014{opening[0]}-])'"), rf"\1{single_opening}"),
        (re.compile(r"'"), single_closing),
        (re.compile(r" -- "), " \N{EN DASH} "),
        (re.compile(r"\.\.\."), "\N{HORIZONTAL ELLIPSIS}"),
    )


def typeset(text: str, before: str = "", quotes: Quotes = ENGLISH) -> str:
    """Return the text with curly quotation marks, dashes and an ellipsis.

    `before` is the text before it in the same paragraph: a quotation mark opens after a blank and closes after a word,
    even if the word is in another element. `quotes` are the four marks of a language.
    """
    if "'" not in text and '"' not in text and "..." not in text and " -- " not in text:
        return text
    context = "" if not before else " " if before[-1] in f"{_OPENS}{quotes[0][0]}{quotes[2][0]}" else "x"
    whole = context + text
    for pattern, replacement in _rules(quotes):
        whole = pattern.sub(replacement, whole)
    return whole[len(context) :]
