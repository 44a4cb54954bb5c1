"""A fast path for plain text: paragraphs and words without Markdown syntax skip Markdown's pattern matching.

The output is the same as without it; a test compares both.
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

    from markdown.util import Registry

    from markdown import Markdown

# The characters without which an inline pattern of Markdown cannot match.
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
# Any of these characters, and the one with which Markdown's own placeholders begin.
_MARK = re.compile("[`\\\\\\[<&*_\x02]|  \n")
_BLOCKS = (
    *("admonition", "markdown_block", "empty", "indent", "code", "table", "hashheader", "setextheader", "hr"),
    *("olist", "ulist", "quote", "footnote", "reference", "paragraph"),
)
# The known treeprocessors: others would take plain text, an AtomicString, for code.
_TREES = (
    *("footnote", "indent-highlight", "inline", "footnote-duplicate", "prettify", "attr_list", "toc", "unescape"),
    "coach-links",
)
_BEFORE = ("normalize_whitespace", "fenced_code_block", "html_block")
_KNOWN = ("markdown.", "pymdownx.", "coach.")
# No line begins like a heading, list, quotation, rule, box, definition or code block, or could be in a table.
_PARAGRAPH = re.compile(r"""(?:[^\W\d_][^\n|]*(?:\n|\Z)|["'(\u201c\u2018][^\n|]*(?:\n|\Z))+""")


class PlainText(AtomicString):
    """Text that inline patterns skip, because none would match."""


class _MarkPlainText(Treeprocessor):
    """Turns text without Markdown syntax into `PlainText`; runs before the inline patterns."""

    def run(self, root: Element) -> None:
        find = _MARK.search
        for element in root.iter():
            text = element.text
            if text and not isinstance(text, AtomicString) and not find(text):
                element.text = PlainText(text)


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


class _AskForContents(Preprocessor):
    """Lets the toc extension search the whole tree for its marker only in texts that contain the marker."""

    def __init__(self, contents: TocTreeprocessor) -> None:
        super().__init__()
        self._contents, self._place = contents, contents.marker

    def run(self, lines: list[str]) -> list[str]:
        self._contents.marker = self._place if self._place in "\n".join(lines) else ""
        return lines


def use_fast_path(md: Markdown) -> None:
    """Install the fast path, as far as all processors that are involved are known.

    Must be called last: it replaces Markdown's registries by lists, which are several times as fast to iterate over.
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
    """Run the preprocessor only on texts that contain one of its characters."""
    run = preprocessor.run

    def look(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return run(lines) if any(sign in text for sign in signs) else lines

    preprocessor.run = look  # type: ignore[method-assign]


def _are_known(registry: Registry[Any], names: Iterable[str]) -> bool:
    known = [registry[name] for name in names if name in registry]
    return len(known) == len(registry) and all(type(one).__module__.startswith(_KNOWN) for one in known)
