"""A fast path for plain text: paragraphs and words without Markdown syntax skip Markdown's pattern matching.

The output is the same as without it; a test compares both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from markdown.util import Registry

# The characters without which an inline pattern of Markdown cannot match.
_SIGNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("footnote", "reference", "link", "short_reference"), ("[",)),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), ("![",)),
    **dict.fromkeys(("autolink", "automail", "html"), ("<",)),
    "backtick": ("`",),
    "escape": ("\\",),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "delimiter": ("~", "^", "="),
    "magic-link": ("://", "ww.", "WW.", "wW.", "Ww."),
    "magic-mail": ("@",),
}
_ALL_SIGNS = {sign for signs in _SIGNS.values() for sign in signs}
_ANY_SIGN = re.compile(
    f"[{re.escape(''.join(sorted(sign for sign in _ALL_SIGNS if len(sign) == 1)))}]|"
    + "|".join(re.escape(sign) for sign in sorted(_ALL_SIGNS) if len(sign) > 1)
)
_BLOCKS = (
    *("admonition", "markdown_block", "details", "tabbed", "empty", "indent", "blocks", "defindent", "code", "table"),
    *("hashheader", "setextheader", "hr", "olist", "ulist", "deflist", "quote", "footnote", "abbr", "reference"),
    "paragraph",
)
_KNOWN = ("markdown.", "pymdownx.", "coach.")
# No line begins like a heading, list, quotation, rule, box, definition or code block, or could be in a table.
_PARAGRAPH = re.compile(r"""(?:[^\W\d_][^\n|]*(?:\n|\Z)|["'(\u201c\u2018][^\n|]*(?:\n|\Z))+""")


class _Pattern:
    """An inline pattern that is searched for only in texts that contain one of its characters."""

    def __init__(self, pattern: re.Pattern[str], signs: Sequence[str]) -> None:
        self._find, self._signs = pattern.finditer, signs

    def finditer(self, text: str, start: int = 0) -> Iterable[re.Match[str]]:
        """Return the pattern's matches."""
        for sign in self._signs:
            if sign in text:
                return self._find(text, start)
        return ()


class _PlainParagraph(BlockProcessor):
    """Takes blocks that can only be paragraphs, before any other block processor tests them."""

    def __init__(self, paragraph: BlockProcessor) -> None:
        super().__init__(paragraph.parser)
        self._paragraph = paragraph

    def test(self, _: Element, block: str) -> bool:
        return _PARAGRAPH.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        self._paragraph.run(parent, blocks)


class _PlainText(AtomicString):
    """Text in which no inline pattern can match."""


class _SetAside(Treeprocessor):
    """Marks text without any sign as such, which Markdown leaves alone then."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and type(element.text) is str and not _ANY_SIGN.search(element.text):
                element.text = _PlainText(element.text)


class _TakeBack(Treeprocessor):
    """Makes usual text of it again, for the treeprocessors that follow."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if type(element.text) is _PlainText:
                element.text = str(element.text)


def use_fast_path(md: Markdown) -> None:
    """Install the fast path, as far as all processors that are involved are known.

    Must be called last: it replaces Markdown's registries by lists, which are several times as fast to iterate over.
    """
    patterns, blocks = md.inlinePatterns, md.parser.blockprocessors
    if _are_known(patterns, _SIGNS):
        for name, signs in _SIGNS.items():
            if name in patterns:
                patterns[name].compiled_re = _Pattern(patterns[name].compiled_re, signs)  # type: ignore[assignment]
        md.treeprocessors.register(
            _SetAside(md), "coach-set-aside", 20.1
        )  # right before inline patterns (20), and after
        md.treeprocessors.register(_TakeBack(md), "coach-take-back", 19.999)
    if _are_known(blocks, _BLOCKS):
        blocks.register(_PlainParagraph(blocks["paragraph"]), "coach-plain-paragraph", 200)
    md.treeprocessors["inline"].inlinePatterns = list(patterns)  # type: ignore[attr-defined]
    md.parser.blockprocessors = list(blocks)  # type: ignore[assignment]


def _are_known(registry: Registry[Any], names: Iterable[str]) -> bool:
    known = [registry[name] for name in names if name in registry]
    return len(known) == len(registry) and all(type(one).__module__.startswith(_KNOWN) for one in known)
