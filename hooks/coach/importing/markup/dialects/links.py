"""Links and pictures in Markdown, and the HTML within it, with their new addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.importing.markup.tree import label, safe

if TYPE_CHECKING:
    from coach.importing.markup.to_markdown import Addresses

# Python's Markdown, and so Pelican, takes blanks in an address too.
_URL = r"(<[^>\n]*>|[^\s()<>\"']+(?: (?!=)[^\s()<>\"']+)+(?=\))|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)"
_PICTURE = rf"!\[((?:[^\[\]\\\n]|\\.)*)\]\([ \t]*{_URL}"
_LINK = rf"\]\([ \t]*{_URL}"
_DEFINITION = r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(\S+)"
_ELEMENT = r"""(<(?:a|img|audio|video|source)\b[^>]{0,2000}?\b(?:href|src)\s*=\s*)(?:"([^"]*)"|'([^']*)')"""
_ANY = re.compile(f"{_PICTURE}|{_LINK}|{_DEFINITION}|{_ELEMENT}", re.MULTILINE | re.IGNORECASE)


def relink(text: str, addresses: Addresses) -> str:
    """Return a text, without its code, in which every link and picture has its new address."""

    def new(found: re.Match[str]) -> str:
        alt, picture, link, definition, before, double, single = found.groups()
        if picture is not None:
            place, words = addresses.picture(picture.strip("<>"), alt)
            return f"![{words if words == alt else label(words)}]({safe(place)}"
        if before is not None:
            address = double if double is not None else single
            is_link = before[1:2].lower() == "a" and not before[2:3].isalpha()
            return f'{before}"{addresses.link(address) if is_link else addresses.picture(address, "")[0]}"'
        address = link if link is not None else definition
        return found[0].replace(address, safe(addresses.link(address.strip("<>"))))

    return _ANY.sub(new, text)
