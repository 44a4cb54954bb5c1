"""All slips in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from coach.markdown.slips.html import html_slips
from coach.source.problems import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(
    r"^( *)(`{3,}|~{3,})[^\n]*\n.*?^ *\2[`~]*[ \t]*$|(?<!`)(`+)(?!`).+?(?<!`)\3(?!`)", re.MULTILINE | re.DOTALL
)


def find_slips(body: str) -> Iterator[Mistake]:
    """Yield the slips in a text, in the order of its lines; code is ignored."""
    text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    for slip in html_slips(text):
        line = bisect_right(lines, slip.start) - 1
        yield Mistake(line, slip.message, slip.hint, slip.start - lines[line] + 1)
