"""The dialect as one extension of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension

if TYPE_CHECKING:
    from markdown import Markdown


class Dialect(Extension):
    """Everything that this blog's Markdown has beside the extensions of mkdocs.yml."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register the parts of the dialect."""
