"""The HTML within Markdown, without attributes that pages of this site do not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.markdown.html.allowed import SILENT, TAGS, is_allowed

if TYPE_CHECKING:
    from collections import Counter

_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)((?:\s[^<>\"']*(?:\"[^\"]*\"|'[^']*')?)*)(/?)>")
_ATTRIBUTE = re.compile(r"""\s+([^\s=<>"'/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?""")


def without_strange_attributes(text: str, gone: Counter[str]) -> str:
    """Return a text, without its code, whose elements have only the attributes that pages may have; count the rest."""

    def clean(found: re.Match[str]) -> str:
        tag = found[1].lower()
        if tag not in TAGS or not found[2].strip():
            return found[0]
        kept = [one[0] for one in _ATTRIBUTE.finditer(found[2]) if is_allowed(tag, one[1].lower()) or one[1] in SILENT]
        dropped = len(_ATTRIBUTE.findall(found[2])) - len(kept)
        if not dropped:
            return found[0]
        gone["attributes of elements that pages here do not have"] += dropped
        return f"<{found[1]}{''.join(kept)}{found[3]}>"

    return _TAG.sub(clean, text)
