"""The sign at links to other sites."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_A = re.compile(r"<a\s[^<>]*>|</a\s*>", re.IGNORECASE)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_INLINE_ENDS = r"(?:</(?:em|strong|b|i|u|s|mark|small|span|sub|sup|ins|del|code|q|cite|abbr)\s*>)*"
# Whether the word goes on behind the link: letters, also after an apostrophe, a hyphen or a soft hyphen.
_GOES_ON = re.compile(r"</a\s*>" + _INLINE_ENDS + r"(?:['’\-‑\xad]|&shy;|&#39;|&rsquo;)?\w", re.IGNORECASE)


def sign_outside(html: str, sign: Callable[[], str], site_url: str) -> str:
    """Return the HTML with `sign()` at the end of each link to another site that has none yet.

    A link that holds no text, such as one around a picture, gets none, nor does one that ends inside a word.
    """
    parts, last = [], 0
    for start, end in _outside_links(html, site_url):
        text = html[start:end]
        if "data-leaves" not in text and _TAG.sub("", text).strip() and not _GOES_ON.match(html, end):
            parts += [html[last:end], sign()]
            last = end
    return "".join([*parts, html[last:]]) if parts else html


def _outside_links(html: str, site_url: str) -> Iterator[tuple[int, int]]:
    """Yield where the content of each link to another site begins and ends."""
    start = 0
    for tag in _A.finditer(html):
        if tag[0].startswith("</"):
            if start:
                yield start, tag.start()
            start = 0
        else:
            start = tag.end() if _is_outside(tag[0], site_url) else 0


def _is_outside(tag: str, site_url: str) -> bool:
    found = _HREF.search(tag)
    target = unescape(found[1] or found[2] or found[3] or "").strip() if found else ""
    return target.lower().startswith(("http://", "https://", "//")) and not target.startswith(site_url)
