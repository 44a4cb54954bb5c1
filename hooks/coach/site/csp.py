"""The Content-Security-Policy of our pages: hashes of inline scripts, and what it does not load."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from coach.markdown.html.allowed import is_safe
from coach.site.linking.resolve import resolve
from coach.site.linking.targets import NOTHING, Targets
from coach.site.links import Finder
from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.markdown.rendered import Link, Rendered
    from coach.source.urls import Written

_FOLLOWED = ("a", "blockquote", "q", "del", "ins")  # these lead to other sites, and load nothing
_BRING = "Put it into docs/assets and name it from there."


def script_hash(script: str) -> str:
    """Return the hash that allows this inline script in `script-src` (CSP level 3, hash-source), without quotes."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def policy_problems(rendered: Rendered, item: Written, targets: Targets = NOTHING) -> list[Problem]:
    """Return a problem for everything in a text that browsers will refuse to load."""
    finder = Finder(item.file)
    return [
        Problem(item.file.path, *finder.find(target), f'"{target}" is not loaded: it lies on another site.', _BRING)
        for target in _foreign(rendered, item, targets)
    ]


def _foreign(rendered: Rendered, item: Written, targets: Targets) -> Iterator[str]:
    links = (link for link in rendered.links if is_safe(link.target))
    yield from dict.fromkeys(link.target for link in links if not address_for(link, item, targets) and link.target)


def address_for(link: Link, item: Written, targets: Targets) -> str:
    """Return a link's address as pages, feeds and mail have it; "" for what would be loaded from another site."""
    found = resolve(link.target, item, targets)
    return "" if found.outside and link.element not in _FOLLOWED else found.link
