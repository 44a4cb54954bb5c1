"""The dialect as one extension of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from coach.markdown.dialect.arrange import arrange
from coach.markdown.dialect.blocks import AlertsAndTasks
from coach.markdown.dialect.figures import Figures

if TYPE_CHECKING:
    from markdown import Markdown


class Dialect(Extension):
    """Everything that this blog's Markdown has beside the extensions of mkdocs.yml."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register the parts of the dialect."""
        # When fences (25) and raw HTML (20) are placeholders.
        md.preprocessors.register(_Arranged(md), "coach-arranged", 12)
        # Before what stands in the lines is converted (20), and after it and lists of attributes (8).
        md.treeprocessors.register(AlertsAndTasks(md), "coach-alerts-and-tasks", 25)
        md.treeprocessors.register(Figures(md), "coach-figures", 6)


class _Arranged(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return arrange(lines)
