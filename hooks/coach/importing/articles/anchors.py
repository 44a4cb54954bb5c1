"""Links to headings: other tools make other ids of the same words."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown.extensions.toc import unique

from coach.importing.markup.dialects.code import Aside, put_code_aside
from coach.markdown.page_ids import slug_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_OWN = re.compile(r"[ \t]*\{:?[ \t]*#([\w:.-]+)[^{}]*\}$")
_NAMED = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([\w:.-]+)|\{:?[ \t]*#([\w:.-]+)")
_LINK = re.compile(r"(\]\(|\]:[ \t]*|\bhref=\")([^()\s#\"<>]*)#([^()\s\"<>]+)")
_LABEL = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
_ELEMENT = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True)
class _Text:
    """The headings of one text."""

    text: str

    @cached_property
    def ids(self) -> dict[str, str]:
        """The words of each heading by its id here."""
        aside, found = Aside(), dict[str, str]()
        for heading in _HEADING.findall(put_code_aside(self.text, aside)):
            own = _OWN.search(heading)
            words = aside.back(_words(_OWN.sub("", heading))).replace("`", "")
            words = html.unescape(re.sub("</?code[^<>]*>", "", words))
            found[own[1] if own else unique(slug_for(words, "-"), set(found))] = words
        return found

    @cached_property
    def named(self) -> set[str]:
        """The ids that the text gives itself."""
        return {one or other for one, other in _NAMED.findall(self.text)}

    def id_of(self, anchor: str) -> str:
        """Return the id here that an anchor of another tool means, or the anchor as it is."""
        if anchor in self.ids or anchor in self.named:
            return anchor
        wanted = _bare(anchor)
        bare = {id_: _bare(id_) for id_ in self.ids}
        same = [id_ for id_, letters in bare.items() if letters == wanted]
        same = same or [id_ for id_, letters in bare.items() if letters.lstrip("0123456789") == wanted]  # kramdown
        if not same:  # Zola writes the names of pictograms, which are nothing here
            drawn = [id_ for id_, words in self.ids.items() if _has_pictogram(words) and wanted.startswith(bare[id_])]
            same = sorted(drawn, key=lambda id_: -len(bare[id_]))[:1]
        return same[0] if len(same) == 1 else anchor


def _words(heading: str) -> str:
    """Return what readers see of a heading, without its code."""
    shown = _LABEL.sub(r"\1", _LABEL.sub(r"\1", heading))
    return re.sub(r"[*\\]|(?<!\w)_|_(?!\w)", "", _ELEMENT.sub("", shown))


def _bare(id_: str) -> str:
    """Return the letters and digits of an id, in which tools agree."""
    plain = unicodedata.normalize("NFKD", unquote(id_)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def _has_pictogram(words: str) -> bool:
    return any(unicodedata.category(sign) == "So" for sign in words)


def relink_anchors(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the new text of those whose links lead to headings by the ids of another tool.

    `texts` are all texts of the import by their paths in docs/.
    """
    known = {path: _Text(text) for path, text in texts.items()}
    for path, text in texts.items():
        new = _LINK.sub(lambda found, path=path: _relinked(found, path, known), text)  # type: ignore[misc]
        if new != text:
            yield path, new


def _relinked(found: re.Match[str], path: str, known: Mapping[str, _Text]) -> str:
    before, place, anchor = found.groups()
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(place))) if place else path
    return f"{before}{place}#{known[target].id_of(anchor)}" if target in known else found[0]
