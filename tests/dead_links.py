"""The links and ids of all pages of a built site: which lead nowhere, and which stand twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Mapping


def dead_links(files: Mapping[str, bytes], root: str) -> list[tuple[str, str, str]]:
    """Return page, element and target of each link within the site that leads nowhere; `root` is the site's URL."""
    pages = {path: lxml.html.fromstring(data) for path, data in files.items() if path.endswith(".html")}
    broken = []
    for path, tree in pages.items():
        for element, attribute, link, _ in tree.iterlinks():
            url = urljoin(root + path, link)
            if attribute != "content" and url.startswith(root) and not _is_there(url.removeprefix(root), files, pages):
                broken.append((path, str(element.tag), link))
    return broken


def _is_there(target: str, files: Mapping[str, bytes], pages: Mapping[str, lxml.html.HtmlElement]) -> bool:
    path, fragment = unquote(urlsplit(target).path), unquote(urlsplit(target).fragment)
    path += "index.html" if path.endswith("/") or not path else ""
    if path not in files:
        return False
    if fragment.startswith("a="):  # an answer that a quiz takes over
        item, _, choice = fragment.removeprefix("a=").partition(".")
        return bool(pages[path].xpath("//input[@name=$item and @value=$choice]", item=item, choice=choice))
    return not fragment or path not in pages or bool(pages[path].xpath("//*[@id=$anchor]", anchor=fragment))


def doubled_ids(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return the ids that stand twice in a page, by its path."""
    found = {}
    for path, data in files.items():
        if path.endswith(".html"):
            ids = Counter(str(id_) for id_ in lxml.html.fromstring(data).xpath("//@id"))
            if twice := [id_ for id_, number in ids.items() if number > 1]:
                found[path] = twice
    return found
