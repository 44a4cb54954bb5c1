"""Pictures in a rendered text: found, and replaced by something better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coach.rendering import Link

# A picture element that an author wrote is passed over as a whole.
_IMAGE = re.compile(r"""<picture\b.*?</picture>|<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Image:
    """A picture in a text, with its other attributes; `opens` says that no words come before it."""

    link: Link
    attributes: dict[str, str]
    opens: bool


def draw_images(html: str, links: Mapping[str, Link], draw: Callable[[Image], str]) -> str:
    """Return the HTML with each img as `draw` has it; one for which it has nothing, or with a srcset, stays.

    `links` holds the link that a src stands for.
    """

    def replace(match: re.Match[str]) -> str:
        attributes = {
            found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(match[0])
        }
        link = links.get(attributes.pop("src", ""))
        if link is None or "srcset" in attributes:
            return match[0]
        opens = not _TAG.sub("", html[: match.start()]).strip()
        return draw(Image(link, attributes, opens)) or match[0]

    return _IMAGE.sub(replace, html)
