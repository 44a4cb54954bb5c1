"""Terms of the glossary in an article's HTML: each becomes a link to its meaning where it first stands."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from coach.content.tags import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from coach.site.glossary.terms import Term

_TAG = re.compile(r'<!--|<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>', re.DOTALL | re.IGNORECASE)
# In them no term is linked: headings and links, code, drawings, controls, and what our blocks are made of.
_NAMES = "a abbr aside audio button caption code dfn fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
_NAMES += " kbd label math nav pre samp script section select style summary svg textarea th video"
_SKIPPED = frozenset(_NAMES.split())
_SKIPPED_CLASSES = frozenset({"admonition-title", "footnote", "tabbed-labels"})
_CLOSED = "-->"
_CLASS = re.compile(r'\sclass="([^"]*)"', re.IGNORECASE)


class Explainer:
    """Links the terms of one glossary; `show` makes the link of a term, the words as they stand there as HTML."""

    def __init__(self, terms: Collection[Term], show: Callable[[Term, str], str]) -> None:
        self.show = show
        self.terms = {fold(word): term for term in reversed(tuple(terms)) for word in reversed(term.spellings)}
        every = {word for term in terms for word in (*term.spellings, *term.not_in)}
        words = sorted(every, key=lambda word: (-len(word), word))
        forms = (r"\s+".join(re.escape(escape(part, quote=False)) for part in word.split()) for word in words)
        self.pattern = re.compile(rf"(?<![\w&-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE) if words else None

    def explain(self, html: str, left_out: Iterable[str] = ()) -> str:
        """Return the HTML with each term linked where it first stands, but those whose ids are `left_out`.

        The time it takes grows with the length of the HTML only.
        """
        if self.pattern is None:
            return html
        seen = set(left_out)

        def once(found: re.Match[str]) -> str:
            term = self.terms.get(fold(" ".join(unescape(found[0]).split())))
            if term is None or term.id in seen:
                return found[0]
            seen.add(term.id)
            return self.show(term, found[0])

        return "".join(self.pattern.sub(once, part) if is_text else part for part, is_text in _parts(html))


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """Yield the HTML in parts, each with whether it is text in which terms may be linked."""
    last, inside, depth = 0, "", 0
    while tag := _TAG.search(html, last):
        yield html[last : tag.start()], not inside
        last = _end(tag, html)
        yield html[tag.start() : last], False
        name = (tag[2] or "").lower()
        if inside:
            if name == inside:
                depth += -1 if tag[1] else 1
                inside = inside if depth else ""
        elif not tag[1] and _is_skipped(name, tag[3] or ""):
            inside, depth = name, 1
    yield html[last:], not inside


def _end(tag: re.Match[str], html: str) -> int:
    """Return where a tag or comment ends; a comment that is not closed goes on to the end."""
    if tag[2]:
        return tag.end()
    return found + len(_CLOSED) if (found := html.find(_CLOSED, tag.end())) >= 0 else len(html)


def _is_skipped(name: str, attributes: str) -> bool:
    if name in _SKIPPED:
        return True
    found = _CLASS.search(attributes) if name in {"p", "div"} else None
    return found is not None and not _SKIPPED_CLASSES.isdisjoint(found[1].split())
