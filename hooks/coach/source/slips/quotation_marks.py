"""A straight quotation mark inside a text in quotation marks, which ends it there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.source.problems import Mistake
from coach.source.slips.comments import in_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENED = re.compile(r"""(?P<before>[ \t]*(?:-[ \t]+)*(?P<key>[\w.-]+:[ \t]+)?)(?P<mark>["'])(?P<text>.*)""")
_END = {'"': re.compile(r'(?:[^"\\]|\\.)*(?P<end>")'), "'": re.compile(r"(?:[^']|'')*?(?P<end>')(?!')")}
_COMMENT = re.compile(r"([\"'])\s+#.*$")
_DONE = re.compile(r"\s*(?:$|\s#|[,\]}])")
_OPENS = re.compile(r"(?:^|[\s(\[–—-])$")
_NEEDS_QUOTES = re.compile(r":(?:\s|$)|\s#|^[-\[\]{}&*!|>%@`?,#]")
_CURLY = {'"': ("“", "”"), "'": ("‘", "’")}


def inner_quotation_mark(lines: Sequence[str], number: int) -> Mistake | None:
    """Return the mistake in this line, with the author's own words as they can be written."""
    found = _OPENED.fullmatch(lines[number].rstrip())
    end = _END[found["mark"]].match(found["text"]) if found else None
    if not found or not end:
        return None
    after = found["text"][end.end() :]
    if _DONE.match(after) or (not found["key"] and after.startswith(":")):
        return None
    words = _words(found["mark"], found["text"], end.start("end"))
    hint = f"Write curly ones inside: {found['before'].lstrip()}{words}"
    column = found.start("text") + end.start("end") + 1
    return Mistake(number, "a straight quotation mark inside ends the text here.", hint, column)


def _words(mark: str, text: str, end: int) -> str:
    """Return the author's words with curly marks; those around them stay straight, if there are any."""
    inside = bool(_OPENS.search(text[:end])) or text[end - 1 : end + 2].replace(mark, "").isalpha()
    text = _COMMENT.sub(r"\1", text)
    around = text.endswith(mark) and inside and end < len(text) - 1
    written = text[:-1] if around else mark + text
    written = written.replace("''", "'") if mark == "'" else written
    opening, closing = _CURLY[mark]
    curly = "".join(
        (opening if _OPENS.search(written[:at]) else closing) if sign == mark else sign
        for at, sign in enumerate(written)
    )
    return in_quotes(curly) if around or _NEEDS_QUOTES.search(curly) else curly
