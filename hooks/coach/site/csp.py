"""The Content-Security-Policy of our pages: hashes of inline scripts, and what it forbids in texts."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from coach.site.linking.resolve import resolve
from coach.site.linking.targets import NOTHING, Targets
from coach.site.links import Finder
from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.markdown.rendered import Rendered
    from coach.source.sources import Place
    from coach.source.urls import Written

_ELEMENTS = ("script", "style", "iframe", "object", "embed", "video", "audio")
_TAG = r"<[a-z][^<>]*?\s"
# A pattern for the HTML, one for what its author wrote, and the name in messages.
_STOPPED = (
    (re.compile(rf"{_TAG}style\s*=", re.IGNORECASE), r"\bstyle\s*=", 'a "style" in the text'),
    (re.compile(rf"{_TAG}on[a-z]+\s*=", re.IGNORECASE), r"\bon[a-z]+\s*=", 'a script in an "on…" attribute'),
    *((re.compile(rf"<{name}\b", re.IGNORECASE), rf"<{name}\b", f"<{name}>") for name in _ELEMENTS),
)
_WRITE = "Write it in Markdown, or with a block or box of the guide."
_BRING = "Put it into docs/assets and name it from there."


def script_hash(script: str) -> str:
    """Return the hash that allows this inline script in `script-src` (CSP level 3, hash-source), without quotes."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def policy_problems(rendered: Rendered, item: Written, targets: Targets = NOTHING) -> list[Problem]:
    """Return a problem for everything in a text that browsers will refuse to run, style or load."""
    finder = Finder(item.file)
    stopped = [
        Problem(item.file.path, *_place(written, finder), f"{name} does nothing here: pages forbid it.", _WRITE)
        for pattern, written, name in _STOPPED
        if pattern.search(rendered.marked)
    ]
    return stopped + [
        Problem(item.file.path, *finder.find(target), f'"{target}" is not loaded: it lies on another site.', _BRING)
        for target in _foreign(rendered, item, targets)
    ]


def _foreign(rendered: Rendered, item: Written, targets: Targets) -> Iterator[str]:
    told = ("a", *_ELEMENTS)  # a link may lead anywhere, and the others are reported by their element
    loaded = (link.target for link in rendered.links if link.element not in told)
    yield from dict.fromkeys(target for target in loaded if resolve(target, item, targets).outside)


def _place(written: str, finder: Finder) -> Place:
    found = re.search(written, finder.text, re.IGNORECASE)
    return finder.at(found.start() if found else 0)
