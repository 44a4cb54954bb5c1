"""Links that lead to nothing and pictures that are not there, taken out of a text if its owner wants that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.importing.markup.dialects.code import Aside, put_code_aside

if TYPE_CHECKING:
    from collections.abc import Collection

# An opening bracket, an end with an address (and a title), or any other closing bracket.
_PART = re.compile(r"\\[\s\S]|!?\[|\]\([ \t]*(<[^<>\n]*>|[^\s()<>]+)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)|\]")
_CAPTION = re.compile(r"\x04\n+/// caption\n(.*?)\n///", re.DOTALL)
_ALONE = re.compile(r"\n*^[ \t>]*\x04[ \t]*$|\x04", re.MULTILINE)
_EMPTY = re.compile(r"^!!! gallery[^\n]*\n*(?=\n\S|\Z)", re.MULTILINE)  # a box of pictures that are all gone
_DEEPEST = 20  # brackets in one another
_GONE = "\x04"  # where a picture was


@dataclass(frozen=True)
class Gone:
    """What to do with addresses of a text, as they are written in it.

    Of `links` only the words stay. Of `pictures` nothing stays, or, if they are `linked`, a link to them.
    """

    links: Collection[str] = ()
    pictures: Collection[str] = ()
    linked: bool = False


def without_missing(text: str, gone: Gone) -> str:
    """Return the text without the links and pictures that are gone; its code stays as it is."""
    if not (gone.links or gone.pictures):
        return text
    aside = Aside()
    shown = put_code_aside(text.replace(_GONE, ""), aside)
    open_: list[tuple[str, list[str]]] = []
    done: list[str] = []
    at = 0
    for part in _PART.finditer(shown):
        done.append(shown[at : part.start()])
        at = part.end()
        if part[0] in {"[", "!["} and len(open_) < _DEEPEST:
            open_.append((part[0], done))
            done = []
        elif part[0].startswith("]") and open_:
            bracket, outer = open_.pop()
            outer.append(_settled(bracket, "".join(done), part, gone))
            done = outer
        else:
            done.append(part[0])
    whole = [piece for bracket, outer in open_ for piece in (*outer, bracket)]
    settled = "".join([*whole, *done, shown[at:]])
    shown = _ALONE.sub("", _CAPTION.sub(r"\1", settled))
    return aside.back(_EMPTY.sub("", shown) if gone.pictures else shown)


def _settled(bracket: str, words: str, end: re.Match[str], gone: Gone) -> str:
    """Return a link or picture as it stays."""
    address = (end[1] or "").strip("<>")
    if bracket == "![" and address in gone.pictures:
        return f"[{words or address}]({end[1]})" if gone.linked and address not in gone.links else _GONE
    if bracket == "[" and address in gone.links:
        return words
    if bracket == "[" and end[1] and words.strip() == _GONE:
        return _GONE
    return f"{bracket}{words}{end[0]}"
