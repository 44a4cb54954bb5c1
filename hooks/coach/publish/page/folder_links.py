"""Links of a site that is opened from its folder, without a server: a browser shows no index.html by itself there."""

from __future__ import annotations

import re

_LINK = re.compile(r'\bhref="(?P<path>(?![a-z][a-z0-9+.-]*:|[/#?"])[^"#?]*)(?P<rest>[^"]*)"', re.IGNORECASE)


def open_from_folder(html: str) -> str:
    """Return the page with each relative link to a folder as one to the page in it: `../` becomes `../index.html`."""
    return _LINK.sub(_full, html)


def _full(link: re.Match[str]) -> str:
    path = link["path"]
    if path.rpartition("/")[2] not in {"", ".", ".."}:
        return link[0]
    return f'href="{path}{"" if path.endswith("/") else "/"}index.html{link["rest"]}"'
