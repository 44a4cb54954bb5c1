"""Text without any mark of Markdown's: paragraphs and words that need not be searched for each of its patterns.

Nothing is rendered in another way, only sooner; a test compares both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown.blockprocessors import BlockProcessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from markdown.util import Registry

# What each of Markdown's inline patterns needs to find anything.
_SIGNS = {
    **dict.fromkeys(("footnote", "reference", "link", "short_reference"), "["),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), "!["),
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    "backtick": "`",
    "escape": "\\",
    "linebreak": "  \n",
    "entity": "&",
    "em_strong": "*_",
}
# Any of these, and what stands for a text that is kept aside.
_MARK = re.compile("[`\\\\\\[<&*_\x02]|  \n")
_BLOCKS = (
    *("admonition", "markdown_block", "empty", "indent", "code", "table", "hashheader", "setextheader", "hr"),
    *("olist", "ulist", "quote", "footnote", "reference", "paragraph"),
)
# What comes after the inline patterns: others would take plain text for code.
_TREES = (
    *("footnote", "indent-highlight", "inline", "footnote-duplicate", "prettify", "attr_list", "toc", "unescape"),
    "coach-links",
)
_BEFORE = ("normalize_whitespace", "fenced_code_block", "html_block")
_KNOWN = ("markdown.", "pymdownx.", "coach.")
# No line begins as a heading, list, quotation, rule, box, definition or code does, and none can be a table's.
_PARAGRAPH = re.compile(r"""(?:[^\W\d_][^\n|]*(?:\n|\Z)|["'(\u201c\u2018][^\n|]*(?:\n|\Z))+""")


class PlainText(AtomicString):
    """Text that inline patterns leave alone, because they would find nothing in it."""


class _MarkPlainText(Treeprocessor):
    """Makes `PlainText` of what can be; runs before the inline patterns."""

    def run(self, root: Element) -> None:
        find = _MARK.search
        for element in root.iter():
            text = element.text
            if text and not isinstance(text, AtomicString) and not find(text):
                element.text = PlainText(text)


class _Pattern:
    """A pattern that is not looked for in a text without any of its signs."""

    def __init__(self, pattern: re.Pattern[str], signs: Sequence[str]) -> None:
        self._find, self._signs = pattern.finditer, signs

    def finditer(self, text: str, start: int = 0) -> Iterable[re.Match[str]]:
        """Return what the pattern finds."""
        for sign in self._signs:
            if sign in text:
                return self._find(text, start)
        return ()


class _PlainParagraph(BlockProcessor):
    """Takes what can be nothing but a paragraph before any other processor looks at it."""

    def __init__(self, paragraph: BlockProcessor) -> None:
        super().__init__(paragraph.parser)
        self._paragraph = paragraph

    def test(self, _: Element, block: str) -> bool:
        return _PARAGRAPH.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        self._paragraph.run(parent, blocks)


class _AskForContents(Preprocessor):
    """Lets a list of contents look for its place only where one is asked for; it goes through the whole text."""

    def __init__(self, contents: TocTreeprocessor) -> None:
        super().__init__()
        self._contents, self._place = contents, contents.marker

    def run(self, lines: list[str]) -> list[str]:
        self._contents.marker = self._place if self._place in "\n".join(lines) else ""
        return lines


def spare_plain_text(md: Markdown) -> None:
    """Pass over plain text where everything is known that looks at texts.

    To be called last: it makes lists of them, which are gone through several times as quickly as Markdown's registries.
    """
    patterns, blocks = md.inlinePatterns, md.parser.blockprocessors
    if _are_known(patterns, _SIGNS) and _are_known(md.treeprocessors, _TREES):
        md.treeprocessors.register(_MarkPlainText(md), "coach-plain-text", 21)
        for name, sign in _SIGNS.items():
            if name in patterns:
                signs = tuple(sign) if name == "em_strong" else (sign,)
                patterns[name].compiled_re = _Pattern(patterns[name].compiled_re, signs)  # type: ignore[assignment]
    if _are_known(blocks, _BLOCKS):
        blocks.register(_PlainParagraph(blocks["paragraph"]), "coach-plain-paragraph", 200)
    if _are_known(md.preprocessors, _BEFORE):
        _spare(md.preprocessors["html_block"], "<", "&")
        if "fenced_code_block" in md.preprocessors:
            _spare(md.preprocessors["fenced_code_block"], "```", "~~~")
    for contents in [one for one in md.treeprocessors if isinstance(one, TocTreeprocessor)]:
        md.preprocessors.register(_AskForContents(contents), "coach-contents", 100)
    md.treeprocessors["inline"].inlinePatterns = list(patterns)  # type: ignore[attr-defined]
    md.parser.blockprocessors = list(blocks)  # type: ignore[assignment]


def _spare(preprocessor: Preprocessor, *signs: str) -> None:
    """Let it look at texts with one of its signs only."""
    run = preprocessor.run

    def look(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return run(lines) if any(sign in text for sign in signs) else lines

    preprocessor.run = look  # type: ignore[method-assign]


def _are_known(registry: Registry[Any], names: Iterable[str]) -> bool:
    known = [registry[name] for name in names if name in registry]
    return len(known) == len(registry) and all(type(one).__module__.startswith(_KNOWN) for one in known)
