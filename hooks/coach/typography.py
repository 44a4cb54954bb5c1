"""Straight quotation marks and dashes of the keyboard as a printer would set them."""

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


def typeset(text: str) -> str:
    """Return a title or description with curly quotation marks, dashes and an ellipsis."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
